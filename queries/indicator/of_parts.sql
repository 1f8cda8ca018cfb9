-- Figures of units divided by part keys; parts that are finer are added up.
-- grain: indicator_id, unit_id, period_id, calendar, part
-- params:
--   $indicator_ids: text[], indicators wanted
--   $calendar: id, of the calendar
--   $period_ids: text[], periods wanted; null for those that have figures
--   $bloc_id: id, of the bloc whose members are meant; null for every bloc
--   $unit_ids: text[], units wanted; null for every member
--   $by: text[], part keys by which to divide
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   period_id: id, of the period in its calendar
--   calendar: id, of the calendar
--   part: key, empty for the whole
--   from_date: date, first day of the period
--   to_date: date, last day of the period
--   numerator: number, the count itself or the upper side of a rate
--   denominator: number, the lower side of a rate; null for others
--   value: number, in the measure of the indicator; rates are fractions
--   basis: code, computed, reported or derived; null when missing
--   status: code, complete, assembled, named_period or mixed
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, how a derived figure was made
--   definition_version: number, of the indicator
--   is_corrected: flag, whether it was changed after its period was closed
--   is_counted: flag, whether it comes from counts: chance gives it an interval
--   origin: code, real or invented
--   source_ids: text[], the files it comes from
with pieces as (
    select
        observation.*,
        key_set(observation.part) as keys,
        array_to_string(
            list_filter(
                string_split(observation.part, ';'),
                lambda piece: list_contains($by, split_part(piece, '=', 1))
            ),
            ';'
        ) as wanted
    from observation
    where
        observation.calendar = $calendar
        and list_contains($indicator_ids, observation.indicator_id)
        and ($period_ids is null or list_contains($period_ids, observation.period_id))
        and ($unit_ids is null or list_contains($unit_ids, observation.unit_id))
        and list_has_all(string_split(key_set(observation.part), ';'), $by)
),

-- A part stated itself goes before a sum of finer ones: nothing is counted twice.
parts as (
    select pieces.*
    from pieces
    qualify
        dense_rank() over (
            partition by
                pieces.indicator_id,
                pieces.unit_id,
                pieces.period_id,
                pieces.calendar,
                pieces.wanted
            order by len(string_split(pieces.keys, ';')), pieces.keys
        ) = 1
),

sums as (
    select
        parts.indicator_id,
        parts.unit_id,
        parts.period_id,
        parts.calendar,
        parts.wanted as part,
        sum(parts.numerator) as numerator,
        sum(parts.denominator) as denominator,
        case
            when count(*) = 1 then sum(parts.value)
            when count(parts.denominator) = 0 then sum(parts.value)
            when count(parts.denominator) = count(*) and sum(parts.denominator) > 0
                then sum(parts.numerator) / sum(parts.denominator)
        end as value,
        case when count(*) = 1 then max(parts.basis) else 'derived' end as basis,
        case
            when count(distinct parts.status) = 1 then max(parts.status) else 'mixed'
        end as status,
        case
            when count(*) = 1 then max(parts.qualifier)
            when bool_or(parts.qualifier in ('nearly', 'rounded')) then 'rounded'
            when bool_or(parts.qualifier <> 'exact') then 'at_least'
            else 'exact'
        end as qualifier,
        case
            when count(*) = 1 then max(parts.formula)
            else 'sum(' || replace(max(parts.keys), ';', ', ') || ')'
        end as formula,
        max(parts.definition_version)::integer as definition_version,
        max(parts.origin) as origin,
        list_sort(list_distinct(flatten(list(parts.source_ids)))) as source_ids
    from parts
    group by all
)

select
    sums.indicator_id,
    sums.unit_id,
    sums.period_id,
    sums.calendar,
    sums.part,
    period.from_date,
    period.to_date,
    sums.numerator,
    sums.denominator,
    sums.value,
    sums.basis,
    sums.status,
    sums.qualifier,
    sums.formula,
    sums.definition_version,
    exists(
        select 1
        from correction
        where
            correction.indicator_id = sums.indicator_id
            and correction.unit_id = sums.unit_id
            and correction.calendar = sums.calendar
            and correction.period_id = sums.period_id
    ) as is_corrected,
    indicator.is_counted,
    sums.origin,
    sums.source_ids
from sums
inner join indicator on sums.indicator_id = indicator.indicator_id
inner join period
    on sums.calendar = period.calendar and sums.period_id = period.period_id
where
    $bloc_id is null
    or sums.unit_id in (
        select bloc_member.unit_id
        from bloc_member
        where
            bloc_member.bloc_id = $bloc_id
            and period.to_date between bloc_member.from_date
            and coalesce(bloc_member.to_date, period.to_date)
    )
order by
    sums.indicator_id asc,
    period.to_date desc,
    period.from_date asc,
    sums.unit_id asc,
    sums.part asc
