-- What is doubtful in lists of S&T tasks and of their steps.
-- grain: rule, source_id, cell
-- params: none
-- columns:
--   rule: code, of the wording
--   stage: code, check
--   source_id: id, of the file
--   cell: text, where in the file
--   indicator_id: id, null: it is about a record
--   unit_id: id, of the unit
--   calendar: id, null
--   period_id: id, null
--   part: key, null
--   value: text, what is said
--   expected: text, what it is held against
--   difference: number, value less expected; null where it has no sense
--   note: text, what the wording names besides
with begun as (
    select
        task.*,
        coalesce(task.start_date, task.planned_start_date) as begun_date
    from task
),

proposed as (
    select
        task_event.issuer,
        task_event.task_id,
        min(task_event.event_date) as proposed_date
    from task_event
    where task_event.event = 'proposed'
    group by all
),

doubts as (
    select
        'task_dates' as rule,
        begun.source_id,
        begun.row_number,
        begun.unit_id,
        strftime(begun.end_date, '%d/%m/%Y') as value,
        strftime(begun.begun_date, '%d/%m/%Y') as expected,
        cast(begun.end_date - begun.begun_date as double) as difference,
        begun.task_id as note
    from begun
    where begun.end_date < begun.begun_date
    union all
    select
        'task_contract_dates' as rule,
        begun.source_id,
        begun.row_number,
        begun.unit_id,
        strftime(begun.planned_end_date, '%d/%m/%Y') as value,
        strftime(begun.planned_start_date, '%d/%m/%Y') as expected,
        cast(begun.planned_end_date - begun.planned_start_date as double) as difference,
        begun.task_id as note
    from begun
    where begun.planned_end_date < begun.planned_start_date
    union all
    select
        'disbursed_exceeds' as rule,
        begun.source_id,
        begun.row_number,
        begun.unit_id,
        cast(begun.state_disbursed_vnd as text) as value,
        cast(begun.state_contracted_vnd as text) as expected,
        cast(begun.state_disbursed_vnd - begun.state_contracted_vnd as double)
            as difference,
        begun.task_id as note
    from begun
    where begun.state_disbursed_vnd > begun.state_contracted_vnd
    union all
    select
        'unknown_task' as rule,
        task_event.source_id,
        task_event.row_number,
        cast(null as text) as unit_id,
        task_event.task_id as value,
        cast(null as text) as expected,
        cast(null as double) as difference,
        cast(null as text) as note
    from task_event
    anti join task
        on task_event.issuer = task.issuer and task_event.task_id = task.task_id
    union all
    select
        'event_before_task' as rule,
        task_event.source_id,
        task_event.row_number,
        begun.unit_id,
        strftime(task_event.event_date, '%d/%m/%Y') as value,
        strftime(
            case
                when task_event.event_date < proposed.proposed_date
                    then proposed.proposed_date
                else begun.begun_date
            end,
            '%d/%m/%Y'
        ) as expected,
        cast(
            task_event.event_date - case
                when task_event.event_date < proposed.proposed_date
                    then proposed.proposed_date
                else begun.begun_date
            end as double
        ) as difference,
        begun.task_id as note
    from task_event
    inner join begun
        on task_event.issuer = begun.issuer and task_event.task_id = begun.task_id
    left join proposed
        on
            task_event.issuer = proposed.issuer
            and task_event.task_id = proposed.task_id
    where
        task_event.event_date < proposed.proposed_date
        or (
            task_event.event in (
                'checked',
                'accepted_host',
                'accepted_level',
                'registered',
                'liquidated',
                'applied',
                'stopped'
            )
            and task_event.event_date < begun.begun_date
        )
)

select
    doubts.rule,
    'check' as stage,
    doubts.source_id,
    cast(doubts.row_number as text) as cell,
    cast(null as text) as indicator_id,
    doubts.unit_id,
    cast(null as text) as calendar,
    cast(null as text) as period_id,
    cast(null as text) as part,
    doubts.value,
    doubts.expected,
    doubts.difference,
    doubts.note
from doubts
order by doubts.rule, doubts.source_id, doubts.row_number
