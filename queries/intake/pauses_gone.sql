-- Pauses of the store that a list replaces: those that it has itself, and all that
-- began within what it speaks for. A list with rows whose key is not known says nothing
-- of what is absent.
-- grain: issuer, dossier_id, from_date
-- params:
--   $as_of: date, cut-off of the list
-- columns:
--   issuer: id, system it comes from
--   dossier_id: id, of the dossier
--   from_date: date, on which the clock stopped
with usable as (
    select typed_pause.*
    from typed_pause
    anti join staged_fault using (file_number, row_number)
),

nameless as (
    select 1 as row
    from staged_malformed
    union all
    select 1 as row
    from typed_pause
    where typed_pause.dossier_id is null or typed_pause.from_date is null
)

select
    dossier_pause.issuer,
    dossier_pause.dossier_id,
    dossier_pause.from_date
from dossier_pause
left join dossier using (issuer, dossier_id)
left join usable
    on
        dossier_pause.issuer = usable.issuer
        and dossier_pause.dossier_id = usable.dossier_id
        and dossier_pause.from_date = usable.from_date
left join typed_pause as listed
    on
        dossier_pause.issuer = listed.issuer
        and dossier_pause.dossier_id = listed.dossier_id
        and dossier_pause.from_date = listed.from_date
where
    dossier_pause.as_of < $as_of
    and (
        usable.dossier_id is not null
        or (
            listed.dossier_id is null
            and not exists (select 1 from nameless)
            and dossier_pause.issuer in (select typed_pause.issuer from typed_pause)
            and exists (
                select 1
                from staged_coverage as said
                where
                    dossier_pause.from_date between said.from_date and said.to_date
                    and (said.unit_id is null or dossier.unit_id = said.unit_id)
            )
        )
    )
group by
    dossier_pause.issuer, dossier_pause.dossier_id, dossier_pause.from_date
order by
    dossier_pause.issuer, dossier_pause.dossier_id, dossier_pause.from_date
