-- Origins of the units that a staged list of dossiers names or speaks for.
-- grain: origin
-- params: none
-- columns:
--   origin: code, real or invented
select distinct unit.origin
from unit
where
    unit.unit_id in (select typed_dossier.unit_id from typed_dossier)
    or unit.unit_id in (select staged_coverage.unit_id from staged_coverage)
order by unit.origin
