-- Ways in which indicators are divided.
-- grain: key
-- params: none
-- columns:
--   key: key, of the parts
--   name: words, in both languages
select
    key,
    name
from part_key
order by key
