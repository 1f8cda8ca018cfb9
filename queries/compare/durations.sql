-- How many working days dossiers took that were resolved in a period, and how long those
-- had been open that were not resolved at its end.
-- grain: unit_id, is_closed, working_days
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
-- columns:
--   unit_id: id, of the unit
--   is_closed: flag, whether they were resolved
--   working_days: days, since acceptance, pauses left out
--   dossiers: number, of so many days
select
    dossier_days.unit_id,
    dossier_days.state = 'resolved' as is_closed,
    dossier_days.working_days,
    cast(sum(dossier_days.dossiers) as bigint) as dossiers
from dossier_period
inner join dossier_days
    on
        dossier_period.unit_id = dossier_days.unit_id
        and dossier_days.bucket between half_month(dossier_period.from_date)
        and half_month(dossier_period.to_date)
        and (
            dossier_days.state = 'resolved'
            or dossier_days.bucket = half_month(dossier_period.to_date)
        )
where
    dossier_period.calendar = $calendar
    and dossier_period.period_id = $period_id
    and list_contains($unit_ids, dossier_period.unit_id)
group by all
order by
    dossier_days.unit_id asc,
    is_closed asc,
    dossier_days.working_days asc
