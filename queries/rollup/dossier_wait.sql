-- When the clock of a dossier stood still: its pauses, those that overlap or touch
-- taken as one, cut to the dossier's life. A pause without a day in it is left out.
-- grain: issuer, dossier_id, from_date
-- params: none
-- columns:
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; null: not stated
--   channel: code, online, desk or post; null: not stated
--   from_date: date, the clock counts no day after it
--   to_date: date, the last day that it does not count; null: still stopped
--   resumed_date: date, the same as stated, however soon the dossier was closed
--   holds_due_date: flag, whether the due date lies in it
--   working_days: days, not counted; null: still stopped, or beyond the calendar
--   counted_days: days, working days counted when it began
with stated as (
    select
        dossier.issuer,
        dossier.dossier_id,
        dossier.unit_id,
        dossier.procedure_id,
        dossier.channel,
        dossier.accepted_date,
        dossier.due_date,
        coalesce(dossier.gone_date, dossier.finished_date) as closed_date,
        dossier_pause.from_date,
        coalesce(dossier_pause.to_date, cast('9999-12-31' as date)) as to_date
    from dossier
    inner join dossier_pause
        on
            dossier.issuer = dossier_pause.issuer
            and dossier.dossier_id = dossier_pause.dossier_id
    where
        dossier_pause.to_date is null
        or dossier_pause.from_date < dossier_pause.to_date
),

apart as (
    select
        stated.*,
        case
            when stated.from_date <= max(stated.to_date) over (
                partition by stated.issuer, stated.dossier_id
                order by stated.from_date nulls last
                rows between unbounded preceding and 1 preceding
            ) then 0
            else 1
        end as begins
    from stated
),

numbered as (
    select
        apart.*,
        sum(apart.begins) over (
            partition by apart.issuer, apart.dossier_id
            order by apart.from_date nulls last
            rows between unbounded preceding and current row
        ) as place
    from apart
),

merged as (
    select
        numbered.issuer,
        numbered.dossier_id,
        numbered.unit_id,
        numbered.procedure_id,
        numbered.channel,
        numbered.accepted_date,
        numbered.due_date,
        numbered.closed_date,
        min(numbered.from_date) as from_date,
        nullif(max(numbered.to_date), cast('9999-12-31' as date)) as to_date
    from numbered
    group by
        numbered.issuer,
        numbered.dossier_id,
        numbered.unit_id,
        numbered.procedure_id,
        numbered.channel,
        numbered.accepted_date,
        numbered.due_date,
        numbered.closed_date,
        numbered.place
),

cut as (
    select
        merged.issuer,
        merged.dossier_id,
        merged.unit_id,
        merged.procedure_id,
        merged.channel,
        merged.accepted_date,
        case
            when merged.from_date < merged.accepted_date then merged.accepted_date
            else merged.from_date
        end as from_date,
        case
            when merged.closed_date < merged.to_date or merged.to_date is null
                then merged.closed_date
            else merged.to_date
        end as to_date,
        merged.to_date as resumed_date,
        -- Before the dossier came nothing was held.
        merged.from_date <= merged.due_date
        and merged.accepted_date <= merged.due_date
        and (merged.to_date is null or merged.to_date > merged.due_date)
            as holds_due_date
    from merged
),

timed as (
    select
        cut.*,
        last_day.ordinal - first_day.ordinal as working_days,
        first_day.ordinal - accepted.ordinal as days_before
    from cut
    left join working_day as accepted on cut.accepted_date = accepted.date
    left join working_day as first_day on cut.from_date = first_day.date
    left join working_day as last_day on cut.to_date = last_day.date
    where cut.to_date is null or cut.from_date < cut.to_date
)

select
    timed.issuer,
    timed.dossier_id,
    timed.unit_id,
    timed.procedure_id,
    timed.channel,
    timed.from_date,
    timed.to_date,
    timed.resumed_date,
    timed.holds_due_date,
    timed.working_days,
    cast(
        timed.days_before - coalesce(
            sum(timed.working_days) over (
                partition by timed.issuer, timed.dossier_id
                order by timed.from_date nulls last
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as integer
    ) as counted_days
from timed
order by
    timed.issuer asc nulls last,
    timed.dossier_id asc nulls last,
    timed.from_date asc nulls last
