-- Values of indicators over the periods of one kind, up to a period and no further.
-- grain: indicator_id, period_id
-- params:
--   $indicator_ids: text[], indicators wanted
--   $unit_id: id, of the unit
--   $calendar: id, of the calendar
--   $period_id: id, last period of the history
--   $points: number, periods at most
-- columns:
--   indicator_id: id, of the indicator
--   period_id: id, of the period
--   ordinal: number, place among the periods of its kind
--   value: number, in the measure of the indicator; null when not reported
with last_period as (
    select
        period.kind,
        period.ordinal
    from period
    where period.calendar = $calendar and period.period_id = $period_id
)

select
    indicator.indicator_id,
    period.period_id,
    period.ordinal,
    observation.value
from period
inner join last_period
    on
        period.kind = last_period.kind
        and period.ordinal between last_period.ordinal
        - $points
        + 1 and last_period.ordinal
inner join indicator on list_contains($indicator_ids, indicator.indicator_id)
left join observation
    on
        indicator.indicator_id = observation.indicator_id
        and observation.unit_id = $unit_id
        and observation.calendar = $calendar
        and period.period_id = observation.period_id
        and observation.part = ''
where period.calendar = $calendar
order by indicator.position, period.ordinal
