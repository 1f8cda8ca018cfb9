-- What was read from a file before, when the same bytes are read again.
delete from source
where source_id = $source_id;

delete from coverage
where source_id = $source_id;

delete from reported_value
where source_id = $source_id;

delete from warning
where source_id = $source_id and stage = 'intake';
