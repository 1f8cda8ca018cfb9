-- Subjects that inspections and checks met more than once in a calendar year: the rule
-- is one a year. Every meeting counts, also of a joint team; two days of one inspection
-- are one meeting.
-- grain: subject_id
-- params:
--   $year: number, calendar year
--   $to_date: date, last day looked at
--   $unit_ids: text[], units whose meetings are looked at
-- columns:
--   subject_id: id, the same for rows that are one subject
--   subject_name: text, as written first
--   tax_code: id, of the enterprise; null: none is stated
--   matched_by: code, tax_code where every meeting states it, else name
--   meetings: number, inspections and checks that met it
--   units: text[], who met it, in order of their days
--   inspection_ids: text[], inspections and checks, in order of their days
--   days: text[], first day of each, as yyyy-mm-dd
--   from_date: date, first day
--   to_date: date, first day of the last meeting
--   days_apart: days, fewest between two meetings
with met as (
    select
        subject_match.subject_id,
        subject_match.matched_by,
        inspection_subject.subject_name,
        inspection_subject.tax_code,
        inspection_subject.issuer,
        inspection_subject.inspection_id,
        inspection_subject.visit_date,
        coalesce(inspection.unit_id, '') as unit_id
    from inspection_subject
    inner join subject_match using (source_id, row_number)
    left join inspection
        on
            inspection_subject.issuer = inspection.issuer
            and inspection_subject.inspection_id = inspection.inspection_id
    where
        extract(year from inspection_subject.visit_date) = $year
        and inspection_subject.visit_date <= $to_date
        and list_contains($unit_ids, inspection.unit_id)
),

meetings as (
    select
        met.subject_id,
        met.issuer,
        met.inspection_id,
        any_value(met.unit_id) as unit_id,
        min(met.visit_date) as visit_date,
        min_by(met.subject_name, met.visit_date) as subject_name,
        max(met.tax_code) as tax_code,
        bool_and(met.matched_by = 'tax_code') as is_by_code
    from met
    group by all
),

spaced as (
    select
        meetings.*,
        meetings.visit_date
        - lag(meetings.visit_date) over (
            partition by meetings.subject_id order by meetings.visit_date
        ) as days_since
    from meetings
)

select
    spaced.subject_id,
    min_by(spaced.subject_name, spaced.visit_date) as subject_name,
    max(spaced.tax_code) as tax_code,
    case when bool_and(spaced.is_by_code) then 'tax_code' else 'name' end
        as matched_by,
    count(*) as meetings,
    list(spaced.unit_id order by spaced.visit_date, spaced.inspection_id) as units,
    list(
        spaced.inspection_id
        order by spaced.visit_date, spaced.inspection_id
    ) as inspection_ids,
    list(
        cast(spaced.visit_date as text)
        order by spaced.visit_date, spaced.inspection_id
    ) as days,
    min(spaced.visit_date) as from_date,
    max(spaced.visit_date) as to_date,
    cast(min(spaced.days_since) as integer) as days_apart
from spaced
group by spaced.subject_id
having count(*) > 1
order by count(*) desc, days_apart asc, spaced.subject_id asc
