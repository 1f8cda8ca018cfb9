-- Rows of a list of subjects. One is of the unit whose inspection or check met it, and of
-- the day on which it was met; one without a tax code is told from others by its name
-- and address. Where any of this cannot be read, its key is not known.
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
--   inspection_id: id, of the inspection or check
--   subject_name: text, as written
--   tax_code: id, of the enterprise, digits alone; null when there is none
--   address: text, as written
--   place: text, district or commune as written then
--   visit_date: date, on which it was met
--   is_violating: flag, whether it was in violation; null when not stated
--   violation: text, as written
--   fine_vnd: number, whole đồng
--   name_key: text, its name and address made plain
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    typed_register.words['inspection_id']
    || chr(31)
    || case
        when tax_code_of(typed_register.words['tax_code']) is not null
            then typed_register.words['tax_code']
        else
            typed_register.words['subject_name']
            || coalesce(
                chr(31)
                || coalesce(
                    typed_register.words['address'], typed_register.words['place']
                ),
                ''
            )
    end
    || chr(31)
    || strftime(typed_register.days['visit_date'], '%d/%m/%Y') as entry_key,
    inspection.unit_id as unit_id,
    typed_register.days['visit_date'] as from_date,
    typed_register.days['visit_date'] as to_date,
    typed_register.words['inspection_id'] as inspection_id,
    typed_register.words['subject_name'] as subject_name,
    tax_code_of(typed_register.words['tax_code']) as tax_code,
    typed_register.words['address'] as address,
    typed_register.words['place'] as place,
    typed_register.days['visit_date'] as visit_date,
    cast(typed_register.words['is_violating'] as boolean) as is_violating,
    typed_register.words['violation'] as violation,
    typed_register.amounts['fine_vnd'] as fine_vnd,
    name_key(
        typed_register.words['subject_name'],
        coalesce(typed_register.words['address'], typed_register.words['place'])
    ) as name_key
from typed_register
left join inspection
    on
        coalesce(typed_register.words['issuer'], '') = inspection.issuer
        and typed_register.words['inspection_id'] = inspection.inspection_id
order by typed_register.file_number, typed_register.row_number
