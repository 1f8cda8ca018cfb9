-- The inspections or checks behind a number: those that a measure counts, or whose
-- results it adds up, in a span of days.
-- grain: issuer, inspection_id
-- params:
--   $area: code, inspections or checks
--   $measure: code, an indicator of the area without it, such as overdue
--   $from_date: date, first day
--   $to_date: date, last day
--   $unit_ids: text[], units wanted
--   $field: id, of the field; null for all
--   $kind: code, of inspection or check; null for all
--   $trigger: code, planned or unscheduled; null for all
--   $rows: number, rows wanted at most
-- columns:
--   issuer: id, of the system that keeps it
--   inspection_id: id, of the inspection or check
--   unit_id: id, of the unit
--   kind: code, of inspection or check
--   trigger: code, planned or unscheduled
--   title: text, what it is about
--   field: id, of its field
--   place: text, district or commune as written then
--   start_date: date, first day
--   end_date: date, last day at the place
--   conclusion_due_date: date, by which it must be concluded; null: not stated
--   conclusion_date: date, of the conclusion; null: there is none
--   subjects: number, organisations and persons met
--   violators: number, of them in violation
--   fines_vnd: number, whole đồng
--   recovery_proposed_vnd: number, whole đồng
--   recovery_collected_vnd: number, whole đồng
--   days_over: days, from the due date to the conclusion, or to the last day without one
--   file_name: text, the file it was read from
--   row_number: number, in that file
--   amount: number, what it adds to the measure
--   total: number, inspections or checks in all
with wanted as (
    select
        led_inspection.*,
        coalesce(led_inspection.field, 'unknown') as field_id,
        coalesce(led_inspection.closed_date <= $to_date, false) as is_closed,
        led_inspection.start_date < $from_date as is_carried_over,
        $area = 'inspections' or led_inspection.start_date >= $from_date as is_counted
    from led_inspection
    where
        led_inspection.area = $area
        and list_contains($unit_ids, led_inspection.unit_id)
        and led_inspection.start_date <= $to_date
        and coalesce(led_inspection.closed_date, $to_date) >= $from_date
        and ($kind is null or led_inspection.kind = $kind)
        and ($trigger is null or led_inspection.trigger = $trigger)
),

measured as (
    select
        wanted.*,
        case $measure
            when 'count' then if(wanted.is_counted, 1, 0)
            when 'carried_over' then if(wanted.is_carried_over, 1, 0)
            when 'launched' then if(wanted.is_carried_over, 0, 1)
            when
                'planned'
                then if(wanted.is_counted and wanted.trigger = 'planned', 1, 0)
            when 'unscheduled'
                then if(wanted.is_counted and wanted.trigger = 'unscheduled', 1, 0)
            when 'concluded' then if(wanted.is_closed, 1, 0)
            when 'pending' then if(wanted.is_closed, 0, 1)
            when 'overdue'
                then
                    if(
                        not wanted.is_closed and wanted.conclusion_due_date < $to_date,
                        1,
                        0
                    )
            when 'subjects' then if(wanted.is_closed, wanted.subjects, 0)
            when 'establishments' then if(wanted.is_closed, wanted.establishments, 0)
            when 'devices' then if(wanted.is_closed, wanted.devices, 0)
            when 'markets' then if(wanted.is_closed, wanted.markets, 0)
            when 'violators' then if(wanted.is_closed, wanted.violators, 0)
            when 'fines' then if(wanted.is_closed, wanted.fines_vnd, 0)
            when 'recovery_proposed'
                then if(wanted.is_closed, wanted.recovery_proposed_vnd, 0)
            when 'recovery_collected'
                then if(wanted.is_closed, wanted.recovery_collected_vnd, 0)
            when 'referred_cases' then if(wanted.is_closed, wanted.referred_cases, 0)
            else error('unknown measure: ' || $measure)
        end as amount
    from wanted
    where $field is null or wanted.field_id = $field
)

select
    measured.issuer,
    measured.inspection_id,
    measured.unit_id,
    measured.kind,
    measured.trigger,
    measured.title,
    measured.field_id as field,
    measured.place,
    measured.start_date,
    measured.end_date,
    measured.conclusion_due_date,
    measured.conclusion_date,
    measured.subjects,
    measured.violators,
    measured.fines_vnd,
    measured.recovery_proposed_vnd,
    measured.recovery_collected_vnd,
    cast(
        coalesce(measured.closed_date, cast($to_date as date))
        - measured.conclusion_due_date
        as integer
    ) as days_over,
    source.file_name,
    measured.row_number,
    cast(measured.amount as bigint) as amount,
    count(*) over () as total
from measured
left join source on measured.source_id = source.source_id
where coalesce(measured.amount <> 0, true)
order by
    measured.conclusion_due_date asc nulls last,
    measured.start_date asc,
    measured.issuer asc,
    measured.inspection_id asc
limit $rows
