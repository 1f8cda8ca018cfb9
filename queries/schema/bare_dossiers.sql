-- The same dossiers put in without reading, judging or versions: what an import is
-- measured against.
insert into dossier by name
select
    rows.*,
    $as_of as as_of,
    'bare' as source_id,
    cast(row_number() over () as integer) as row_number
from read_parquet($path) as rows
where rows.accepted_date >= $from_date;

insert into list_coverage by name
select distinct
    'bare' as source_id,
    'dossiers' as kind,
    rows.unit_id,
    rows.issuer,
    $from_date as from_date,
    $as_of as to_date,
    $as_of as as_of
from read_parquet($path) as rows;
