-- Records that the register just staged knows better, and those that it no longer has.
delete from entry
using listed_entry
where
    entry.kind = $kind
    and entry.issuer = listed_entry.issuer
    and entry.entry_key = listed_entry.entry_key
    and entry.as_of < $as_of
    and not exists (
        select 1
        from staged_fault
        where
            staged_fault.file_number = listed_entry.file_number
            and staged_fault.row_number = listed_entry.row_number
    );

delete from entry
using staged_gone_entry
where
    entry.kind = $kind
    and entry.issuer = staged_gone_entry.issuer
    and entry.entry_key = staged_gone_entry.entry_key
    and entry.as_of < $as_of;
