-- What is doubtful in a list of dossiers as a whole.
-- grain: rule, unit_id
-- params: none
-- columns:
--   rule: code, of the wording
--   unit_id: id, of the unit
--   value: text, what was found
--   expected: text, what it is held against
with spans as (
    select
        staged_coverage.unit_id,
        min(staged_coverage.from_date) as from_date,
        max(staged_coverage.to_date) as to_date
    from staged_coverage
    group by staged_coverage.unit_id
),

accepted as (
    select
        typed_dossier.unit_id,
        min(typed_dossier.accepted_date) as first_date
    from typed_dossier
    anti join staged_fault using (file_number, row_number)
    group by typed_dossier.unit_id
),

at_hand as (
    select
        dossier.unit_id,
        count(*) as dossiers,
        count(staged_gone.dossier_id) as missing
    from dossier
    inner join spans using (unit_id)
    left join staged_gone
        on
            dossier.issuer = staged_gone.issuer
            and dossier.dossier_id = staged_gone.dossier_id
    where
        dossier.accepted_date <= spans.to_date
        and coalesce(dossier.gone_date, dossier.finished_date, spans.from_date)
        >= spans.from_date
    group by dossier.unit_id
)

select
    'no_carry_over' as rule,
    accepted.unit_id,
    strftime(accepted.first_date, '%d/%m/%Y') as value,
    strftime(spans.from_date, '%d/%m/%Y') as expected
from accepted
inner join spans using (unit_id)
inner join unit using (unit_id)
where
    accepted.first_date >= spans.from_date
    -- A unit that begins on that day has nothing to carry over.
    and coalesce(unit.from_date < spans.from_date, true)
union all
select
    'no_longer_listed' as rule,
    at_hand.unit_id,
    cast(at_hand.missing as text) as value,
    cast(at_hand.dossiers as text) as expected
from at_hand
where at_hand.missing > 0
order by rule, unit_id
