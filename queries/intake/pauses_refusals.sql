-- Rows of a list of pauses that cannot be used: every fault, at its column.
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
        typed_pause.*,
        case
            when (select count(files.file_number) from staged_file as files) > 1
                then staged_file.file_name || ' '
            else ''
        end
        || typed_pause.row_number as place
    from typed_pause
    inner join staged_file using (file_number)
),

twice as (
    select
        places.issuer,
        places.dossier_id,
        places.from_date
    from places
    where places.dossier_id is not null and places.from_date is not null
    group by places.issuer, places.dossier_id, places.from_date
    having count(*) > 1
),

unreadable as (
    select
        typed_pause.file_number,
        typed_pause.row_number,
        typed_pause.staged_row,
        unnest(string_split(typed_pause.unreadable, ',')) as column_name
    from typed_pause
    where typed_pause.unreadable <> ''
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
            when 'reason' then 'unknown_word'
            else 'not_a_date'
        end as rule,
        case unreadable.column_name
            when 'reason' then staged_pause.reason
            when 'from_date' then staged_pause.from_date
            else staged_pause.to_date
        end as value,
        null as expected
    from unreadable
    inner join staged_pause on unreadable.staged_row = staged_pause.rowid
    union all
    select
        places.file_number,
        places.row_number,
        needed.column_name,
        'required_empty' as rule,
        '' as value,
        null as expected
    from places
    inner join (values ('dossier_id'), ('from_date')) as needed (column_name)
        on
            case needed.column_name
                when 'dossier_id' then places.dossier_id is null
                else places.from_date is null
            end
            and not contains(places.unreadable, needed.column_name)
    union all
    select
        places.file_number,
        places.row_number,
        'dossier_id' as column_name,
        'too_long' as rule,
        left(places.dossier_id, 40) || '…' as value,
        '200' as expected
    from places
    where length(places.dossier_id) > 200 or length(places.issuer) > 200
    union all
    select
        places.file_number,
        places.row_number,
        'from_date' as column_name,
        'outside_coverage' as rule,
        strftime(places.from_date, '%d/%m/%Y') as value,
        (
            select
                string_agg(
                    coalesce(said.unit_id || ': ', '')
                    || strftime(said.from_date, '%d/%m/%Y')
                    || ' – '
                    || strftime(said.to_date, '%d/%m/%Y'),
                    ', '
                    order by said.unit_id, said.from_date
                )
            from staged_coverage as said
        ) as expected
    from places
    left join dossier using (issuer, dossier_id)
    where
        places.from_date is not null
        and not exists (
            select 1
            from staged_coverage as said
            where
                places.from_date between said.from_date and said.to_date
                and coalesce(said.unit_id = dossier.unit_id, true)
        )
    union all
    select
        places.file_number,
        places.row_number,
        'dossier_id' as column_name,
        'key_twice' as rule,
        places.dossier_id as value,
        coalesce(
            lag(places.place) over same_key, lead(places.place) over same_key
        ) as expected
    from places
    inner join twice using (issuer, dossier_id, from_date)
    window
        same_key as (
            partition by places.issuer, places.dossier_id, places.from_date
            order by places.file_number, places.row_number
        )
    union all
    select
        places.file_number,
        places.row_number,
        'dossier_id' as column_name,
        'record_differs' as rule,
        places.dossier_id as value,
        source.file_name || ' A' || dossier_pause.row_number as expected
    from places
    inner join dossier_pause using (issuer, dossier_id, from_date)
    inner join source on dossier_pause.source_id = source.source_id
    where
        dossier_pause.as_of = $as_of
        and not list_contains($source_ids, dossier_pause.source_id)
        and (
            places.to_date is distinct from dossier_pause.to_date
            or places.reason is distinct from dossier_pause.reason
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
