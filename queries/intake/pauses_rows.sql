-- Rows of a list of pauses that go in: usable, and replaced by no later list.
-- grain: issuer, dossier_id, from_date
-- params:
--   $as_of: date, cut-off of the list
-- columns:
--   issuer: id, system it comes from; empty when not stated
--   dossier_id: id, of the dossier
--   from_date: date, on which the clock stopped
--   to_date: date, on which it resumed; null while it stands
--   reason: code, null when not stated
--   as_of: date, cut-off of the list
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
with usable as (
    select
        typed_pause.*,
        dossier.unit_id
    from typed_pause
    anti join staged_fault using (file_number, row_number)
    anti join dossier_pause using (issuer, dossier_id, from_date)
    left join dossier using (issuer, dossier_id)
)

select
    usable.issuer,
    usable.dossier_id,
    usable.from_date,
    usable.to_date,
    usable.reason,
    cast($as_of as date) as as_of,
    staged_file.source_id,
    cast(usable.row_number as integer) as row_number
from usable
inner join staged_file using (file_number)
where
    not exists (
        select 1
        from list_coverage as later
        where
            later.kind = 'dossier_pauses'
            and later.as_of > $as_of
            and usable.issuer = later.issuer
            and (later.unit_id is null or usable.unit_id = later.unit_id)
            and usable.from_date between later.from_date and later.to_date
    )
order by usable.issuer, usable.dossier_id, usable.from_date
