-- Periods for which members of a bloc have figures, the latest first, shorter before
-- longer.
-- grain: calendar, period_id
-- params:
--   $bloc_id: id, of the bloc
-- columns:
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   units: number, units that have figures
--   figures: number, figures
select
    period.calendar,
    period.period_id,
    count(distinct observation.unit_id) as units,
    count(*) as figures
from observation
inner join period using (calendar, period_id)
where
    observation.unit_id in (
        select bloc_member.unit_id
        from bloc_member
        where bloc_member.bloc_id = $bloc_id
    )
group by period.calendar, period.period_id, period.to_date, period.from_date
order by period.calendar desc, period.to_date desc, period.from_date desc
