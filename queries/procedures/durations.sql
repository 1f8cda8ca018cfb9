-- How many working days the dossiers of each procedure took, against the term: the
-- exact median and 90th percentile of those resolved in a period.
-- grain: procedure_id
-- params:
--   $calendar: id, of the calendar
--   $period_id: id, of the period
--   $unit_ids: text[], units wanted
-- columns:
--   procedure_id: id, of the procedure; empty where it is not stated
--   name: words, of the procedure; null where it is not known
--   field: id, of its field
--   term_days: days, working days allowed; null: not stated
--   dossiers: number, resolved in the period in a known number of days
--   median_days: number, working days
--   p90_days: number, working days
with days as (
    select
        dossier_days.procedure_id,
        dossier_days.working_days,
        sum(dossier_days.dossiers) as dossiers
    from dossier_days
    inner join dossier_period
        on
            dossier_days.unit_id = dossier_period.unit_id
            and dossier_days.bucket between half_month(dossier_period.from_date)
            and half_month(dossier_period.to_date)
    where
        dossier_days.state = 'resolved'
        and dossier_period.calendar = $calendar
        and dossier_period.period_id = $period_id
        and list_contains($unit_ids, dossier_days.unit_id)
    group by all
),

ranked as (
    select
        days.*,
        sum(days.dossiers) over (
            partition by days.procedure_id
            order by days.working_days
            rows between unbounded preceding and current row
        ) as reached,
        sum(days.dossiers) over (partition by days.procedure_id) as total
    from days
),

-- A quantile lies at place 1 + share * (total - 1) of the dossiers in order, between
-- two of them where that is no whole number.
places as (
    select
        ranked.procedure_id,
        any_value(ranked.total) as total,
        min(ranked.working_days) filter (
            where ranked.reached >= floor(1 + 0.5 * (ranked.total - 1))
        ) as median_below,
        min(ranked.working_days) filter (
            where ranked.reached >= ceil(1 + 0.5 * (ranked.total - 1))
        ) as median_above,
        min(ranked.working_days) filter (
            where ranked.reached >= floor(1 + 0.9 * (ranked.total - 1))
        ) as p90_below,
        min(ranked.working_days) filter (
            where ranked.reached >= ceil(1 + 0.9 * (ranked.total - 1))
        ) as p90_above
    from ranked
    group by ranked.procedure_id
)

select
    places.procedure_id,
    procedure.name,
    coalesce(procedure_field.field, 'unknown') as field,
    procedure.term_days,
    cast(places.total as bigint) as dossiers,
    cast((places.median_below + places.median_above) / 2 as double) as median_days,
    cast(
        places.p90_below
        + (0.9 * (places.total - 1) - floor(0.9 * (places.total - 1)))
        * (places.p90_above - places.p90_below)
        as double
    ) as p90_days
from places
left join procedure using (procedure_id)
left join procedure_field using (procedure_id)
order by places.total desc, places.procedure_id asc
