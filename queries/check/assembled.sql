-- Figures stated for a period that differ from the sum of what is stated for the
-- periods that tile it.
-- grain: rule, source_id, cell, indicator_id, unit_id, calendar, period_id, part, expected
-- params: none
-- columns:
--   rule: code, of the wording
--   stage: code, check
--   source_id: id, of the file; null when several
--   cell: text, where in the file
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar; null for either
--   period_id: id, of the period
--   part: key, empty for the whole
--   value: text, what is said
--   expected: text, what it should be
--   difference: number, value less expected
--   note: text, what the wording names besides
with tiles as (
    select
        whole.indicator_id,
        whole.unit_id,
        whole.calendar,
        whole.period_id,
        whole.part,
        piece_period.kind,
        sum(piece.value) as total,
        sum(piece_period.to_date - piece_period.from_date + 1) as days
    from observation as whole
    inner join period as whole_period using (calendar, period_id)
    inner join observation as piece
        on
            whole.indicator_id = piece.indicator_id
            and whole.unit_id = piece.unit_id
            and whole.calendar = piece.calendar
            and whole.part = piece.part
    inner join period as piece_period
        on
            piece.calendar = piece_period.calendar
            and piece.period_id = piece_period.period_id
            and piece_period.kind in ('month', 'quarter', 'half')
            and whole_period.kind <> piece_period.kind
            and whole_period.from_date <= piece_period.from_date
            and whole_period.to_date >= piece_period.to_date
    where
        whole.basis = 'reported'
        and piece.basis = 'reported'
        and whole.qualifier = 'exact'
        and piece.qualifier = 'exact'
        and whole.status <> 'assembled'
        and piece.status <> 'assembled'
    group by all
)

select
    'tiles_differ' as rule,
    'check' as stage,
    cast(null as text) as source_id,
    cast(null as text) as cell,
    tiles.indicator_id,
    tiles.unit_id,
    tiles.calendar,
    tiles.period_id,
    tiles.part,
    cast(cast(whole.value as bigint) as text) as value,
    cast(cast(tiles.total as bigint) as text) as expected,
    whole.value - tiles.total as difference,
    tiles.kind as note
from tiles
inner join observation as whole
    using (
        indicator_id, unit_id, calendar, period_id, part
    )
inner join period using (calendar, period_id)
inner join indicator using (indicator_id)
where
    indicator.aggregate in ('count', 'money')
    and indicator.adds_up
    and tiles.days = period.to_date - period.from_date + 1
    and whole.value <> tiles.total
order by
    tiles.indicator_id,
    tiles.unit_id,
    tiles.calendar,
    tiles.period_id,
    tiles.part,
    tiles.kind
