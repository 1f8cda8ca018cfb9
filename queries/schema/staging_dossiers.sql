-- Where the text of a list of dossiers waits to be judged; gone with the connection.
create temp table staged_dossier (
    dossier_id text,
    unit_id text,
    procedure_id text,
    channel text,
    submitted_date text,
    accepted_date text,
    due_date text,
    finished_date text,
    returned_date text,
    status text,
    stated_class text,
    issuer text,
    fee_due_vnd text,
    paid_online text,
    digitised_in text,
    digitised_out text,
    apology_sent text,
    is_blank boolean not null
);

-- The same rows with their values read; filled by read_dossiers. `unreadable`
-- names the columns whose text could not be read.
create temp table typed_dossier (
    file_number integer not null,
    row_number bigint not null,
    staged_row bigint not null,
    unreadable text not null,
    issuer text not null,
    dossier_id text,
    unit_id text,
    procedure_id text,
    channel text,
    submitted_date date,
    accepted_date date,
    due_date date,
    finished_date date,
    returned_date date,
    status text,
    stated_class text,
    fee_due_vnd bigint,
    paid_online boolean,
    digitised_in boolean,
    digitised_out boolean,
    apology_sent boolean
);

-- Dossiers of the store that the list should have and does not.
create temp table staged_gone (
    issuer text not null,
    dossier_id text not null,
    unit_id text not null,
    accepted_date date not null,
    from_date date not null
);
