-- What was read from files before, when the same bytes are read again.
delete from source
where list_contains($source_ids, source_id);

delete from list_coverage
where list_contains($source_ids, source_id);

delete from dossier
where list_contains($source_ids, source_id);

delete from dossier_pause
where list_contains($source_ids, source_id);

delete from procedure
where list_contains($source_ids, source_id);

delete from entry
where list_contains($source_ids, source_id);

delete from warning
where list_contains($source_ids, source_id) and stage = 'intake';
