-- Stated rates that their own counts do not give, rounding allowed for.
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
    'rate_differs' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    answer.indicator_id,
    answer.unit_id,
    answer.calendar,
    answer.period_id,
    answer.part,
    cast(answer.value as text) as value,
    cast(observation.numerator / observation.denominator as text) as expected,
    answer.value - observation.numerator / observation.denominator as difference,
    concat_ws(
        '/',
        cast(cast(observation.numerator as bigint) as text),
        cast(cast(observation.denominator as bigint) as text)
    ) as note
from answer
inner join indicator using (indicator_id)
inner join observation using (indicator_id, unit_id, calendar, period_id, part)
where
    indicator.aggregate = 'ratio'
    and answer.qualifier = 'exact'
    and (answer.status = 'named_period') = (observation.status = 'named_period')
    and abs(answer.value - observation.numerator / observation.denominator)
    > coalesce(answer.rounding, 0) + 1e-9
order by
    answer.indicator_id, answer.unit_id, answer.calendar, answer.period_id, answer.part
