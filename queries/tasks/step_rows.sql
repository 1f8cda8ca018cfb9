-- The steps behind a number: those that a measure counts in a period of the units whose
-- lists of steps speak for all of it.
-- grain: issuer, task_id, event, event_date, check_kind
-- params:
--   $measure: code, approved, outlines_appraised, contracted, checked, checked_periodic, checked_unscheduled, checked_unknown, accepted, registered, liquidated or applied
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $level: code, of management; null for all
--   $rows: number, rows wanted at most
-- columns:
--   issuer: id, of the system that keeps the task
--   task_id: id, of the task
--   unit_id: id, of the unit that manages it
--   title: text, of the task
--   level: code, of management
--   host: text, organisation that carries it out
--   event: code, of the step
--   event_date: date, of the step
--   check_kind: code, periodic or unscheduled; null: no check, or not stated
--   grade: code, excellent, passed or failed; null: not stated
--   document_no: text, number of the document
--   file_name: text, the file it was read from
--   row_number: number, in that file
--   total: number, steps in all
with told as (
    select complete_period.*
    from complete_period
    where
        complete_period.kind = 'task_events'
        and complete_period.calendar = $calendar
        and complete_period.period_id = $period_id
        and list_contains($unit_ids, complete_period.unit_id)
),

counted as (
    select
        task_event.*,
        task.unit_id,
        task.title,
        task.level,
        task.host
    from task_event
    inner join task
        on task_event.issuer = task.issuer and task_event.task_id = task.task_id
    inner join told
        on
            task.unit_id = told.unit_id
            and task_event.event_date between told.from_date and told.to_date
    where
        case $measure
            when 'approved' then task_event.event = 'ordered'
            when 'outlines_appraised' then task_event.event = 'outline_appraised'
            when 'accepted' then task_event.event = 'accepted_level'
            when 'checked_periodic'
                then task_event.event = 'checked' and task_event.check_kind = 'periodic'
            when 'checked_unscheduled'
                then
                    task_event.event = 'checked'
                    and task_event.check_kind = 'unscheduled'
            when 'checked_unknown'
                then task_event.event = 'checked' and task_event.check_kind is null
            else
                case
                    when
                        $measure in (
                            'contracted',
                            'checked',
                            'registered',
                            'liquidated',
                            'applied'
                        )
                        then task_event.event = $measure
                    else error('unknown measure: ' || $measure)
                end
        end
        and ($level is null or task.level = $level)
)

select
    counted.issuer,
    counted.task_id,
    counted.unit_id,
    counted.title,
    counted.level,
    counted.host,
    counted.event,
    counted.event_date,
    counted.check_kind,
    counted.grade,
    counted.document_no,
    source.file_name,
    counted.row_number,
    count(*) over () as total
from counted
left join source on counted.source_id = source.source_id
order by
    counted.event_date asc,
    counted.issuer asc,
    counted.task_id asc,
    counted.event asc,
    counted.check_kind asc nulls last
limit $rows
