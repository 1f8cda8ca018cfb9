-- What is doubtful in the version, for a period or altogether.
-- grain: rule, source_id, cell, indicator_id, unit_id, calendar, period_id, part, expected
-- params:
--   $calendar: id, of the calendar; null for either
--   $period_id: id, of the period; null for all
--   $unit_ids: text[], units concerned; null for all
-- columns:
--   rule: code, of the wording
--   source_id: id, of the file; null when several
--   file_name: text, of the file; null when several
--   cell: text, where in the file
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar; null for either
--   period_id: id, of the period
--   part: key, empty for the whole
--   value: text, what is said
--   expected: text, what it should be
--   difference: number, value less expected
--   note: text, what the wording names besides
select
    warning.rule,
    warning.source_id,
    source.file_name,
    warning.cell,
    warning.indicator_id,
    warning.unit_id,
    warning.calendar,
    warning.period_id,
    warning.part,
    warning.value,
    warning.expected,
    warning.difference,
    warning.note
from warning
left join source using (source_id)
where
    ($calendar is null or coalesce(warning.calendar, $calendar) = $calendar)
    and ($period_id is null or warning.period_id = $period_id)
    and ($unit_ids is null or list_contains($unit_ids, warning.unit_id))
order by
    warning.rule,
    warning.period_id,
    warning.unit_id,
    warning.indicator_id,
    warning.calendar,
    warning.cell
