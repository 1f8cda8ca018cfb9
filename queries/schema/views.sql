-- Views that several queries share.

create macro key_set(part) as regexp_replace(part, '=[^;]*', '', 'g');

-- A part as typed, its keys in order.
create macro part_of(words) as
array_to_string(list_sort(string_split(replace(words, ' ', ''), ';')), ';');

-- Whether it is written as parts are, each key once, and divides what these keys divide.
create macro is_part(words, keys) as
regexp_full_match(words, '[a-z_]+=[a-z_0-9]+(;[a-z_]+=[a-z_0-9]+)*')
and list_has_all(coalesce(keys, []), string_split(key_set(words), ';'))
and list_unique(string_split(key_set(words), ';'))
= len(string_split(key_set(words), ';'));

create macro plain(words) as
translate(lower(strip_accents(nfc_normalize(words))), 'đð', 'dd');

-- A stated value is in force unless a later source speaks for the same unit, area and
-- exact period.
create view reported_in_force as
select reported_value.*
from reported_value
inner join indicator using (indicator_id)
where not exists (
    select 1
    from coverage as later
    where
        later.unit_id = reported_value.unit_id
        and later.area = indicator.area
        and later.period_label is not distinct from case
            when reported_value.dates_stated then null
            else reported_value.period_label
        end
        and later.from_date is not distinct from reported_value.from_date
        and later.to_date is not distinct from reported_value.to_date
        and later.as_of > reported_value.as_of
);
comment on view reported_in_force is 'stated figures that no later source replaces';

-- The indicator that an unknown id was most likely meant to be.
create macro meant_indicator(unknown) as (
    select meant.indicator_id
    from indicator as meant
    order by
        jaro_winkler_similarity(meant.indicator_id, unknown) desc,
        meant.indicator_id asc
    limit 1
);

-- Numbers as official Vietnamese writes them: 1.234,5 or 1 234 or 12,5%. Anything else
-- is null, so that 12.5 is asked about and never taken for 125.
create macro number_of(words) as case
    when regexp_full_match(
        words, '[+-]?([0-9]{1,3}([. ][0-9]{3})+|[0-9]+)(,[0-9]+)?\s*%?'
    ) then
        try_cast(
            replace(regexp_replace(words, '[ .%]', '', 'g'), ',', '.') as double
        ) / case when contains(words, '%') then 100 else 1 end
end;

-- Half a unit of the last place written: 0,05 for 12,5 and 0,0005 for 12,5%.
create macro rounding_of(words) as
0.5 / pow(10, length(regexp_extract(words, ',([0-9]+)', 1)))
/ case when contains(words, '%') then 100 else 1 end;

-- Dates as 31/12/2023 or 2023-12-31; an impossible date is null, and so is a year of
-- two digits.
create macro date_of(words) as case
    when regexp_full_match(words, '[0-9]{1,2}/[0-9]{1,2}/(19|20)[0-9]{2}')
        then cast(try_strptime(words, '%d/%m/%Y') as date)
    when regexp_full_match(words, '(19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}')
        then cast(try_strptime(words, '%Y-%m-%d') as date)
end;

-- Days on which a list of a kind speaks for a unit, as a running count: a period is
-- complete when the count grows by one on each of its days.
create view covered_days as
with covered as (
    select distinct
        list_coverage.kind,
        unit.unit_id,
        working_day.date
    from list_coverage
    inner join unit
        on
            list_coverage.unit_id is null
            or list_coverage.unit_id = unit.unit_id
    inner join working_day
        on
            working_day.date between list_coverage.from_date
            and list_coverage.to_date
    -- No figure comes from these by themselves.
    where list_coverage.kind not in ('dossier_pauses', 'notes', 'targets')
),

units as (
    select distinct
        covered.kind,
        covered.unit_id
    from covered
)

select
    units.kind,
    units.unit_id,
    working_day.date,
    count(covered.date) over (
        partition by units.kind, units.unit_id
        order by working_day.date
        rows between unbounded preceding and current row
    ) as days
from units
cross join working_day
left join covered
    on
        units.kind = covered.kind
        and units.unit_id = covered.unit_id
        and working_day.date = covered.date;
