-- Who the subjects of inspections and of plans are: by tax code; a row without one, by
-- its plain name and address, and then it is the one enterprise that elsewhere goes by
-- the same with a tax code, if there is just one. A name alone tells nobody.
-- grain: source_id, row_number
-- params: none
-- columns:
--   subject_id: id, the same for rows that are one subject
--   matched_by: code, tax_code, name or none
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
with met as (
    select
        inspection_subject.tax_code,
        inspection_subject.name_key,
        inspection_subject.source_id,
        inspection_subject.row_number
    from inspection_subject
    union all
    select
        inspection_plan.tax_code,
        inspection_plan.name_key,
        inspection_plan.source_id,
        inspection_plan.row_number
    from inspection_plan
),

known as (
    select
        met.name_key,
        min(met.tax_code) as tax_code
    from met
    where met.tax_code is not null and met.name_key not like '%|'
    group by met.name_key
    having count(distinct met.tax_code) = 1
)

select
    case
        when met.tax_code is not null then met.tax_code
        when met.name_key like '%|'
            then met.source_id || ' ' || cast(met.row_number as varchar)
        else coalesce(known.tax_code, met.name_key)
    end as subject_id,
    case
        when met.tax_code is not null then 'tax_code'
        when met.name_key like '%|' then 'none'
        else 'name'
    end as matched_by,
    met.source_id,
    met.row_number
from met
left join known on met.name_key = known.name_key
order by
    met.source_id nulls last,
    met.row_number nulls last
