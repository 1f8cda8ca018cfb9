-- Rows of reported figures that are kept although something is doubtful.
-- grain: row_number, column_name, rule
-- params: none
-- columns:
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
with pieces as (
    select
        piece.row_number,
        piece.indicator_id,
        piece.unit_id,
        split_part(piece.pair, '=', 1) as key,
        split_part(piece.pair, '=', 2) as value
    from (
        select
            staged_typed.row_number,
            staged_typed.indicator_id,
            staged_typed.unit_id,
            unnest(string_split(staged_typed.part, ';')) as pair
        from staged_typed
        where staged_typed.part <> ''
    ) as piece
)

select
    pieces.row_number,
    'part' as column_name,
    'unknown_part' as rule,
    pieces.indicator_id,
    pieces.unit_id,
    pieces.key || '=' || pieces.value as value,
    null as expected
from pieces
left join part on pieces.key = part.key and pieces.value = part.value
where part.value is null
union all
select
    typed.row_number,
    'unit_id' as column_name,
    'unit_not_existing' as rule,
    typed.indicator_id,
    typed.unit_id,
    typed.unit_id as value,
    strftime(
        case
            when unit.to_date < coalesce(typed.from_date, period.from_date)
                then unit.to_date
            else unit.from_date
        end,
        '%d/%m/%Y'
    ) as expected
from staged_typed as typed
inner join unit on typed.unit_id = unit.unit_id
left join period
    on
        typed.period_label = period.period_id
        and period.calendar = (select min(calendar.calendar) from calendar)
        and not typed.dates_stated
where
    unit.to_date < coalesce(typed.from_date, period.from_date)
    or unit.from_date > coalesce(typed.to_date, period.to_date)
order by row_number, column_name, rule
