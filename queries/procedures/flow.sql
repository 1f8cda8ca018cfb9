-- What came in, what went out and what is at hand, for one period of the units whose
-- lists speak for all of it: in one sum, or by unit, field, procedure or channel.
-- grain: key
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $by: code, unit, field, procedure or channel; empty for one sum
-- columns:
--   key: key, the unit, field, procedure or channel; empty for one sum
--   units: number, units in it
--   carried_over: number, dossiers open when the period began
--   received_online: number, dossiers received online
--   received_desk: number, dossiers received at the desk
--   received_post: number, dossiers received by post
--   received_unknown: number, dossiers received in a way not stated
--   received_new: number, dossiers received in the period
--   received: number, dossiers received or carried over
--   early: number, dossiers resolved before the due date
--   on_time: number, dossiers resolved on the due date
--   late: number, dossiers resolved after the due date
--   resolved: number, dossiers with a result
--   returned: number, dossiers sent back
--   withdrawn: number, dossiers withdrawn
--   gone: number, dossiers that a later list no longer has
--   pending: number, dossiers open when the period ended
--   pending_in_time: number, those not past the due date
--   pending_overdue: number, those past it
--   pending_waiting: number, those whose clock stood still
with complete as (
    select
        dossier_period.unit_id,
        half_month(dossier_period.from_date) as first_bucket,
        half_month(dossier_period.to_date) as last_bucket
    from dossier_period
    where
        dossier_period.calendar = $calendar
        and dossier_period.period_id = $period_id
        and list_contains($unit_ids, dossier_period.unit_id)
),

moved as (
    select
        case $by
            when 'unit' then dossier_flow.unit_id
            when 'field' then coalesce(procedure_field.field, 'unknown')
            when 'procedure' then dossier_flow.procedure_id
            when 'channel' then dossier_flow.channel
            when '' then ''
            else error('unknown grain: ' || $by)
        end as key,
        dossier_flow.unit_id,
        dossier_flow.bucket >= complete.first_bucket as is_inside,
        dossier_flow.channel,
        dossier_flow.received,
        dossier_flow.early,
        dossier_flow.on_time,
        dossier_flow.late,
        dossier_flow.returned,
        dossier_flow.withdrawn,
        dossier_flow.gone,
        dossier_flow.received - dossier_flow.early - dossier_flow.on_time
        - dossier_flow.late - dossier_flow.returned - dossier_flow.withdrawn
        - dossier_flow.gone as open,
        dossier_flow.became_overdue - dossier_flow.overdue_closed as overdue,
        dossier_flow.paused - dossier_flow.resumed as waiting
    from dossier_flow
    inner join complete
        on
            dossier_flow.unit_id = complete.unit_id
            and dossier_flow.bucket <= complete.last_bucket
    left join procedure_field using (procedure_id)
),

-- A unit that had no dossier still counts, and so does one sum over none.
empty as (
    select
        case $by when 'unit' then complete.unit_id else '' end as key,
        complete.unit_id
    from complete
    where $by in ('', 'unit')
),

summed as (
    select
        coalesce(moved.key, empty.key) as key,
        count(distinct coalesce(moved.unit_id, empty.unit_id)) as units,
        coalesce(sum(moved.open) filter (not moved.is_inside), 0) as carried_over,
        sum(moved.received) filter (moved.is_inside and moved.channel = 'online')
            as received_online,
        sum(moved.received) filter (moved.is_inside and moved.channel = 'desk')
            as received_desk,
        sum(moved.received) filter (moved.is_inside and moved.channel = 'post')
            as received_post,
        sum(moved.received) filter (moved.is_inside and moved.channel = '')
            as received_unknown,
        coalesce(sum(moved.received) filter (moved.is_inside), 0) as received_new,
        coalesce(sum(moved.early) filter (moved.is_inside), 0) as early,
        coalesce(sum(moved.on_time) filter (moved.is_inside), 0) as on_time,
        coalesce(sum(moved.late) filter (moved.is_inside), 0) as late,
        coalesce(sum(moved.returned) filter (moved.is_inside), 0) as returned,
        coalesce(sum(moved.withdrawn) filter (moved.is_inside), 0) as withdrawn,
        coalesce(sum(moved.gone) filter (moved.is_inside), 0) as gone,
        coalesce(sum(moved.open), 0) as pending,
        coalesce(sum(moved.overdue), 0) as pending_overdue,
        coalesce(sum(moved.waiting), 0) as pending_waiting
    from moved
    full outer join empty on moved.key = empty.key and moved.unit_id = empty.unit_id
    group by coalesce(moved.key, empty.key)
)

select
    summed.key,
    cast(summed.units as bigint) as units,
    cast(summed.carried_over as bigint) as carried_over,
    cast(coalesce(summed.received_online, 0) as bigint) as received_online,
    cast(coalesce(summed.received_desk, 0) as bigint) as received_desk,
    cast(coalesce(summed.received_post, 0) as bigint) as received_post,
    cast(coalesce(summed.received_unknown, 0) as bigint) as received_unknown,
    cast(summed.received_new as bigint) as received_new,
    cast(summed.carried_over + summed.received_new as bigint) as received,
    cast(summed.early as bigint) as early,
    cast(summed.on_time as bigint) as on_time,
    cast(summed.late as bigint) as late,
    cast(summed.early + summed.on_time + summed.late as bigint) as resolved,
    cast(summed.returned as bigint) as returned,
    cast(summed.withdrawn as bigint) as withdrawn,
    cast(summed.gone as bigint) as gone,
    cast(summed.pending as bigint) as pending,
    cast(summed.pending - summed.pending_overdue as bigint) as pending_in_time,
    cast(summed.pending_overdue as bigint) as pending_overdue,
    cast(summed.pending_waiting as bigint) as pending_waiting
from summed
order by summed.key
