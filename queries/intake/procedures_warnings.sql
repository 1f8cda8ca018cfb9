-- Procedures whose field the catalog does not know; they are kept, the field is not.
-- grain: file_number, row_number
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, fields of the catalog
select
    typed_procedure.file_number,
    typed_procedure.row_number,
    'field' as column_name,
    'unknown_field' as rule,
    typed_procedure.field_said as value,
    (
        select string_agg(part.value, ', ' order by part.value)
        from part
        where part.key = 'field'
    ) as expected
from typed_procedure
anti join staged_fault using (file_number, row_number)
where typed_procedure.field_said is not null and typed_procedure.field is null
order by typed_procedure.file_number, typed_procedure.row_number
