-- The dossiers open at the end of each half-month up to the last that lists speak for.
-- grain: issuer, dossier_id, bucket
-- params: none
-- columns:
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; empty: not stated
--   bucket: date, first day of the half-month
--   working_days: days, since acceptance, pauses left out; null: beyond the calendar
--   is_waiting: flag, whether the clock stood still at the end of the last day
--   is_overdue: flag, whether it was overdue then
--   accepted_date: date, of valid reception
--   due_date: date, appointed for the result
--   finished_date: date, as known by now; null: still open
with half_months as (
    select distinct
        dossier_bucket.bucket,
        dossier_bucket.last_day,
        dossier_bucket.ordinal
    from dossier_bucket
),

covered as (
    select
        dossier_bucket.unit_id,
        max(dossier_bucket.last_day) as last_day
    from dossier_bucket
    group by dossier_bucket.unit_id
),

-- The join on dates alone is the quick one: the units are joined before.
lives as (
    select
        dossier_life.issuer,
        dossier_life.dossier_id,
        dossier_life.unit_id,
        coalesce(dossier_life.procedure_id, '') as procedure_id,
        dossier_life.accepted_date,
        dossier_life.accepted_ordinal,
        dossier_life.due_date,
        dossier_life.finished_date,
        dossier_life.overdue_from,
        dossier_life.has_paused,
        case
            when dossier_life.closed_date <= covered.last_day
                then dossier_life.closed_date
            else covered.last_day + 1
        end as until_date
    from dossier_life
    inner join covered on dossier_life.unit_id = covered.unit_id
),

opened as (
    select
        lives.issuer,
        lives.dossier_id,
        lives.unit_id,
        lives.procedure_id,
        half_months.bucket,
        half_months.last_day,
        half_months.ordinal,
        half_months.ordinal - lives.accepted_ordinal as days,
        coalesce(lives.overdue_from <= half_months.last_day, false) as is_overdue,
        lives.has_paused,
        lives.accepted_date,
        lives.due_date,
        lives.finished_date
    from lives
    inner join half_months
        on
            lives.accepted_date <= half_months.last_day
            and lives.until_date > half_months.last_day
),

paused as (
    select
        opened.issuer,
        opened.dossier_id,
        opened.bucket,
        sum(
            case
                when dossier_wait.to_date <= opened.last_day
                    then dossier_wait.working_days
                else opened.ordinal - stopped.ordinal
            end
        ) as days,
        max(
            case
                when
                    dossier_wait.to_date is null
                    or dossier_wait.to_date > opened.last_day
                    then 1
                else 0
            end
        ) as is_waiting
    from opened
    inner join dossier_wait
        on
            opened.issuer = dossier_wait.issuer
            and opened.dossier_id = dossier_wait.dossier_id
            and opened.last_day >= dossier_wait.from_date
    left join working_day as stopped on dossier_wait.from_date = stopped.date
    where opened.has_paused
    group by opened.issuer, opened.dossier_id, opened.bucket
)

select
    opened.issuer,
    opened.dossier_id,
    opened.unit_id,
    opened.procedure_id,
    opened.bucket,
    cast(opened.days - coalesce(paused.days, 0) as integer) as working_days,
    coalesce(paused.is_waiting, 0) = 1 as is_waiting,
    opened.is_overdue,
    opened.accepted_date,
    opened.due_date,
    opened.finished_date
from opened
left join paused
    on
        opened.issuer = paused.issuer
        and opened.dossier_id = paused.dossier_id
        and opened.bucket = paused.bucket
order by
    opened.issuer asc nulls last,
    opened.dossier_id asc nulls last,
    opened.bucket asc nulls last
