-- Made-up S&T tasks in any number, to measure with: begun evenly over days and units for
-- two years each; one in seven slips.
-- grain: task_id
-- params:
--   $rows: number, tasks wanted
--   $unit_ids: text[], units that manage them
--   $from_date: date, the first begin
--   $to_date: date, the last begin, and what is known ends
-- columns:
--   task_id: id, of the task
--   unit_id: id, of the unit
--   title: text, as written
--   level: code, of management
--   type: code, topic, trial or scheme
--   science: id, of its field of science
--   host: text, organisation that carries it out
--   planned_start_date: date, first day meant
--   planned_end_date: date, last day meant
--   start_date: date, first day
--   end_date: date, last day; null when it has not ended
--   state_planned_vnd: number, whole đồng of the state budget, planned
--   issuer: id, of the system they are said to come from
with known as (
    select
        list(part.value order by part.value) filter (where part.key = 'level')
            as levels,
        list(part.value order by part.value) filter (where part.key = 'science')
            as sciences
    from part
),

numbered as (
    select
        generated.number,
        cast($from_date as date)
        + cast(
            generated.number * date_diff('day', $from_date, $to_date)
            // $rows as integer
        ) as start_date,
        720 + case when generated.number % 7 = 0 then 200 else 0 end as days
    from range($rows) as generated (number)
)

select
    'TT-' || lpad(cast(numbered.number as text), 7, '0') as task_id,
    $unit_ids[1 + numbered.number % len($unit_ids)] as unit_id,
    'Nhiệm vụ số ' || cast(numbered.number as text) as title,
    known.levels[1 + numbered.number % len(known.levels)] as level,
    case numbered.number % 3 when 0 then 'topic' when 1 then 'trial' else 'scheme' end
        as type,
    known.sciences[1 + numbered.number % len(known.sciences)] as science,
    'Viện ' || cast(numbered.number % 40 as text) as host,
    numbered.start_date as planned_start_date,
    numbered.start_date + 720 as planned_end_date,
    numbered.start_date,
    case
        when numbered.start_date + numbered.days <= $to_date
            then numbered.start_date + numbered.days
    end as end_date,
    500000000 + numbered.number % 50 * 10000000 as state_planned_vnd,
    'bench' as issuer
from numbered
cross join known
order by numbered.number
