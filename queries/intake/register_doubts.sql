-- How much of what was known of the days that a register speaks for it no longer has.
-- grain: rule, unit_id
-- params:
--   $kind: code, of the import
-- columns:
--   rule: code, of the wording
--   unit_id: id, of the unit; null: every unit
--   value: text, records that it no longer has
--   expected: text, records known of these days
with at_hand as (
    select distinct
        entry.issuer,
        entry.entry_key,
        entry.unit_id
    from entry
    inner join staged_coverage
        on
            entry.unit_id is not distinct from staged_coverage.unit_id
            and entry.from_date <= staged_coverage.to_date
            and coalesce(entry.to_date, staged_coverage.from_date)
            >= staged_coverage.from_date
    where entry.kind = $kind
)

select
    'entries_no_longer_listed' as rule,
    at_hand.unit_id,
    cast(count(gone.entry_key) as text) as value,
    cast(count(*) as text) as expected
from at_hand
left join staged_gone_entry as gone
    on at_hand.issuer = gone.issuer and at_hand.entry_key = gone.entry_key
group by at_hand.unit_id
having count(gone.entry_key) > 0
order by at_hand.unit_id
