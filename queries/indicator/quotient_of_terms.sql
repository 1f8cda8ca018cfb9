-- Unstated denominators that follow from a stated count and a stated rate: only where
-- one whole number alone gives the rate as it was rounded.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, the only whole number possible
--   denominator: number, null: only rates have one
--   value: number, in the measure of the indicator
--   basis: code, derived
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, the formula of the indicator
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with pairs as (
    select
        upper_term.indicator_id,
        upper_term.rule,
        upper_term.formula,
        counted.unit_id,
        counted.calendar,
        counted.period_id,
        counted.part,
        counted.value as counted,
        rate.value as rate,
        rate.rounding,
        counted.status,
        counted.origin,
        greatest(counted.as_of, rate.as_of) as as_of,
        list_sort(list_distinct(list_concat(counted.source_ids, rate.source_ids)))
            as source_ids
    from indicator_term as upper_term
    inner join indicator_term as lower_term
        on
            upper_term.indicator_id = lower_term.indicator_id
            and upper_term.rule = lower_term.rule
            and lower_term.side = 'quotient'
            and lower_term.sign = 0
    inner join observation as counted
        on upper_term.term_id = counted.indicator_id
    inner join answer as rate
        on
            lower_term.term_id = rate.indicator_id
            and counted.unit_id = rate.unit_id
            and counted.calendar = rate.calendar
            and counted.period_id = rate.period_id
            and counted.part = rate.part
            and counted.status = rate.status
    where
        upper_term.side = 'quotient'
        and upper_term.sign = 1
        and counted.basis <> 'computed'
        and counted.qualifier = 'exact'
        and rate.qualifier = 'exact'
        and rate.rounding is not null
        and counted.value > 0
        and rate.value > rate.rounding
        and ($unit_ids is null or list_contains($unit_ids, counted.unit_id))
),

-- counted / whole lies within rate +- rounding, and whole is never below counted.
bounds as (
    select
        pairs.*,
        greatest(
            ceil(round(pairs.counted / (pairs.rate + pairs.rounding), 9)),
            pairs.counted
        ) as lowest,
        floor(round(pairs.counted / (pairs.rate - pairs.rounding), 9)) as highest
    from pairs
)

select
    bounds.indicator_id,
    bounds.unit_id,
    bounds.calendar,
    bounds.period_id,
    bounds.part,
    bounds.lowest as numerator,
    cast(null as double) as denominator,
    bounds.lowest as value,
    'derived' as basis,
    bounds.status,
    'exact' as qualifier,
    bounds.formula,
    indicator.version as definition_version,
    bounds.origin,
    bounds.as_of,
    bounds.source_ids
from bounds
inner join indicator on bounds.indicator_id = indicator.indicator_id
anti join observation as stated
    on
        bounds.indicator_id = stated.indicator_id
        and bounds.unit_id = stated.unit_id
        and bounds.calendar = stated.calendar
        and bounds.period_id = stated.period_id
        and bounds.part = stated.part
where bounds.lowest = bounds.highest
qualify
    row_number() over (
        partition by
            bounds.indicator_id,
            bounds.unit_id,
            bounds.calendar,
            bounds.period_id,
            bounds.part
        order by bounds.rule
    ) = 1
order by indicator_id, unit_id, calendar, period_id, part
