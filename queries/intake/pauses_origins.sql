-- Origins of the units that a staged list of pauses speaks for, or whose dossiers it
-- names.
-- grain: origin
-- params: none
-- columns:
--   origin: code, real or invented
with named as (
    select dossier.unit_id
    from typed_pause
    inner join dossier using (issuer, dossier_id)
    union all
    select staged_coverage.unit_id
    from staged_coverage
)

select distinct unit.origin
from named
inner join unit using (unit_id)
order by unit.origin
