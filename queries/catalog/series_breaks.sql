-- Days from which figures of an area mean something else.
-- grain: id
-- params: none
-- columns:
--   id: id, of the break
--   area: key, area of indicators; * for all
--   date: date, first day of the new meaning
--   reason: words, in both languages
--   law: id, of the rule; null when none
--   units: text[], units concerned; null: all
select
    id,
    area,
    date,
    reason,
    law,
    units
from series_break
order by date, id
