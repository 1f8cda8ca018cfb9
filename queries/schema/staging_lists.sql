-- What every list of records needs while its text waits to be judged; gone with the
-- connection.

create temp table staged_file (
    file_number integer not null,
    source_id text not null,
    file_name text not null
);

-- Rows of the staged text are counted from 0, without those that could not be parted
-- into cells: from `first_place` to `last_place`, the row of the file is `ahead` of it.
create temp table staged_run (
    file_number integer not null,
    first_place bigint not null,
    last_place bigint not null,
    ahead bigint not null
);

-- Rows that could not be parted into cells.
create temp table staged_malformed (
    file_number integer not null,
    row_number bigint not null,
    rule text not null,
    value text not null,
    expected text
);

-- The code that a word stands for, or the id that another system's id stands for.
create temp table staged_word (
    column_name text not null,
    said text not null,
    code text not null
);

create temp table staged_coverage (
    unit_id text,
    from_date date not null,
    to_date date not null
);

create temp table staged_fault (
    file_number integer not null,
    row_number bigint not null,
    column_name text not null,
    rule text not null,
    value text,
    expected text
);

-- What a cell says: null for nothing or for one of the words for nothing.
create temp macro cell(words, nulls) as
case when not list_contains(nulls, trim(words)) then nullif(trim(words), '') end;

-- 31/12/2023 as 2023-12-31, whatever follows.
create temp macro year_first(words) as
case
    when contains(words, '/')
        then
            regexp_replace(
                words, '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})', '\3-\2-\1'
            )
    else words
end;

create temp macro is_day(words) as
regexp_full_match(
    words, '([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})'
);

create temp macro is_local_time(words) as
regexp_full_match(
    words,
    '([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})'
    '[ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?'
);

create temp macro is_time_with_offset(words) as
regexp_full_match(
    words,
    '([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})'
    '[ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?'
    ' ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)'
);

-- The day in Viet Nam of a time told by the clock of a zone.
create temp macro local_day(moment, zone) as
case
    when zone = 'Asia/Ho_Chi_Minh' then cast(moment as date)
    else cast(timezone('Asia/Ho_Chi_Minh', timezone(zone, moment)) as date)
end;

-- A day that can be meant; years of two digits are none.
create temp macro plausible(day) as
case when extract(year from day) between 1900 and 2099 then day end;

-- The day in Viet Nam that a cell states. A time with an offset is a moment anywhere, a
-- time without one is of the clock of `zone`, a bare day is that day. `day_forms` and
-- `time_forms` are those that a mapping adds; with other forms than 31/12/2023 named,
-- that one is not guessed.
create temp macro day_of(words, is_day_first, day_forms, time_forms, zone) as
plausible(
    case
        when words is null then null
        -- Most are written so; the patterns below take ten times as long.
        when
            length(words) = 10
            and substr(words, 5, 1) = '-'
            and substr(words, 8, 1) = '-'
            then try_cast(words as date)
        when contains(words, '/') and not is_day_first
            then
                coalesce(
                    cast(try_strptime(words, day_forms) as date),
                    local_day(try_strptime(words, time_forms), zone)
                )
        when is_day(words) then try_cast(year_first(words) as date)
        when is_local_time(words)
            then local_day(try_cast(year_first(words) as timestamp), zone)
        when is_time_with_offset(words)
            then
                cast(
                    timezone(
                        'Asia/Ho_Chi_Minh',
                        try_cast(
                            regexp_replace(
                                year_first(words), ' ([Z+-])', '\1'
                            ) as timestamptz
                        )
                    ) as date
                )
        else
            coalesce(
                cast(try_strptime(words, day_forms) as date),
                local_day(try_strptime(words, time_forms), zone)
            )
    end
);

-- An amount of whole đồng; the decimal mark is the comma or the point.
create temp macro amount_of(words, mark) as
number_of(case mark when '.' then translate(words, '.,', ',.') else words end);
