-- Answers of units and indicators that are about to be made anew ($unit_ids null: of
-- every unit), and the periods for which lists speak for the units.
delete from answer
where
    indicator_id in (select indicator.indicator_id from indicator)
    and ($unit_ids is null or list_contains($unit_ids, unit_id));

delete from complete_period
where $unit_ids is null or list_contains($unit_ids, unit_id);
