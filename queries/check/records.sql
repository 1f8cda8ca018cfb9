-- Figures stated in reports that differ from what the records give. The
-- form folds returned and withdrawn dossiers into those resolved on the due date; a
-- report that does so is not in doubt.
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
with folded as (
    select
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part,
        sum(observation.value) as dossiers
    from observation
    where
        observation.basis = 'computed'
        and observation.indicator_id in ('procedures.returned', 'procedures.withdrawn')
    group by all
)

select
    'records_differ' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    answer.indicator_id,
    answer.unit_id,
    answer.calendar,
    answer.period_id,
    answer.part,
    cast(cast(answer.value as bigint) as text) as value,
    cast(cast(observation.value as bigint) as text) as expected,
    answer.value - observation.value as difference,
    cast(null as text) as note
from answer
inner join observation using (indicator_id, unit_id, calendar, period_id, part)
inner join indicator using (indicator_id)
inner join period using (calendar, period_id)
left join folded using (unit_id, calendar, period_id, part)
where
    observation.basis = 'computed'
    and indicator.aggregate <> 'quantile'
    and answer.qualifier = 'exact'
    and answer.value <> observation.value
    and not (
        answer.indicator_id in ('procedures.resolved', 'procedures.on_time')
        and answer.value = observation.value + coalesce(folded.dossiers, 0)
    )
-- Two periods of the same days say the same: the year to date has one of its own.
qualify
    row_number() over (
        partition by
            answer.indicator_id,
            answer.unit_id,
            answer.part,
            period.from_date,
            period.to_date
        order by period.kind = 'year_to_date', answer.calendar, answer.period_id
    ) = 1
order by
    answer.indicator_id,
    answer.unit_id,
    answer.calendar,
    answer.period_id,
    answer.part
