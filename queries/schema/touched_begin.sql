-- What an import of dossiers touches, before it changes anything; and the half-months
-- that lists speak for by now.
create temp table touched_dossier (
    issuer text not null,
    dossier_id text not null
);

create temp table touched_cell (
    unit_id text not null,
    bucket date not null
);

create temp table covered_before as
select
    dossier_bucket.unit_id,
    dossier_bucket.bucket
from dossier_bucket;
