-- Figures of a named period whose own decision is dated outside it: the report and the
-- calendar do not mean the same days.
-- grain: rule, source_id, cell, indicator_id, unit_id, calendar, period_id, part, expected
-- params: none
-- columns:
--   rule: code, of the wording
--   stage: code, check
--   source_id: id, of the file; null when several
--   cell: text, where in the file
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar; null for either
--   period_id: id, of the period
--   part: key, empty for the whole
--   value: text, what is said
--   expected: text, what it should be
--   difference: number, value less expected
--   note: text, what the wording names besides
select
    'decision_outside_period' as rule,
    'check' as stage,
    reported.source_id,
    reported.cell,
    reported.indicator_id,
    reported.unit_id,
    period.calendar,
    period.period_id,
    reported.part,
    strftime(reported.decision_date, '%d/%m/%Y') as value,
    strftime(period.from_date, '%d/%m/%Y') || ' – '
    || strftime(period.to_date, '%d/%m/%Y') as expected,
    case
        when reported.decision_date > period.to_date
            then reported.decision_date - period.to_date
        else reported.decision_date - period.from_date
    end as difference,
    reported.decision_no as note
from reported_in_force as reported
inner join period
    on case
        when reported.dates_stated
            then
                reported.from_date = period.from_date
                and reported.to_date = period.to_date
        else reported.period_label = period.period_id
    end
where reported.decision_date not between period.from_date and period.to_date
order by
    reported.source_id, reported.cell, reported.indicator_id, period.calendar
