-- Rows of an annual plan of inspections and checks: one subject that a unit means to meet.
-- grain: file_number, row_number
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   issuer: id, system it comes from
--   entry_key: id, of the record; null when not known
--   unit_id: id, of the unit; null when not known
--   from_date: date, first day on which it was at hand
--   to_date: date, last day; null when it still is
--   plan_id: id, of the row of the plan
--   kind: code, of inspection or check
--   field: id, of its field; null when not stated or not known
--   subject_name: text, as written
--   tax_code: id, of the enterprise, digits alone; null when there is none
--   address: text, as written
--   planned_start_date: date, first day meant
--   planned_end_date: date, last day meant
--   status: code, draft or approved; null when not stated
--   name_key: text, its name and address made plain
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    typed_register.words['plan_id']
    || chr(31)
    || case
        when tax_code_of(typed_register.words['tax_code']) is not null
            then typed_register.words['tax_code']
        else
            typed_register.words['subject_name']
            || coalesce(chr(31) || typed_register.words['address'], '')
    end as entry_key,
    typed_register.words['unit_id'] as unit_id,
    typed_register.days['planned_start_date'] as from_date,
    greatest(
        typed_register.days['planned_start_date'],
        typed_register.days['planned_end_date']
    ) as to_date,
    typed_register.words['plan_id'] as plan_id,
    typed_register.words['kind'] as kind,
    typed_register.words['field'] as field,
    typed_register.words['subject_name'] as subject_name,
    tax_code_of(typed_register.words['tax_code']) as tax_code,
    typed_register.words['address'] as address,
    typed_register.days['planned_start_date'] as planned_start_date,
    typed_register.days['planned_end_date'] as planned_end_date,
    typed_register.words['status'] as status,
    name_key(
        typed_register.words['subject_name'],
        typed_register.words['address']
    ) as name_key
from typed_register
order by typed_register.file_number, typed_register.row_number
