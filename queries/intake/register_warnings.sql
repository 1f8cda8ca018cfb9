-- Rows of a register that are kept although a value is not in the catalog: it is kept as
-- not known.
-- grain: file_number, row_number, column_name
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, values of the catalog
select
    typed_register.file_number,
    typed_register.row_number,
    read_cell.column_name,
    'unknown_value' as rule,
    read_cell.said as value,
    (
        select string_agg(part.value, ', ' order by part.value)
        from part
        where part.key = declared_column.form
    ) as expected
from typed_register
anti join staged_fault using (file_number, row_number)
inner join read_cell using (staged_row)
inner join declared_column using (column_name)
where
    list_contains(typed_register.unreadable, read_cell.column_name)
    and declared_column.form in ('field', 'level', 'science')
    and not declared_column.is_required
order by
    typed_register.file_number, typed_register.row_number, read_cell.column_name
