-- Dossiers whose pauses a staged list changes or may change.
-- grain: issuer, dossier_id
-- params:
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   issuer: id, system it comes from
--   dossier_id: id, of the dossier
select
    typed_pause.issuer,
    typed_pause.dossier_id
from typed_pause
anti join staged_fault using (file_number, row_number)
union distinct
select
    staged_gone_pause.issuer,
    staged_gone_pause.dossier_id
from staged_gone_pause
union distinct
select
    dossier_pause.issuer,
    dossier_pause.dossier_id
from dossier_pause
where list_contains($source_ids, dossier_pause.source_id)
order by issuer, dossier_id
