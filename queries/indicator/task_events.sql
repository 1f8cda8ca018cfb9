-- Steps of S&T tasks in a period, computed from their lists: how often each was taken.
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
--   status: code, complete: lists of steps speak for every day of the period
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
        complete_period.kind = 'task_events'
        and ($unit_ids is null or list_contains($unit_ids, complete_period.unit_id))
),

counted_as as (
    select
        steps.event,
        steps.measure
    from (
        values
        ('ordered', 'approved'),
        ('outline_appraised', 'outlines_appraised'),
        ('contracted', 'contracted'),
        ('checked', 'checked'),
        ('accepted_level', 'accepted'),
        ('registered', 'registered'),
        ('liquidated', 'liquidated'),
        ('applied', 'applied')
    ) as steps (event, measure)
),

steps as (
    select
        task.unit_id,
        task_event.event_date,
        counted_as.measure,
        unnest(
            list_distinct([
                '',
                'level=' || task.level,
                coalesce('kind=' || task_event.check_kind, ''),
                coalesce('kind=' || task_event.check_kind || ';', '')
                || 'level='
                || task.level
            ])
        ) as part
    from task_event
    inner join counted_as on task_event.event = counted_as.event
    inner join task
        on task_event.issuer = task.issuer and task_event.task_id = task.task_id
    where $unit_ids is null or list_contains($unit_ids, task.unit_id)
),

counted as (
    select
        periods.unit_id,
        steps.measure,
        steps.part,
        periods.calendar,
        periods.period_id,
        count(*) as amount
    from periods
    inner join steps
        on
            periods.unit_id = steps.unit_id
            and steps.event_date between periods.from_date and periods.to_date
    group by all
),

-- The whole is known where lists speak, none at all included; a part is told where
-- there is any of it.
wanted as (
    select
        counted.unit_id,
        counted.measure,
        counted.part,
        counted.calendar,
        counted.period_id
    from counted
    union distinct
    select
        periods.unit_id,
        counted_as.measure,
        '' as part,
        periods.calendar,
        periods.period_id
    from periods
    cross join counted_as
),

figures as (
    select
        wanted.unit_id,
        wanted.measure,
        wanted.part,
        wanted.calendar,
        wanted.period_id,
        periods.as_of,
        periods.source_ids,
        coalesce(counted.amount, 0) as amount
    from wanted
    inner join periods using (unit_id, calendar, period_id)
    left join counted using (unit_id, measure, part, calendar, period_id)
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
