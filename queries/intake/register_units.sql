-- Units of the catalog that a staged register names; once it is judged, those that it
-- names in rows that are kept.
-- grain: unit_id
-- params: none
-- columns:
--   unit_id: id, of the unit
select distinct unit.unit_id
from listed_entry
anti join staged_fault using (file_number, row_number)
inner join unit using (unit_id)
order by unit.unit_id
