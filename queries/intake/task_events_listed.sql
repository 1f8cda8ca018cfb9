-- Rows of a list of steps of S&T tasks. One is of the unit that manages the task, and of
-- its day.
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
--   event: code, of the step
--   event_date: date, of the step
--   check_kind: code, periodic or unscheduled; null when no check
--   grade: code, excellent, passed or failed; null when not stated
--   document_no: text, number of the document
select
    typed_register.file_number,
    typed_register.row_number,
    coalesce(typed_register.words['issuer'], '') as issuer,
    case
        when not list_contains(typed_register.unreadable, 'check_kind')
            then
                typed_register.words['task_id']
                || chr(31)
                || typed_register.words['event']
                || chr(31)
                || strftime(typed_register.days['event_date'], '%d/%m/%Y')
                || coalesce(chr(31) || typed_register.words['check_kind'], '')
    end as entry_key,
    task.unit_id as unit_id,
    typed_register.days['event_date'] as from_date,
    typed_register.days['event_date'] as to_date,
    typed_register.words['task_id'] as task_id,
    typed_register.words['event'] as event,
    typed_register.days['event_date'] as event_date,
    typed_register.words['check_kind'] as check_kind,
    typed_register.words['grade'] as grade,
    typed_register.words['document_no'] as document_no
from typed_register
left join task
    on
        coalesce(typed_register.words['issuer'], '') = task.issuer
        and typed_register.words['task_id'] = task.task_id
order by typed_register.file_number, typed_register.row_number
