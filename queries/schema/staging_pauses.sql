-- Where the text of a list of pauses waits to be judged; gone with the connection.
create temp table staged_pause (
    dossier_id text,
    from_date text,
    to_date text,
    reason text,
    issuer text,
    is_blank boolean not null
);

-- The same rows with their values read; filled by read_pauses.
create temp table typed_pause (
    file_number integer not null,
    row_number bigint not null,
    staged_row bigint not null,
    unreadable text not null,
    issuer text not null,
    dossier_id text,
    from_date date,
    to_date date,
    reason text
);

-- Pauses of the store that the list replaces.
create temp table staged_gone_pause (
    issuer text not null,
    dossier_id text not null,
    from_date date not null
);
