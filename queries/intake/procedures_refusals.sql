-- Rows of a list of procedures that cannot be used: every fault, at its column.
-- grain: file_number, row_number, column_name, rule
-- params:
--   $as_of: date, cut-off of the list
--   $source_ids: text[], SHA-256 of its files
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column; empty where the row could not be parted into cells
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
with places as (
    select
        typed_procedure.*,
        case
            when (select count(files.file_number) from staged_file as files) > 1
                then staged_file.file_name || ' '
            else ''
        end
        || typed_procedure.row_number as place
    from typed_procedure
    inner join staged_file using (file_number)
),

twice as (
    select places.procedure_id
    from places
    where places.procedure_id is not null
    group by places.procedure_id
    having count(*) > 1
),

unreadable as (
    select
        typed_procedure.file_number,
        typed_procedure.row_number,
        typed_procedure.staged_row,
        unnest(string_split(typed_procedure.unreadable, ',')) as column_name
    from typed_procedure
    where typed_procedure.unreadable <> ''
),

faults as (
    select
        file_number,
        row_number,
        '' as column_name,
        rule,
        value,
        expected
    from staged_malformed
    union all
    select
        unreadable.file_number,
        unreadable.row_number,
        unreadable.column_name,
        case unreadable.column_name
            when 'term_days' then 'not_a_count'
            else 'unknown_word'
        end as rule,
        case unreadable.column_name
            when 'term_days' then staged_procedure.term_days
            else staged_procedure.online_level
        end as value,
        null as expected
    from unreadable
    inner join staged_procedure on unreadable.staged_row = staged_procedure.rowid
    union all
    select
        places.file_number,
        places.row_number,
        needed.column_name,
        'required_empty' as rule,
        '' as value,
        null as expected
    from places
    inner join (values ('procedure_id'), ('name')) as needed (column_name)
        on case needed.column_name
            when 'procedure_id' then places.procedure_id is null
            else places.title is null
        end
    union all
    select
        places.file_number,
        places.row_number,
        'procedure_id' as column_name,
        'too_long' as rule,
        left(places.procedure_id, 40) || '…' as value,
        '200' as expected
    from places
    where length(places.procedure_id) > 200
    union all
    select
        places.file_number,
        places.row_number,
        'procedure_id' as column_name,
        'key_twice' as rule,
        places.procedure_id as value,
        coalesce(
            lag(places.place) over same_key, lead(places.place) over same_key
        ) as expected
    from places
    inner join twice using (procedure_id)
    window
        same_key as (
            partition by places.procedure_id
            order by places.file_number, places.row_number
        )
    union all
    select
        places.file_number,
        places.row_number,
        'procedure_id' as column_name,
        'record_differs' as rule,
        places.procedure_id as value,
        source.file_name || ' A' || procedure.row_number as expected
    from places
    inner join procedure using (procedure_id)
    inner join source on procedure.source_id = source.source_id
    where
        procedure.as_of = $as_of
        and not list_contains($source_ids, procedure.source_id)
        and (
            places.code is distinct from procedure.code
            or places.title is distinct from procedure.name.vi
            or coalesce(places.title_en, places.title)
            is distinct from procedure.name.en
            or places.field is distinct from procedure.field
            or places.online_level is distinct from procedure.online_level
            or places.term_days is distinct from procedure.term_days
        )
)

select
    file_number,
    row_number,
    column_name,
    rule,
    value,
    expected
from faults
order by file_number, row_number, column_name, rule
