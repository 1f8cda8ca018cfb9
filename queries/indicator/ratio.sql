-- Rates: numerator and denominator from their counts, or the rate alone where a
-- report states only that.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, null where only the rate is stated
--   denominator: number, null where only the rate is stated
--   value: number, the division where both counts are known, else as stated
--   basis: code, computed from records; reported where the rate is stated; else derived
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, which counts were divided; null where only the rate is stated
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with terms as (
    select
        term.indicator_id,
        term.side,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part,
        sum(term.sign * observation.value) as total,
        count(*) as found,
        bool_and(observation.qualifier = 'exact') as is_exact,
        max(observation.status) as status,
        min(observation.status) as lowest_status,
        bool_and(observation.basis = 'computed') as is_computed,
        bool_or(observation.basis = 'computed') as has_computed,
        max(observation.origin) as origin,
        max(observation.as_of) as as_of,
        list_sort(list_distinct(flatten(list(observation.source_ids)))) as source_ids
    from indicator_term as term
    inner join observation on term.term_id = observation.indicator_id
    where
        term.side in ('numerator', 'denominator')
        and ($unit_ids is null or list_contains($unit_ids, observation.unit_id))
    group by all
),

needed as (
    select
        term.indicator_id,
        term.side,
        count(*) as terms,
        string_agg(
            case when term.sign < 0 then '- ' else '+ ' end || term.term_id, ' '
            order by term.rowid
        ) as words
    from indicator_term as term
    where term.side in ('numerator', 'denominator')
    group by all
),

sides as (
    select
        terms.*,
        ltrim(needed.words, '+ ') as words
    from terms
    inner join needed
        on
            terms.indicator_id = needed.indicator_id
            and terms.side = needed.side
            and terms.found = needed.terms
    where
        terms.is_exact
        and terms.status = terms.lowest_status
        and terms.is_computed = terms.has_computed
),

-- A rate whose denominator is 0 is blank, never 0.
divided as (
    select
        upper_side.indicator_id,
        upper_side.unit_id,
        upper_side.calendar,
        upper_side.period_id,
        upper_side.part,
        upper_side.total as numerator,
        lower_side.total as denominator,
        upper_side.status,
        upper_side.origin,
        upper_side.is_computed,
        upper_side.total / lower_side.total as value,
        '(' || upper_side.words || ') / (' || lower_side.words || ')' as formula,
        greatest(upper_side.as_of, lower_side.as_of) as as_of,
        list_sort(
            list_distinct(list_concat(upper_side.source_ids, lower_side.source_ids))
        ) as source_ids
    from sides as upper_side
    inner join sides as lower_side
        on
            upper_side.indicator_id = lower_side.indicator_id
            and upper_side.unit_id = lower_side.unit_id
            and upper_side.calendar = lower_side.calendar
            and upper_side.period_id = lower_side.period_id
            and upper_side.part = lower_side.part
            and upper_side.status = lower_side.status
            and upper_side.is_computed = lower_side.is_computed
    where
        upper_side.side = 'numerator'
        and lower_side.side = 'denominator'
        and lower_side.total > 0
),

stated as (
    select answer.*
    from answer
    inner join indicator using (indicator_id)
    where
        indicator.aggregate = 'ratio'
        and ($unit_ids is null or list_contains($unit_ids, answer.unit_id))
),

-- Figures placed by name do not mix with figures placed by dates; dates go first. A
-- rate stated beside records does not stand in their place.
by_counts as (
    select divided.*
    from divided
    anti join stated
        on
            divided.indicator_id = stated.indicator_id
            and divided.unit_id = stated.unit_id
            and divided.calendar = stated.calendar
            and divided.period_id = stated.period_id
            and divided.part = stated.part
            and divided.status = 'named_period'
            and stated.status <> 'named_period'
),

by_word as (
    select stated.*
    from stated
    anti join divided
        on
            stated.indicator_id = divided.indicator_id
            and stated.unit_id = divided.unit_id
            and stated.calendar = divided.calendar
            and stated.period_id = divided.period_id
            and stated.part = divided.part
            and (
                divided.is_computed
                or (
                    stated.status = 'named_period'
                    and divided.status <> 'named_period'
                )
            )
)

select
    indicator_id,
    unit_id,
    calendar,
    period_id,
    part,
    divided.numerator,
    divided.denominator,
    coalesce(divided.value, stated.value) as value,
    case
        when divided.is_computed then 'computed'
        when stated.value is null then 'derived'
        else 'reported'
    end as basis,
    coalesce(stated.status, divided.status) as status,
    case
        when divided.value is null then stated.qualifier else 'exact'
    end as qualifier,
    divided.formula,
    indicator.version as definition_version,
    unit.origin,
    greatest(stated.as_of, divided.as_of) as as_of,
    list_sort(
        list_distinct(
            list_concat(
                coalesce(stated.source_ids, []), coalesce(divided.source_ids, [])
            )
        )
    ) as source_ids
from by_counts as divided
full outer join by_word as stated
    using (indicator_id, unit_id, calendar, period_id, part)
inner join indicator using (indicator_id)
inner join unit using (unit_id)
order by indicator_id, unit_id, calendar, period_id, part
