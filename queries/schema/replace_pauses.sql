-- Pauses that the list just staged replaces.
delete from dossier_pause
using staged_gone_pause
where
    dossier_pause.issuer = staged_gone_pause.issuer
    and dossier_pause.dossier_id = staged_gone_pause.dossier_id
    and dossier_pause.from_date = staged_gone_pause.from_date
    and dossier_pause.as_of < $as_of;
