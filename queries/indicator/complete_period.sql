-- Periods of a unit on every day of which a list of a kind speaks for it.
-- grain: kind, unit_id, calendar, period_id
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   kind: code, of the lists
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   from_date: date, first day of the period
--   to_date: date, last day of the period
--   as_of: date, the latest cut-off of the lists
--   source_ids: text[], the lists
with whole as (
    select
        last_day.kind,
        last_day.unit_id,
        period.calendar,
        period.period_id,
        period.from_date,
        period.to_date
    from period
    inner join covered_days as last_day on period.to_date = last_day.date
    inner join covered_days as eve
        on
            last_day.kind = eve.kind
            and last_day.unit_id = eve.unit_id
            and period.from_date - 1 = eve.date
    where
        last_day.days - eve.days = period.to_date - period.from_date + 1
        and ($unit_ids is null or list_contains($unit_ids, last_day.unit_id))
)

select
    whole.kind,
    whole.unit_id,
    whole.calendar,
    whole.period_id,
    whole.from_date,
    whole.to_date,
    max(listed.as_of) as as_of,
    list(distinct listed.source_id order by listed.source_id) as source_ids
from whole
inner join list_coverage as listed
    on
        whole.kind = listed.kind
        and (listed.unit_id is null or whole.unit_id = listed.unit_id)
        and whole.from_date <= listed.to_date
        and whole.to_date >= listed.from_date
group by all
order by whole.kind, whole.unit_id, whole.calendar, whole.to_date, whole.period_id
