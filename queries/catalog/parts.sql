-- Every value a part may take.
-- grain: key, value
-- params: none
-- columns:
--   key: key, of the part
--   value: key, of the value
--   name: words, in both languages
select
    key,
    value,
    name
from part
order by key, value
