-- Rows of a list of targets that cannot be used for what their indicator is: every
-- fault, at its column, besides those of any register.
-- grain: file_number, row_number, column_name, rule
-- params:
--   $decimal: text, the mark of fractions
-- columns:
--   file_number: number, of the import's files
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
with said as (
    select
        typed_register.file_number,
        typed_register.row_number,
        typed_register.words['indicator_id'] as indicator_id,
        typed_register.words['period_id'] as period_id,
        coalesce(typed_register.words['calendar'], 'state') as calendar,
        coalesce(part_of(typed_register.words['part']), '') as part,
        typed_register.words['is_cumulative'] = 'true' as is_cumulative,
        typed_register.words['value'] as value,
        amount_of(typed_register.words['value'], $decimal) as amount,
        target_of(
            typed_register.words['value'],
            $decimal,
            indicator.aggregate,
            indicator.is_counted,
            not ends_with(lower(staged_file.file_name), '.csv')
        ) as figure,
        contains(typed_register.words['value'], '%') as is_per_cent,
        indicator.aggregate,
        indicator.adds_up,
        indicator.is_counted,
        indicator.parts
    from typed_register
    inner join staged_file using (file_number)
    left join indicator
        on typed_register.words['indicator_id'] = indicator.indicator_id
),

pieces as (
    select
        divided.file_number,
        divided.row_number,
        split_part(divided.pair, '=', 1) as key,
        split_part(divided.pair, '=', 2) as value
    from (
        select
            said.file_number,
            said.row_number,
            unnest(string_split(said.part, ';')) as pair
        from said
        where said.part <> ''
    ) as divided
)

select
    said.file_number,
    said.row_number,
    'indicator_id' as column_name,
    'unknown_indicator' as rule,
    said.indicator_id as value,
    meant_indicator(said.indicator_id) as expected
from said
where said.indicator_id is not null and said.aggregate is null
union all
select
    said.file_number,
    said.row_number,
    'period_id' as column_name,
    'unknown_period' as rule,
    said.period_id as value,
    null as expected
from said
anti join period using (calendar, period_id)
where said.period_id is not null
union all
select
    said.file_number,
    said.row_number,
    'value' as column_name,
    case
        when said.amount is null then 'not_a_number'
        -- Beyond 2^53 a double no longer counts one by one.
        when abs(said.amount) > 9e15 then 'too_big'
        when said.aggregate = 'ratio' and said.amount < 0 then 'rate_below_zero'
        when said.aggregate = 'ratio' and said.figure is null
            then 'rate_without_percent'
        when said.aggregate = 'ratio' then 'rate_above_whole'
        when said.aggregate = 'quantile' and said.is_per_cent then 'not_a_number'
        when said.aggregate = 'quantile' then 'below_zero'
        else 'not_a_count'
    end as rule,
    said.value,
    null as expected
from said
where
    (said.value is not null and said.amount is null)
    or abs(said.amount) > 9e15
    or (
        said.aggregate = 'ratio'
        and (
            said.amount < 0
            or said.figure is null
            or (said.is_counted and said.figure > 1)
        )
        and said.value is not null
    )
    or (
        said.aggregate = 'quantile'
        and (said.is_per_cent or said.amount < 0)
    )
    or (
        said.aggregate in ('count', 'stock', 'money')
        and (
            said.is_per_cent
            or said.amount < 0
            or said.amount <> floor(said.amount)
        )
    )
union all
select
    said.file_number,
    said.row_number,
    'is_cumulative' as column_name,
    'never_adds_up' as rule,
    said.indicator_id as value,
    null as expected
from said
where
    said.is_cumulative
    and not (said.aggregate in ('count', 'money') and said.adds_up)
union all
select
    said.file_number,
    said.row_number,
    'part' as column_name,
    'wrong_part' as rule,
    said.part as value,
    array_to_string(said.parts, ', ') as expected
from said
where
    said.part <> ''
    and said.aggregate is not null
    and not is_part(said.part, said.parts)
union all
select distinct
    pieces.file_number,
    pieces.row_number,
    'part' as column_name,
    'not_in_catalog' as rule,
    pieces.key || '=' || pieces.value as value,
    (
        select string_agg(known.key || '=' || known.value, ', ' order by known.value)
        from part as known
        where known.key = pieces.key
    ) as expected
from pieces
anti join part using (key, value)
where pieces.key in (select known.key from part as known)
order by file_number, row_number, column_name, rule
