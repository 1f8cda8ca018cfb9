-- Members of a bloc on a day, in Vietnamese order of their names.
-- grain: unit_id
-- params:
--   $bloc_id: id, of the bloc
--   $day: date, on which they are members
-- columns:
--   unit_id: id, of the unit
--   role: code, head, deputy or member
select
    unit.unit_id,
    bloc_member.role
from bloc_member
inner join unit using (unit_id)
where
    bloc_member.bloc_id = $bloc_id
    and cast($day as date) between bloc_member.from_date
    and coalesce(bloc_member.to_date, cast($day as date))
order by unit.short.vi collate vi, unit.unit_id
