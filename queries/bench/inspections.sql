-- Made-up inspections and checks in any number, to measure with: spread evenly over days
-- and units; one in five unscheduled, one in forty not yet concluded. The same numbers
-- give the same rows.
-- grain: inspection_id
-- params:
--   $rows: number, inspections and checks wanted
--   $unit_ids: text[], units that have them
--   $from_date: date, the first begin
--   $to_date: date, the last begin, and what is known ends
-- columns:
--   inspection_id: id, of the inspection or check
--   unit_id: id, of the unit
--   kind: code, of inspection or check
--   trigger: code, planned or unscheduled
--   field: id, of its field
--   place: text, where
--   start_date: date, first day
--   end_date: date, last day at the place
--   conclusion_due_date: date, by which it must be concluded
--   conclusion_date: date, of the conclusion; null: there is none
--   subjects: number, organisations and persons met
--   violators: number, of them in violation
--   fines_vnd: number, whole đồng
--   issuer: id, of the system they are said to come from
with fields as (
    select list(part.value order by part.value) as known
    from part
    where part.key = 'field'
),

numbered as (
    select
        generated.number,
        hash(generated.number, 'kind') % 4 as kind_chance,
        cast(hash(generated.number, 'field') % 1000 as integer) as field_chance,
        hash(generated.number, 'end') % 40 as end_chance,
        cast(hash(generated.number, 'found') % 4 as integer) as violators,
        cast($from_date as date)
        + cast(
            generated.number * date_diff('day', $from_date, $to_date)
            // $rows as integer
        ) as start_date
    from range($rows) as generated (number)
)

select
    'TI-' || lpad(cast(numbered.number as text), 9, '0') as inspection_id,
    $unit_ids[1 + numbered.number % len($unit_ids)] as unit_id,
    case numbered.kind_chance
        when 0 then 'administrative'
        when 1 then 'specialised'
        when 2 then 'check'
        else 'state_check'
    end as kind,
    case when numbered.number % 5 = 0 then 'unscheduled' else 'planned' end as trigger,
    fields.known[1 + numbered.field_chance % len(fields.known)] as field,
    'H' || cast(numbered.field_chance % 30 as text) as place,
    numbered.start_date,
    numbered.start_date + 3 as end_date,
    numbered.start_date + 45 as conclusion_due_date,
    case
        when numbered.end_chance > 0 and numbered.start_date + 30 <= $to_date
            then numbered.start_date + 30
    end as conclusion_date,
    3 as subjects,
    numbered.violators,
    numbered.violators * 2000000 as fines_vnd,
    'bench' as issuer
from numbered
cross join fields
order by numbered.number
