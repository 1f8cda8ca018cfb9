-- The staged rows of a list of dossiers with their values read: what cannot be read is
-- null and its column is named; rows without anything are none. $nulls are words that
-- stand for nothing; how dates are read, see the macro day_of.
insert into typed_dossier
with first as (
    select min(staged_dossier.rowid) as staged_row
    from staged_dossier
),

cells as (
    select
        staged_dossier.rowid as staged_row,
        staged_dossier.rowid - first.staged_row as place,
        coalesce(cell(staged_dossier.issuer, $nulls), '') as issuer,
        cell(staged_dossier.dossier_id, $nulls) as dossier_id,
        cell(staged_dossier.unit_id, $nulls) as unit_id,
        cell(staged_dossier.procedure_id, $nulls) as procedure_id,
        cell(staged_dossier.channel, $nulls) as channel,
        cell(staged_dossier.status, $nulls) as status,
        cell(staged_dossier.stated_class, $nulls) as stated_class,
        cell(staged_dossier.paid_online, $nulls) as paid_online,
        cell(staged_dossier.digitised_in, $nulls) as digitised_in,
        cell(staged_dossier.digitised_out, $nulls) as digitised_out,
        cell(staged_dossier.apology_sent, $nulls) as apology_sent,
        cell(staged_dossier.submitted_date, $nulls) as submitted_date,
        cell(staged_dossier.accepted_date, $nulls) as accepted_date,
        cell(staged_dossier.due_date, $nulls) as due_date,
        cell(staged_dossier.finished_date, $nulls) as finished_date,
        cell(staged_dossier.returned_date, $nulls) as returned_date,
        cell(staged_dossier.fee_due_vnd, $nulls) as fee_due_vnd
    from staged_dossier
    cross join first
    where not staged_dossier.is_blank
),

read as (
    select
        cells.staged_row,
        cells.place,
        cells.issuer,
        cells.dossier_id,
        coalesce(unit_word.code, cells.unit_id) as unit_id,
        coalesce(procedure_word.code, cells.procedure_id) as procedure_id,
        channel_word.code as channel,
        status_word.code as status,
        stated_class_word.code as stated_class,
        paid_online_word.code as paid_online,
        digitised_in_word.code as digitised_in,
        digitised_out_word.code as digitised_out,
        apology_sent_word.code as apology_sent,
        day_of(
            cells.submitted_date, $is_day_first, $day_forms, $time_forms, $zone
        ) as submitted_date,
        day_of(
            cells.accepted_date, $is_day_first, $day_forms, $time_forms, $zone
        ) as accepted_date,
        day_of(
            cells.due_date, $is_day_first, $day_forms, $time_forms, $zone
        ) as due_date,
        day_of(
            cells.finished_date, $is_day_first, $day_forms, $time_forms, $zone
        ) as finished_date,
        day_of(
            cells.returned_date, $is_day_first, $day_forms, $time_forms, $zone
        ) as returned_date,
        amount_of(cells.fee_due_vnd, $decimal) as amount,
        cells.channel as channel_said,
        cells.status as status_said,
        cells.stated_class as stated_class_said,
        cells.paid_online as paid_online_said,
        cells.digitised_in as digitised_in_said,
        cells.digitised_out as digitised_out_said,
        cells.apology_sent as apology_sent_said,
        cells.submitted_date as submitted_date_said,
        cells.accepted_date as accepted_date_said,
        cells.due_date as due_date_said,
        cells.finished_date as finished_date_said,
        cells.returned_date as returned_date_said,
        cells.fee_due_vnd as fee_due_vnd_said
    from cells
    left join staged_word as unit_word
        on unit_word.column_name = 'unit_id' and cells.unit_id = unit_word.said
    left join staged_word as procedure_word
        on
            procedure_word.column_name = 'procedure_id'
            and cells.procedure_id = procedure_word.said
    left join staged_word as channel_word
        on channel_word.column_name = 'channel' and cells.channel = channel_word.said
    left join staged_word as status_word
        on status_word.column_name = 'status' and cells.status = status_word.said
    left join staged_word as stated_class_word
        on
            stated_class_word.column_name = 'stated_class'
            and cells.stated_class = stated_class_word.said
    left join staged_word as paid_online_word
        on
            paid_online_word.column_name = 'paid_online'
            and cells.paid_online = paid_online_word.said
    left join staged_word as digitised_in_word
        on
            digitised_in_word.column_name = 'digitised_in'
            and cells.digitised_in = digitised_in_word.said
    left join staged_word as digitised_out_word
        on
            digitised_out_word.column_name = 'digitised_out'
            and cells.digitised_out = digitised_out_word.said
    left join staged_word as apology_sent_word
        on
            apology_sent_word.column_name = 'apology_sent'
            and cells.apology_sent = apology_sent_word.said
)

select
    staged_run.file_number,
    read.place + staged_run.ahead as row_number,
    read.staged_row,
    concat_ws(
        ',',
        case
            when read.channel_said is not null and read.channel is null then 'channel'
        end,
        case
            when read.status_said is not null and read.status is null then 'status'
        end,
        case
            when
                read.stated_class_said is not null and read.stated_class is null
                then 'stated_class'
        end,
        case
            when
                read.paid_online_said is not null and read.paid_online is null
                then 'paid_online'
        end,
        case
            when
                read.digitised_in_said is not null and read.digitised_in is null
                then 'digitised_in'
        end,
        case
            when
                read.digitised_out_said is not null and read.digitised_out is null
                then 'digitised_out'
        end,
        case
            when
                read.apology_sent_said is not null and read.apology_sent is null
                then 'apology_sent'
        end,
        case
            when
                read.submitted_date_said is not null and read.submitted_date is null
                then 'submitted_date'
        end,
        case
            when
                read.accepted_date_said is not null and read.accepted_date is null
                then 'accepted_date'
        end,
        case
            when
                read.due_date_said is not null and read.due_date is null
                then 'due_date'
        end,
        case
            when
                read.finished_date_said is not null and read.finished_date is null
                then 'finished_date'
        end,
        case
            when
                read.returned_date_said is not null and read.returned_date is null
                then 'returned_date'
        end,
        case
            when
                read.fee_due_vnd_said is not null
                and not coalesce(
                    read.amount between 0 and 9e15
                    and read.amount = floor(read.amount),
                    false
                )
                then 'fee_due_vnd'
        end
    ) as unreadable,
    read.issuer,
    read.dossier_id,
    read.unit_id,
    read.procedure_id,
    read.channel,
    read.submitted_date,
    read.accepted_date,
    read.due_date,
    read.finished_date,
    read.returned_date,
    read.status,
    read.stated_class,
    case
        -- Beyond 9e15 a double no longer counts one by one.
        when read.amount between 0 and 9e15 and read.amount = floor(read.amount)
            then cast(read.amount as bigint)
    end as fee_due_vnd,
    cast(read.paid_online as boolean) as paid_online,
    cast(read.digitised_in as boolean) as digitised_in,
    cast(read.digitised_out as boolean) as digitised_out,
    cast(read.apology_sent as boolean) as apology_sent
from read
inner join staged_run
    on read.place between staged_run.first_place and staged_run.last_place;
