-- Tasks of one period of the units whose lists speak for all of it: continued, begun,
-- ended and how, under way at its end; in one sum, or by unit, level, type, science or
-- host.
-- grain: key
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $by: code, unit, level, type, science or host; empty for one sum
-- columns:
--   key: key, the unit, level, type, science or host; empty where not stated, and for one sum
--   units: number, units in it
--   active: number, tasks under way on a day of the period
--   carried_over: number, tasks begun before the period
--   started: number, tasks begun in the period
--   ended: number, tasks ended in the period
--   ended_accepted: number, of them accepted by its end
--   ended_failed: number, of them assessed and not passed
--   ended_stopped: number, of them stopped
--   ended_unaccepted: number, of them neither accepted, nor failed, nor stopped
--   ended_unknown: number, of them of units without lists of steps
--   pending: number, tasks under way at the end of the period
--   in_time: number, of them within their contract, or without a stated end
--   slipping: number, of them past the end by contract
with complete as (
    select complete_period.unit_id
    from complete_period
    where
        complete_period.kind = 'tasks'
        and complete_period.calendar = $calendar
        and complete_period.period_id = $period_id
        and list_contains($unit_ids, complete_period.unit_id)
),

standing as (
    select
        case $by
            when 'unit' then task_standing.unit_id
            when 'level' then task_standing.level
            when 'type' then coalesce(task_standing.type, '')
            when 'science' then coalesce(task_standing.science, '')
            when 'host' then coalesce(task_standing.host, '')
            when '' then ''
            else error('unknown grain: ' || $by)
        end as key,
        task_standing.unit_id,
        task_standing.is_carried_over,
        task_standing.outcome,
        task_standing.is_slipping
    from task_standing
    where
        task_standing.calendar = $calendar
        and task_standing.period_id = $period_id
        and list_contains($unit_ids, task_standing.unit_id)
        and task_standing.is_at_hand
),

-- A unit that had no task still counts, and so does one sum over none.
empty as (
    select
        case $by when 'unit' then complete.unit_id else '' end as key,
        complete.unit_id
    from complete
    where $by in ('', 'unit')
)

select
    coalesce(standing.key, empty.key) as key,
    count(distinct coalesce(standing.unit_id, empty.unit_id)) as units,
    count(standing.outcome) as active,
    count(*) filter (where standing.is_carried_over) as carried_over,
    count(*) filter (where not standing.is_carried_over) as started,
    count(*) filter (where standing.outcome <> 'pending') as ended,
    count(*) filter (where standing.outcome = 'accepted') as ended_accepted,
    count(*) filter (where standing.outcome = 'failed') as ended_failed,
    count(*) filter (where standing.outcome = 'stopped') as ended_stopped,
    count(*) filter (where standing.outcome = 'unaccepted') as ended_unaccepted,
    count(*) filter (where standing.outcome = 'unknown') as ended_unknown,
    count(*) filter (where standing.outcome = 'pending') as pending,
    count(*) filter (where standing.outcome = 'pending' and not standing.is_slipping)
        as in_time,
    count(*) filter (where standing.is_slipping) as slipping
from standing
full outer join empty
    on standing.key = empty.key and standing.unit_id = empty.unit_id
group by coalesce(standing.key, empty.key)
order by coalesce(standing.key, empty.key)
