-- Observations of units and indicators that are about to be made anew ($unit_ids null: of
-- every unit).
delete from observation
where
    indicator_id in (select indicator.indicator_id from indicator)
    and ($unit_ids is null or list_contains($unit_ids, unit_id));
