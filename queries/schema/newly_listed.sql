-- The rows just read whose record is in force as they say it, for the table of their kind.
create temp table newly_listed as
select
    listed.* exclude (row_number),
    entry.source_id,
    entry.row_number
from listed
inner join staged_file using (file_number)
inner join entry
    on
        staged_file.source_id = entry.source_id
        and listed.row_number = entry.row_number
where list_contains($source_ids, entry.source_id);
