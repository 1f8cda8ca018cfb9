-- Inspections and checks, computed from their lists. Inspections of a period are those
-- carried over and those launched, checks those that began in it. Results count when one
-- is closed, and stay missing as long as those of one of them are not stated.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, the count or amount itself
--   denominator: number, null: only rates have one
--   value: number, in the measure of the indicator
--   basis: code, computed
--   status: code, complete: lists of them speak for every day of the period
--   qualifier: code, exact
--   formula: text, null: nothing was derived
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with periods as (
    select complete_period.*
    from complete_period
    where
        complete_period.kind = 'inspections'
        and ($unit_ids is null or list_contains($unit_ids, complete_period.unit_id))
),

at_hand as (
    select
        led.*,
        periods.calendar,
        periods.period_id,
        led.area = 'inspections' or led.start_date >= periods.from_date as is_counted,
        led.start_date < periods.from_date as is_carried_over,
        coalesce(led.closed_date <= periods.to_date, false) as is_closed,
        led.conclusion_due_date < periods.to_date as is_late
    from led_inspection as led
    inner join periods
        on
            led.unit_id = periods.unit_id
            and led.start_date <= periods.to_date
            and coalesce(led.closed_date, periods.to_date) >= periods.from_date
),

parted as (
    select
        at_hand.*,
        unnest([
            '',
            'field=' || coalesce(at_hand.field, 'unknown'),
            'kind=' || at_hand.kind
        ]) as part
    from at_hand
),

counted as (
    select
        parted.unit_id,
        parted.area,
        parted.part,
        parted.calendar,
        parted.period_id,
        count(*) filter (where parted.is_counted) as count,
        count(*) filter (where parted.is_carried_over) as carried_over,
        count(*) filter (where not parted.is_carried_over) as launched,
        count(*) filter (where parted.is_counted and parted.trigger = 'planned')
            as planned,
        count(*) filter (where parted.is_counted and parted.trigger = 'unscheduled')
            as unscheduled,
        count(*) filter (where parted.is_closed) as concluded,
        count(*) filter (where not parted.is_closed) as pending,
        count(*) filter (where not parted.is_closed and parted.is_late) as overdue,
        whole_sum(parted.subjects, parted.is_closed) as subjects,
        whole_sum(parted.establishments, parted.is_closed) as establishments,
        whole_sum(parted.devices, parted.is_closed) as devices,
        whole_sum(parted.markets, parted.is_closed) as markets,
        whole_sum(parted.violators, parted.is_closed) as violators,
        whole_sum(parted.fines_vnd, parted.is_closed) as fines,
        whole_sum(parted.recovery_proposed_vnd, parted.is_closed) as recovery_proposed,
        whole_sum(parted.recovery_collected_vnd, parted.is_closed)
            as recovery_collected,
        whole_sum(parted.referred_cases, parted.is_closed) as referred_cases,
        case
            when
                count(*) filter (where parted.is_closed)
                = count(parted.place) filter (where parted.is_closed)
                then
                    coalesce(
                        len(
                            list_distinct(
                                flatten(
                                    list(places_of(parted.place)) filter (
                                        where parted.is_closed
                                    )
                                )
                            )
                        ),
                        0
                    )
        end as districts
    from parted
    group by all
),

-- The whole of both is known where lists speak, none at all included; a part is told
-- where there is any of it.
wanted as (
    select
        counted.unit_id,
        counted.area,
        counted.part,
        counted.calendar,
        counted.period_id
    from counted
    union distinct
    select
        periods.unit_id,
        areas.area,
        '' as part,
        periods.calendar,
        periods.period_id
    from periods
    cross join (values ('inspections'), ('checks')) as areas (area)
),

measured as (
    select
        periods.unit_id,
        wanted.area,
        wanted.part,
        periods.calendar,
        periods.period_id,
        periods.as_of,
        periods.source_ids,
        coalesce(counted.count, 0) as count,
        coalesce(counted.carried_over, 0) as carried_over,
        coalesce(counted.launched, 0) as launched,
        coalesce(counted.planned, 0) as planned,
        coalesce(counted.unscheduled, 0) as unscheduled,
        coalesce(counted.concluded, 0) as concluded,
        coalesce(counted.pending, 0) as pending,
        coalesce(counted.overdue, 0) as overdue,
        case when counted.count is null then 0 else counted.subjects end as subjects,
        case when counted.count is null then 0 else counted.establishments end
            as establishments,
        case when counted.count is null then 0 else counted.devices end as devices,
        case when counted.count is null then 0 else counted.markets end as markets,
        case when counted.count is null then 0 else counted.violators end as violators,
        case when counted.count is null then 0 else counted.fines end as fines,
        case when counted.count is null then 0 else counted.recovery_proposed end
            as recovery_proposed,
        case when counted.count is null then 0 else counted.recovery_collected end
            as recovery_collected,
        case when counted.count is null then 0 else counted.referred_cases end
            as referred_cases,
        case when counted.count is null then 0 else counted.districts end as districts
    from periods
    inner join wanted using (unit_id, calendar, period_id)
    left join counted using (unit_id, area, part, calendar, period_id)
),

figures as (
    unpivot measured
    on columns(
        * exclude (unit_id, area, part, calendar, period_id, as_of, source_ids)
    )
    into name measure value amount
)

select
    indicator.indicator_id,
    figures.unit_id,
    figures.calendar,
    figures.period_id,
    figures.part,
    cast(figures.amount as double) as numerator,
    cast(null as double) as denominator,
    cast(figures.amount as double) as value,
    'computed' as basis,
    'complete' as status,
    'exact' as qualifier,
    cast(null as text) as formula,
    indicator.version as definition_version,
    unit.origin,
    figures.as_of,
    figures.source_ids
from figures
inner join indicator on figures.area || '.' || figures.measure = indicator.indicator_id
inner join unit on figures.unit_id = unit.unit_id
where
    figures.part = ''
    or list_has_all(indicator.parts, string_split(key_set(figures.part), ';'))
order by indicator_id, unit_id, calendar, period_id, part
