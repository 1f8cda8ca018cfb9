-- Files in the version, and how many of their figures or rows are in force.
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
--   in_force: number, figures or rows that no later source replaces
with used as (
    select
        reported_in_force.source_id,
        count(*) as in_force
    from reported_in_force
    group by reported_in_force.source_id
    union all
    select
        dossier.source_id,
        count(*) as in_force
    from dossier
    group by dossier.source_id
    union all
    select
        dossier_pause.source_id,
        count(*) as in_force
    from dossier_pause
    group by dossier_pause.source_id
    union all
    select
        entry.source_id,
        count(*) as in_force
    from entry
    group by entry.source_id
    union all
    select
        procedure.source_id,
        count(*) as in_force
    from procedure
    group by procedure.source_id
)

select
    source.source_id,
    source.file_name,
    source.kind,
    source.origin,
    source.as_of,
    source.rows_kept,
    source.rows_refused,
    coalesce(used.in_force, 0) as in_force
from source
left join used using (source_id)
order by source.source_id
