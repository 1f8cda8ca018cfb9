-- Every period of both calendars.
-- grain: calendar, period_id
-- params: none
-- columns:
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   kind: code, of the period
--   year: number, of the period
--   ordinal: number, place among those of its kind
--   name: words, in both languages
--   from_date: date, first day
--   to_date: date, last day
--   previous_id: id, the period before; null for the first
--   year_before_id: id, the same period a year earlier; null when outside
--   working_days: days, working days in it
--   tet_days: days, off for the lunar New Year, weekends apart
select
    calendar,
    period_id,
    kind,
    year,
    ordinal,
    name,
    from_date,
    to_date,
    previous_id,
    year_before_id,
    working_days,
    tet_days
from period
order by calendar, to_date, from_date, period_id
