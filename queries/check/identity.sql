-- Figures that break the arithmetic of the official form. A member derived from an
-- identity is not tested by it; a qualified figure cannot be tested. Figures from records
-- keep returned and withdrawn dossiers apart, which the form folds in: not tested here.
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
with terms as (
    select
        identity.id,
        identity."left" as indicator_id,
        identity.name,
        unnest(identity."right") as term
    from identity
),

sums as (
    select
        terms.id,
        terms.indicator_id,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part,
        sum(
            case when starts_with(terms.term, '-') then -1 else 1 end
            * observation.value
        ) as total,
        count(*) as found,
        bool_and(observation.basis <> 'derived') as is_stated
    from terms
    inner join observation on ltrim(terms.term, '-') = observation.indicator_id
    where observation.qualifier = 'exact' and observation.basis <> 'computed'
    group by all
)

select
    'broken_identity' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    sums.indicator_id,
    sums.unit_id,
    sums.calendar,
    sums.period_id,
    sums.part,
    cast(cast(observation.value as bigint) as text) as value,
    cast(cast(sums.total as bigint) as text) as expected,
    observation.value - sums.total as difference,
    identity.id as note
from sums
inner join identity on sums.id = identity.id and sums.found = len(identity."right")
inner join observation
    on
        sums.indicator_id = observation.indicator_id
        and sums.unit_id = observation.unit_id
        and sums.calendar = observation.calendar
        and sums.period_id = observation.period_id
        and sums.part = observation.part
where
    sums.is_stated
    and observation.basis not in ('derived', 'computed')
    and observation.qualifier = 'exact'
    and observation.value <> sums.total
order by
    sums.indicator_id,
    sums.unit_id,
    sums.calendar,
    sums.period_id,
    sums.part,
    identity.id
