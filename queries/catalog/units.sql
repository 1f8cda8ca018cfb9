-- Every unit of the catalog, in Vietnamese order of their short names.
-- grain: unit_id
-- params: none
-- columns:
--   unit_id: id, of the unit
--   name: words, in both languages
--   short: words, in both languages
--   origin: code, real or invented
--   slot: number, colour slot 1 to 8
--   from_date: date, first day of existence; null: not known
--   to_date: date, last day; null: still exists
--   source: text, where that is known from
select
    unit_id,
    name,
    short,
    origin,
    slot,
    from_date,
    to_date,
    source
from unit
order by unit.short.vi collate vi, unit_id
