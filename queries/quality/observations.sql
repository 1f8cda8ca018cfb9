-- Every observation of the version.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params: none
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, the count itself or the upper side of a rate
--   denominator: number, the lower side of a rate
--   value: number, in the measure of the indicator
--   basis: code, computed, reported or derived
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, how a derived figure was made
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, cut-off of its sources
--   source_ids: text[], the files it comes from
select
    indicator_id,
    unit_id,
    calendar,
    period_id,
    part,
    numerator,
    denominator,
    value,
    basis,
    status,
    qualifier,
    formula,
    definition_version,
    origin,
    as_of,
    source_ids
from observation
order by indicator_id, unit_id, calendar, period_id, part
