-- Rows of a list of notes that cannot be used: every fault, at its column, besides those
-- of any register.
-- grain: file_number, row_number, column_name, rule
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been
with said as (
    select
        typed_register.file_number,
        typed_register.row_number,
        typed_register.words['area'] as area,
        typed_register.words['indicator_id'] as indicator_id
    from typed_register
)

select
    said.file_number,
    said.row_number,
    'indicator_id' as column_name,
    'unknown_indicator' as rule,
    said.indicator_id as value,
    meant_indicator(said.indicator_id) as expected
from said
anti join indicator using (indicator_id)
where said.indicator_id is not null
union all
select
    said.file_number,
    said.row_number,
    'area' as column_name,
    'area_and_indicator' as rule,
    said.area as value,
    said.indicator_id as expected
from said
where said.area is not null and said.indicator_id is not null
order by file_number, row_number, column_name, rule
