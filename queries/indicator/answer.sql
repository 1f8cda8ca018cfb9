-- What reports in force say of each period: for its very dates, for its name, or in
-- parts that tile it.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units to answer for; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   value: number, as stated or added up, in the measure of the indicator
--   rounding: number, half a unit of the last place written; null when added up
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with recursive stated as (
    select distinct
        reported.indicator_id,
        reported.unit_id,
        reported.part,
        reported.dates_stated,
        reported.period_label,
        reported.from_date,
        reported.to_date,
        reported.value,
        reported.rounding,
        reported.qualifier,
        reported.as_of,
        reported.source_id,
        indicator.aggregate,
        indicator.adds_up
    from reported_in_force as reported
    inner join indicator using (indicator_id)
    where $unit_ids is null or list_contains($unit_ids, reported.unit_id)
),

-- A named figure answers to its name in either calendar; a dated one has its own days.
placed as (
    select
        stated.*,
        period.calendar,
        'named_period' as status,
        period.from_date as first_day,
        period.to_date as last_day
    from stated
    inner join period on stated.period_label = period.period_id
    where not stated.dates_stated
    union all
    select
        stated.*,
        calendar.calendar,
        'complete' as status,
        stated.from_date as first_day,
        stated.to_date as last_day
    from stated
    cross join calendar
    where stated.dates_stated
),

whole as (
    select
        placed.indicator_id,
        placed.unit_id,
        placed.calendar,
        period.period_id,
        placed.part,
        min(placed.value) as value,
        min(placed.rounding) as rounding,
        placed.status,
        min(placed.qualifier) as qualifier,
        max(placed.as_of) as as_of,
        list(distinct placed.source_id order by placed.source_id) as source_ids,
        1 as tiles
    from placed
    inner join period
        on
            placed.calendar = period.calendar
            and placed.first_day = period.from_date
            and placed.last_day = period.to_date
            and (placed.dates_stated or placed.period_label = period.period_id)
    where placed.value is not null
    group by all
),

-- Steps from the first day of a period, each beginning the day after the last.
walk as (
    select
        period.period_id,
        period.to_date as goal,
        placed.calendar,
        placed.indicator_id,
        placed.unit_id,
        placed.part,
        placed.status,
        placed.aggregate,
        placed.last_day as reached,
        placed.value,
        placed.qualifier <> 'exact' as is_loose,
        placed.as_of,
        [placed.source_id] as source_ids,
        1 as tiles
    from period
    inner join placed
        on
            period.calendar = placed.calendar
            and period.from_date = placed.first_day
            and period.to_date > placed.last_day
    where
        placed.aggregate in ('count', 'money', 'stock')
        and placed.adds_up
        and placed.qualifier in ('exact', 'at_least')
        and placed.value is not null
    union all
    select
        walk.period_id,
        walk.goal,
        walk.calendar,
        walk.indicator_id,
        walk.unit_id,
        walk.part,
        walk.status,
        walk.aggregate,
        placed.last_day as reached,
        case
            when walk.aggregate = 'stock' then placed.value
            else walk.value + placed.value
        end as value,
        placed.qualifier <> 'exact'
        or (walk.is_loose and walk.aggregate <> 'stock') as is_loose,
        greatest(walk.as_of, placed.as_of) as as_of,
        list_sort(list_distinct(list_append(walk.source_ids, placed.source_id)))
            as source_ids,
        walk.tiles + 1 as tiles
    from walk
    inner join placed
        on
            walk.calendar = placed.calendar
            and walk.indicator_id = placed.indicator_id
            and walk.unit_id = placed.unit_id
            and walk.part = placed.part
            and walk.status = placed.status
            and walk.reached + 1 = placed.first_day
            and walk.goal >= placed.last_day
    where
        placed.qualifier in ('exact', 'at_least')
        and placed.value is not null
),

assembled as (
    select
        walk.indicator_id,
        walk.unit_id,
        walk.calendar,
        walk.period_id,
        walk.part,
        walk.value,
        cast(null as double) as rounding,
        case walk.status when 'complete' then 'assembled' else walk.status end
            as status,
        case when walk.is_loose then 'at_least' else 'exact' end as qualifier,
        walk.as_of,
        walk.source_ids,
        walk.tiles
    from walk
    where walk.reached = walk.goal
),

answers as (
    select whole.*
    from whole
    union all by name
    select assembled.*
    from assembled
)

-- Stated for the very dates before assembled; fewer tiles before more; dates before
-- names.
select
    answers.indicator_id,
    answers.unit_id,
    answers.calendar,
    answers.period_id,
    answers.part,
    answers.value,
    answers.rounding,
    answers.status,
    answers.qualifier,
    answers.as_of,
    answers.source_ids
from answers
qualify
    row_number() over (
        partition by
            answers.indicator_id,
            answers.unit_id,
            answers.calendar,
            answers.period_id,
            answers.part
        order by
            answers.status = 'named_period', answers.tiles asc, answers.as_of desc,
            answers.value asc, answers.source_ids asc
    ) = 1
order by
    answers.indicator_id,
    answers.unit_id,
    answers.calendar,
    answers.period_id,
    answers.part
