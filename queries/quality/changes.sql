-- Figures that appeared, vanished or changed between `observation_before` and
-- `observation_after`.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params: none
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator_before: number, before; null where there was none
--   numerator_after: number, afterwards; null where there was none
--   denominator_before: number, before; null where there was none
--   denominator_after: number, afterwards; null where there was none
--   value_before: number, before; null where there was none
--   value_after: number, afterwards; null where there was none
--   basis_before: code, before; null where there was none
--   basis_after: code, afterwards; null where there was none
--   status_before: code, before; null where there was none
--   status_after: code, afterwards; null where there was none
--   qualifier_before: code, before; null where there was none
--   qualifier_after: code, afterwards; null where there was none
--   source_ids_before: text[], before; null where there was none
--   source_ids_after: text[], afterwards; null where there was none
select
    indicator_id,
    unit_id,
    calendar,
    period_id,
    part,
    earlier.numerator as numerator_before,
    later.numerator as numerator_after,
    earlier.denominator as denominator_before,
    later.denominator as denominator_after,
    earlier.value as value_before,
    later.value as value_after,
    earlier.basis as basis_before,
    later.basis as basis_after,
    earlier.status as status_before,
    later.status as status_after,
    earlier.qualifier as qualifier_before,
    later.qualifier as qualifier_after,
    earlier.source_ids as source_ids_before,
    later.source_ids as source_ids_after
from observation_before as earlier
full outer join observation_after as later
    using (indicator_id, unit_id, calendar, period_id, part)
where
    earlier.basis is null
    or later.basis is null
    or earlier.numerator is distinct from later.numerator
    or earlier.denominator is distinct from later.denominator
    or earlier.value <> later.value
    or earlier.basis <> later.basis
    or earlier.status <> later.status
    or earlier.qualifier <> later.qualifier
order by indicator_id, unit_id, calendar, period_id, part
