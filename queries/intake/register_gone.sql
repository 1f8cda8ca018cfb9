-- Records of the store that were at hand within what a register speaks for, and that it
-- does not have. A register with rows whose key is not known says nothing of what is
-- absent.
-- grain: issuer, entry_key
-- params:
--   $kind: code, of the import
--   $as_of: date, cut-off of the register
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   issuer: id, system it comes from
--   entry_key: id, of the record
--   unit_id: id, of the unit; null when not known
select distinct
    entry.issuer,
    entry.entry_key,
    entry.unit_id
from entry
inner join staged_coverage
    on
        entry.unit_id is not distinct from staged_coverage.unit_id
        and entry.from_date <= staged_coverage.to_date
        and coalesce(entry.to_date, staged_coverage.from_date)
        >= staged_coverage.from_date
anti join listed_entry as listed
    on entry.issuer = listed.issuer and entry.entry_key = listed.entry_key
where
    entry.kind = $kind
    and entry.as_of < $as_of
    and not list_contains($source_ids, entry.source_id)
    and entry.issuer in (select listed_entry.issuer from listed_entry)
    and not exists (select 1 from staged_malformed)
    and not exists (
        select 1 from listed_entry as nameless
        where nameless.entry_key is null
    )
order by entry.issuer, entry.entry_key
