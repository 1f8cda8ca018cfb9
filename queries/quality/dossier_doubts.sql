-- Dossiers and pauses that are kept although something in them is doubtful: of each
-- rule and unit the first thousand rows. What follows from another doubt is not told
-- again.
-- grain: rule, source_id, cell, indicator_id, unit_id, calendar, period_id, part, expected
-- params: none
-- columns:
--   rule: code, of the wording
--   stage: code, dossier
--   source_id: id, of the file
--   cell: text, row of the file
--   indicator_id: id, null: no figure
--   unit_id: id, of the unit; null for a pause without a dossier
--   calendar: id, null: no period
--   period_id: id, null: no period
--   part: key, empty
--   value: text, what is said
--   expected: text, what it should be
--   difference: number, value less expected, in days; by the clock in working days
--   note: text, how many rows there are of this rule and unit if not all are here
with calendar_days as (
    select
        min(working_day.date) as first_day,
        max(working_day.date) as last_day
    from working_day
),

judged as (
    select
        dossier_life.*,
        coalesce(dossier_life.finished_date < dossier_life.accepted_date, false)
            as is_reversed,
        dossier_life.due_date < dossier_life.accepted_date as is_due_before,
        dossier_life.due_date >= dossier_life.accepted_date
        and coalesce(dossier_life.due_date <> dossier_life.clock_due_date, false)
            as is_due_other,
        case sign(dossier_life.working_days - dossier_life.term_days)
            when -1 then 'early'
            when 0 then 'on_time'
            when 1 then 'late'
        end as clock_class
    from dossier_life
),

found as (
    select
        'finished_before_accepted' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(judged.finished_date, '%d/%m/%Y') as value,
        strftime(judged.accepted_date, '%d/%m/%Y') as expected,
        judged.finished_date - judged.accepted_date as difference
    from judged
    where judged.is_reversed
    union all
    select
        'due_before_accepted' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(judged.due_date, '%d/%m/%Y') as value,
        strftime(judged.accepted_date, '%d/%m/%Y') as expected,
        judged.due_date - judged.accepted_date as difference
    from judged
    where judged.is_due_before
    union all
    select
        'unknown_procedure' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        judged.procedure_id as value,
        null as expected,
        null as difference
    from judged
    anti join procedure using (procedure_id)
    where judged.procedure_id is not null
    union all
    select
        'due_disagrees' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(judged.due_date, '%d/%m/%Y') as value,
        strftime(judged.clock_due_date, '%d/%m/%Y') as expected,
        stated.ordinal - reached.ordinal as difference
    from judged
    left join working_day as stated on judged.due_date = stated.date
    left join working_day as reached on judged.clock_due_date = reached.date
    where judged.is_due_other
    union all
    select
        'class_disagrees' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        judged.stated_class as value,
        judged.outcome as expected,
        judged.finished_date - judged.due_date as difference
    from judged
    where
        judged.outcome in ('early', 'on_time', 'late')
        and judged.stated_class <> judged.outcome
        and not judged.is_reversed
        and not judged.is_due_before
        and not (
            judged.is_due_other
            and coalesce(judged.stated_class = judged.clock_class, false)
        )
    union all
    select
        'clock_class_disagrees' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        judged.outcome as value,
        judged.clock_class as expected,
        judged.working_days - judged.term_days as difference
    from judged
    where
        judged.outcome in ('early', 'on_time', 'late')
        and judged.clock_class <> judged.outcome
        and not judged.is_due_before
        and not judged.is_due_other
    union all
    select
        'waiting_without_pause' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(judged.as_of, '%d/%m/%Y') as value,
        null as expected,
        null as difference
    from judged
    anti join dossier_wait
        on
            judged.issuer = dossier_wait.issuer
            and judged.dossier_id = dossier_wait.dossier_id
            and judged.as_of >= dossier_wait.from_date
            and judged.as_of < coalesce(dossier_wait.to_date, date '9999-12-31')
    where
        judged.outcome = 'open'
        and judged.status in ('awaiting_supplement', 'awaiting_fee', 'suspended')
    union all
    select
        'finished_but_open' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(judged.finished_date, '%d/%m/%Y') as value,
        null as expected,
        null as difference
    from judged
    where
        judged.finished_date is not null
        and judged.status in (
            'registered',
            'accepted',
            'processing',
            'awaiting_supplement',
            'awaiting_fee',
            'suspended'
        )
    union all
    select
        'beyond_calendar' as rule,
        judged.source_id,
        judged.row_number,
        judged.unit_id,
        strftime(
            case
                when
                    judged.accepted_date not between calendar_days.first_day
                    and calendar_days.last_day
                    then judged.accepted_date
                when
                    judged.due_date not between calendar_days.first_day
                    and calendar_days.last_day
                    then judged.due_date
                else judged.finished_date
            end,
            '%d/%m/%Y'
        ) as value,
        strftime(calendar_days.first_day, '%d/%m/%Y') || ' – '
        || strftime(calendar_days.last_day, '%d/%m/%Y') as expected,
        null as difference
    from judged
    inner join calendar_days
        on
            least(judged.accepted_date, judged.due_date, judged.finished_date)
            < calendar_days.first_day
            or greatest(judged.accepted_date, judged.due_date, judged.finished_date)
            > calendar_days.last_day
    union all
    select
        case
            when judged.issuer is null then 'pause_without_dossier'
            else 'pause_outside'
        end as rule,
        dossier_pause.source_id,
        dossier_pause.row_number,
        judged.unit_id,
        strftime(dossier_pause.from_date, '%d/%m/%Y') || ' – '
        || coalesce(strftime(dossier_pause.to_date, '%d/%m/%Y'), '…') as value,
        strftime(judged.accepted_date, '%d/%m/%Y') || ' – '
        || coalesce(strftime(judged.closed_date, '%d/%m/%Y'), '…') as expected,
        null as difference
    from dossier_pause
    left join judged using (issuer, dossier_id)
    where
        judged.issuer is null
        or (
            not judged.is_reversed
            and coalesce(
                least(dossier_pause.to_date, judged.closed_date)
                <= greatest(dossier_pause.from_date, judged.accepted_date),
                false
            )
        )
    qualify
        row_number() over (
            partition by dossier_pause.issuer, dossier_pause.dossier_id
            order by dossier_pause.from_date
        ) = 1
),

counted as (
    select
        found.*,
        row_number() over (
            partition by found.rule, found.unit_id
            order by found.source_id, found.row_number
        ) as place,
        count(*) over (partition by found.rule, found.unit_id) as total
    from found
)

select
    counted.rule,
    'dossier' as stage,
    counted.source_id,
    cast(counted.row_number as text) as cell,
    cast(null as text) as indicator_id,
    counted.unit_id,
    cast(null as text) as calendar,
    cast(null as text) as period_id,
    '' as part,
    counted.value,
    counted.expected,
    cast(counted.difference as double) as difference,
    case when counted.total > 1000 then cast(counted.total as text) end as note
from counted
where counted.place <= 1000
order by counted.rule, counted.unit_id, counted.source_id, counted.row_number
