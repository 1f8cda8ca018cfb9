-- Figures stated for a period that differ from the sum of what is stated for the
-- periods that tile it. Only what a report itself states is compared.
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
with stated as (
    select distinct
        observation.indicator_id,
        observation.unit_id,
        observation.calendar,
        observation.period_id,
        observation.part,
        observation.value,
        period.kind,
        period.from_date,
        period.to_date
    from observation
    inner join period using (calendar, period_id)
    inner join reported_in_force as reported
        on
            observation.indicator_id = reported.indicator_id
            and observation.unit_id = reported.unit_id
            and observation.part = reported.part
            and case
                when reported.dates_stated
                    then
                        period.from_date = reported.from_date
                        and period.to_date = reported.to_date
                else period.period_id = reported.period_label
            end
    where observation.qualifier = 'exact' and observation.basis <> 'computed'
),

tiles as (
    select
        whole.indicator_id,
        whole.unit_id,
        whole.calendar,
        whole.period_id,
        whole.part,
        piece.kind,
        sum(piece.value) as total,
        sum(piece.to_date - piece.from_date + 1) as days
    from stated as whole
    inner join stated as piece
        on
            whole.indicator_id = piece.indicator_id
            and whole.unit_id = piece.unit_id
            and whole.calendar = piece.calendar
            and whole.part = piece.part
            and whole.kind <> piece.kind
            and whole.from_date <= piece.from_date
            and whole.to_date >= piece.to_date
    where piece.kind in ('month', 'quarter', 'half')
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
