-- Every calendar, the State's first.
-- grain: calendar
-- params: none
-- columns:
--   calendar: id, of the calendar
--   name: words, in both languages
--   start_day: number, day of a month on which its periods begin
--   law: id, of the rule
select
    calendar,
    name,
    start_day,
    law
from calendar
order by start_day desc, calendar asc
