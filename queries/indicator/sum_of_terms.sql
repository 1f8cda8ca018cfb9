-- Unstated counts that follow from stated ones by adding and subtracting.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, the formula's result
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
with terms as (
    select
        term.indicator_id,
        term.rule,
        term.formula,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part,
        sum(term.sign * observation.value) as total,
        bool_or(observation.qualifier = 'at_least') as is_loose,
        bool_or(observation.qualifier = 'at_least' and term.sign < 0) as is_open,
        count(distinct observation.status) as statuses,
        max(observation.status) as status,
        max(observation.origin) as origin,
        max(observation.as_of) as as_of,
        list_sort(list_distinct(flatten(list(observation.source_ids)))) as source_ids,
        count(*) as found
    from indicator_term as term
    inner join observation on term.term_id = observation.indicator_id
    where
        term.side = 'sum'
        and observation.basis <> 'computed'
        and observation.qualifier in ('exact', 'at_least')
        and ($unit_ids is null or list_contains($unit_ids, observation.unit_id))
    group by
        term.indicator_id,
        term.rule,
        term.formula,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part
),

needed as (
    select
        term.indicator_id,
        term.rule,
        count(*) as terms
    from indicator_term as term
    where term.side = 'sum'
    group by all
)

select
    terms.indicator_id,
    terms.unit_id,
    terms.calendar,
    terms.period_id,
    terms.part,
    terms.total as numerator,
    cast(null as double) as denominator,
    terms.total as value,
    'derived' as basis,
    terms.status,
    case when terms.is_loose then 'at_least' else 'exact' end as qualifier,
    terms.formula,
    indicator.version as definition_version,
    terms.origin,
    terms.as_of,
    terms.source_ids
from terms
inner join needed
    on
        terms.indicator_id = needed.indicator_id
        and terms.rule = needed.rule
        and terms.found = needed.terms
inner join indicator on terms.indicator_id = indicator.indicator_id
anti join observation as stated
    on
        terms.indicator_id = stated.indicator_id
        and terms.unit_id = stated.unit_id
        and terms.calendar = stated.calendar
        and terms.period_id = stated.period_id
        and terms.part = stated.part
-- Less than a lower bound says nothing, a negative count is a contradiction, and
-- figures placed by name do not mix with figures placed by dates.
where
    not terms.is_open
    and terms.total >= 0
    and terms.statuses = 1
qualify
    row_number() over (
        partition by
            terms.indicator_id,
            terms.unit_id,
            terms.calendar,
            terms.period_id,
            terms.part
        order by terms.rule
    ) = 1
order by indicator_id, unit_id, calendar, period_id, part
