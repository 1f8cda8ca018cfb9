-- Rows of a list of procedures that go in: usable, and not known by as late a list.
-- grain: procedure_id
-- params:
--   $as_of: date, cut-off of the list
-- columns:
--   procedure_id: id, of the procedure
--   code: id, number in the national list; null when not stated
--   name: words, of the procedure; Vietnamese where no English is stated
--   field: id, of its field; null when not stated or not known
--   online_level: code, full, partial or none; null when not stated
--   term_days: days, working days allowed by law; null when not stated
--   as_of: date, cut-off of the list
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
select
    typed_procedure.procedure_id,
    typed_procedure.code,
    struct_pack(
        vi := typed_procedure.title,
        en := coalesce(typed_procedure.title_en, typed_procedure.title)
    ) as name,
    typed_procedure.field,
    typed_procedure.online_level,
    typed_procedure.term_days,
    cast($as_of as date) as as_of,
    staged_file.source_id,
    cast(typed_procedure.row_number as integer) as row_number
from typed_procedure
inner join staged_file using (file_number)
anti join staged_fault using (file_number, row_number)
anti join procedure using (procedure_id)
order by typed_procedure.procedure_id
