-- How long tasks took from one step to the next, and how long those that wait for it
-- have waited: up to the day they were stopped, else up to the last day that lists of
-- steps speak for. Of a task that went on without a day for the next step nothing is
-- known.
-- grain: stage, days_taken, is_closed
-- params:
--   $unit_ids: text[], units wanted
-- columns:
--   stage: code, of the step at its end
--   position: number, place in the life of a task
--   days_taken: days, from one step to the next or since; null: not known
--   is_closed: flag, whether the next step was taken; null: it was, on a day not known
--   tasks: number, tasks
--   to_date: date, the last day that lists of steps speak for
with known as (
    select
        unit.unit_id,
        max(list_coverage.to_date) as to_date
    from list_coverage
    inner join unit
        on list_coverage.unit_id is null or list_coverage.unit_id = unit.unit_id
    where
        list_coverage.kind = 'task_events'
        and list_contains($unit_ids, unit.unit_id)
    group by unit.unit_id
),

stages as (
    select
        said.stage,
        said.position,
        said.begins,
        said.ends
    from (
        values
        ('ordered', 1, 'proposed', 'ordered'),
        ('approved', 2, 'ordered', 'approved'),
        ('contracted', 3, 'approved', 'contracted'),
        ('accepted', 4, 'contracted', 'accepted_level'),
        ('registered', 5, 'accepted_level', 'registered'),
        ('liquidated', 6, 'registered', 'liquidated')
    ) as said (stage, position, begins, ends)
),

-- The first day of each step of a task. What did not pass is not registered after it.
firsts as (
    select
        task_event.issuer,
        task_event.task_id,
        task_event.event,
        min(task_event.event_date) as event_date,
        min(task_event.event_date) filter (
            where coalesce(task_event.grade <> 'failed', true)
        ) as passed_date
    from task_event
    group by all
),

entered as (
    select
        stages.stage,
        stages.position,
        known.to_date,
        firsts.issuer,
        firsts.task_id,
        firsts.passed_date as entered_date,
        next_step.event_date as left_date,
        stopped.event_date as stopped_date,
        exists(
            select 1
            from firsts as later_step
            inner join stages as later on later_step.event = later.ends
            where
                later_step.issuer = firsts.issuer
                and later_step.task_id = firsts.task_id
                and later.position > stages.position
                and later_step.event_date >= firsts.passed_date
        ) as went_on
    from firsts
    inner join stages on firsts.event = stages.begins
    inner join task
        on firsts.issuer = task.issuer and firsts.task_id = task.task_id
    inner join known on task.unit_id = known.unit_id
    left join firsts as next_step
        on
            firsts.issuer = next_step.issuer
            and firsts.task_id = next_step.task_id
            and stages.ends = next_step.event
    left join firsts as stopped
        on
            firsts.issuer = stopped.issuer
            and firsts.task_id = stopped.task_id
            and stopped.event = 'stopped'
    where firsts.passed_date <= known.to_date
),

lasting as (
    select
        entered.stage,
        entered.position,
        entered.to_date,
        case
            when entered.left_date >= entered.entered_date then true
            when not entered.went_on and entered.left_date is null then false
        end as is_closed,
        case
            when entered.left_date >= entered.entered_date
                then entered.left_date - entered.entered_date
            when not entered.went_on and entered.left_date is null
                then
                    greatest(
                        least(entered.to_date, entered.stopped_date)
                        - entered.entered_date,
                        0
                    )
        end as days_taken
    from entered
)

select
    lasting.stage,
    lasting.position,
    cast(lasting.days_taken as integer) as days_taken,
    lasting.is_closed,
    count(*) as tasks,
    max(lasting.to_date) as to_date
from lasting
group by lasting.stage, lasting.position, lasting.days_taken, lasting.is_closed
order by
    lasting.position asc,
    lasting.days_taken asc nulls last,
    lasting.is_closed asc nulls last
