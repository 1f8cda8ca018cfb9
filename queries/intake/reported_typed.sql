-- Staged rows of reported figures with their values read as what they must be; a value
-- that cannot be read is null.
-- grain: row_number
-- params:
--   $as_of: date, cut-off of rows that state none; null when there is none
-- columns:
--   row_number: number, row of the file
--   indicator_id: id, as typed
--   unit_id: id, as typed
--   part: key, as typed, its keys in order
--   period_label: id, as typed; null when empty
--   from_date: date, null when empty or unreadable
--   to_date: date, null when empty or unreadable
--   dates_stated: flag, whether both dates are typed
--   value: number, rates as fractions; null when unreadable
--   rounding: number, half a unit of the last place; null for spreadsheet numbers
--   qualifier: code, as typed
--   decision_no: text, null when empty
--   decision_date: date, null when empty or unreadable
--   as_of: date, of the row, else of the file
--   locator: text, null when empty
--   remark: text, null when empty
select
    row_number,
    indicator_id,
    unit_id,
    part_of(part) as part,
    nullif(period_label, '') as period_label,
    date_of(from_date) as from_date,
    date_of(to_date) as to_date,
    from_date <> '' and to_date <> '' as dates_stated,
    coalesce(typed, number_of(value)) as value,
    case when typed is null then rounding_of(value) end as rounding,
    qualifier,
    nullif(decision_no, '') as decision_no,
    date_of(decision_date) as decision_date,
    coalesce(date_of(as_of), $as_of) as as_of,
    nullif(locator, '') as locator,
    nullif(remark, '') as remark
from staged
order by row_number
