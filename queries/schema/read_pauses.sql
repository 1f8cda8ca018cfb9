-- The staged rows of a list of pauses with their values read: what cannot be read is
-- null and its column is named; rows without anything are none. $nulls are words that
-- stand for nothing; how dates are read, see the macro day_of.
insert into typed_pause
with first as (
    select min(staged_pause.rowid) as staged_row
    from staged_pause
),

cells as (
    select
        staged_pause.rowid as staged_row,
        staged_pause.rowid - first.staged_row as place,
        coalesce(cell(staged_pause.issuer, $nulls), '') as issuer,
        cell(staged_pause.dossier_id, $nulls) as dossier_id,
        cell(staged_pause.from_date, $nulls) as from_said,
        cell(staged_pause.to_date, $nulls) as to_said,
        cell(staged_pause.reason, $nulls) as reason_said
    from staged_pause
    cross join first
    where not staged_pause.is_blank
),

read as (
    select
        cells.*,
        day_of(
            cells.from_said, $is_day_first, $day_forms, $time_forms, $zone
        ) as from_date,
        day_of(
            cells.to_said, $is_day_first, $day_forms, $time_forms, $zone
        ) as to_date,
        staged_word.code as reason
    from cells
    left join staged_word
        on
            staged_word.column_name = 'reason'
            and cells.reason_said = staged_word.said
)

select
    staged_run.file_number,
    read.place + staged_run.ahead as row_number,
    read.staged_row,
    concat_ws(
        ',',
        case
            when read.from_said is not null and read.from_date is null
                then 'from_date'
        end,
        case when read.to_said is not null and read.to_date is null then 'to_date' end,
        case when read.reason_said is not null and read.reason is null then 'reason' end
    ) as unreadable,
    read.issuer,
    read.dossier_id,
    read.from_date,
    read.to_date,
    read.reason
from read
inner join staged_run
    on read.place between staged_run.first_place and staged_run.last_place;
