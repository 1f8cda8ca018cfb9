-- Procedures that the list just staged knows better.
delete from procedure
using typed_procedure
where
    procedure.procedure_id = typed_procedure.procedure_id
    and procedure.as_of < $as_of
    and not exists (
        select 1
        from staged_fault
        where
            staged_fault.file_number = typed_procedure.file_number
            and staged_fault.row_number = typed_procedure.row_number
    );
