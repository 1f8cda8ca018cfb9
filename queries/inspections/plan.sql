-- The annual plan against what was done: subjects that a unit meant to meet in a
-- calendar year, and whether one of its inspections or checks met them in it.
-- grain: unit_id
-- params:
--   $year: number, calendar year
--   $to_date: date, last day looked at
--   $unit_ids: text[], units wanted
-- columns:
--   unit_id: id, of the unit
--   planned: number, subjects of the plan, each once
--   met: number, of them met so far
--   behind: number, of them not met although their days have passed
--   ahead: number, of them not met whose days are still to come
--   outside: number, subjects met that no plan of the unit has
with planned as (
    select
        inspection_plan.unit_id,
        subject_match.subject_id,
        min(inspection_plan.planned_end_date) as due_date
    from inspection_plan
    inner join subject_match using (source_id, row_number)
    where
        extract(year from inspection_plan.planned_start_date) = $year
        and coalesce(inspection_plan.status <> 'draft', true)
        and list_contains($unit_ids, inspection_plan.unit_id)
    group by all
),

met as (
    select distinct
        inspection.unit_id,
        subject_match.subject_id
    from inspection_subject
    inner join subject_match using (source_id, row_number)
    inner join inspection
        on
            inspection_subject.issuer = inspection.issuer
            and inspection_subject.inspection_id = inspection.inspection_id
    where
        extract(year from inspection_subject.visit_date) = $year
        and inspection_subject.visit_date <= $to_date
        and list_contains($unit_ids, inspection.unit_id)
)

select
    unit_id,
    count(planned.due_date) as planned,
    count(*) filter (where planned.due_date is not null and met.subject_id is not null)
        as met,
    count(*) filter (where met.subject_id is null and planned.due_date < $to_date)
        as behind,
    count(*) filter (where met.subject_id is null and planned.due_date >= $to_date)
        as ahead,
    count(*) filter (where planned.due_date is null) as outside
from planned
full outer join met using (unit_id, subject_id)
group by unit_id
order by unit_id
