-- The half-months that are about to be counted anew, and what was doubtful in the units
-- concerned or in pauses of no known unit.
delete from dossier_flow
where (unit_id, bucket) in (from touched_cell);

delete from dossier_days
where (unit_id, bucket) in (from touched_cell);

delete from dossier_oldest
where (unit_id, bucket) in (from touched_cell);

delete from warning
where
    stage = 'dossier'
    and (unit_id is null or unit_id in (from touched_unit));
