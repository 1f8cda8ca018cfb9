-- Files of figures in the version, and how many of their figures are in force.
-- grain: source_id
-- params: none
-- columns:
--   source_id: id, SHA-256 of the file
--   file_name: text, as it was given
--   kind: code, of the file
--   origin: code, real or invented
--   as_of: date, cut-off
--   rows_kept: number, rows
--   rows_refused: number, rows
--   in_force: number, figures that no later source replaces
select
    source.source_id,
    source.file_name,
    source.kind,
    source.origin,
    source.as_of,
    source.rows_kept,
    source.rows_refused,
    count(reported.row_number) as in_force
from source
left join reported_in_force as reported using (source_id)
group by all
order by source.source_id
