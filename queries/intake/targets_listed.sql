-- Rows of a list of targets. One is at hand on the last day of its period, by which it
-- is to be reached, so that a list of a calendar year has those of the State's year too.
-- In place of a system stands the area: a list says nothing of areas that it does not
-- name, whoever issued it, for areas are decided upon apart.
-- grain: file_number, row_number
-- params:
--   $decimal: text, the mark of fractions
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   issuer: id, area of the indicator; empty when not known
--   entry_key: id, of the record; null when not known
--   unit_id: id, of the unit; null when not known
--   from_date: date, last day of its period; null when that is not known
--   to_date: date, the same
--   indicator_id: id, of the indicator
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   value: number, in the measure of the indicator; null when not readable
--   is_cumulative: flag, whether from the year's start
--   document: text, number of the decision; null when not stated
--   decision_date: date, of the decision; null when not stated
with said as (
    select
        typed_register.*,
        coalesce(typed_register.words['calendar'], 'state') as calendar,
        coalesce(part_of(typed_register.words['part']), '') as part,
        coalesce(typed_register.words['is_cumulative'], 'false') = 'true'
            as is_cumulative,
        not ends_with(lower(staged_file.file_name), '.csv') as is_typed
    from typed_register
    inner join staged_file using (file_number)
)

select
    said.file_number,
    said.row_number,
    coalesce(indicator.area, '') as issuer,
    case
        when not list_has_any(said.unreadable, ['calendar', 'is_cumulative'])
            then
                said.words['unit_id']
                || chr(31)
                || said.words['indicator_id']
                || chr(31)
                || said.calendar
                || chr(31)
                || said.words['period_id']
                || case when said.part <> '' then chr(31) || said.part else '' end
                || case when said.is_cumulative then chr(31) || 'cumulative' else '' end
    end as entry_key,
    said.words['unit_id'] as unit_id,
    period.to_date as from_date,
    period.to_date,
    said.words['indicator_id'] as indicator_id,
    said.calendar,
    said.words['period_id'] as period_id,
    said.part,
    target_of(
        said.words['value'],
        $decimal,
        indicator.aggregate,
        indicator.is_counted,
        said.is_typed
    ) as value,
    said.is_cumulative,
    said.words['document'] as document,
    said.days['decision_date'] as decision_date
from said
left join indicator on said.words['indicator_id'] = indicator.indicator_id
left join period
    on
        said.calendar = period.calendar
        and said.words['period_id'] = period.period_id
order by said.file_number, said.row_number
