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
--   is_structural: flag, whether it is one of who does what
select
    id,
    area,
    date,
    reason,
    law,
    units,
    is_structural
from series_break
order by date, id
