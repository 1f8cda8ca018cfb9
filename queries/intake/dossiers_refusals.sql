-- Rows of a list of dossiers that cannot be used: every fault, at its column.
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
        typed_dossier.*,
        case
            when (select count(files.file_number) from staged_file as files) > 1
                then staged_file.file_name || ' '
            else ''
        end
        || typed_dossier.row_number as place
    from typed_dossier
    inner join staged_file using (file_number)
),

twice as (
    select
        places.issuer,
        places.dossier_id
    from places
    where places.dossier_id is not null
    group by places.issuer, places.dossier_id
    having count(*) > 1
),

unreadable as (
    select
        typed_dossier.file_number,
        typed_dossier.row_number,
        typed_dossier.staged_row,
        unnest(string_split(typed_dossier.unreadable, ',')) as column_name
    from typed_dossier
    where typed_dossier.unreadable <> ''
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
        case
            when ends_with(unreadable.column_name, '_date') then 'not_a_date'
            when unreadable.column_name = 'fee_due_vnd' then 'not_a_count'
            else 'unknown_word'
        end as rule,
        case unreadable.column_name
            when 'channel' then staged_dossier.channel
            when 'status' then staged_dossier.status
            when 'stated_class' then staged_dossier.stated_class
            when 'paid_online' then staged_dossier.paid_online
            when 'digitised_in' then staged_dossier.digitised_in
            when 'digitised_out' then staged_dossier.digitised_out
            when 'apology_sent' then staged_dossier.apology_sent
            when 'submitted_date' then staged_dossier.submitted_date
            when 'accepted_date' then staged_dossier.accepted_date
            when 'due_date' then staged_dossier.due_date
            when 'finished_date' then staged_dossier.finished_date
            when 'returned_date' then staged_dossier.returned_date
            when 'fee_due_vnd' then staged_dossier.fee_due_vnd
        end as value,
        null as expected
    from unreadable
    inner join staged_dossier on unreadable.staged_row = staged_dossier.rowid
    union all
    select
        places.file_number,
        places.row_number,
        needed.column_name,
        'required_empty' as rule,
        '' as value,
        null as expected
    from places
    inner join
        (
            values ('dossier_id'), ('unit_id'), ('accepted_date'), ('due_date')
        ) as needed (column_name)
        on
            case needed.column_name
                when 'dossier_id' then places.dossier_id is null
                when 'unit_id' then places.unit_id is null
                when 'accepted_date' then places.accepted_date is null
                else places.due_date is null
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
    where
        length(places.dossier_id) > 200
        or length(places.procedure_id) > 200
        or length(places.issuer) > 200
    union all
    select
        places.file_number,
        places.row_number,
        'unit_id' as column_name,
        'unknown_unit' as rule,
        places.unit_id as value,
        (select string_agg(unit.unit_id, ', ' order by unit.unit_id) from unit)
            as expected
    from places
    where places.unit_id not in (select unit.unit_id from unit)
    union all
    select
        places.file_number,
        places.row_number,
        'unit_id' as column_name,
        'outside_coverage' as rule,
        places.unit_id as value,
        (
            select string_agg(distinct said.unit_id, ', ' order by said.unit_id)
            from staged_coverage as said
        ) as expected
    from places
    where
        places.unit_id in (select unit.unit_id from unit)
        and places.unit_id not in (select said.unit_id from staged_coverage as said)
    union all
    select
        places.file_number,
        places.row_number,
        'accepted_date' as column_name,
        'outside_coverage' as rule,
        strftime(places.accepted_date, '%d/%m/%Y')
        || coalesce(' – ' || strftime(places.finished_date, '%d/%m/%Y'), '') as value,
        (
            select
                string_agg(
                    strftime(said.from_date, '%d/%m/%Y')
                    || ' – '
                    || strftime(said.to_date, '%d/%m/%Y'),
                    ', '
                    order by said.from_date
                )
            from staged_coverage as said
            where said.unit_id = places.unit_id
        ) as expected
    from places
    anti join staged_coverage
        on
            places.unit_id = staged_coverage.unit_id
            and places.accepted_date <= staged_coverage.to_date
            and coalesce(places.finished_date, staged_coverage.from_date)
            >= staged_coverage.from_date
    where
        places.accepted_date is not null
        and places.unit_id in (select said.unit_id from staged_coverage as said)
    union all
    select
        places.file_number,
        places.row_number,
        'finished_date' as column_name,
        'finished_without_date' as rule,
        places.status as value,
        null as expected
    from places
    where
        places.finished_date is null
        and places.status in (
            'done', 'result_given', 'returned', 'withdrawn', 'refused'
        )
        and not contains(places.unreadable, 'finished_date')
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
    inner join twice using (issuer, dossier_id)
    window
        same_key as (
            partition by places.issuer, places.dossier_id
            order by places.file_number, places.row_number
        )
    union all
    select
        places.file_number,
        places.row_number,
        'dossier_id' as column_name,
        'record_differs' as rule,
        places.dossier_id as value,
        source.file_name || ' A' || dossier.row_number as expected
    from places
    inner join dossier using (issuer, dossier_id)
    inner join source on dossier.source_id = source.source_id
    where
        dossier.as_of = $as_of
        and not list_contains($source_ids, dossier.source_id)
        and (
            places.unit_id is distinct from dossier.unit_id
            or places.procedure_id is distinct from dossier.procedure_id
            or places.channel is distinct from dossier.channel
            or places.submitted_date is distinct from dossier.submitted_date
            or places.accepted_date is distinct from dossier.accepted_date
            or places.due_date is distinct from dossier.due_date
            or places.finished_date is distinct from dossier.finished_date
            or places.returned_date is distinct from dossier.returned_date
            or places.status is distinct from dossier.status
            or places.stated_class is distinct from dossier.stated_class
            or places.fee_due_vnd is distinct from dossier.fee_due_vnd
            or places.paid_online is distinct from dossier.paid_online
            or places.digitised_in is distinct from dossier.digitised_in
            or places.digitised_out is distinct from dossier.digitised_out
            or places.apology_sent is distinct from dossier.apology_sent
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
