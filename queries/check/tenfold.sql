-- Counts ten times the median of the unit's own earlier periods of the same kind, or a
-- tenth of it: usually a slip of the pen or of a column.
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
with history as (
    select
        observation.indicator_id,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.value,
        median(observation.value) over (
            partition by
                observation.indicator_id,
                observation.unit_id,
                observation.calendar,
                period.kind
            order by period.ordinal
            rows between unbounded preceding and 1 preceding
        ) as usual,
        count(*) over (
            partition by
                observation.indicator_id,
                observation.unit_id,
                observation.calendar,
                period.kind
            order by period.ordinal
            rows between unbounded preceding and 1 preceding
        ) as earlier
    from observation
    inner join period using (calendar, period_id)
    inner join indicator using (indicator_id)
    where
        observation.part = ''
        and observation.basis = 'reported'
        and indicator.aggregate in ('count', 'stock', 'money')
)

select
    'tenfold' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    history.indicator_id,
    history.unit_id,
    history.calendar,
    history.period_id,
    '' as part,
    cast(cast(history.value as bigint) as text) as value,
    cast(cast(round(history.usual) as bigint) as text) as expected,
    history.value - history.usual as difference,
    cast(history.earlier as text) as note
from history
where
    history.earlier >= 3
    and history.usual >= 10
    and (history.value >= 10 * history.usual or history.value * 10 <= history.usual)
order by
    history.indicator_id, history.unit_id, history.calendar, history.period_id
