-- What units undertook to reach, by period.
-- grain: indicator_id, unit_id, calendar, period_id, part, is_cumulative
-- params:
--   $indicator_ids: text[], indicators wanted; null for every one
--   $unit_ids: text[], units wanted; null for every unit
--   $calendar: id, of the calendar
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   value: number, in the measure of the indicator; rates are fractions
--   is_cumulative: flag, whether from the first day of the year to the period's last
--   document: text, number of the decision; null when not stated
--   decision_date: date, of the decision; null when not stated
--   source_id: id, SHA-256 of the file
select
    target.indicator_id,
    target.unit_id,
    target.calendar,
    target.period_id,
    target.part,
    target.value,
    target.is_cumulative,
    target.document,
    target.decision_date,
    target.source_id
from target
inner join period using (calendar, period_id)
where
    target.calendar = $calendar
    and ($indicator_ids is null or list_contains($indicator_ids, target.indicator_id))
    and ($unit_ids is null or list_contains($unit_ids, target.unit_id))
order by
    target.indicator_id,
    target.unit_id,
    period.to_date,
    period.from_date,
    target.period_id,
    target.part,
    target.is_cumulative
