-- The rows just staged that can be used, as reported values.
-- grain: row_number
-- params:
--   $source_id: id, SHA-256 of the file
--   $refused: integer[], row numbers that cannot be used
-- columns:
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
--   cell: text, where the row begins
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   part: key, empty for the whole
--   period_label: id, null when empty
--   from_date: date, null where none is stated
--   to_date: date, null where none is stated
--   dates_stated: flag, whether both dates are typed
--   value: number, rates as fractions
--   rounding: number, half a unit of the last place; null for spreadsheet numbers
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   decision_no: text, null when empty
--   decision_date: date, null when empty
--   as_of: date, cut-off
--   locator: text, null when empty
--   remark: text, null when empty
select
    $source_id as source_id,
    row_number,
    'A' || row_number as cell,
    indicator_id,
    unit_id,
    part,
    period_label,
    from_date,
    to_date,
    dates_stated,
    value,
    rounding,
    qualifier,
    decision_no,
    decision_date,
    as_of,
    locator,
    remark
from staged_typed
where not list_contains($refused, row_number)
order by row_number
