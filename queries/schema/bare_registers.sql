-- The same registers put in without reading, judging or versions: what an import is
-- measured against.
insert into inspection by name
select
    rows.*,
    'bare' as source_id,
    cast(row_number() over () as integer) as row_number
from read_parquet($inspections) as rows;

insert into inspection_subject by name
select
    rows.*,
    name_key(rows.subject_name, rows.address) as name_key,
    'subjects' as source_id,
    cast(row_number() over () as integer) as row_number
from read_parquet($inspection_subjects) as rows;

insert into task by name
select
    rows.*,
    'tasks' as source_id,
    cast(row_number() over () as integer) as row_number
from read_parquet($tasks) as rows;

insert into task_event by name
select
    rows.*,
    'events' as source_id,
    cast(row_number() over () as integer) as row_number
from read_parquet($task_events) as rows;

insert into list_coverage by name
select
    'bare' as source_id,
    kinds.kind,
    unit.unit_id,
    '' as issuer,
    $from_date as from_date,
    $as_of as to_date,
    $as_of as as_of
from unit
cross join (values ('inspections'), ('tasks'), ('task_events')) as kinds (kind)
where list_contains($unit_ids, unit.unit_id);
