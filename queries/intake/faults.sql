-- The first rows of a staged list that each rule refuses, and how many it refuses in
-- all.
-- grain: file_number, row_number, column_name, rule
-- params:
--   $most: number, rows worded for each rule
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column; empty where the row could not be parted into cells
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
--   faults: number, rows of the file that the rule refuses
with placed as (
    select
        staged_fault.*,
        row_number() over (
            partition by staged_fault.file_number, staged_fault.rule
            order by staged_fault.row_number, staged_fault.column_name
        ) as place,
        count(*) over (
            partition by staged_fault.file_number, staged_fault.rule
        ) as faults
    from staged_fault
)

select
    placed.file_number,
    placed.row_number,
    placed.column_name,
    placed.rule,
    placed.value,
    placed.expected,
    placed.faults
from placed
where placed.place <= $most
order by placed.file_number, placed.row_number, placed.column_name, placed.rule
