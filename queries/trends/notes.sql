-- What happened, and from when on things were done in another way. A note on every unit
-- is on those of the origin of its file alone.
-- grain: source_id, row_number
-- params:
--   $unit_ids: text[], units looked at; null for every unit
--   $indicator_id: id, indicator looked at: notes on it, on its area, on all; or null
--   $area: key, area looked at where no indicator is; null for every area
--   $from_date: date, first day; null for no first
--   $to_date: date, last day; null for no last
-- columns:
--   note_date: date, of the note
--   unit_id: id, of the unit; null: every unit
--   area: key, area of indicators that it concerns; null where not stated
--   indicator_id: id, of the indicator that it concerns; null where not stated
--   kind: code, event or change
--   words: words, of the note
--   document: text, it rests on; null when not stated
--   source_id: id, SHA-256 of the file
--   row_number: number, row of the file
select
    note.note_date,
    note.unit_id,
    note.area,
    note.indicator_id,
    note.kind,
    note.words,
    note.document,
    note.source_id,
    note.row_number
from note
inner join source using (source_id)
left join indicator as told on note.indicator_id = told.indicator_id
left join indicator as asked on asked.indicator_id = $indicator_id
where
    note.note_date >= coalesce($from_date, note.note_date)
    and note.note_date <= coalesce($to_date, note.note_date)
    and (
        $unit_ids is null
        or list_contains($unit_ids, note.unit_id)
        or (
            note.unit_id is null
            and source.origin in (
                select unit.origin
                from unit
                where list_contains($unit_ids, unit.unit_id)
            )
        )
    )
    and (
        coalesce(note.area, note.indicator_id) is null
        or coalesce($indicator_id, $area) is null
        or note.indicator_id = $indicator_id
        or note.area = coalesce(asked.area, $area)
        or ($indicator_id is null and told.area = $area)
    )
order by note.note_date, note.unit_id nulls first, note.source_id, note.row_number
