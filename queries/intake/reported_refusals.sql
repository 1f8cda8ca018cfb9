-- Rows of reported figures that cannot be used: every fault, at its cell.
-- grain: row_number, column_name, rule
-- params:
--   $unit_id: id, unit that the file speaks for; null when not said
--   $from_date: date, first day that the file speaks for; null when not said
--   $to_date: date, last day that the file speaks for; null when not said
-- columns:
--   row_number: number, row of the file
--   column_name: key, our column
--   rule: code, of the wording
--   value: text, as typed
--   expected: text, what it should have been; null where the rule says it
with typed as (
    select
        staged_typed.*,
        staged.value as value_text,
        staged.typed as value_typed,
        staged.from_date as from_text,
        staged.to_date as to_text,
        staged.decision_date as decision_text,
        staged.as_of as as_of_text,
        indicator.aggregate,
        indicator.area,
        indicator.parts
    from staged_typed
    inner join staged using (row_number)
    left join indicator on staged_typed.indicator_id = indicator.indicator_id
),

faults as (
    select
        row_number,
        'unit_id' as column_name,
        'unknown_unit' as rule,
        unit_id as value,
        (select string_agg(u.unit_id, ', ' order by u.unit_id) from unit as u)
            as expected
    from typed
    where unit_id not in (select u.unit_id from unit as u)
    union all
    select
        row_number,
        'indicator_id' as column_name,
        'unknown_indicator' as rule,
        indicator_id as value,
        meant_indicator(indicator_id) as expected
    from typed
    where aggregate is null
    union all
    select
        row_number,
        'value' as column_name,
        case
            when value_text = '' then 'empty'
            when value is null then 'not_a_number'
            when abs(value) > 9e15 then 'too_big'
            when aggregate = 'ratio' and value < 0 then 'rate_below_zero'
            when aggregate = 'ratio' then 'rate_without_percent'
            else 'not_a_count'
        end as rule,
        value_text as value,
        null as expected
    from typed
    where
        value_text = ''
        or value is null
        -- Beyond 2^53 a double no longer counts one by one.
        or abs(value) > 9e15
        or (
            aggregate = 'ratio'
            and case
                when value_typed is null then not contains(value_text, '%')
                else value_typed > 1
            end
        )
        or (aggregate = 'ratio' and value < 0)
        or (
            aggregate in ('count', 'stock', 'money')
            and (value < 0 or value <> floor(value) or contains(value_text, '%'))
        )
    union all
    select
        row_number,
        'from_date' as column_name,
        'not_a_date' as rule,
        from_text as value,
        null as expected
    from typed
    where from_text <> '' and from_date is null
    union all
    select
        row_number,
        'to_date' as column_name,
        'not_a_date' as rule,
        to_text as value,
        null as expected
    from typed
    where to_text <> '' and to_date is null
    union all
    select
        row_number,
        'decision_date' as column_name,
        'not_a_date' as rule,
        decision_text as value,
        null as expected
    from typed
    where decision_text <> '' and decision_date is null
    union all
    select
        row_number,
        'as_of' as column_name,
        case when as_of_text = '' then 'no_as_of' else 'not_a_date' end as rule,
        as_of_text as value,
        null as expected
    from typed
    where as_of is null or (as_of_text <> '' and date_of(as_of_text) is null)
    union all
    select
        row_number,
        'period_label' as column_name,
        case when period_label is null then 'no_period' else 'unknown_period' end
            as rule,
        coalesce(period_label, '') as value,
        null as expected
    from typed
    where
        from_text = ''
        and to_text = ''
        and (
            period_label is null
            or period_label not in (select period.period_id from period)
        )
    union all
    select
        row_number,
        case when from_text = '' then 'from_date' else 'to_date' end as column_name,
        'one_date' as rule,
        '' as value,
        null as expected
    from typed
    where (from_text = '') <> (to_text = '')
    union all
    select
        row_number,
        'to_date' as column_name,
        'ends_before_start' as rule,
        to_text as value,
        from_text as expected
    from typed
    where from_date > to_date
    union all
    select
        row_number,
        'part' as column_name,
        'wrong_part' as rule,
        part as value,
        array_to_string(parts, ', ') as expected
    from typed
    where part <> '' and not is_part(part, parts)
    union all
    select
        row_number,
        'qualifier' as column_name,
        'unknown_word' as rule,
        qualifier as value,
        'exact, at_least, more_than, nearly, rounded' as expected
    from typed
    where qualifier not in ('exact', 'at_least', 'more_than', 'nearly', 'rounded')
    union all
    select
        row_number,
        'unit_id' as column_name,
        'outside_coverage' as rule,
        unit_id as value,
        $unit_id as expected
    from typed
    where unit_id <> $unit_id
    union all
    select
        typed.row_number,
        case when typed.dates_stated then 'from_date' else 'period_label' end
            as column_name,
        'outside_coverage' as rule,
        coalesce(typed.period_label, typed.from_text) as value,
        coalesce(strftime(cast($from_date as date), '%d/%m/%Y'), '…')
        || ' – ' || coalesce(strftime(cast($to_date as date), '%d/%m/%Y'), '…')
            as expected
    from typed
    -- A named period may fit in either calendar.
    where
        typed.from_date < cast($from_date as date)
        or typed.to_date > cast($to_date as date)
        or (
            not typed.dates_stated
            and typed.period_label in (select period.period_id from period)
            and typed.period_label not in (
                select period.period_id
                from period
                where
                    period.from_date >= coalesce($from_date, period.from_date)
                    and period.to_date <= coalesce($to_date, period.to_date)
            )
        )
    union all
    select
        second.row_number,
        'indicator_id' as column_name,
        'twice_in_file' as rule,
        second.indicator_id as value,
        cast(min(first.row_number) as text) as expected
    from typed as second
    inner join typed as first
        on
            second.indicator_id = first.indicator_id
            and second.unit_id = first.unit_id
            and second.part = first.part
            and (
                second.dates_stated
                or second.period_label is not distinct from first.period_label
            )
            and second.from_date is not distinct from first.from_date
            and second.to_date is not distinct from first.to_date
            and second.row_number > first.row_number
    group by second.row_number, second.indicator_id
    union all
    select
        typed.row_number,
        'value' as column_name,
        'contradicts_source' as rule,
        typed.value_text as value,
        min(source.file_name || ' ' || other.cell) as expected
    from typed
    inner join reported_value as other
        on
            typed.indicator_id = other.indicator_id
            and typed.unit_id = other.unit_id
            and typed.part = other.part
            and typed.dates_stated = other.dates_stated
            and typed.from_date is not distinct from other.from_date
            and typed.to_date is not distinct from other.to_date
            and (typed.dates_stated or typed.period_label = other.period_label)
            and typed.as_of = other.as_of
    inner join source on other.source_id = source.source_id
    where
        typed.value is not null
        and (typed.value <> other.value or typed.qualifier <> other.qualifier)
    group by typed.row_number, typed.value_text
    union all
    select
        typed.row_number,
        'unit_id' as column_name,
        'mixes_origins' as rule,
        typed.unit_id as value,
        null as expected
    from typed
    inner join unit on typed.unit_id = unit.unit_id
    where
        unit.origin = 'invented'
        and exists (
            select 1
            from typed as other
            inner join unit as real_unit on other.unit_id = real_unit.unit_id
            where real_unit.origin = 'real'
        )
)

select
    row_number,
    column_name,
    rule,
    value,
    expected
from faults
order by row_number, column_name, rule
