-- What all observations of the version amount to: the same figures, the same digest.
-- grain: checksum
-- params: none
-- columns:
--   checksum: text, SHA-256 over the digests of every unit's observations in order
--   figures: number, observations
--   as_of: date, the latest cut-off of any source
with lines as (
    select
        indicator_id,
        unit_id,
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
),

-- By groups: all lines in one text would not fit into the memory allowed.
digests as (
    select
        indicator_id,
        unit_id,
        sha256(string_agg(line, chr(10) order by line)) as digest,
        count(*) as figures
    from lines
    group by indicator_id, unit_id
)

select
    sha256(
        coalesce(string_agg(digest, chr(10) order by indicator_id, unit_id), '')
    ) as checksum,
    cast(coalesce(sum(figures), 0) as bigint) as figures,
    (select max(source.as_of) from source) as as_of
from digests
