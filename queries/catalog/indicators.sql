-- Every indicator, in the catalog's order.
-- grain: indicator_id
-- params: none
-- columns:
--   indicator_id: id, of the indicator
--   position: number, place in the catalog
--   name: words, in both languages
--   short: words, in both languages
--   finding: words, the figure as a predicate of a unit; null when none
--   measured_in: id, of the measure
--   decimals: number, places shown
--   better: code, higher, lower or neither
--   aggregate: code, count, stock, ratio, quantile or money
--   adds_up: flag, whether successive periods may be added
--   numerator: words, in both languages
--   denominator: words, null unless a rate
--   numerator_of: text[], counts added up above the line of a rate
--   denominator_of: text[], counts added up below it
--   derive: text[], formulas by which an unstated count follows
--   query: key, that answers it
--   law: text[], rules
--   form: text, form and column
--   version: number, of the definition
--   owner: words, in both languages
--   reviewed: date, of the last review
--   caveat: words, null when none
--   parts: text[], keys that may divide it
--   tile: number, place among the most important; null: none
select
    indicator_id,
    position,
    name,
    short,
    finding,
    measured_in,
    decimals,
    better,
    aggregate,
    adds_up,
    numerator,
    denominator,
    numerator_of,
    denominator_of,
    derive,
    query,
    law,
    form,
    version,
    owner,
    reviewed,
    caveat,
    parts,
    tile
from indicator
order by position
