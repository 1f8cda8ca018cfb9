-- Dossiers that came in or went out, by half-month: entries and exits of every stock.
-- grain: unit_id, procedure_id, channel, bucket
-- params: none
-- columns:
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; empty: not stated
--   channel: code, online, desk or post; empty: not stated
--   bucket: date, first day of the half-month
--   received: number, dossiers accepted
--   early: number, dossiers resolved before the due date
--   on_time: number, dossiers resolved on the due date
--   late: number, dossiers resolved after the due date
--   returned: number, dossiers sent back
--   withdrawn: number, dossiers withdrawn
--   gone: number, dossiers that a later list no longer has
--   became_overdue: number, dossiers still open when they became overdue
--   overdue_closed: number, of those, dossiers that left
--   paused: number, times that a clock stopped
--   resumed: number, times that a clock ran again or its dossier left
with happened as (
    select
        dossier_life.unit_id,
        dossier_life.procedure_id,
        dossier_life.channel,
        dossier_life.accepted_date as date,
        'received' as event
    from dossier_life
    union all
    select
        dossier_life.unit_id,
        dossier_life.procedure_id,
        dossier_life.channel,
        dossier_life.closed_date as date,
        dossier_life.outcome as event
    from dossier_life
    where dossier_life.closed_date is not null
    union all
    select
        dossier_life.unit_id,
        dossier_life.procedure_id,
        dossier_life.channel,
        dossier_life.overdue_from as date,
        'became_overdue' as event
    from dossier_life
    where
        dossier_life.overdue_from is not null
        and (
            dossier_life.closed_date is null
            or dossier_life.overdue_from <= dossier_life.closed_date
        )
    union all
    select
        dossier_life.unit_id,
        dossier_life.procedure_id,
        dossier_life.channel,
        dossier_life.closed_date as date,
        'overdue_closed' as event
    from dossier_life
    where dossier_life.overdue_from <= dossier_life.closed_date
    union all
    select
        dossier_wait.unit_id,
        dossier_wait.procedure_id,
        dossier_wait.channel,
        dossier_wait.from_date as date,
        'paused' as event
    from dossier_wait
    union all
    select
        dossier_wait.unit_id,
        dossier_wait.procedure_id,
        dossier_wait.channel,
        dossier_wait.to_date as date,
        'resumed' as event
    from dossier_wait
    where dossier_wait.to_date is not null
),

moved as (
    select
        happened.unit_id,
        coalesce(happened.procedure_id, '') as procedure_id,
        coalesce(happened.channel, '') as channel,
        case
            when extract(day from happened.date) < 15
                then cast(date_trunc('month', happened.date) as date)
            else cast(date_trunc('month', happened.date) as date) + 14
        end as bucket,
        happened.event
    from happened
),

counted as (
    select
        moved.unit_id,
        moved.procedure_id,
        moved.channel,
        moved.bucket,
        moved.event,
        count(*) as dossiers
    from moved
    group by
        moved.unit_id, moved.procedure_id, moved.channel, moved.bucket, moved.event
)

select
    counted.unit_id,
    counted.procedure_id,
    counted.channel,
    counted.bucket,
    cast(
        sum(case counted.event when 'received' then counted.dossiers else 0 end)
        as bigint
    ) as received,
    cast(
        sum(case counted.event when 'early' then counted.dossiers else 0 end)
        as bigint
    ) as early,
    cast(
        sum(case counted.event when 'on_time' then counted.dossiers else 0 end)
        as bigint
    ) as on_time,
    cast(
        sum(case counted.event when 'late' then counted.dossiers else 0 end)
        as bigint
    ) as late,
    cast(
        sum(case counted.event when 'returned' then counted.dossiers else 0 end)
        as bigint
    ) as returned,
    cast(
        sum(case counted.event when 'withdrawn' then counted.dossiers else 0 end)
        as bigint
    ) as withdrawn,
    cast(
        sum(case counted.event when 'gone' then counted.dossiers else 0 end)
        as bigint
    ) as gone,
    cast(
        sum(case counted.event when 'became_overdue' then counted.dossiers else 0 end)
        as bigint
    ) as became_overdue,
    cast(
        sum(case counted.event when 'overdue_closed' then counted.dossiers else 0 end)
        as bigint
    ) as overdue_closed,
    cast(
        sum(case counted.event when 'paused' then counted.dossiers else 0 end)
        as bigint
    ) as paused,
    cast(
        sum(case counted.event when 'resumed' then counted.dossiers else 0 end)
        as bigint
    ) as resumed
from counted
group by
    counted.unit_id, counted.procedure_id, counted.channel, counted.bucket
order by
    counted.unit_id asc nulls last,
    counted.procedure_id asc nulls last,
    counted.channel asc nulls last,
    counted.bucket asc nulls last
