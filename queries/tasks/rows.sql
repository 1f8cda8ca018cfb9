-- The tasks behind a number: those that a measure counts in a period, the longest past
-- what was due first. Unaccepted ones may have ended before the period; a check is due
-- so many months after the task began, or the last check, or the first day that lists
-- of steps speak for, whichever is the latest.
-- grain: issuer, task_id
-- params:
--   $measure: code, a column of tasks/flow, or unaccepted or unchecked
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $level: code, of management; null for all
--   $type: code, of task; empty: not stated; null for all
--   $science: id, of the field of science; empty: not stated; null for all
--   $host: text, organisation that carries it out; empty: not stated; null for all
--   $rows: number, rows wanted at most
-- columns:
--   issuer: id, of the system that keeps the task
--   task_id: id, of the task
--   unit_id: id, of the unit that manages it
--   title: text, as written
--   level: code, of management
--   type: code, topic, trial or scheme; null: not stated
--   science: id, of its field of science; null: not stated
--   host: text, organisation that carries it out
--   begun_date: date, first day, by contract where nothing else is stated
--   planned_end_date: date, last day by contract
--   end_date: date, last day; null: under way at the end of the period
--   outcome: code, pending, accepted, failed, stopped, unaccepted or unknown
--   checked_date: date, of the last check up to the end of the period
--   due_date: date, of the check or of acceptance where those are asked for, else of the end by contract
--   days_over: days, from the due date to the end of the task or else of the period
--   file_name: text, the file it was read from
--   row_number: number, in that file
--   total: number, tasks in all
with standing as (
    select
        task_standing.*,
        steps_known.since_date
    from task_standing
    left join steps_known
        on
            task_standing.unit_id = steps_known.unit_id
            and task_standing.to_date = steps_known.date
    where
        task_standing.calendar = $calendar
        and task_standing.period_id = $period_id
        and list_contains($unit_ids, task_standing.unit_id)
        and ($level is null or task_standing.level = $level)
        and ($type is null or coalesce(task_standing.type, '') = $type)
        and ($science is null or coalesce(task_standing.science, '') = $science)
        and ($host is null or coalesce(task_standing.host, '') = $host)
),

checks as (
    select
        standing.issuer,
        standing.task_id,
        max(task_event.event_date) as checked_date
    from standing
    inner join task_event using (issuer, task_id)
    where
        task_event.event = 'checked'
        and task_event.event_date <= standing.to_date
    group by all
),

rhythm as (
    select
        law.valid_from,
        cast(law.value as integer) as months
    from law
    where law.rule_id = 'task_check'
),

due as (
    select
        standing.*,
        checks.checked_date,
        case $measure
            when 'unchecked'
                then
                    cast(
                        greatest(
                            standing.begun_date,
                            checks.checked_date,
                            standing.since_date
                        )
                        + to_months(rhythm.months)
                        as date
                    )
            when 'unaccepted' then standing.end_date
            else standing.planned_end_date
        end as due_date,
        case
            when $measure = 'unaccepted' or standing.outcome = 'pending'
                then standing.to_date
            else standing.end_date
        end as last_date
    from standing
    left join checks using (issuer, task_id)
    asof left join rhythm on standing.to_date >= rhythm.valid_from
),

counted as (
    select due.*
    from due
    where
        case $measure
            when 'unaccepted'
                then due.outcome = 'unaccepted' and due.end_date >= due.since_date
            when 'unchecked'
                then
                    due.outcome = 'pending'
                    and due.since_date is not null
                    and due.due_date < due.to_date
            when 'active' then due.is_at_hand
            when 'carried_over' then due.is_at_hand and due.is_carried_over
            when 'started' then due.is_at_hand and not due.is_carried_over
            when 'ended' then due.is_at_hand and due.outcome <> 'pending'
            when 'ended_accepted' then due.is_at_hand and due.outcome = 'accepted'
            when 'ended_failed' then due.is_at_hand and due.outcome = 'failed'
            when 'ended_stopped' then due.is_at_hand and due.outcome = 'stopped'
            when 'ended_unaccepted' then due.is_at_hand and due.outcome = 'unaccepted'
            when 'ended_unknown' then due.is_at_hand and due.outcome = 'unknown'
            when 'pending' then due.outcome = 'pending'
            when 'in_time' then due.outcome = 'pending' and not due.is_slipping
            when 'slipping' then due.is_slipping
            else error('unknown measure: ' || $measure)
        end
)

select
    counted.issuer,
    counted.task_id,
    counted.unit_id,
    counted.title,
    counted.level,
    counted.type,
    counted.science,
    counted.host,
    counted.begun_date,
    counted.planned_end_date,
    case when counted.outcome <> 'pending' then counted.end_date end as end_date,
    counted.outcome,
    counted.checked_date,
    counted.due_date,
    cast(counted.last_date - counted.due_date as integer) as days_over,
    source.file_name,
    counted.row_number,
    count(*) over () as total
from counted
left join source on counted.source_id = source.source_id
order by
    days_over desc nulls last,
    counted.begun_date asc,
    counted.issuer asc,
    counted.task_id asc
limit $rows
