-- What all observations of the version amount to: the same figures, the same digest.
-- grain: checksum
-- params: none
-- columns:
--   checksum: text, of the MD5 of every observation, exclusive or
--   figures: number, observations
--   as_of: date, the latest cut-off of any source
with lines as (
    select
        concat_ws(
            '|',
            indicator_id,
            unit_id,
            calendar,
            period_id,
            part,
            coalesce(cast(numerator as text), ''),
            coalesce(cast(denominator as text), ''),
            cast(value as text),
            basis,
            status,
            qualifier,
            coalesce(formula, ''),
            cast(definition_version as text),
            origin,
            cast(as_of as text),
            array_to_string(source_ids, ',')
        ) as line
    from observation
)

-- Every figure has a line of its own, so that none can undo another's digest, and in
-- whichever order they are taken they come to the same.
select
    coalesce(hex(bit_xor(md5_number(line))), '') as checksum,
    count(*) as figures,
    (select max(source.as_of) from source) as as_of
from lines
