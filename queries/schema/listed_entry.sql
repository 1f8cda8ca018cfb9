-- Of the rows just read, what all registers have in common.
create temp view listed_entry as
select
    listed.file_number,
    listed.row_number,
    listed.issuer,
    listed.entry_key,
    listed.unit_id,
    listed.from_date,
    listed.to_date
from listed;
