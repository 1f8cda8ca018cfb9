-- Where a register waits to be judged; gone with the connection. Its text is staged in
-- `staged_register`, which has a column of text for each that its kind declares.

-- What its kind declares of each column.
create temp table declared_column (
    column_name text not null,
    form text not null,
    is_required boolean not null,
    longest integer not null
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

-- A target as its indicator measures it. Of rates that are shares 98 and 98% are 0.98; a
-- number up to 1 is what a cell formatted in per cent holds, in a file that `is_typed`,
-- and might mean either elsewhere. Rates that may exceed 100% are stated in per cent.
create temp macro target_of(words, mark, aggregate, is_share, is_typed) as
case
    when aggregate <> 'ratio' or contains(words, '%') then amount_of(words, mark)
    when not is_share then null
    when amount_of(words, mark) > 1 then amount_of(words, mark) / 100
    when is_typed or amount_of(words, mark) = 0 then amount_of(words, mark)
end;
