-- How many working days dossiers took, computed from the records: the exact median and
-- 90th percentile of those resolved in a period.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, working days
--   denominator: number, null: only rates have one
--   value: number, working days
--   basis: code, computed
--   status: code, complete: lists of dossiers speak for every day of the period
--   qualifier: code, exact
--   formula: text, null: nothing was derived
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with days as (
    select
        dossier_period.unit_id,
        dossier_period.calendar,
        dossier_period.period_id,
        'field=' || coalesce(procedure_field.field, 'unknown') as part,
        dossier_days.working_days,
        sum(dossier_days.dossiers) as dossiers
    from dossier_period
    inner join dossier_days
        on
            dossier_period.unit_id = dossier_days.unit_id
            and dossier_days.state = 'resolved'
            and dossier_days.bucket between half_month(dossier_period.from_date)
            and half_month(dossier_period.to_date)
    left join procedure_field using (procedure_id)
    where $unit_ids is null or list_contains($unit_ids, dossier_period.unit_id)
    group by all
),

divided as (
    select
        days.unit_id,
        days.calendar,
        days.period_id,
        case grouping(days.part) when 1 then '' else days.part end as part,
        days.working_days,
        sum(days.dossiers) as dossiers
    from days
    group by grouping sets (
        (days.unit_id, days.calendar, days.period_id, days.working_days),
        (days.unit_id, days.calendar, days.period_id, days.working_days, days.part)
    )
),

ranked as (
    select
        divided.*,
        sum(divided.dossiers) over upwards as reached,
        sum(divided.dossiers) over whole as total
    from divided
    window
        whole as (
            partition by
                divided.unit_id, divided.calendar, divided.period_id, divided.part
        ),
        upwards as (
            partition by
                divided.unit_id, divided.calendar, divided.period_id, divided.part
            order by divided.working_days
            rows between unbounded preceding and current row
        )
),

wanted as (
    select
        'procedures.median_days' as indicator_id,
        0.5 as share
    union all
    select
        'procedures.p90_days' as indicator_id,
        0.9 as share
),

-- The quantile lies at place 1 + share * (total - 1) of the dossiers in order, between
-- two of them where that is no whole number.
places as (
    select
        wanted.indicator_id,
        ranked.unit_id,
        ranked.calendar,
        ranked.period_id,
        ranked.part,
        1 + wanted.share * (any_value(ranked.total) - 1) as place,
        min(ranked.working_days) filter (
            where ranked.reached >= floor(1 + wanted.share * (ranked.total - 1))
        ) as below,
        min(ranked.working_days) filter (
            where ranked.reached >= ceil(1 + wanted.share * (ranked.total - 1))
        ) as above
    from ranked
    cross join wanted
    group by
        wanted.indicator_id,
        wanted.share,
        ranked.unit_id,
        ranked.calendar,
        ranked.period_id,
        ranked.part
)

select
    indicator.indicator_id,
    places.unit_id,
    places.calendar,
    places.period_id,
    places.part,
    cast(
        places.below
        + (places.place - floor(places.place)) * (places.above - places.below)
        as double
    ) as numerator,
    cast(null as double) as denominator,
    cast(
        places.below
        + (places.place - floor(places.place)) * (places.above - places.below)
        as double
    ) as value,
    'computed' as basis,
    'complete' as status,
    'exact' as qualifier,
    cast(null as text) as formula,
    indicator.version as definition_version,
    unit.origin,
    dossier_period.as_of,
    dossier_period.source_ids
from places
inner join dossier_period using (unit_id, calendar, period_id)
inner join indicator on places.indicator_id = indicator.indicator_id
inner join unit on places.unit_id = unit.unit_id
order by indicator_id, unit_id, calendar, period_id, part
