-- Rows of a list of dossiers that go in: usable, and not known by as late a list. Where
-- a later list no longer has a dossier, its life ends on the eve of that list, and one
-- whose life would not have begun by then stays out.
-- grain: issuer, dossier_id
-- params:
--   $as_of: date, cut-off of the list
-- columns:
--   issuer: id, system it comes from; empty when not stated
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, null when not stated
--   channel: code, null when not stated
--   submitted_date: date, null when not stated
--   accepted_date: date, of valid reception
--   due_date: date, as stated
--   finished_date: date, null when open
--   returned_date: date, null when not handed over
--   status: code, null when not stated
--   stated_class: code, null when not stated
--   fee_due_vnd: number, whole đồng; null when not stated
--   paid_online: flag, null when not stated
--   digitised_in: flag, null when not stated
--   digitised_out: flag, null when not stated
--   apology_sent: flag, null when not stated
--   gone_date: date, eve of the first later list without it; null when none is
--   as_of: date, cut-off of the list
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
with usable as (
    select typed_dossier.*
    from typed_dossier
    anti join staged_fault using (file_number, row_number)
    anti join dossier using (issuer, dossier_id)
),

gone as (
    select
        usable.issuer,
        usable.dossier_id,
        min(later.from_date) as from_date
    from usable
    inner join list_coverage as later
        on
            usable.issuer = later.issuer
            and usable.unit_id = later.unit_id
            and usable.accepted_date <= later.to_date
    where
        later.kind = 'dossiers'
        and later.as_of > $as_of
        and coalesce(usable.finished_date, later.from_date) >= later.from_date
    group by usable.issuer, usable.dossier_id
)

select
    usable.issuer,
    usable.dossier_id,
    usable.unit_id,
    usable.procedure_id,
    usable.channel,
    usable.submitted_date,
    usable.accepted_date,
    usable.due_date,
    usable.finished_date,
    usable.returned_date,
    usable.status,
    usable.stated_class,
    usable.fee_due_vnd,
    usable.paid_online,
    usable.digitised_in,
    usable.digitised_out,
    usable.apology_sent,
    gone.from_date - 1 as gone_date,
    cast($as_of as date) as as_of,
    staged_file.source_id,
    cast(usable.row_number as integer) as row_number
from usable
inner join staged_file using (file_number)
left join gone
    on usable.issuer = gone.issuer and usable.dossier_id = gone.dossier_id
where gone.from_date is null or usable.accepted_date < gone.from_date
order by usable.unit_id, usable.accepted_date, usable.issuer, usable.dossier_id
