-- What the register just staged speaks for: each of its units, by each of its files, for
-- each system that it names.
-- grain: source_id, unit_id, issuer, from_date, to_date
-- params:
--   $kind: code, of the import
--   $as_of: date, cut-off of the register
-- columns:
--   source_id: id, SHA-256 of the file
--   kind: code, of the import
--   unit_id: id, of the unit
--   issuer: id, system it comes from
--   from_date: date, first day
--   to_date: date, last day
--   as_of: date, cut-off
select distinct
    staged_file.source_id,
    cast($kind as text) as kind,
    staged_coverage.unit_id,
    coalesce(listed_entry.issuer, '') as issuer,
    staged_coverage.from_date,
    staged_coverage.to_date,
    cast($as_of as date) as as_of
from staged_coverage
cross join staged_file
left join listed_entry using (file_number)
order by
    staged_file.source_id,
    staged_coverage.unit_id,
    issuer,
    staged_coverage.from_date,
    staged_coverage.to_date
