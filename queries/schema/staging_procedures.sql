-- Where the text of a list of procedures waits to be judged; gone with the connection.
create temp table staged_procedure (
    procedure_id text,
    name text,
    name_en text,
    code text,
    field text,
    online_level text,
    term_days text,
    is_blank boolean not null
);

-- The same rows with their values read; filled by read_procedures. `field_said`
-- is the field as typed, known or not.
create temp table typed_procedure (
    file_number integer not null,
    row_number bigint not null,
    staged_row bigint not null,
    unreadable text not null,
    procedure_id text,
    code text,
    title text,
    title_en text,
    field text,
    field_said text,
    online_level text,
    term_days integer
);