comment on view covered_days is 'days up to this one that lists of a kind speak for';

create view dossier_period as
from complete_period
where kind = 'dossiers';
comment on view dossier_period is 'periods for which every dossier is known';

create macro half_month(day) as
case
    when extract(day from day) < 15 then cast(date_trunc('month', day) as date)
    else cast(date_trunc('month', day) as date) + 14
end;

-- The value of the part key field; dossiers of an unknown procedure, or of one whose
-- field is not stated, have a value of their own, so that parts add up to the whole.
create view procedure_field as
select
    procedure.procedure_id,
    coalesce(procedure.field, 'unknown') as field
from procedure;
comment on view procedure_field is 'the field of each procedure known';

-- Words without case, diacritics and punctuation.
create macro plain_words(words) as
trim(regexp_replace(plain(words), '[^a-z0-9]+', ' ', 'g'));

-- The legal form and the trade in a name are written in full by some and short by others.
create macro short_forms(words) as
regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(words, '\bcong ty\b', 'cty', 'g'),
                        '\btrach nhiem huu han\b',
                        'tnhh',
                        'g'
                    ),
                    '\bmot thanh vien\b|\b1 thanh vien\b|\b1tv\b',
                    'mtv',
                    'g'
                ),
                '\bco phan\b',
                'cp',
                'g'
            ),
            '\bdoanh nghiep tu nhan\b',
            'dntn',
            'g'
        ),
        '\bho kinh doanh\b',
        'hkd',
        'g'
    ),
    '\bthuong mai( va)? dich vu\b|\btm( va)? dv\b',
    'tmdv',
    'g'
);

-- What kind of place it is, as is written by some and left out by others.
create macro short_address(words) as
trim(
    regexp_replace(
        regexp_replace(
            words,
            '\b(so nha|so|duong|pho|khu pho|kp|phuong|xa|thi tran|thi xa|thanh pho|'
            || 'quan|huyen|tinh|p|tt|tx|tp|q|h|d)\b',
            ' ',
            'g'
        ),
        ' +',
        ' ',
        'g'
    )
);

-- By which a subject without a tax code is known again.
create macro name_key(subject_name, address) as
short_forms(plain_words(subject_name))
|| '|'
|| short_address(plain_words(coalesce(address, '')));

-- The digits of a tax code, a branch standing for its enterprise; a household's may be
-- the twelve digits of a person. Anything else is none.
create macro tax_code_of(words) as
case length(regexp_replace(words, '[^0-9]', '', 'g'))
    when 10 then regexp_replace(words, '[^0-9]', '', 'g')
    when 13 then left(regexp_replace(words, '[^0-9]', '', 'g'), 10)
    when 12 then regexp_replace(words, '[^0-9]', '', 'g')
end;

-- Inspections and checks that a unit leads: a joint team of others is counted by them.
-- An inspection is closed by its conclusion, a check by its last day if it has none.
create view led_inspection as
select
    inspection.*,
    case
        when inspection.kind in ('administrative', 'specialised') then 'inspections'
        else 'checks'
    end as area,
    case
        when inspection.kind in ('administrative', 'specialised')
            then inspection.conclusion_date
        else coalesce(inspection.conclusion_date, inspection.end_date)
    end as closed_date
from inspection
where inspection.kind <> 'joint_check';
comment on view led_inspection is 'inspections and checks that count for their unit';

-- Tasks that began, by contract where nothing else is stated. One whose end lies before
-- its beginning is left out and warned about.
create view begun_task as
select
    task.*,
    coalesce(task.start_date, task.planned_start_date) as begun_date
from task
where
    coalesce(task.start_date, task.planned_start_date) is not null
    and coalesce(
        task.end_date >= coalesce(task.start_date, task.planned_start_date), true
    );
comment on view begun_task is 'tasks that are or were under way';

-- Tasks that began, and the first days on which it was known how they came out.
create view task_life as
with ends as (
    select
        task_event.issuer,
        task_event.task_id,
        min(task_event.event_date) filter (
            where
            task_event.event = 'accepted_level'
            and coalesce(task_event.grade <> 'failed', true)
        ) as accepted_date,
        min(task_event.event_date) filter (
            where
            task_event.event = 'accepted_level'
            and task_event.grade = 'failed'
        ) as failed_date,
        min(task_event.event_date) filter (where task_event.event = 'stopped')
            as stopped_date
    from task_event
    group by all
)

