-- Units and indicators that figures name and the catalog no longer has.
-- grain: id
-- params: none
-- columns:
--   id: id, of the unit or indicator
--   figures: number, stated figures and counts of dossiers that name it
with named as (
    select unit_id as id
    from reported_value
    union all
    select indicator_id as id
    from reported_value
    union all
    select unit_id as id
    from dossier_flow
),

known as (
    select unit_id as id
    from unit
    union all
    select indicator_id as id
    from indicator
)

select
    named.id,
    count(*) as figures
from named
anti join known using (id)
group by named.id
order by named.id
