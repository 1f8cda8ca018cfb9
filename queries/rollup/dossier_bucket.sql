-- Half-months of each unit up to the last day that a list of its dossiers speaks for.
-- grain: unit_id, bucket
-- params: none
-- columns:
--   unit_id: id, of the unit
--   bucket: date, first day of the half-month
--   last_day: date, of the half-month
--   ordinal: number, working days of the calendar up to its last day
with units as (
    select distinct dossier.unit_id
    from dossier
),

covered as (
    select
        units.unit_id,
        max(list_coverage.to_date) as to_date
    from units
    inner join list_coverage
        on
            list_coverage.kind = 'dossiers'
            and (
                list_coverage.unit_id is null
                or units.unit_id = list_coverage.unit_id
            )
    group by units.unit_id
)

select
    covered.unit_id,
    case
        when extract(day from working_day.date) = 14 then working_day.date - 13
        else cast(date_trunc('month', working_day.date) as date) + 14
    end as bucket,
    working_day.date as last_day,
    working_day.ordinal
from covered
inner join working_day on covered.to_date >= working_day.date
where extract(day from working_day.date + 1) in (1, 15)
order by covered.unit_id asc nulls last, bucket asc nulls last
