-- The half-months that lists speak for only since the import, or no longer, count as
-- touched as well; and the units of all that is touched.
insert into touched_cell
select
    unit_id,
    bucket
from dossier_bucket
full outer join covered_before using (unit_id, bucket)
where dossier_bucket.unit_id is null or covered_before.unit_id is null;

create temp table touched_unit as
select distinct touched_cell.unit_id
from touched_cell;
