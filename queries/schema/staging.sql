-- Where the text of a file of reported figures waits to be judged; gone with the
-- connection. `typed` holds a number that a spreadsheet cell held as a number.
create temp table staged (
    row_number integer not null,
    indicator_id text not null,
    unit_id text not null,
    part text not null,
    period_label text not null,
    from_date text not null,
    to_date text not null,
    value text not null,
    typed double,
    qualifier text not null,
    decision_no text not null,
    decision_date text not null,
    as_of text not null,
    locator text not null,
    remark text not null
);

-- The same rows with their values read; filled by intake/reported_typed.
create temp table staged_typed (
    row_number integer not null,
    indicator_id text not null,
    unit_id text not null,
    part text not null,
    period_label text,
    from_date date,
    to_date date,
    dates_stated boolean not null,
    value double,
    rounding double,
    qualifier text not null,
    decision_no text,
    decision_date date,
    as_of date,
    locator text,
    remark text
);
