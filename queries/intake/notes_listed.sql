-- Rows of a list of notes. One is of its day; what it says is part of what it is known
-- by, for a day may have several.
-- grain: file_number, row_number
-- params: none
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   issuer: id, system it comes from
--   entry_key: id, of the record; null when not known
--   unit_id: id, of the unit; null: every unit
--   from_date: date, of the note
--   to_date: date, the same
--   note_date: date, of the note
--   area: key, area of indicators; null: of all, or of one indicator
--   indicator_id: id, of the indicator; null: of all, or of an area
--   kind: code, event or change
--   words: words, of the note; Vietnamese where no English is stated
--   document: text, it rests on; null when not stated
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    case
        when not list_contains(typed_register.unreadable, 'area')
            then
                strftime(typed_register.days['note_date'], '%d/%m/%Y')
                || coalesce(chr(31) || typed_register.words['unit_id'], '')
                || chr(31)
                || typed_register.words['kind']
                || coalesce(
                    chr(31)
                    || coalesce(
                        typed_register.words['indicator_id'],
                        typed_register.words['area']
                    ),
                    ''
                )
                || chr(31)
                || typed_register.words['words']
    end as entry_key,
    typed_register.words['unit_id'] as unit_id,
    typed_register.days['note_date'] as from_date,
    typed_register.days['note_date'] as to_date,
    typed_register.days['note_date'] as note_date,
    typed_register.words['area'] as area,
    typed_register.words['indicator_id'] as indicator_id,
    typed_register.words['kind'] as kind,
    struct_pack(
        vi := typed_register.words['words'],
        en := coalesce(
            typed_register.words['words_en'], typed_register.words['words']
        )
    ) as words,
    typed_register.words['document'] as document
from typed_register
order by typed_register.file_number, typed_register.row_number
