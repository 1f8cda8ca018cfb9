-- Totals that differ from the sum of the parts stated beside them.
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
with parts as (
    select
        observation.indicator_id,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        key_set(observation.part) as keys,
        sum(observation.value) as total
    from observation
    inner join indicator using (indicator_id)
    where
        observation.part <> ''
        and observation.basis <> 'computed'
        and indicator.aggregate <> 'ratio'
    group by all
    having bool_and(observation.qualifier = 'exact')
)

select
    'parts_differ' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    parts.indicator_id,
    parts.unit_id,
    parts.calendar,
    parts.period_id,
    '' as part,
    cast(cast(whole.value as bigint) as text) as value,
    cast(cast(parts.total as bigint) as text) as expected,
    whole.value - parts.total as difference,
    parts.keys as note
from parts
inner join observation as whole
    on
        parts.indicator_id = whole.indicator_id
        and parts.unit_id = whole.unit_id
        and parts.calendar = whole.calendar
        and parts.period_id = whole.period_id
        and whole.part = ''
where
    whole.basis not in ('derived', 'computed')
    and whole.qualifier = 'exact'
    and whole.value <> parts.total
order by
    parts.indicator_id, parts.unit_id, parts.calendar, parts.period_id, parts.keys
