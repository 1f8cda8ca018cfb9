-- Figures of units as pages and commands show them: a member of the bloc on the last day
-- of the period that has not reported has a row that says so.
-- grain: indicator_id, unit_id, period_id, calendar, part
-- params:
--   $indicator_ids: text[], indicators wanted
--   $calendar: id, of the calendar
--   $period_ids: text[], periods wanted; null for those that have figures
--   $bloc_id: id, of the bloc whose members are meant; null for every bloc
--   $unit_ids: text[], units wanted; null for every member
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   period_id: id, of the period in its calendar
--   calendar: id, of the calendar
--   part: key, empty for the whole
--   from_date: date, first day of the period
--   to_date: date, last day of the period
--   numerator: number, the count itself or the upper side of a rate
--   denominator: number, the lower side of a rate; null for others
--   value: number, in the measure of the indicator; rates are fractions
--   basis: code, computed, reported or derived; null when missing
--   status: code, complete, assembled, named_period or not_reported
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, how a derived figure was made
--   definition_version: number, of the indicator
--   is_corrected: flag, whether it was changed after its period was closed
--   is_counted: flag, whether it comes from counts: chance gives it an interval
--   origin: code, real or invented
--   source_ids: text[], the files it comes from
with periods as (
    select period.*
    from period
    where
        period.calendar = $calendar
        and case
            when $period_ids is not null
                then list_contains($period_ids, period.period_id)
            else period.period_id in (
                select observation.period_id
                from observation
                where
                    observation.calendar = $calendar
                    and list_contains($indicator_ids, observation.indicator_id)
            )
        end
),

members as (
    select distinct
        periods.period_id,
        bloc_member.unit_id
    from periods
    inner join bloc_member
        on
            periods.to_date between bloc_member.from_date
            and coalesce(bloc_member.to_date, periods.to_date)
    where $bloc_id is null or bloc_member.bloc_id = $bloc_id
    union distinct
    select
        periods.period_id,
        observation.unit_id
    from periods
    inner join observation using (calendar, period_id)
    where list_contains($unit_ids, observation.unit_id)
)

select
    indicator.indicator_id,
    members.unit_id,
    periods.period_id,
    periods.calendar,
    '' as part,
    periods.from_date,
    periods.to_date,
    observation.numerator,
    observation.denominator,
    observation.value,
    observation.basis,
    coalesce(observation.status, 'not_reported') as status,
    observation.qualifier,
    observation.formula,
    indicator.version as definition_version,
    exists(
        select 1
        from correction
        where
            correction.indicator_id = indicator.indicator_id
            and correction.unit_id = members.unit_id
            and correction.calendar = periods.calendar
            and correction.period_id = periods.period_id
            and correction.part = ''
    ) as is_corrected,
    indicator.is_counted,
    unit.origin,
    observation.source_ids
from members
inner join periods using (period_id)
inner join unit using (unit_id)
inner join indicator on list_contains($indicator_ids, indicator.indicator_id)
left join observation
    on
        indicator.indicator_id = observation.indicator_id
        and members.unit_id = observation.unit_id
        and periods.calendar = observation.calendar
        and periods.period_id = observation.period_id
        and observation.part = ''
where $unit_ids is null or list_contains($unit_ids, members.unit_id)
order by
    indicator.position asc,
    periods.to_date desc,
    periods.from_date asc,
    unit.short.vi collate vi asc,
    members.unit_id asc
