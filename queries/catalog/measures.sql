-- What figures are measured in.
-- grain: measured_in
-- params: none
-- columns:
--   measured_in: id, of the measure
--   name: words, in both languages
--   one: words, for a single one; null: the same
select
    measured_in,
    name,
    one
from measure
order by measured_in
