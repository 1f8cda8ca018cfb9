-- Units of the catalog that a staged register names, none standing for every unit where
-- it may; once it is judged, those that it names in rows that are kept.
-- grain: unit_id
-- params: none
-- columns:
--   unit_id: id, of the unit; null: every unit
select distinct unit.unit_id
from listed_entry
anti join staged_fault using (file_number, row_number)
left join unit using (unit_id)
where
    unit.unit_id is not null
    or (
        listed_entry.unit_id is null
        and exists (
            select 1 from declared_column
            where
                declared_column.column_name = 'unit_id'
                and not declared_column.is_required
        )
    )
order by unit.unit_id
