-- What the dates say of every dossier: when it left, how it ended, how long it took by
-- the clock, from when it counted as overdue. Nothing is corrected; only, one that is
-- said to have ended before it was accepted leaves on the day it came, so that no stock
-- falls below zero, and how long it took is not known.
-- grain: issuer, dossier_id
-- params: none
-- columns:
--   issuer: id, of the system that keeps the dossier
--   dossier_id: id, of the dossier
--   unit_id: id, of the unit
--   procedure_id: id, of the procedure; null: not stated
--   channel: code, online, desk or post; null: not stated
--   accepted_date: date, of valid reception
--   due_date: date, appointed for the result
--   finished_date: date, of the result, the return or the withdrawal; null: open
--   closed_date: date, on which it left; null: open
--   status: code, as stated; null: not stated
--   stated_class: code, early, on_time or late as stated; null: not stated
--   outcome: code, early, on_time, late, returned, withdrawn, gone or open
--   overdue_from: date, first day at whose end it is overdue if open; null: never
--   accepted_ordinal: number, working days of the calendar up to acceptance
--   has_paused: flag, whether its clock ever stood still
--   working_days: days, the clock counted up to finished_date; null: open or not known
--   term_days: days, allowed for the procedure; null: not stated
--   clock_due_date: date, on which the clock reaches the term; null: not known
--   as_of: date, cut-off of its source
--   source_id: id, SHA-256 of the file it was read from
--   row_number: number, row of that file
with waits as (
    select
        dossier_wait.issuer,
        dossier_wait.dossier_id,
        sum(dossier_wait.working_days) as working_days,
        max(case when dossier_wait.holds_due_date then 1 else 0 end) as holds_due_date,
        max(case when dossier_wait.holds_due_date then dossier_wait.resumed_date end)
            as resumed_date,
        -- Only pauses that began before the term was up put the due date off.
        sum(
            case
                when dossier_wait.counted_days < procedure.term_days
                    then dossier_wait.working_days
                else 0
            end
        ) as put_off_days,
        max(
            case
                when
                    dossier_wait.counted_days < procedure.term_days
                    and (
                        dossier_wait.working_days is null
                        or dossier_wait.resumed_date is null
                        or dossier_wait.resumed_date > dossier_wait.to_date
                    )
                    then 1
                else 0
            end
        ) as is_stopped
    from dossier_wait
    left join procedure on dossier_wait.procedure_id = procedure.procedure_id
    group by dossier_wait.issuer, dossier_wait.dossier_id
),

dated as (
    select
        dossier.*,
        case
            when
                coalesce(dossier.gone_date, dossier.finished_date)
                < dossier.accepted_date
                then dossier.accepted_date
            else coalesce(dossier.gone_date, dossier.finished_date)
        end as closed_date,
        case
            when dossier.gone_date is not null then 'gone'
            when dossier.finished_date is null then 'open'
            when dossier.status = 'withdrawn' then 'withdrawn'
            when dossier.status in ('returned', 'refused') then 'returned'
            when dossier.finished_date < dossier.due_date then 'early'
            when dossier.finished_date = dossier.due_date then 'on_time'
            else 'late'
        end as outcome,
        waits.issuer is not null as has_paused,
        coalesce(waits.working_days, 0) as paused_days,
        coalesce(waits.put_off_days, 0) as put_off_days,
        coalesce(waits.is_stopped, 0) = 1 as is_stopped,
        case
            when waits.holds_due_date = 1 then waits.resumed_date
            else dossier.due_date + 1
        end as past_due_date
    from dossier
    left join waits
        on dossier.issuer = waits.issuer and dossier.dossier_id = waits.dossier_id
)

select
    dated.issuer,
    dated.dossier_id,
    dated.unit_id,
    dated.procedure_id,
    dated.channel,
    dated.accepted_date,
    dated.due_date,
    dated.finished_date,
    dated.closed_date,
    dated.status,
    dated.stated_class,
    dated.outcome,
    case
        when dated.past_due_date < dated.accepted_date then dated.accepted_date
        else dated.past_due_date
    end as overdue_from,
    accepted.ordinal as accepted_ordinal,
    dated.has_paused,
    cast(
        case
            when dated.outcome <> 'gone' and dated.finished_date >= dated.accepted_date
                then finished.ordinal - accepted.ordinal - dated.paused_days
        end as integer
    ) as working_days,
    procedure.term_days,
    case
        when dated.is_stopped then null
        when due.date < dated.accepted_date then dated.accepted_date
        else due.date
    end as clock_due_date,
    dated.as_of,
    dated.source_id,
    dated.row_number
from dated
left join working_day as accepted on dated.accepted_date = accepted.date
left join working_day as finished on dated.finished_date = finished.date
left join procedure on dated.procedure_id = procedure.procedure_id
left join working_day as due
    on
        accepted.ordinal + procedure.term_days + dated.put_off_days = due.ordinal
        and due.is_working
order by dated.issuer asc nulls last, dated.dossier_id asc nulls last
