-- The file just staged, as a source.
-- grain: source_id
-- params:
--   $source_id: id, SHA-256 of the file
--   $file_name: text, as it was given
--   $refused: integer[], row numbers that cannot be used
-- columns:
--   source_id: id, SHA-256 of the file
--   file_name: text, as it was given
--   kind: code, reported
--   origin: code, real or invented
--   as_of: date, the latest cut-off of its rows
--   rows_kept: number, rows
--   rows_refused: number, rows
select
    $source_id as source_id,
    $file_name as file_name,
    'reported' as kind,
    coalesce(max(unit.origin), 'real') as origin,
    coalesce(max(typed.as_of), date '1900-01-01') as as_of,
    count(*) filter (where not list_contains($refused, typed.row_number))::integer
        as rows_kept,
    count(*) filter (where list_contains($refused, typed.row_number))::integer
        as rows_refused
from staged_typed as typed
left join unit using (unit_id)
