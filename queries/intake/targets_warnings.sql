-- Targets that are kept although the unit did not exist in their period.
-- grain: file_number, row_number, column_name, rule
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, last or first day of the unit
select
    typed_register.file_number,
    typed_register.row_number,
    'unit_id' as column_name,
    'unit_not_existing' as rule,
    unit.unit_id as value,
    strftime(
        case
            when unit.to_date < period.from_date then unit.to_date
            else unit.from_date
        end,
        '%d/%m/%Y'
    ) as expected
from typed_register
anti join staged_fault using (file_number, row_number)
inner join unit on typed_register.words['unit_id'] = unit.unit_id
inner join period
    on
        coalesce(typed_register.words['calendar'], 'state') = period.calendar
        and typed_register.words['period_id'] = period.period_id
where unit.to_date < period.from_date or unit.from_date > period.to_date
order by typed_register.file_number, typed_register.row_number
