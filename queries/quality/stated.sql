-- The rows of reports from which figures of units in a period come, as they were stated.
-- grain: source_id, row_number
-- params:
--   $unit_ids: text[], units wanted
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $indicator_ids: text[], indicators wanted
-- columns:
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
--   file_name: text, of the file
--   cell: text, where in the file
--   indicator_id: id, of the indicator
--   part: key, empty for the whole
--   value: number, as stated; rates are fractions
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   decision_no: text, decision that makes the figure
--   decision_date: date, of the decision
--   as_of: date, cut-off
--   locator: text, section and paragraph of the document
--   remark: text, of whoever transcribed it
select
    reported.source_id,
    reported.row_number,
    source.file_name,
    reported.cell,
    reported.indicator_id,
    reported.part,
    reported.value,
    reported.qualifier,
    reported.decision_no,
    reported.decision_date,
    reported.as_of,
    reported.locator,
    reported.remark
from reported_in_force as reported
inner join source using (source_id)
inner join period
    on
        period.calendar = $calendar
        and period.period_id = $period_id
        and case
            when reported.dates_stated
                then
                    reported.from_date >= period.from_date
                    and reported.to_date <= period.to_date
            else reported.period_label = period.period_id
        end
where
    list_contains($unit_ids, reported.unit_id)
    and list_contains($indicator_ids, reported.indicator_id)
order by reported.source_id, reported.row_number
