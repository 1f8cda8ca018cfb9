-- How many working days dossiers took, and how old the open ones were, by half-month.
-- grain: unit_id, procedure_id, bucket, state, working_days
-- params: none
-- columns:
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; empty: not stated
--   bucket: date, first day of the half-month
--   state: code, resolved in the half-month, or open on its last day
--   working_days: days, since acceptance, pauses left out
--   dossiers: number, dossiers
with states as (
    select
        dossier_life.unit_id,
        coalesce(dossier_life.procedure_id, '') as procedure_id,
        case
            when extract(day from dossier_life.closed_date) < 15
                then cast(date_trunc('month', dossier_life.closed_date) as date)
            else cast(date_trunc('month', dossier_life.closed_date) as date) + 14
        end as bucket,
        'resolved' as state,
        dossier_life.working_days
    from dossier_life
    where dossier_life.outcome in ('early', 'on_time', 'late')
    union all
    select
        dossier_open.unit_id,
        dossier_open.procedure_id,
        dossier_open.bucket,
        'open' as state,
        dossier_open.working_days
    from dossier_open
)

select
    states.unit_id,
    states.procedure_id,
    states.bucket,
    states.state,
    states.working_days,
    count(*) as dossiers
from states
where states.working_days is not null
group by
    states.unit_id,
    states.procedure_id,
    states.bucket,
    states.state,
    states.working_days
order by
    states.unit_id asc nulls last,
    states.procedure_id asc nulls last,
    states.bucket asc nulls last,
    states.state asc nulls last,
    states.working_days asc nulls last
