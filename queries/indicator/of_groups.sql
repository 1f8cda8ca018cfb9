-- Figures of units added up, and missing as long as one of them has not reported: those
-- of a whole bloc, which are its members on the period's last day, or those of units by
-- today's structure, which are they and the units they wholly continue.
-- grain: indicator_id, unit_id, period_id, calendar, part
-- params:
--   $indicator_ids: text[], indicators wanted
--   $calendar: id, of the calendar
--   $period_ids: text[], periods wanted; null for those that have figures
--   $unit_ids: text[], units by today's structure; null for the whole bloc
--   $bloc_id: id, of the bloc
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the bloc or unit
--   period_id: id, of the period in its calendar
--   calendar: id, of the calendar
--   part: key, empty for the whole
--   from_date: date, first day of the period
--   to_date: date, last day of the period
--   numerator: number, the count itself or the upper side of a rate
--   denominator: number, the lower side of a rate; null for others
--   value: number, in the measure of the indicator; rates are fractions
--   basis: code, computed, reported or derived; null when missing
--   status: code, complete, assembled, named_period, mixed or incomplete
--   qualifier: code, exact, at_least, more_than, nearly or rounded
--   formula: text, how a derived figure was made
--   definition_version: number, of the indicator
--   is_corrected: flag, whether it was changed after its period was closed
--   is_counted: flag, whether it comes from counts: chance gives it an interval
--   origin: code, real or invented
--   source_ids: text[], the files it comes from
--   is_computed: flag, whether lists tell the figure of each unit
--   members: number, units added up
--   reporting: number, of these, units that have reported
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
    select
        bloc_member.bloc_id as group_id,
        periods.period_id,
        bloc_member.unit_id
    from periods
    inner join bloc_member
        on
            periods.to_date between bloc_member.from_date
            and coalesce(bloc_member.to_date, periods.to_date)
    where $unit_ids is null and bloc_member.bloc_id = $bloc_id
    union all
    select
        lineage.unit_id as group_id,
        periods.period_id,
        unit.unit_id
    from periods
    cross join lineage
    inner join unit on lineage.predecessor_id = unit.unit_id
    where
        list_contains($unit_ids, lineage.unit_id)
        and coalesce(unit.from_date, periods.to_date) <= periods.to_date
        and coalesce(unit.to_date, periods.from_date) >= periods.from_date
),

whose as (
    select
        bloc.bloc_id as group_id,
        bloc.origin
    from bloc
    union all
    select
        unit.unit_id as group_id,
        unit.origin
    from unit
),

corrected as (
    select distinct
        correction.indicator_id,
        correction.unit_id,
        correction.period_id
    from correction
    where correction.calendar = $calendar and correction.part = ''
),

-- A unit without anything to divide has no rate of its own, and adds nothing to that of
-- the bloc: its counts do.
sides as (
    select
        term.indicator_id,
        observation.unit_id,
        observation.period_id,
        sum(term.sign * observation.value) filter (where term.side = 'numerator')
            as numerator,
        sum(term.sign * observation.value) filter (where term.side = 'denominator')
            as denominator
    from indicator_term as term
    inner join observation on term.term_id = observation.indicator_id
    where
        list_contains($indicator_ids, term.indicator_id)
        and term.side in ('numerator', 'denominator')
        and observation.calendar = $calendar
        and observation.part = ''
        and observation.qualifier = 'exact'
    group by all
    having
        count(*) = (
            select count(*) from indicator_term as needed
            where
                needed.indicator_id = term.indicator_id
                and needed.side in ('numerator', 'denominator')
        )
),

sums as (
    select
        members.group_id,
        indicator.indicator_id,
        members.period_id,
        -- A unit that continues nobody has its figure as it is.
        $unit_ids is not null and count(*) = 1 as is_single,
        count(*)::integer as members,
        count(coalesce(observation.value, sides.denominator))::integer as reporting,
        count(
            case
                when indicator.aggregate = 'ratio'
                    then coalesce(observation.denominator, sides.denominator)
                else observation.value
            end
        ) = count(*) as is_whole,
        sum(coalesce(observation.numerator, sides.numerator)) as numerator,
        sum(coalesce(observation.denominator, sides.denominator)) as denominator,
        sum(observation.value) as added,
        bool_or(observation.qualifier <> 'exact') as is_loose,
        bool_or(observation.qualifier in ('nearly', 'rounded')) as is_about,
        count(distinct observation.status) as statuses,
        max(observation.status) as status,
        max(observation.basis) as basis,
        max(observation.qualifier) as qualifier,
        max(observation.formula) as formula,
        count(corrected.unit_id) > 0 as is_corrected,
        coalesce(bool_and(observation.basis = 'computed'), false) as is_computed,
        list_sort(list_distinct(flatten(list(observation.source_ids)))) as source_ids
    from members
    inner join indicator on list_contains($indicator_ids, indicator.indicator_id)
    left join observation
        on
            indicator.indicator_id = observation.indicator_id
            and members.unit_id = observation.unit_id
            and observation.calendar = $calendar
            and members.period_id = observation.period_id
            and observation.part = ''
    left join corrected
        on
            indicator.indicator_id = corrected.indicator_id
            and members.unit_id = corrected.unit_id
            and members.period_id = corrected.period_id
    left join sides
        on
            indicator.indicator_id = sides.indicator_id
            and members.unit_id = sides.unit_id
            and members.period_id = sides.period_id
    group by members.group_id, indicator.indicator_id, members.period_id
)

select
    indicator.indicator_id,
    whose.group_id as unit_id,
    periods.period_id,
    periods.calendar,
    '' as part,
    periods.from_date,
    periods.to_date,
    case when sums.is_whole then sums.numerator end as numerator,
    case when sums.is_whole then sums.denominator end as denominator,
    case
        when sums.is_single then sums.added
        when not sums.is_whole or not indicator.adds_over_units then null
        when indicator.aggregate = 'quantile' then null
        when indicator.aggregate = 'ratio' and sums.denominator > 0
            then sums.numerator / sums.denominator
        when indicator.aggregate <> 'ratio' then sums.added
    end as value,
    case
        when sums.is_single then sums.basis
        when sums.is_whole then 'derived'
    end as basis,
    case
        when sums.is_single then coalesce(sums.status, 'not_reported')
        when not sums.is_whole then 'incomplete'
        when sums.statuses > 1 then 'mixed'
        else sums.status
    end as status,
    case
        when sums.is_single then sums.qualifier
        when not sums.is_whole then null
        when sums.is_about then 'rounded'
        when sums.is_loose then 'at_least'
        else 'exact'
    end as qualifier,
    case
        when sums.is_single then sums.formula
        when sums.is_whole then 'sum(unit)'
    end as formula,
    indicator.version as definition_version,
    sums.is_corrected,
    indicator.is_counted,
    whose.origin,
    sums.source_ids,
    sums.is_computed,
    sums.members,
    sums.reporting
from sums
inner join periods using (period_id)
inner join indicator using (indicator_id)
inner join whose using (group_id)
order by
    indicator.position asc,
    periods.to_date desc,
    periods.from_date asc,
    whose.group_id asc
