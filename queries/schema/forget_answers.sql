-- Answers of units that are about to be made anew ($unit_ids null: of every unit).
delete from answer
where $unit_ids is null or list_contains($unit_ids, unit_id);
