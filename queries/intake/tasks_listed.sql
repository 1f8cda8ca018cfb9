-- Rows of a list of S&T tasks. A task is at hand from the first of its days, stated or
-- meant, until it ends; one without a day always was, for all that is known.
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
--   task_id: id, of the task
--   title: text, as written
--   level: code, of management
--   type: code, topic, trial or scheme; null when not stated
--   science: id, of its field of science; null when not stated or not known
--   programme: text, it belongs to
--   host: text, organisation that carries it out
--   selection: code, selected or assigned; null when not stated
--   planned_start_date: date, first day meant
--   planned_end_date: date, last day meant
--   start_date: date, first day
--   end_date: date, last day; null when it has not ended
--   state_planned_vnd: number, whole đồng of the state budget, planned
--   state_contracted_vnd: number, whole đồng of the state budget, contracted
--   state_disbursed_vnd: number, whole đồng of the state budget, disbursed
--   other_planned_vnd: number, whole đồng of other sources, planned
--   other_contracted_vnd: number, whole đồng of other sources, contracted
--   other_disbursed_vnd: number, whole đồng of other sources, disbursed
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    typed_register.words['task_id'] as entry_key,
    typed_register.words['unit_id'] as unit_id,
    coalesce(
        least(
            typed_register.days['planned_start_date'],
            typed_register.days['start_date'],
            typed_register.days['end_date']
        ),
        cast('1900-01-01' as date)
    ) as from_date,
    case
        when typed_register.days['end_date'] is not null
            then
                greatest(
                    typed_register.days['start_date'], typed_register.days['end_date']
                )
    end as to_date,
    typed_register.words['task_id'] as task_id,
    typed_register.words['title'] as title,
    typed_register.words['level'] as level,
    typed_register.words['type'] as type,
    typed_register.words['science'] as science,
    typed_register.words['programme'] as programme,
    typed_register.words['host'] as host,
    typed_register.words['selection'] as selection,
    typed_register.days['planned_start_date'] as planned_start_date,
    typed_register.days['planned_end_date'] as planned_end_date,
    typed_register.days['start_date'] as start_date,
    typed_register.days['end_date'] as end_date,
    typed_register.amounts['state_planned_vnd'] as state_planned_vnd,
    typed_register.amounts['state_contracted_vnd'] as state_contracted_vnd,
    typed_register.amounts['state_disbursed_vnd'] as state_disbursed_vnd,
    typed_register.amounts['other_planned_vnd'] as other_planned_vnd,
    typed_register.amounts['other_contracted_vnd'] as other_contracted_vnd,
    typed_register.amounts['other_disbursed_vnd'] as other_disbursed_vnd
from typed_register
order by typed_register.file_number, typed_register.row_number
