-- Dossiers of the store that were at hand within what a list speaks for, and that it
-- does not have: their life ends on the eve of the list, or never was. A list with rows
-- whose key is not known says nothing of what is absent.
-- grain: issuer, dossier_id
-- params:
--   $as_of: date, cut-off of the list
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   issuer: id, system it comes from
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   accepted_date: date, of valid reception
--   from_date: date, first day that the list speaks for
select
    dossier.issuer,
    dossier.dossier_id,
    dossier.unit_id,
    dossier.accepted_date,
    min(staged_coverage.from_date) as from_date
from dossier
inner join staged_coverage
    on
        dossier.unit_id = staged_coverage.unit_id
        and dossier.accepted_date <= staged_coverage.to_date
anti join typed_dossier as listed
    on dossier.issuer = listed.issuer and dossier.dossier_id = listed.dossier_id
where
    dossier.as_of < $as_of
    and not list_contains($source_ids, dossier.source_id)
    and dossier.issuer in (select typed_dossier.issuer from typed_dossier)
    and coalesce(dossier.gone_date, dossier.finished_date, staged_coverage.from_date)
    >= staged_coverage.from_date
    and not exists (select 1 from staged_malformed)
    and not exists (
        select 1 from typed_dossier as nameless
        where nameless.dossier_id is null
    )
group by
    dossier.issuer, dossier.dossier_id, dossier.unit_id, dossier.accepted_date
order by dossier.issuer, dossier.dossier_id
