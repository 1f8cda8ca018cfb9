-- The files of a register just staged, as sources.
-- grain: source_id
-- params:
--   $kind: code, of the import
--   $origin: code, real or invented
--   $as_of: date, cut-off of the list
-- columns:
--   source_id: id, SHA-256 of the file
--   file_name: text, as it was given
--   kind: code, of the import
--   origin: code, real or invented
--   as_of: date, cut-off of the list
--   rows_kept: number, rows
--   rows_refused: number, rows
with listed as (
    select
        typed_register.file_number,
        typed_register.row_number
    from typed_register
    union all
    select
        staged_malformed.file_number,
        staged_malformed.row_number
    from staged_malformed
),

refused as (
    select distinct
        staged_fault.file_number,
        staged_fault.row_number,
        true as is_refused
    from staged_fault
)

select
    staged_file.source_id,
    staged_file.file_name,
    cast($kind as text) as kind,
    cast($origin as text) as origin,
    cast($as_of as date) as as_of,
    cast(count(*) filter (where refused.is_refused is null) as integer) as rows_kept,
    cast(count(refused.is_refused) as integer) as rows_refused
from staged_file
inner join listed using (file_number)
left join refused using (file_number, row_number)
group by staged_file.source_id, staged_file.file_name
order by staged_file.source_id
