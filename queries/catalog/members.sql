-- Members of a bloc on a day.
-- grain: unit_id
-- params:
--   $bloc_id: id, of the bloc
--   $day: date, on which they are members
-- columns:
--   unit_id: id, of the unit
--   role: code, head, deputy or member
select
    unit_id,
    role
from bloc_member
where
    bloc_id = $bloc_id
    and cast($day as date) between from_date and coalesce(to_date, cast($day as date))
order by unit_id
