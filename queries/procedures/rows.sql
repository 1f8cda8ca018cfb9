-- The dossiers behind a number: those that a measure counts in a span of days.
-- grain: issuer, dossier_id
-- params:
--   $measure: code, an indicator of dossiers without its area, such as late
--   $from_date: date, first day
--   $to_date: date, last day
--   $unit_ids: text[], units wanted
--   $field: id, of the field; null for all
--   $procedure_id: id, of the procedure; null for all
--   $channel: code, of the channel; null for all
--   $rows: number, rows wanted at most
--   $skip: number, rows to leave out first
-- columns:
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; null: not stated
--   procedure: words, its name
--   field: id, of its field
--   channel: code, online, desk or post
--   accepted_date: date, of valid reception
--   due_date: date, appointed for the result
--   finished_date: date, of the result; null: open
--   outcome: code, early, on_time, late, returned, withdrawn, gone or open
--   working_days: days, from acceptance to the result; null: open or not known
--   days_left: number, working days from the last day to the due date, below 0 past it
--   file_name: text, the file it was read from
--   row_number: number, in that file
--   total: number, dossiers in all
with wanted as (
    select
        dossier_life.*,
        coalesce(procedure_field.field, 'unknown') as field,
        dossier_life.accepted_date < $from_date
        and coalesce(dossier_life.closed_date >= $from_date, true) as is_carried_over,
        dossier_life.accepted_date between $from_date and $to_date as is_new,
        coalesce(dossier_life.closed_date between $from_date and $to_date, false)
            as is_closed,
        dossier_life.accepted_date <= $to_date
        and coalesce(dossier_life.closed_date > $to_date, true) as is_pending,
        coalesce(dossier_life.overdue_from <= $to_date, false) as is_overdue
    from dossier_life
    left join procedure_field using (procedure_id)
    where
        list_contains($unit_ids, dossier_life.unit_id)
        and dossier_life.accepted_date <= $to_date
        and coalesce(dossier_life.closed_date >= $from_date, true)
),

counted as (
    select wanted.*
    from wanted
    where
        case $measure
            when 'carried_over' then wanted.is_carried_over
            when 'received_new' then wanted.is_new
            when 'received_online' then wanted.is_new and wanted.channel = 'online'
            when 'received_desk_post'
                then wanted.is_new and wanted.channel in ('desk', 'post')
            when 'received' then wanted.is_carried_over or wanted.is_new
            when 'resolved'
                then wanted.is_closed and wanted.outcome in ('early', 'on_time', 'late')
            when 'pending' then wanted.is_pending
            when 'pending_in_time' then wanted.is_pending and not wanted.is_overdue
            when 'pending_overdue' then wanted.is_pending and wanted.is_overdue
            when 'pending_waiting'
                then
                    wanted.is_pending
                    and exists (
                        select 1
                        from dossier_wait
                        where
                            dossier_wait.issuer = wanted.issuer
                            and dossier_wait.dossier_id = wanted.dossier_id
                            and dossier_wait.from_date <= $to_date
                            and coalesce(dossier_wait.to_date > $to_date, true)
                    )
            else
                case
                    when
                        $measure
                        in ('early', 'on_time', 'late', 'returned', 'withdrawn', 'gone')
                        then wanted.is_closed and wanted.outcome = $measure
                    else error('unknown measure: ' || $measure)
                end
        end
        and ($field is null or wanted.field = $field)
        and ($procedure_id is null or coalesce(wanted.procedure_id, '') = $procedure_id)
        and ($channel is null or coalesce(wanted.channel, '') = $channel)
)

select
    counted.issuer,
    counted.dossier_id,
    counted.unit_id,
    counted.procedure_id,
    procedure.name as procedure,
    counted.field,
    counted.channel,
    counted.accepted_date,
    counted.due_date,
    counted.finished_date,
    counted.outcome,
    counted.working_days,
    due_day.ordinal - last_day.ordinal as days_left,
    source.file_name,
    counted.row_number,
    count(*) over () as total
from counted
left join procedure using (procedure_id)
left join source on counted.source_id = source.source_id
left join working_day as due_day on counted.due_date = due_day.date
left join working_day as last_day on last_day.date = $to_date
order by counted.due_date asc, counted.issuer asc, counted.dossier_id asc
limit $rows offset $skip
