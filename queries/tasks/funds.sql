-- Funds of the tasks of a period by where they come from, as the lists state them at
-- their cut-off: amounts beside the number of tasks that state them. What is disbursed
-- of what is contracted is of those that state both.
-- grain: key, fund
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
--   $by: code, level or science; empty for one sum
-- columns:
--   key: key, the level or field of science; empty where not stated, and for one sum
--   fund: code, state (the state budget) or other
--   tasks: number, tasks under way on a day of the period
--   planned_tasks: number, of them with planned funds
--   planned_vnd: number, whole đồng
--   contracted_tasks: number, of them with contracted funds
--   contracted_vnd: number, whole đồng
--   disbursed_tasks: number, of them with disbursed funds
--   disbursed_vnd: number, whole đồng
--   both_tasks: number, of them with contracted and disbursed funds
--   numerator: number, whole đồng disbursed of these
--   denominator: number, whole đồng contracted of these
with standing as (
    select
        case $by
            when 'level' then task_standing.level
            when 'science' then coalesce(task_standing.science, '')
            when '' then ''
            else error('unknown grain: ' || $by)
        end as key,
        task_standing.*
    from task_standing
    where
        task_standing.calendar = $calendar
        and task_standing.period_id = $period_id
        and list_contains($unit_ids, task_standing.unit_id)
        and task_standing.is_at_hand
),

funded as (
    select
        standing.key,
        'state' as fund,
        standing.state_planned_vnd as planned_vnd,
        standing.state_contracted_vnd as contracted_vnd,
        standing.state_disbursed_vnd as disbursed_vnd
    from standing
    union all
    select
        standing.key,
        'other' as fund,
        standing.other_planned_vnd as planned_vnd,
        standing.other_contracted_vnd as contracted_vnd,
        standing.other_disbursed_vnd as disbursed_vnd
    from standing
)

select
    funded.key,
    funded.fund,
    count(*) as tasks,
    count(funded.planned_vnd) as planned_tasks,
    cast(sum(funded.planned_vnd) as bigint) as planned_vnd,
    count(funded.contracted_vnd) as contracted_tasks,
    cast(sum(funded.contracted_vnd) as bigint) as contracted_vnd,
    count(funded.disbursed_vnd) as disbursed_tasks,
    cast(sum(funded.disbursed_vnd) as bigint) as disbursed_vnd,
    count(funded.contracted_vnd + funded.disbursed_vnd) as both_tasks,
    cast(
        sum(funded.disbursed_vnd) filter (where funded.contracted_vnd is not null)
        as bigint
    ) as numerator,
    cast(
        sum(funded.contracted_vnd) filter (where funded.disbursed_vnd is not null)
        as bigint
    ) as denominator
from funded
group by funded.key, funded.fund
order by funded.key asc, funded.fund desc
