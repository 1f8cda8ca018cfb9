-- Records of a register that go in: usable, not known by as late a register, and not
-- denied by a later one that speaks for their days.
-- grain: issuer, entry_key
-- params:
--   $kind: code, of the import
--   $as_of: date, cut-off of the register
-- columns:
--   kind: code, of the import
--   issuer: id, system it comes from
--   entry_key: id, of the record
--   unit_id: id, of the unit; null when not known or of every unit
--   from_date: date, first day on which it was at hand
--   to_date: date, last day; null when it still is
--   digest: text, of all its values
--   as_of: date, cut-off of the register
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
select
    cast($kind as text) as kind,
    listed_entry.issuer,
    listed_entry.entry_key,
    listed_entry.unit_id,
    listed_entry.from_date,
    listed_entry.to_date,
    typed_register.digest,
    cast($as_of as date) as as_of,
    staged_file.source_id,
    cast(listed_entry.row_number as integer) as row_number
from listed_entry
inner join typed_register using (file_number, row_number)
inner join staged_file using (file_number)
anti join staged_fault using (file_number, row_number)
anti join entry as known
    on
        known.kind = $kind
        and listed_entry.issuer = known.issuer
        and listed_entry.entry_key = known.entry_key
anti join list_coverage as later
    on
        later.kind = $kind
        and later.as_of > $as_of
        and listed_entry.issuer = later.issuer
        and listed_entry.unit_id is not distinct from later.unit_id
        and listed_entry.from_date <= later.to_date
        and coalesce(listed_entry.to_date, later.from_date) >= later.from_date
order by listed_entry.issuer, listed_entry.entry_key
