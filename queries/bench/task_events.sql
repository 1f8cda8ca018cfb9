-- Made-up steps of the made-up tasks: proposed and contracted before they begin, checked
-- every year, accepted and registered at their end.
-- grain: task_id, event, event_date
-- params:
--   $rows: number, tasks there are
--   $from_date: date, the first begin
--   $to_date: date, the last begin, and what is known ends
-- columns:
--   task_id: id, of the task
--   event: code, of the step
--   event_date: date, of the step
--   check_kind: code, periodic; null when no check
--   grade: code, passed; null when not stated
--   issuer: id, of the system they are said to come from
with steps as (
    select
        taken.event,
        taken.days,
        taken.check_kind,
        taken.grade
    from (
        values
        ('proposed', 0, null, null),
        ('contracted', 0, null, null),
        ('checked', 300, 'periodic', null),
        ('checked', 620, 'periodic', null),
        ('accepted_level', 700, null, 'passed'),
        ('registered', 715, null, null)
    ) as taken (event, days, check_kind, grade)
),

begun as (
    select
        generated.number,
        cast($from_date as date)
        + cast(
            generated.number * date_diff('day', $from_date, $to_date)
            // $rows as integer
        ) as start_date
    from range($rows) as generated (number)
)

select
    'TT-' || lpad(cast(begun.number as text), 7, '0') as task_id,
    steps.event,
    begun.start_date + steps.days as event_date,
    steps.check_kind,
    steps.grade,
    'bench' as issuer
from begun
cross join steps
where
    begun.start_date + steps.days <= $to_date
    and not (begun.number % 7 = 0 and steps.event in ('accepted_level', 'registered'))
order by begun.number, steps.days, steps.event
