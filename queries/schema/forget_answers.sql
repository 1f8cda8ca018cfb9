-- Answers of units that are about to be made anew ($unit_ids null: of every unit), and
-- the periods for which their dossiers are known.
delete from answer
where $unit_ids is null or list_contains($unit_ids, unit_id);

delete from complete_period
where $unit_ids is null or list_contains($unit_ids, unit_id);
