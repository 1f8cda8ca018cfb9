-- Subjects and steps that were listed before their inspection or task have its unit once
-- it is known.
update entry
set unit_id = inspection.unit_id
from inspection_subject
inner join inspection
    on
        inspection_subject.issuer = inspection.issuer
        and inspection_subject.inspection_id = inspection.inspection_id
where
    entry.unit_id is null
    and entry.kind = 'inspection_subjects'
    and entry.source_id = inspection_subject.source_id
    and entry.row_number = inspection_subject.row_number;

update entry
set unit_id = task.unit_id
from task_event
inner join task
    on task_event.issuer = task.issuer and task_event.task_id = task.task_id
where
    entry.unit_id is null
    and entry.kind = 'task_events'
    and entry.source_id = task_event.source_id
    and entry.row_number = task_event.row_number;
