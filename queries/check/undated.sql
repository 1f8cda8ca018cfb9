-- Sources that name a period without saying its dates.
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
    'dates_not_stated' as rule,
    'check' as stage,
    reported.source_id,
    arg_min(reported.cell, reported.row_number) as cell,
    cast(null as text) as indicator_id,
    reported.unit_id,
    cast(null as text) as calendar,
    reported.period_label as period_id,
    '' as part,
    cast(count(*) as text) as value,
    cast(null as text) as expected,
    cast(null as double) as difference,
    cast(null as text) as note
from reported_in_force as reported
where not reported.dates_stated
group by reported.source_id, reported.unit_id, reported.period_label
order by reported.source_id, reported.unit_id, reported.period_label
