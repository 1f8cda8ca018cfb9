-- Rows of a register that cannot be used: every fault, at its column.
-- grain: file_number, row_number, column_name, rule
-- params:
--   $kind: code, of the import
--   $as_of: date, cut-off of the register
--   $source_ids: text[], SHA-256 of its files
--   $key_column: text, the column at which its key is named
--   $day_column: text, the column at which its days are named
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column; empty where the row could not be parted into cells
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
with places as (
    select
        listed_entry.*,
        case
            when (select count(files.file_number) from staged_file as files) > 1
                then staged_file.file_name || ' '
            else ''
        end
        || listed_entry.row_number as place
    from listed_entry
    inner join staged_file using (file_number)
),

twice as (
    select
        places.issuer,
        places.entry_key
    from places
    where places.entry_key is not null
    group by places.issuer, places.entry_key
    having count(*) > 1
),

cells as (
    select
        typed_register.file_number,
        typed_register.row_number,
        read_cell.column_name,
        read_cell.said,
        declared_column.form,
        declared_column.is_required,
        declared_column.longest,
        list_contains(typed_register.unreadable, read_cell.column_name)
            as is_unreadable
    from typed_register
    inner join read_cell using (staged_row)
    inner join declared_column using (column_name)
),

spoken as (
    select
        said.unit_id,
        string_agg(
            strftime(said.from_date, '%d/%m/%Y')
            || ' – '
            || strftime(said.to_date, '%d/%m/%Y'),
            ', '
            order by said.from_date
        ) as days
    from staged_coverage as said
    group by said.unit_id
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
        cells.file_number,
        cells.row_number,
        cells.column_name,
        case
            when cells.form = 'date' then 'not_a_date'
            when cells.form in ('count', 'money') then 'not_a_count'
            when cells.form in ('field', 'level', 'science') then 'not_in_catalog'
            else 'unknown_word'
        end as rule,
        cells.said as value,
        case
            when cells.form in ('field', 'level', 'science')
                then (
                    select string_agg(part.value, ', ' order by part.value)
                    from part
                    where part.key = cells.form
                )
        end as expected
    from cells
    where
        cells.is_unreadable
        and (
            cells.is_required
            or cells.form not in ('field', 'level', 'science')
        )
    union all
    select
        typed_register.file_number,
        typed_register.row_number,
        declared_column.column_name,
        'required_empty' as rule,
        '' as value,
        null as expected
    from typed_register
    cross join declared_column
    anti join read_cell
        on
            typed_register.staged_row = read_cell.staged_row
            and declared_column.column_name = read_cell.column_name
    where declared_column.is_required
    union all
    select
        cells.file_number,
        cells.row_number,
        cells.column_name,
        'too_long' as rule,
        left(cells.said, 40) || '…' as value,
        cast(cells.longest as text) as expected
    from cells
    where length(cells.said) > cells.longest
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
        case
            when 'unit_id' in (select declared_column.column_name from declared_column)
                then 'unit_id'
            else $key_column
        end as column_name,
        'outside_coverage' as rule,
        coalesce(places.unit_id, '*') as value,
        (select string_agg(one.unit_id, ', ' order by one.unit_id) from spoken as one)
            as expected
    from places
    anti join spoken on places.unit_id is not distinct from spoken.unit_id
    where
        places.unit_id in (select unit.unit_id from unit)
        or (
            places.unit_id is null
            and exists (
                select 1 from declared_column
                where
                    declared_column.column_name = 'unit_id'
                    and not declared_column.is_required
            )
        )
    union all
    select
        places.file_number,
        places.row_number,
        $day_column as column_name,
        'outside_coverage' as rule,
        strftime(places.from_date, '%d/%m/%Y')
        || case
            when places.to_date > places.from_date
                then ' – ' || strftime(places.to_date, '%d/%m/%Y')
            else ''
        end as value,
        spoken.days as expected
    from places
    inner join spoken on places.unit_id is not distinct from spoken.unit_id
    anti join staged_coverage
        on
            places.unit_id is not distinct from staged_coverage.unit_id
            and places.from_date <= staged_coverage.to_date
            and coalesce(places.to_date, staged_coverage.from_date)
            >= staged_coverage.from_date
    where places.from_date is not null
    union all
    select
        places.file_number,
        places.row_number,
        $key_column as column_name,
        'entry_twice' as rule,
        replace(places.entry_key, chr(31), ', ') as value,
        coalesce(
            lag(places.place) over same_key, lead(places.place) over same_key
        ) as expected
    from places
    inner join twice using (issuer, entry_key)
    window
        same_key as (
            partition by places.issuer, places.entry_key
            order by places.file_number, places.row_number
        )
    union all
    select
        places.file_number,
        places.row_number,
        $key_column as column_name,
        'record_differs' as rule,
        replace(places.entry_key, chr(31), ', ') as value,
        source.file_name || ' A' || entry.row_number as expected
    from places
    inner join typed_register using (file_number, row_number)
    inner join entry
        on
            entry.kind = $kind
            and places.issuer = entry.issuer
            and places.entry_key = entry.entry_key
    inner join source on entry.source_id = source.source_id
    where
        entry.as_of = $as_of
        and not list_contains($source_ids, entry.source_id)
        and typed_register.digest <> entry.digest
)

select distinct
    file_number,
    row_number,
    column_name,
    rule,
    value,
    expected
from faults
order by file_number, row_number, column_name, rule
