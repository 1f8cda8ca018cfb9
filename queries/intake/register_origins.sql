-- Origins of the units that a staged register names or speaks for.
-- grain: origin
-- params: none
-- columns:
--   origin: code, real or invented
select distinct unit.origin
from unit
where
    unit.unit_id in (select listed_entry.unit_id from listed_entry)
    or unit.unit_id in (select staged_coverage.unit_id from staged_coverage)
order by unit.origin
