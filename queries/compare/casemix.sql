-- Dossiers of units by procedure: how many were resolved in a period, and how.
-- grain: unit_id, procedure_id
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
-- columns:
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; empty where it is not stated
--   early: number, resolved before the due date
--   on_time: number, resolved on it
--   late: number, resolved after it
--   resolved: number, of all these
select
    dossier_flow.unit_id,
    dossier_flow.procedure_id,
    cast(sum(dossier_flow.early) as bigint) as early,
    cast(sum(dossier_flow.on_time) as bigint) as on_time,
    cast(sum(dossier_flow.late) as bigint) as late,
    cast(
        sum(dossier_flow.early + dossier_flow.on_time + dossier_flow.late) as bigint
    ) as resolved
from dossier_period
inner join dossier_flow
    on
        dossier_period.unit_id = dossier_flow.unit_id
        and dossier_flow.bucket between half_month(dossier_period.from_date)
        and half_month(dossier_period.to_date)
where
    dossier_period.calendar = $calendar
    and dossier_period.period_id = $period_id
    and list_contains($unit_ids, dossier_period.unit_id)
group by dossier_flow.unit_id, dossier_flow.procedure_id
having sum(dossier_flow.early + dossier_flow.on_time + dossier_flow.late) > 0
order by dossier_flow.unit_id, dossier_flow.procedure_id
