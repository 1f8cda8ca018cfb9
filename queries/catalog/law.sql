-- Dated rows of law.
-- grain: rule_id, valid_from
-- params: none
-- columns:
--   rule_id: id, of the rule
--   valid_from: date, from which it holds
--   value: text, the value it sets; null when none
--   measured_in: id, of the measure; null when none
--   title: text, of the document
--   article: text, where in it
--   url: text, where to read it
select
    rule_id,
    valid_from,
    value,
    measured_in,
    title,
    article,
    url
from law
order by rule_id, valid_from
