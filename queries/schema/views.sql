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
