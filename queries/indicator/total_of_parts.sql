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
        and observation.basis <> 'computed'
        and indicator.aggregate in ('count', 'money', 'stock')
        and ($unit_ids is null or list_contains($unit_ids, observation.unit_id))
),

-- One sum for each way of dividing; a lower bound among the parts leaves the sum one,
-- any other qualified part leaves no sum. Figures placed by name do not mix with figures
-- placed by dates.
sums as (
    select
        parts.indicator_id,
        parts.unit_id,
        parts.calendar,
        parts.period_id,
        parts.keys,
        sum(parts.value) as total,
        bool_or(parts.qualifier = 'at_least') as is_loose,
        count(*) as parts,
        min(parts.status) as status,
        max(parts.definition_version) as definition_version,
        max(parts.origin) as origin,
        max(parts.as_of) as as_of,
        list_sort(list_distinct(flatten(list(parts.source_ids)))) as source_ids
    from parts
    group by all
    having
        bool_and(parts.qualifier in ('exact', 'at_least'))
        and count(distinct parts.status = 'named_period') = 1
),

-- A part that is known of a shorter period inside must be there for the whole one, or
-- the sum would fall short of it.
within as (
    select
        sums.indicator_id,
        sums.unit_id,
        sums.calendar,
        sums.period_id,
        sums.keys
    from sums
    inner join period as whole using (calendar, period_id)
    inner join parts
        on
            sums.indicator_id = parts.indicator_id
            and sums.unit_id = parts.unit_id
            and sums.calendar = parts.calendar
            and sums.keys = parts.keys
    inner join period as inner_period
        on
            parts.calendar = inner_period.calendar
            and parts.period_id = inner_period.period_id
            and whole.from_date <= inner_period.from_date
            and whole.to_date >= inner_period.to_date
    group by all
    having count(distinct parts.part) = max(sums.parts)
),

-- Two ways of dividing that disagree leave the total missing.
agreed as (
    select
        sums.indicator_id,
        sums.unit_id,
        sums.calendar,
        sums.period_id
    from sums
    inner join within using (indicator_id, unit_id, calendar, period_id, keys)
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
inner join within using (indicator_id, unit_id, calendar, period_id, keys)
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
