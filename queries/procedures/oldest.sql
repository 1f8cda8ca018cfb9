-- The open dossiers of a period's last day to see to first: the overdue, then the others,
-- each by due date.
-- grain: issuer, dossier_id
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $rows: number, rows wanted at most
-- columns:
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; empty: not stated
--   procedure: words, its name
--   accepted_date: date, of valid reception
--   due_date: date, appointed for the result
--   finished_date: date, of the result as known by now; null: still open
--   is_waiting: flag, whether its clock stood still on that day
--   is_overdue: flag, whether it was past its due date and the clock running
--   days_left: number, working days from that day to the due date, below 0 past it
--   days_left_now: number, the same from the cut-off; null: no longer open
select
    dossier_oldest.issuer,
    dossier_oldest.dossier_id,
    dossier_oldest.unit_id,
    dossier_oldest.procedure_id,
    procedure.name as procedure,
    dossier_oldest.accepted_date,
    dossier_oldest.due_date,
    dossier_oldest.finished_date,
    dossier_oldest.is_waiting,
    dossier_oldest.is_overdue,
    due_day.ordinal - last_day.ordinal as days_left,
    case
        when dossier_oldest.finished_date is null then due_day.ordinal - cut_off.ordinal
    end as days_left_now
from dossier_oldest
inner join dossier_period
    on
        dossier_oldest.unit_id = dossier_period.unit_id
        and dossier_oldest.bucket = half_month(dossier_period.to_date)
left join working_day as last_day on dossier_period.to_date = last_day.date
left join working_day as cut_off on dossier_period.as_of = cut_off.date
left join working_day as due_day on dossier_oldest.due_date = due_day.date
left join procedure using (procedure_id)
where
    dossier_period.calendar = $calendar
    and dossier_period.period_id = $period_id
    and list_contains($unit_ids, dossier_oldest.unit_id)
order by
    dossier_oldest.is_overdue desc,
    dossier_oldest.due_date asc,
    dossier_oldest.issuer asc,
    dossier_oldest.dossier_id asc
limit $rows
