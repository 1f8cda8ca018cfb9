-- Units and indicators that figures name and the catalog no longer has.
-- grain: id
-- params: none
-- columns:
--   id: id, of the unit or indicator
--   figures: number, stated figures, counts of dossiers, targets and notes that name it
with named as (
    select unit_id as id
    from reported_value
    union all
    select indicator_id as id
    from reported_value
    union all
    select unit_id as id
    from dossier_flow
    union all
    select unnest([unit_id, indicator_id]) as id
    from target
    union all
    select unnest([unit_id, indicator_id]) as id
    from note
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
where named.id is not null
group by named.id
order by named.id
