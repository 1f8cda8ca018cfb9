-- Until they are dropped, these tables stand before those of the same name: what reads
-- dossiers and pauses then finds those of the units that are touched, and the pauses of
-- no known dossier.
create temp table dossier_pause as
with other as (
    select
        dossier.issuer,
        dossier.dossier_id
    from dossier
    anti join touched_unit using (unit_id)
)

select dossier_pause.*
from dossier_pause
anti join other using (issuer, dossier_id);

create temp table dossier as
select dossier.*
from dossier
semi join touched_unit using (unit_id);
