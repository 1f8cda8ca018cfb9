-- Dossiers that a staged list changes or may change.
-- grain: issuer, dossier_id
-- params:
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   issuer: id, system it comes from
--   dossier_id: id, of the dossier
select
    typed_dossier.issuer,
    typed_dossier.dossier_id
from typed_dossier
anti join staged_fault using (file_number, row_number)
union distinct
select
    staged_gone.issuer,
    staged_gone.dossier_id
from staged_gone
union distinct
select
    dossier.issuer,
    dossier.dossier_id
from dossier
where list_contains($source_ids, dossier.source_id)
order by issuer, dossier_id
