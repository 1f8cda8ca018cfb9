-- Made-up subjects of the made-up inspections, three of each: one in nine is met again by
-- another inspection of the year.
-- grain: inspection_id, subject_name
-- params:
--   $rows: number, inspections and checks there are
--   $from_date: date, the first begin
--   $to_date: date, the last begin
-- columns:
--   inspection_id: id, of the inspection or check
--   subject_name: text, as written
--   tax_code: id, of the enterprise; null of one in three
--   address: text, as written
--   visit_date: date, on which it was met
--   is_violating: flag, whether it was in violation
--   issuer: id, of the system they are said to come from
with numbered as (
    select
        generated.number,
        generated.number // 3 as inspection,
        case
            when generated.number % 9 = 0 then generated.number - 3
            else generated.number
        end as subject,
        cast($from_date as date)
        + cast(
            (generated.number // 3) * date_diff('day', $from_date, $to_date) // $rows
            as integer
        ) as visit_date
    from range(3 * $rows) as generated (number)
)

select
    'TI-' || lpad(cast(numbered.inspection as text), 9, '0') as inspection_id,
    'Công ty TNHH Số ' || cast(numbered.subject as text) as subject_name,
    case
        when numbered.number % 3 > 0
            then lpad(cast(numbered.subject as text), 10, '9')
    end as tax_code,
    'Số ' || cast(numbered.subject as text) || ' đường Trần Phú' as address,
    numbered.visit_date,
    numbered.number % 4 = 0 as is_violating,
    'bench' as issuer
from numbered
order by numbered.number
