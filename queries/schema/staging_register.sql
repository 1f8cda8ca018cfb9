-- Where a register waits to be judged; gone with the connection. Its text is staged in
-- `staged_register`, which has a column of text for each that its kind declares.

-- What its kind declares of each column.
create temp table declared_column (
    column_name text not null,
    form text not null,
    is_required boolean not null
);

-- What every cell says, read as its column must be.
create temp table read_cell (
    staged_row bigint not null,
    column_name text not null,
    said text not null,
    words text,
    day date,
    amount bigint
);

-- The same cells by row of the file; filled with the above by read_register.
-- `unreadable` names the columns whose text could not be read.
create temp table typed_register (
    file_number integer not null,
    row_number bigint not null,
    staged_row bigint not null,
    unreadable text[] not null,
    digest text not null,
    words map (text, text) not null,
    days map (text, date) not null,
    amounts map (text, bigint) not null
);

-- Records of the store that the register should have and does not.
create temp table staged_gone_entry (
    issuer text not null,
    entry_key text not null,
    unit_id text
);
