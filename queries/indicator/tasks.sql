-- S&T tasks under way, computed from their lists: those of a period are those continued
-- and those begun in it.
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
--   status: code, complete: lists of tasks speak for every day of the period
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
        complete_period.kind = 'tasks'
        and ($unit_ids is null or list_contains($unit_ids, complete_period.unit_id))
),

begun as (
    select
        begun_task.*,
        unnest(['', 'level=' || begun_task.level]) as part
    from begun_task
    where $unit_ids is null or list_contains($unit_ids, begun_task.unit_id)
),

counted as (
    select
        begun.unit_id,
        begun.part,
        periods.calendar,
        periods.period_id,
        count(*) as active,
        count(*) filter (where begun.begun_date < periods.from_date) as carried_over,
        count(*) filter (where begun.begun_date >= periods.from_date) as started,
        count(*) filter (where begun.end_date <= periods.to_date) as ended,
        count(*) filter (
            where coalesce(begun.end_date > periods.to_date, true)
        ) as pending,
        count(*) filter (
            where
            coalesce(begun.end_date > periods.to_date, true)
            and begun.planned_end_date < periods.to_date
        ) as slipping
    from begun
    inner join periods
        on
            begun.unit_id = periods.unit_id
            and begun.begun_date <= periods.to_date
            and coalesce(begun.end_date, periods.to_date) >= periods.from_date
    group by all
),

-- The whole is known where lists speak, none at all included; a part is told where
-- there is any of it.
wanted as (
    select
        counted.unit_id,
        counted.part,
        counted.calendar,
        counted.period_id
    from counted
    union distinct
    select
        periods.unit_id,
        '' as part,
        periods.calendar,
        periods.period_id
    from periods
),

measured as (
    select
        periods.unit_id,
        wanted.part,
        periods.calendar,
        periods.period_id,
        periods.as_of,
        periods.source_ids,
        coalesce(counted.active, 0) as active,
        coalesce(counted.carried_over, 0) as carried_over,
        coalesce(counted.started, 0) as started,
        coalesce(counted.ended, 0) as ended,
        coalesce(counted.pending, 0) as pending,
        coalesce(counted.slipping, 0) as slipping
    from periods
    inner join wanted using (unit_id, calendar, period_id)
    left join counted using (unit_id, part, calendar, period_id)
),

figures as (
    unpivot measured
    on columns(* exclude (unit_id, part, calendar, period_id, as_of, source_ids))
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
inner join indicator on 'tasks.' || figures.measure = indicator.indicator_id
inner join unit on figures.unit_id = unit.unit_id
where
    figures.part = ''
    or list_has_all(indicator.parts, string_split(key_set(figures.part), ';'))
order by indicator_id, unit_id, calendar, period_id, part
