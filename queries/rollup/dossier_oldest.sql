-- The twenty open dossiers of a unit to see to first, at the end of each half-month: the
-- overdue, then the others, each by due date.
-- grain: unit_id, bucket, position
-- params: none
-- columns:
--   unit_id: id, of the unit
--   bucket: date, first day of the half-month
--   position: number, in that order
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   procedure_id: id, of the procedure; empty: not stated
--   accepted_date: date, of valid reception
--   due_date: date, appointed for the result
--   finished_date: date, as known by now; null: still open
--   is_waiting: flag, whether its clock stood still on that day
--   is_overdue: flag, whether it was past its due date and the clock running
with placed as (
    select
        dossier_open.*,
        row_number() over (
            partition by dossier_open.unit_id, dossier_open.bucket
            order by
                dossier_open.is_overdue desc nulls last,
                dossier_open.due_date asc nulls last,
                dossier_open.issuer asc nulls last,
                dossier_open.dossier_id asc nulls last
        ) as position
    from dossier_open
)

select
    placed.unit_id,
    placed.bucket,
    cast(placed.position as integer) as position,
    placed.issuer,
    placed.dossier_id,
    placed.procedure_id,
    placed.accepted_date,
    placed.due_date,
    placed.finished_date,
    placed.is_waiting,
    placed.is_overdue
from placed
where placed.position <= 20
order by
    placed.unit_id asc nulls last,
    placed.bucket asc nulls last,
    placed.position asc nulls last
