-- What registers said of records that are no longer in force, or what the same bytes
-- brought before, and who their subjects are, which is worked out anew.
delete from inspection
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'inspections'
            and entry.source_id = inspection.source_id
            and entry.row_number = inspection.row_number
    );

delete from inspection_subject
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'inspection_subjects'
            and entry.source_id = inspection_subject.source_id
            and entry.row_number = inspection_subject.row_number
    );

delete from inspection_plan
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'inspection_plan'
            and entry.source_id = inspection_plan.source_id
            and entry.row_number = inspection_plan.row_number
    );

delete from task
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'tasks'
            and entry.source_id = task.source_id
            and entry.row_number = task.row_number
    );

delete from task_event
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'task_events'
            and entry.source_id = task_event.source_id
            and entry.row_number = task_event.row_number
    );

delete from target
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'targets'
            and entry.source_id = target.source_id
            and entry.row_number = target.row_number
    );

delete from note
where
    list_contains($source_ids, source_id)
    or not exists (
        select 1 from entry
        where
            entry.kind = 'notes'
            and entry.source_id = note.source_id
            and entry.row_number = note.row_number
    );

delete from subject_match;
