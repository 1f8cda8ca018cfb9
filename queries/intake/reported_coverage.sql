-- What the file just staged speaks for.
-- grain: unit_id, area, period_label, from_date, to_date, as_of
-- params:
--   $source_id: id, SHA-256 of the file
--   $refused: integer[], row numbers that cannot be used
-- columns:
--   source_id: id, SHA-256 of the file
--   unit_id: id, of the unit
--   area: key, area of indicators
--   period_label: id, null where dates are stated
--   from_date: date, null where none is stated
--   to_date: date, null where none is stated
--   as_of: date, cut-off
select distinct
    $source_id as source_id,
    typed.unit_id,
    indicator.area,
    case when not typed.dates_stated then typed.period_label end as period_label,
    typed.from_date,
    typed.to_date,
    typed.as_of
from staged_typed as typed
inner join indicator using (indicator_id)
where not list_contains($refused, typed.row_number)
order by unit_id, area, period_label, from_date, to_date, as_of
