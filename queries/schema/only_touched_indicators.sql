-- The indicators of the touched areas ($areas null: all) and what they are made of, in
-- place of all.
create temp table indicator as
from main.indicator
where $areas is null or list_contains($areas, area);

create temp table indicator_term as
select indicator_term.*
from main.indicator_term
where indicator_term.indicator_id in (select indicator.indicator_id from indicator);
