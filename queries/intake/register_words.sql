-- What stands in the columns of codes of a staged register, the most frequent first of
-- each.
-- grain: column_name, said
-- params:
--   $nulls: text[], words that stand for nothing
--   $most: number, words of each column
-- columns:
--   column_name: key, our column
--   said: text, as typed
with cells as (
    unpivot (
        select staged_register.* exclude (is_blank)
        from staged_register
    )
    on columns(*)
    into name column_name value said
),

counted as (
    select
        cells.column_name,
        cell(cells.said, $nulls) as said,
        count(*) as times
    from cells
    inner join declared_column using (column_name)
    where declared_column.form not in ('id', 'text', 'date', 'count', 'money')
    group by all
)

select
    counted.column_name,
    counted.said
from counted
where counted.said is not null
qualify
    row_number() over (
        partition by counted.column_name
        order by counted.times desc, counted.said asc
    ) <= $most
order by counted.column_name, counted.said
