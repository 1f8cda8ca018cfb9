-- Made-up dossiers in any number, to measure with: spread evenly over working days and
-- procedures, each of which one unit handles; one in thirty late, one in fifty returned
-- or withdrawn. The same numbers give the same dossiers.
-- grain: dossier_id
-- params:
--   $rows: number, dossiers wanted
--   $unit_ids: text[], units that have them
--   $from_date: date, the first are accepted
--   $to_date: date, the last are accepted, and what is known ends
-- columns:
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure
--   channel: code, online, desk or post
--   submitted_date: date, same as accepted_date
--   accepted_date: date, of valid reception
--   due_date: date, when the term is up
--   finished_date: date, of the result or other end; null: open
--   returned_date: date, of handing over; null: not yet
--   status: code, as the national exchange has it
--   issuer: id, of the system they are said to come from
with span as (
    select
        min(working_day.ordinal) as first_ordinal,
        max(working_day.ordinal) as last_ordinal
    from working_day
    where working_day.is_working and working_day.date between $from_date and $to_date
),

listed as (
    select
        procedure.procedure_id,
        procedure.term_days,
        row_number() over (order by procedure.procedure_id) - 1 as place,
        count(*) over () as procedures
    from procedure
    where procedure.term_days is not null
),

numbered as (
    select
        generated.number,
        hash(generated.number, 'procedure') % (select count(*) from listed) as place,
        hash(generated.number, 'channel') % 10 as channel_chance,
        hash(generated.number, 'late') % 30 as late_chance,
        hash(generated.number, 'end') % 100 as end_chance,
        hash(generated.number, 'days') as days_chance,
        span.first_ordinal + generated.number
        * (span.last_ordinal - span.first_ordinal + 1) // $rows as ordinal
    from range($rows) as generated (number)
    cross join span
),

timed as (
    select
        numbered.*,
        listed.procedure_id,
        1 + listed.place * len($unit_ids) // listed.procedures as unit_place,
        numbered.ordinal + listed.term_days as due_ordinal,
        numbered.ordinal + case
            when numbered.late_chance = 0
                then listed.term_days + 1 + numbered.days_chance % 12
            else numbered.days_chance % (listed.term_days + 1)
        end as finished_ordinal
    from numbered
    inner join listed using (place)
),

working as (
    select
        working_day.ordinal,
        working_day.date
    from working_day
    where working_day.is_working
)

select
    'TD-' || lpad(cast(timed.number as text), 9, '0') as dossier_id,
    $unit_ids[timed.unit_place] as unit_id,
    timed.procedure_id,
    case
        when timed.channel_chance < 7 then 'online'
        when timed.channel_chance < 9 then 'desk'
        else 'post'
    end as channel,
    accepted.date as submitted_date,
    accepted.date as accepted_date,
    due.date as due_date,
    case when finished.date <= $to_date then finished.date end as finished_date,
    case
        when finished.date <= $to_date and timed.end_chance > 1 then finished.date
    end as returned_date,
    case
        when finished.date is null or finished.date > $to_date then 'processing'
        when timed.end_chance = 0 then 'returned'
        when timed.end_chance = 1 then 'withdrawn'
        else 'result_given'
    end as status,
    'bench' as issuer
from timed
inner join working as accepted on timed.ordinal = accepted.ordinal
inner join working as due on timed.due_ordinal = due.ordinal
left join working as finished on timed.finished_ordinal = finished.ordinal
order by timed.number
