-- What came of tasks: the grades of those last assessed in some years up to the last day
-- that lists of steps speak for, and how many of those accepted early enough were
-- registered and applied within some years of it.
-- grain: measure
-- params:
--   $unit_ids: text[], units wanted
--   $years: number, of acceptances looked at
--   $within_years: number, of acceptance, in which results are to be registered and applied
-- columns:
--   measure: code, excellent, failed, registered or applied
--   numerator: number, tasks of which it is true
--   denominator: number, tasks graded, or accepted
--   value: number, null: it is yet to be divided
--   from_date: date, first day of the acceptances looked at
--   to_date: date, last day of them
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

-- Units told of up to different days are looked at up to the first of them.
ends as (
    select
        min(known.to_date) as last_date,
        cast(min(known.to_date) - to_years($within_years) as date) as eve_date
    from known
    having count(*) > 0
),

spans as (
    select
        measures.measure,
        measures.is_grade,
        cast(
            if(measures.is_grade, ends.last_date, ends.eve_date)
            - to_years($years)
            as date
        ) + 1 as from_date,
        if(measures.is_grade, ends.last_date, ends.eve_date) as to_date
    from ends
    cross join (
        values
        ('excellent', true),
        ('failed', true),
        ('registered', false),
        ('applied', false)
    ) as measures (measure, is_grade)
),

assessed as (
    select
        task_event.issuer,
        task_event.task_id,
        max(task_event.event_date) as assessed_date,
        arg_max_null(task_event.grade, task_event.event_date) as grade,
        min(task_event.event_date) filter (
            where coalesce(task_event.grade <> 'failed', true)
        ) as accepted_date
    from task_event
    inner join task
        on task_event.issuer = task.issuer and task_event.task_id = task.task_id
    inner join known on task.unit_id = known.unit_id
    cross join ends
    where
        task_event.event = 'accepted_level'
        and task_event.event_date <= ends.last_date
    group by all
),

followed as (
    select
        assessed.*,
        exists(
            select 1
            from task_event
            where
                task_event.issuer = assessed.issuer
                and task_event.task_id = assessed.task_id
                and task_event.event = 'registered'
                and task_event.event_date between assessed.accepted_date
                and assessed.accepted_date + to_years($within_years)
        ) as is_registered,
        exists(
            select 1
            from task_event
            where
                task_event.issuer = assessed.issuer
                and task_event.task_id = assessed.task_id
                and task_event.event = 'applied'
                and task_event.event_date between assessed.accepted_date
                and assessed.accepted_date + to_years($within_years)
        ) as is_applied
    from assessed
)

select
    spans.measure,
    count(followed.task_id) filter (
        where
        case spans.measure
            when 'registered' then followed.is_registered
            when 'applied' then followed.is_applied
            else followed.grade = spans.measure
        end
    ) as numerator,
    count(followed.task_id) as denominator,
    cast(null as double) as value,
    spans.from_date,
    spans.to_date
from spans
left join followed
    on case
        when spans.is_grade
            then
                followed.grade is not null
                and followed.assessed_date between spans.from_date and spans.to_date
        else followed.accepted_date between spans.from_date and spans.to_date
    end
group by spans.measure, spans.from_date, spans.to_date
order by spans.measure
