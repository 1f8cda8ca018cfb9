-- What the list of pauses just staged speaks for, by each of its files, for each system
-- that it names.
-- grain: source_id, unit_id, issuer, from_date, to_date
-- params:
--   $as_of: date, cut-off of the list
-- columns:
--   source_id: id, SHA-256 of the file
--   kind: code, dossier_pauses
--   unit_id: id, of the unit; null for every unit of the issuer
--   issuer: id, system the list comes from
--   from_date: date, first day
--   to_date: date, last day
--   as_of: date, cut-off
select distinct
    staged_file.source_id,
    'dossier_pauses' as kind,
    staged_coverage.unit_id,
    typed_pause.issuer,
    staged_coverage.from_date,
    staged_coverage.to_date,
    cast($as_of as date) as as_of
from staged_coverage
cross join staged_file
inner join typed_pause using (file_number)
order by
    staged_file.source_id,
    staged_coverage.unit_id,
    typed_pause.issuer,
    staged_coverage.from_date,
    staged_coverage.to_date
