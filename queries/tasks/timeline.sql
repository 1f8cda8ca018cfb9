-- The tasks of a period with their steps, as known on its last day: the slipping first,
-- then the others, each by the end by contract.
-- grain: issuer, task_id
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $rows: number, rows wanted at most
-- columns:
--   issuer: id, of the system that keeps the task
--   task_id: id, of the task
--   unit_id: id, of the unit that manages it
--   title: text, as written
--   level: code, of management
--   begun_date: date, first day, by contract where nothing else is stated
--   planned_end_date: date, last day by contract
--   end_date: date, last day; null: under way at the end of the period
--   is_slipping: flag, whether it is under way past the end by contract
--   days_over: days, from the end by contract to the end of the task or else of the period
--   events: text[], steps in order of their days
--   details: text[], of each step: the kind of a check, the grade of an acceptance, or empty
--   event_days: text[], day of each step, as yyyy-mm-dd
--   total: number, tasks in all
with standing as (
    select
        task_standing.*,
        least(task_standing.end_date, task_standing.to_date) as last_date
    from task_standing
    where
        task_standing.calendar = $calendar
        and task_standing.period_id = $period_id
        and list_contains($unit_ids, task_standing.unit_id)
        and task_standing.is_at_hand
),

steps as (
    select
        standing.issuer,
        standing.task_id,
        list(task_event.event order by task_event.event_date, task_event.event)
            as events,
        list(
            coalesce(task_event.check_kind, task_event.grade, '')
            order by task_event.event_date, task_event.event
        ) as details,
        list(
            cast(task_event.event_date as text)
            order by task_event.event_date, task_event.event
        ) as event_days
    from standing
    inner join task_event using (issuer, task_id)
    where task_event.event_date <= standing.to_date
    group by all
)

select
    standing.issuer,
    standing.task_id,
    standing.unit_id,
    standing.title,
    standing.level,
    standing.begun_date,
    standing.planned_end_date,
    case when standing.outcome <> 'pending' then standing.end_date end as end_date,
    standing.is_slipping,
    cast(standing.last_date - standing.planned_end_date as integer) as days_over,
    coalesce(steps.events, []) as events,
    coalesce(steps.details, []) as details,
    coalesce(steps.event_days, []) as event_days,
    count(*) over () as total
from standing
left join steps using (issuer, task_id)
order by
    standing.is_slipping desc,
    standing.planned_end_date asc nulls last,
    standing.begun_date asc,
    standing.issuer asc,
    standing.task_id asc
limit $rows