select
    begun_task.*,
    ends.accepted_date,
    ends.failed_date,
    ends.stopped_date
from begun_task
left join ends using (issuer, task_id);
comment on view task_life is
'tasks that are or were under way, with the days they were accepted, failed or stopped';

-- Since when lists of steps of tasks speak for every day of a unit, for each day up to
-- which they do.
create view steps_known as
with gaps as (
    select
        covered_days.unit_id,
        covered_days.date,
        covered_days.days,
        coalesce(
            covered_days.days - lag(covered_days.days) over (
                partition by covered_days.unit_id
                order by covered_days.date
            ),
            covered_days.days
        ) = 0 as is_gap
    from covered_days
    where covered_days.kind = 'task_events'
)

select
    gaps.unit_id,
    gaps.date,
    coalesce(
        max(gaps.date) filter (where gaps.is_gap) over (
            partition by gaps.unit_id
            order by gaps.date
            rows between unbounded preceding and current row
        ) + 1,
        min(gaps.date) over (partition by gaps.unit_id)
    ) as since_date
from gaps
qualify not gaps.is_gap;
comment on view steps_known is
'since when lists of steps of tasks speak for every day up to one';

-- How each task that had begun stands at the end of a period: pending, or how it came
-- out as known on that day; unknown where no lists of steps speak for the period.
create view task_standing as
select
    task_life.*,
    told.calendar,
    told.period_id,
    told.from_date,
    told.to_date,
    coalesce(task_life.end_date >= told.from_date, true) as is_at_hand,
    task_life.begun_date < told.from_date as is_carried_over,
    coalesce(task_life.end_date > told.to_date, true)
    and coalesce(task_life.planned_end_date < told.to_date, false) as is_slipping,
    case
        when coalesce(task_life.end_date > told.to_date, true) then 'pending'
        when steps.unit_id is null then 'unknown'
        when task_life.accepted_date <= told.to_date then 'accepted'
        when task_life.failed_date <= told.to_date then 'failed'
        when task_life.stopped_date <= told.to_date then 'stopped'
        else 'unaccepted'
    end as outcome
from task_life
inner join complete_period as told
    on
        task_life.unit_id = told.unit_id
        and task_life.begun_date <= told.to_date
        and told.kind = 'tasks'
left join complete_period as steps
    on
        told.unit_id = steps.unit_id
        and told.calendar = steps.calendar
        and told.period_id = steps.period_id
        and steps.kind = 'task_events';
comment on view task_standing is
'tasks that had begun by the end of a period that lists of tasks speak for';

-- The sum of what is meant, missing as long as one of them is.
create macro whole_sum(amount, is_meant) as
case
    when count(*) filter (where is_meant) = count(amount) filter (where is_meant)
        then coalesce(sum(amount) filter (where is_meant), 0)
end;

-- The places that a cell names, as a list.
create macro places_of(words) as
string_split_regex(trim(words), '\s*[,;]\s*');

-- Which units each unit wholly continues, itself among them: by mergers and new names,
-- none of whose duties went elsewhere.
create view lineage as
with recursive passed as (
    select
        succession.from_unit,
        succession.to_unit
    from unit_succession as succession
    where not exists (
        select 1
        from unit_succession as other
        where
            (
                other.to_unit = succession.to_unit
                and other.kind not in ('merged', 'renamed')
            )
            or (
                other.from_unit in (
                    select sibling.from_unit
                    from unit_succession as sibling
                    where sibling.to_unit = succession.to_unit
                )
                and other.to_unit <> succession.to_unit
            )
    )
),

line as (
    select
        unit.unit_id,
        unit.unit_id as predecessor_id
    from unit
    union distinct
    select
        line.unit_id,
        passed.from_unit as predecessor_id
    from line
    inner join passed on line.predecessor_id = passed.to_unit
)

select
    line.unit_id,
    line.predecessor_id
from line;
comment on view lineage is 'units and the units that they wholly continue';
