-- Half-months in which the touched dossiers, as the tables stand now, are open or could
-- have an event: every event falls on one of the days that a dossier or a pause names.
insert into touched_cell
with lives as (
    select
        dossier.issuer,
        dossier.dossier_id,
        dossier.unit_id,
        dossier.accepted_date,
        coalesce(dossier.gone_date, dossier.finished_date) as closed_date,
        dossier.due_date + 1 as past_due_date
    from dossier
    semi join touched_dossier using (issuer, dossier_id)
),

pauses as (
    select
        lives.unit_id,
        dossier_pause.from_date,
        dossier_pause.to_date
    from lives
    inner join dossier_pause using (issuer, dossier_id)
),

days as (
    select
        lives.unit_id,
        lives.accepted_date as date
    from lives
    union all
    select
        lives.unit_id,
        lives.closed_date as date
    from lives
    union all
    select
        lives.unit_id,
        lives.past_due_date as date
    from lives
    union all
    select
        pauses.unit_id,
        pauses.from_date as date
    from pauses
    union all
    select
        pauses.unit_id,
        pauses.to_date as date
    from pauses
),

spans as (
    select distinct
        lives.unit_id,
        half_month(lives.accepted_date) as first_bucket,
        half_month(coalesce(lives.closed_date, date '9999-12-31')) as last_bucket
    from lives
)

select
    days.unit_id,
    half_month(days.date) as bucket
from days
where days.date is not null
union distinct
select
    spans.unit_id,
    dossier_bucket.bucket
from spans
inner join dossier_bucket
    on
        spans.unit_id = dossier_bucket.unit_id
        and dossier_bucket.bucket between spans.first_bucket and spans.last_bucket;
