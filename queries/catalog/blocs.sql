-- Every bloc of the catalog, real ones first.
-- grain: bloc_id
-- params: none
-- columns:
--   bloc_id: id, of the bloc
--   name: words, in both languages
--   short: words, in both languages
--   origin: code, real or invented
--   source: text, where that is known from
select
    bloc_id,
    name,
    short,
    origin,
    source
from bloc
order by origin desc, bloc_id asc
