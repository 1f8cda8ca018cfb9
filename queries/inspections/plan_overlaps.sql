-- Rows of plans that could be merged or dropped before anyone sets out: their subject is
-- planned more than once in the calendar year, or was already met in it.
-- grain: source_id, row_number
-- params:
--   $from_date: date, rows whose days end on or after it
--   $to_date: date, last day up to which meetings are known
--   $unit_ids: text[], units whose plans and meetings are looked at
-- columns:
--   advice: code, merge (another unit plans it too), drop_repeated (the unit itself plans it twice) or drop_met
--   plan_id: id, of the row of the plan
--   unit_id: id, of the unit
--   status: code, draft or approved; null: not stated
--   subject_id: id, the same for rows that are one subject
--   subject_name: text, as written
--   tax_code: id, of the enterprise; null: none is stated
--   matched_by: code, tax_code or name
--   planned_start_date: date, first day meant
--   planned_end_date: date, last day meant
--   others: text[], the other rows of plans, or the inspections that met it
--   units: text[], whose they are
--   file_name: text, the file it was read from
--   source_id: id, SHA-256 of the file
--   row_number: number, in that file
with planned as (
    select
        inspection_plan.*,
        subject_match.subject_id,
        subject_match.matched_by,
        extract(year from inspection_plan.planned_start_date) as year
    from inspection_plan
    inner join subject_match using (source_id, row_number)
    where list_contains($unit_ids, inspection_plan.unit_id)
),

visits as (
    select
        subject_match.subject_id,
        inspection_subject.visit_date,
        inspection.inspection_id,
        inspection.unit_id
    from inspection_subject
    inner join subject_match using (source_id, row_number)
    inner join inspection
        on
            inspection_subject.issuer = inspection.issuer
            and inspection_subject.inspection_id = inspection.inspection_id
    where
        inspection_subject.visit_date <= $to_date
        and list_contains($unit_ids, inspection.unit_id)
),

-- A row that its unit has carried out, in time or late, is done; any other meeting of
-- the year stands against it.
met as (
    select
        planned.source_id,
        planned.row_number,
        bool_or(
            visits.unit_id = planned.unit_id
            and visits.visit_date >= planned.planned_start_date
        ) as is_done,
        list(distinct visits.inspection_id order by visits.inspection_id)
            as inspection_ids,
        list(distinct visits.unit_id order by visits.unit_id) as unit_ids
    from planned
    inner join visits
        on
            planned.subject_id = visits.subject_id
            and planned.year = extract(year from visits.visit_date)
    group by all
),

others as (
    select
        mine.source_id,
        mine.row_number,
        bool_or(other.unit_id <> mine.unit_id) as is_shared,
        list(other.plan_id order by other.planned_start_date, other.plan_id)
            as plan_ids,
        list(other.unit_id order by other.planned_start_date, other.plan_id) as unit_ids
    from planned as mine
    inner join planned as other
        on
            mine.subject_id = other.subject_id
            and mine.year = other.year
            and (
                mine.source_id <> other.source_id
                or mine.row_number <> other.row_number
            )
    group by all
)

select
    case
        when met.inspection_ids is not null then 'drop_met'
        when others.is_shared then 'merge'
        else 'drop_repeated'
    end as advice,
    planned.plan_id,
    planned.unit_id,
    planned.status,
    planned.subject_id,
    planned.subject_name,
    planned.tax_code,
    planned.matched_by,
    planned.planned_start_date,
    planned.planned_end_date,
    coalesce(met.inspection_ids, others.plan_ids) as others,
    coalesce(met.unit_ids, others.unit_ids) as units,
    source.file_name,
    planned.source_id,
    planned.row_number
from planned
left join others using (source_id, row_number)
left join met using (source_id, row_number)
left join source on planned.source_id = source.source_id
where
    planned.planned_end_date >= $from_date
    and not coalesce(met.is_done, false)
    and (others.plan_ids is not null or met.inspection_ids is not null)
order by
    planned.planned_start_date asc,
    planned.subject_id asc,
    planned.unit_id asc,
    planned.plan_id asc,
    planned.row_number asc
