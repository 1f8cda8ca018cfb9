-- Observations of units and indicators that are about to be made anew ($unit_ids null: of
-- every unit) are put aside, and what will stand in their place is named, so that both
-- can be compared.
create or replace temp table remade as
select
    indicator.indicator_id,
    unit.unit_id
from indicator
cross join unit
where $unit_ids is null or list_contains($unit_ids, unit.unit_id);

create or replace temp table observation_before as
select observation.*
from observation
semi join remade using (indicator_id, unit_id);

delete from observation
using remade
where
    observation.indicator_id = remade.indicator_id
    and observation.unit_id = remade.unit_id;

create or replace temp view observation_after as
select observation.*
from observation
semi join remade using (indicator_id, unit_id);
