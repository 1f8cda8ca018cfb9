-- Periods that are provisional or closed; all others are open.
-- grain: calendar, period_id
-- params: none
-- columns:
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   status: code, provisional or closed
select
    calendar,
    period_id,
    status
from closing
order by calendar, period_id
