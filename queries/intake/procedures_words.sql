-- What stands in the columns of codes of a staged list, the most frequent first of
-- each.
-- grain: column_name, said
-- params:
--   $nulls: text[], words that stand for nothing
--   $most: number, words of each column
-- columns:
--   column_name: key, our column
--   said: text, as typed
with cells as (
    select
        'field' as column_name,
        cell(staged_procedure.field, $nulls) as said,
        count(*) as times
    from staged_procedure
    group by said
    union all
    select
        'online_level' as column_name,
        cell(staged_procedure.online_level, $nulls) as said,
        count(*) as times
    from staged_procedure
    group by said
)

select
    cells.column_name,
    cells.said
from cells
where cells.said is not null
qualify
    row_number() over (
        partition by cells.column_name order by cells.times desc, cells.said asc
    ) <= $most
order by cells.column_name, cells.said
