-- Dossiers that the list just staged knows better, and those that it no longer has.
delete from dossier
using typed_dossier
where
    dossier.issuer = typed_dossier.issuer
    and dossier.dossier_id = typed_dossier.dossier_id
    and dossier.as_of < $as_of
    and not exists (
        select 1
        from staged_fault
        where
            staged_fault.file_number = typed_dossier.file_number
            and staged_fault.row_number = typed_dossier.row_number
    );

delete from dossier
using staged_gone
where
    dossier.issuer = staged_gone.issuer
    and dossier.dossier_id = staged_gone.dossier_id
    and staged_gone.accepted_date >= staged_gone.from_date
    and dossier.as_of < $as_of;

update dossier
set gone_date = staged_gone.from_date - 1
from staged_gone
where
    dossier.issuer = staged_gone.issuer
    and dossier.dossier_id = staged_gone.dossier_id
    and dossier.as_of < $as_of;
