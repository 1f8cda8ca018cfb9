-- Observations that reports state themselves, rates aside; where records give the
-- counts of a unit and period, its reported ones stand beside them and not in their
-- place.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, as stated, in the measure of the indicator
--   denominator: number, null: only rates have one
--   value: number, as stated, in the measure of the indicator
--   basis: code, reported
--   status: code, complete, assembled or named_period
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, null: nothing was derived
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
select
    answer.indicator_id,
    answer.unit_id,
    answer.calendar,
    answer.period_id,
    answer.part,
    answer.value as numerator,
    cast(null as double) as denominator,
    answer.value,
    'reported' as basis,
    answer.status,
    answer.qualifier,
    cast(null as text) as formula,
    indicator.version as definition_version,
    unit.origin,
    answer.as_of,
    answer.source_ids
from answer
inner join indicator using (indicator_id)
inner join unit using (unit_id)
anti join complete_period as computed
    on
        computed.kind = case
            when starts_with(indicator.query, 'indicator/dossier_') then 'dossiers'
            else split_part(indicator.query, '/', 2)
        end
        and answer.unit_id = computed.unit_id
        and answer.calendar = computed.calendar
        and answer.period_id = computed.period_id
where
    indicator.aggregate <> 'ratio'
    and ($unit_ids is null or list_contains($unit_ids, answer.unit_id))
order by indicator_id, unit_id, calendar, period_id, part
