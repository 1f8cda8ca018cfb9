-- The cells of the official form of a unit and period, by field and for the whole: as
-- the records give them, and as the unit reported them.
-- grain: part, indicator_id
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_id: id, of the unit
-- columns:
--   part: key, empty for the whole
--   field: id, of the field; empty for the whole
--   indicator_id: id, of the indicator
--   computed: number, dossiers; null: the records do not tell
--   reported: number, dossiers; null: not reported
with computed as (
    select
        observation.part,
        observation.indicator_id,
        observation.value
    from observation
    where
        observation.unit_id = $unit_id
        and observation.calendar = $calendar
        and observation.period_id = $period_id
        and observation.basis = 'computed'
),

reported as (
    select
        answer.part,
        answer.indicator_id,
        answer.value
    from answer
    where
        answer.unit_id = $unit_id
        and answer.calendar = $calendar
        and answer.period_id = $period_id
        and answer.qualifier = 'exact'
)

select
    part,
    regexp_extract(part, '^field=([^;]*)$', 1) as field,
    indicator_id,
    computed.value as computed,
    reported.value as reported
from computed
full outer join reported using (part, indicator_id)
inner join indicator using (indicator_id)
where
    indicator.query = 'indicator/dossier_flow'
    and (part = '' or regexp_full_match(part, 'field=[^;]*'))
order by part, indicator_id
