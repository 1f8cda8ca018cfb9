-- The staged cells of a register with their values read, then its rows: what cannot be
-- read is null and its column is named; rows without anything are none. $nulls are words
-- that stand for nothing; how dates are read, see the macro day_of; $decimal is the mark
-- of fractions.
insert into read_cell
with cells as (
    unpivot (
        select
            staged_register.rowid as staged_row,
            staged_register.* exclude (is_blank)
        from staged_register
        where not staged_register.is_blank
    )
    on columns(* exclude (staged_row))
    into name column_name value said
),

said as (
    select
        cells.staged_row,
        cells.column_name,
        declared_column.form,
        cell(cells.said, $nulls) as said
    from cells
    inner join declared_column using (column_name)
    where cell(cells.said, $nulls) is not null
),

amounts as (
    select
        said.*,
        case
            -- 100% is no count.
            when said.form in ('count', 'money') and not contains(said.said, '%')
                then amount_of(said.said, $decimal)
        end as amount
    from said
)

select
    amounts.staged_row,
    amounts.column_name,
    amounts.said,
    case
        when amounts.form = 'id' then coalesce(staged_word.code, amounts.said)
        when amounts.form = 'text' then amounts.said
        else staged_word.code
    end as words,
    case
        when amounts.form = 'date'
            then
                day_of(
                    amounts.said, $is_day_first, $day_forms, $time_forms, $zone
                )
    end as day,
    case
        -- Beyond 9e15 a double no longer counts one by one.
        when
            amounts.amount between 0 and 9e15
            and amounts.amount = floor(amounts.amount)
            then cast(amounts.amount as bigint)
    end as amount
from amounts
left join staged_word
    on
        amounts.column_name = staged_word.column_name
        and amounts.said = staged_word.said;

insert into typed_register
with first as (
    select min(staged_register.rowid) as staged_row
    from staged_register
),

known as (
    select
        read_cell.*,
        read_cell.words is null
        and read_cell.day is null
        and read_cell.amount is null as is_unreadable
    from read_cell
),

rows_read as (
    select
        known.staged_row,
        list(known.column_name) filter (where known.is_unreadable) as unreadable,
        -- In whichever order the cells come: putting them in order takes longer.
        hex(
            bit_xor(
                md5_number(
                    known.column_name
                    || '='
                    || coalesce(
                        known.words,
                        cast(known.day as text),
                        cast(known.amount as text),
                        known.said
                    )
                )
            )
        ) as digest,
        map_from_entries(
            list(row(known.column_name, known.words)) filter (
                where known.words is not null
            )
        ) as words,
        map_from_entries(
            list(row(known.column_name, known.day)) filter (
                where known.day is not null
            )
        ) as days,
        map_from_entries(
            list(row(known.column_name, known.amount)) filter (
                where known.amount is not null
            )
        ) as amounts
    from known
    group by known.staged_row
)

select
    staged_run.file_number,
    staged.rowid - first.staged_row + staged_run.ahead as row_number,
    staged.rowid as staged_row,
    coalesce(rows_read.unreadable, []) as unreadable,
    coalesce(rows_read.digest, '') as digest,
    coalesce(rows_read.words, map([], [])) as words,
    coalesce(rows_read.days, map([], [])) as days,
    coalesce(rows_read.amounts, map([], [])) as amounts
from staged_register as staged
cross join first
inner join staged_run
    on
        staged.rowid - first.staged_row between staged_run.first_place
        and staged_run.last_place
left join rows_read on staged.rowid = rows_read.staged_row
where not staged.is_blank;
