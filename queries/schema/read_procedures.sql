-- The staged rows of a list of procedures with their values read: what cannot be read
-- is null and its column is named; rows without anything are none. $nulls are words
-- that stand for nothing; how dates are read, see the macro day_of.
insert into typed_procedure
with first as (
    select min(staged_procedure.rowid) as staged_row
    from staged_procedure
),

cells as (
    select
        staged_procedure.rowid as staged_row,
        staged_procedure.rowid - first.staged_row as place,
        cell(staged_procedure.procedure_id, $nulls) as procedure_id,
        cell(staged_procedure.name, $nulls) as title,
        cell(staged_procedure.name_en, $nulls) as title_en,
        cell(staged_procedure.code, $nulls) as code,
        cell(staged_procedure.field, $nulls) as field_said,
        cell(staged_procedure.online_level, $nulls) as level_said,
        cell(staged_procedure.term_days, $nulls) as term_said
    from staged_procedure
    cross join first
    where not staged_procedure.is_blank
),

read as (
    select
        cells.*,
        field_word.code as field,
        level_word.code as online_level,
        -- The national list writes 15 ngày làm việc.
        try_cast(
            regexp_extract(
                plain(cells.term_said),
                '^([0-9]{1,4})( (ngay lam viec|working days))?$',
                1
            ) as integer
        ) as term_days
    from cells
    left join staged_word as field_word
        on field_word.column_name = 'field' and cells.field_said = field_word.said
    left join staged_word as level_word
        on
            level_word.column_name = 'online_level'
            and cells.level_said = level_word.said
)

select
    staged_run.file_number,
    read.place + staged_run.ahead as row_number,
    read.staged_row,
    concat_ws(
        ',',
        case
            when read.level_said is not null and read.online_level is null
                then 'online_level'
        end,
        case
            when read.term_said is not null and read.term_days is null
                then 'term_days'
        end
    ) as unreadable,
    read.procedure_id,
    read.code,
    read.title,
    read.title_en,
    read.field,
    read.field_said,
    read.online_level,
    read.term_days
from read
inner join staged_run
    on read.place between staged_run.first_place and staged_run.last_place;
