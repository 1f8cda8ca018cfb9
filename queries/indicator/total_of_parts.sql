-- Totals that no report states, added up from the parts it does state.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, sum of the parts
--   denominator: number, null: only rates have one
--   value: number, in the measure of the indicator
--   basis: code, derived
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, the parts added, as sum(level)
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with parts as (
    select
        observation.*,
        key_set(observation.part) as keys
    from observation
    inner join indicator using (indicator_id)
    where
        observation.part <> ''
        and indicator.aggregate in ('count', 'money', 'stock')
        and observation.qualifier in ('exact', 'at_least')
        and ($unit_ids is null or list_contains($unit_ids, observation.unit_id))
),

-- One sum for each way of dividing; a qualified part leaves the sum qualified.
sums as (
    select
        parts.indicator_id,
        parts.unit_id,
        parts.calendar,
        parts.period_id,
        parts.keys,
        sum(parts.value) as total,
        bool_or(parts.qualifier = 'at_least') as is_loose,
        max(parts.status) as status,
        max(parts.definition_version) as definition_version,
        max(parts.origin) as origin,
        max(parts.as_of) as as_of,
        list_sort(list_distinct(flatten(list(parts.source_ids)))) as source_ids
    from parts
    group by all
),

-- Two ways of dividing that disagree leave the total missing.
agreed as (
    select
        sums.indicator_id,
        sums.unit_id,
        sums.calendar,
        sums.period_id
    from sums
    group by all
    having min(sums.total) = max(sums.total)
)

select
    sums.indicator_id,
    sums.unit_id,
    sums.calendar,
    sums.period_id,
    '' as part,
    sums.total as numerator,
    cast(null as double) as denominator,
    sums.total as value,
    'derived' as basis,
    sums.status,
    case when sums.is_loose then 'at_least' else 'exact' end as qualifier,
    'sum(' || replace(sums.keys, ';', ', ') || ')' as formula,
    sums.definition_version,
    sums.origin,
    sums.as_of,
    sums.source_ids
from sums
inner join agreed using (indicator_id, unit_id, calendar, period_id)
anti join observation as stated
    on
        sums.indicator_id = stated.indicator_id
        and sums.unit_id = stated.unit_id
        and sums.calendar = stated.calendar
        and sums.period_id = stated.period_id
        and stated.part = ''
qualify
    row_number() over (
        partition by
            sums.indicator_id, sums.unit_id, sums.calendar, sums.period_id
        order by sums.keys
    ) = 1
order by indicator_id, unit_id, calendar, period_id, part
