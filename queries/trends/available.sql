-- Which indicators the members of a bloc have figures of, by kind of period.
-- grain: indicator_id, kind
-- params:
--   $bloc_id: id, of the bloc
--   $calendar: id, of the calendar
-- columns:
--   indicator_id: id, of the indicator
--   kind: code, of the periods
--   periods: number, with a figure of some member
select
    observation.indicator_id,
    period.kind,
    count(distinct period.period_id) as periods
from observation
inner join period using (calendar, period_id)
inner join indicator using (indicator_id)
where
    observation.calendar = $calendar
    and observation.part = ''
    and observation.unit_id in (
        select bloc_member.unit_id
        from bloc_member
        where bloc_member.bloc_id = $bloc_id
    )
group by observation.indicator_id, period.kind, indicator.position
order by indicator.position asc, period.kind asc
