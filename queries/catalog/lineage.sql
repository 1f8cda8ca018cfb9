-- Which units each unit wholly continues, itself among them.
-- grain: unit_id, predecessor_id
-- params: none
-- columns:
--   unit_id: id, of the unit
--   predecessor_id: id, of the unit that it continues
select
    unit_id,
    predecessor_id
from lineage
order by unit_id, predecessor_id
