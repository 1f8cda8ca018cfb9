-- What is doubtful in lists of inspections, of checks and of whom they met.
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
with met as (
    select
        inspection_subject.issuer,
        inspection_subject.inspection_id,
        count(
            distinct coalesce(
                inspection_subject.tax_code, inspection_subject.name_key
            )
        ) as subjects,
        count(*) = count(inspection_subject.is_violating) as are_judged,
        count(
            distinct coalesce(
                inspection_subject.tax_code, inspection_subject.name_key
            )
        ) filter (where inspection_subject.is_violating) as violators,
        sum(inspection_subject.fine_vnd) as fines_vnd
    from inspection_subject
    group by all
),

-- What an inspection states beside what its rows come to.
stated as (
    select
        inspection.source_id,
        inspection.row_number,
        inspection.unit_id,
        inspection.inspection_id,
        inspection.subjects,
        inspection.violators,
        inspection.fines_vnd,
        met.subjects as listed_subjects,
        case when met.are_judged then met.violators end as listed_violators,
        met.fines_vnd as listed_fines_vnd
    from inspection
    inner join met
        on
            inspection.issuer = met.issuer
            and inspection.inspection_id = met.inspection_id
),

beside as (
    select
        stated.*,
        'subjects_differ' as rule,
        stated.subjects as told,
        stated.listed_subjects as listed
    from stated
    union all
    select
        stated.*,
        'violators_differ' as rule,
        stated.violators as told,
        stated.listed_violators as listed
    from stated
    union all
    select
        stated.*,
        'fines_differ' as rule,
        stated.fines_vnd as told,
        stated.listed_fines_vnd as listed
    from stated
),

days as (
    select
        inspection.source_id,
        inspection.row_number,
        inspection.unit_id,
        inspection.inspection_id,
        case
            when inspection.end_date < inspection.start_date then inspection.end_date
            when inspection.conclusion_date < inspection.start_date
                then inspection.conclusion_date
            when inspection.start_date < inspection.decision_date
                then inspection.start_date
        end as day,
        case
            when
                inspection.end_date < inspection.start_date
                or inspection.conclusion_date < inspection.start_date
                then inspection.start_date
            when inspection.start_date < inspection.decision_date
                then inspection.decision_date
        end as after_day
    from inspection
),

doubts as (
    select
        'inspection_dates' as rule,
        days.source_id,
        days.row_number,
        days.unit_id,
        strftime(days.day, '%d/%m/%Y') as value,
        strftime(days.after_day, '%d/%m/%Y') as expected,
        cast(days.day - days.after_day as double) as difference,
        days.inspection_id as note
    from days
    where days.day is not null
    union all
    select
        'violators_exceed' as rule,
        inspection.source_id,
        inspection.row_number,
        inspection.unit_id,
        cast(inspection.violators as text) as value,
        cast(inspection.subjects as text) as expected,
        cast(inspection.violators - inspection.subjects as double) as difference,
        inspection.inspection_id as note
    from inspection
    where inspection.violators > inspection.subjects
    union all
    select
        beside.rule,
        beside.source_id,
        beside.row_number,
        beside.unit_id,
        cast(beside.told as text) as value,
        cast(beside.listed as text) as expected,
        cast(beside.told - beside.listed as double) as difference,
        beside.inspection_id as note
    from beside
    where beside.told <> beside.listed
    union all
    select
        'unknown_inspection' as rule,
        inspection_subject.source_id,
        inspection_subject.row_number,
        cast(null as text) as unit_id,
        inspection_subject.inspection_id as value,
        cast(null as text) as expected,
        cast(null as double) as difference,
        inspection_subject.subject_name as note
    from inspection_subject
    anti join inspection
        on
            inspection_subject.issuer = inspection.issuer
            and inspection_subject.inspection_id = inspection.inspection_id
    union all
    select
        'visit_outside' as rule,
        inspection_subject.source_id,
        inspection_subject.row_number,
        inspection.unit_id,
        strftime(inspection_subject.visit_date, '%d/%m/%Y') as value,
        strftime(inspection.start_date, '%d/%m/%Y')
        || coalesce(' – ' || strftime(inspection.end_date, '%d/%m/%Y'), '') as expected,
        cast(null as double) as difference,
        inspection.inspection_id as note
    from inspection_subject
    inner join inspection
        on
            inspection_subject.issuer = inspection.issuer
            and inspection_subject.inspection_id = inspection.inspection_id
    where
        inspection_subject.visit_date < inspection.start_date
        or inspection_subject.visit_date > inspection.end_date
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
