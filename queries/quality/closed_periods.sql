-- Periods that are closed: their figures change only with a reason.
-- grain: calendar, period_id
-- params: none
-- columns:
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
select
    calendar,
    period_id
from closing
where status = 'closed'
order by calendar, period_id
