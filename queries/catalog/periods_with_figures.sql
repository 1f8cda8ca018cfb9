-- Periods for which members of a bloc have figures: the latest first, of those that end
-- on one day the longest; pieces that a break leaves of a period are none.
-- grain: bloc_id, calendar, period_id
-- params: none
-- columns:
--   bloc_id: id, of the bloc
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   units: number, units that have figures
--   figures: number, figures
select
    bloc_member.bloc_id,
    period.calendar,
    period.period_id,
    count(distinct observation.unit_id) as units,
    count(*) as figures
from observation
inner join period using (calendar, period_id)
inner join bloc_member
    on
        observation.unit_id = bloc_member.unit_id
        and period.to_date between bloc_member.from_date
        and coalesce(bloc_member.to_date, period.to_date)
where period.kind <> 'piece'
group by
    bloc_member.bloc_id,
    period.calendar,
    period.period_id,
    period.to_date,
    period.from_date
order by
    bloc_member.bloc_id asc,
    period.calendar desc,
    period.to_date desc,
    period.from_date asc,
    period.period_id asc
