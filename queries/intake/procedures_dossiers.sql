-- Dossiers of the procedures that a list brings or changes.
-- grain: issuer, dossier_id
-- params:
--   $as_of: date, cut-off of the list
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   issuer: id, system it comes from
--   dossier_id: id, of the dossier
with changed as (
    select typed_procedure.procedure_id
    from typed_procedure
    anti join staged_fault using (file_number, row_number)
    left join procedure using (procedure_id)
    where
        coalesce(procedure.as_of <= $as_of, true)
        and (
            typed_procedure.field is distinct from procedure.field
            or typed_procedure.term_days is distinct from procedure.term_days
            or procedure.procedure_id is null
        )
    union distinct
    select procedure.procedure_id
    from procedure
    where list_contains($source_ids, procedure.source_id)
)

select
    dossier.issuer,
    dossier.dossier_id
from dossier
inner join changed on dossier.procedure_id = changed.procedure_id
order by dossier.issuer, dossier.dossier_id
