-- Views that several queries share.

create macro key_set(part) as regexp_replace(part, '=[^;]*', '', 'g');

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

-- Days on which a list of dossiers speaks for a unit, as a running count: a period is
-- complete when the count grows by one on each of its days.
create view covered_days as
with covered as (
    select distinct
        unit.unit_id,
        working_day.date
    from dossier_coverage
    inner join unit
        on
            dossier_coverage.unit_id is null
            or dossier_coverage.unit_id = unit.unit_id
    inner join working_day
        on
            working_day.date between dossier_coverage.from_date
            and dossier_coverage.to_date
    where dossier_coverage.kind = 'dossiers'
),

units as (
    select distinct covered.unit_id
    from covered
)

select
    units.unit_id,
    working_day.date,
    count(covered.date) over (
        partition by units.unit_id
        order by working_day.date
        rows between unbounded preceding and current row
    ) as days
from units
cross join working_day
left join covered
    on units.unit_id = covered.unit_id and working_day.date = covered.date;
comment on view covered_days is 'days up to this one that lists of dossiers speak for';

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
