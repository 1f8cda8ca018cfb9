-- What stands in the columns of codes of a staged list, the most frequent first of
-- each.
-- grain: column_name, said
-- params:
--   $nulls: text[], words that stand for nothing
--   $most: number, words of each column
-- columns:
--   column_name: key, our column
--   said: text, as typed
with cells as (
    select
        'channel' as column_name,
        cell(staged_dossier.channel, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'status' as column_name,
        cell(staged_dossier.status, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'stated_class' as column_name,
        cell(staged_dossier.stated_class, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'paid_online' as column_name,
        cell(staged_dossier.paid_online, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'digitised_in' as column_name,
        cell(staged_dossier.digitised_in, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'digitised_out' as column_name,
        cell(staged_dossier.digitised_out, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
    union all
    select
        'apology_sent' as column_name,
        cell(staged_dossier.apology_sent, $nulls) as said,
        count(*) as times
    from staged_dossier
    group by said
)

select
    cells.column_name,
    cells.said
from cells
where cells.said is not null
qualify
    row_number() over (
        partition by cells.column_name order by cells.times desc, cells.said asc
    ) <= $most
order by cells.column_name, cells.said
