-- Counts of dossiers computed from the records: what came in and went out in a period,
-- and what was at hand when it began and ended.
-- grain: indicator_id, unit_id, calendar, period_id, part
-- params:
--   $unit_ids: text[], units wanted; null for every unit
-- columns:
--   indicator_id: id, of the indicator
--   unit_id: id, of the unit
--   calendar: id, of the calendar
--   period_id: id, of the period in its calendar
--   part: key, empty for the whole
--   numerator: number, dossiers
--   denominator: number, null: only rates have one
--   value: number, dossiers
--   basis: code, computed
--   status: code, complete: lists of dossiers speak for every day of the period
--   qualifier: code, exact
--   formula: text, null: nothing was derived
--   definition_version: number, of the indicator
--   origin: code, real or invented
--   as_of: date, the latest cut-off of the sources
--   source_ids: text[], the files it comes from
with complete as (
    select dossier_period.*
    from dossier_period
    where $unit_ids is null or list_contains($unit_ids, dossier_period.unit_id)
),

flow as (
    select
        dossier_flow.unit_id,
        dossier_flow.bucket,
        'field=' || coalesce(procedure_field.field, 'unknown') as part,
        sum(dossier_flow.received) as received_new,
        sum(case dossier_flow.channel when 'online' then dossier_flow.received end)
            as received_online,
        sum(
            case
                when dossier_flow.channel in ('desk', 'post') then dossier_flow.received
            end
        ) as received_desk_post,
        sum(case dossier_flow.channel when '' then dossier_flow.received end)
            as received_unknown,
        sum(dossier_flow.early) as early,
        sum(dossier_flow.on_time) as on_time,
        sum(dossier_flow.late) as late,
        sum(dossier_flow.returned) as returned,
        sum(dossier_flow.withdrawn) as withdrawn,
        sum(dossier_flow.gone) as gone,
        sum(dossier_flow.became_overdue - dossier_flow.overdue_closed) as overdue,
        sum(dossier_flow.paused - dossier_flow.resumed) as waiting
    from dossier_flow
    left join procedure_field using (procedure_id)
    where $unit_ids is null or list_contains($unit_ids, dossier_flow.unit_id)
    group by all
),

divided as (
    select
        flow.unit_id,
        flow.bucket,
        case grouping(flow.part) when 1 then '' else flow.part end as part,
        sum(flow.received_new) as received_new,
        coalesce(sum(flow.received_online), 0) as received_online,
        coalesce(sum(flow.received_desk_post), 0) as received_desk_post,
        coalesce(sum(flow.received_unknown), 0) as received_unknown,
        sum(flow.early) as early,
        sum(flow.on_time) as on_time,
        sum(flow.late) as late,
        sum(flow.returned) as returned,
        sum(flow.withdrawn) as withdrawn,
        sum(flow.gone) as gone,
        sum(flow.overdue) as overdue,
        sum(flow.waiting) as waiting
    from flow
    group by grouping sets (
        (flow.unit_id, flow.bucket), (flow.unit_id, flow.bucket, flow.part)
    )
),

-- Every part a unit ever had, and the whole of a unit that never had a dossier.
parts as (
    select distinct
        divided.unit_id,
        divided.part
    from divided
    union distinct
    select distinct
        complete.unit_id,
        '' as part
    from complete
),

periods as (
    select
        complete.unit_id,
        parts.part,
        complete.calendar,
        complete.period_id,
        half_month(complete.from_date) as first_bucket,
        half_month(complete.to_date) as last_bucket,
        complete.as_of,
        complete.source_ids
    from complete
    inner join parts using (unit_id)
),

inside as (
    select
        periods.unit_id,
        periods.part,
        periods.calendar,
        periods.period_id,
        sum(divided.received_new) as received_new,
        sum(divided.received_online) as received_online,
        sum(divided.received_desk_post) as received_desk_post,
        sum(divided.received_unknown) as received_unknown,
        sum(divided.early) as early,
        sum(divided.on_time) as on_time,
        sum(divided.late) as late,
        sum(divided.returned) as returned,
        sum(divided.withdrawn) as withdrawn,
        sum(divided.gone) as gone
    from periods
    inner join divided
        on
            periods.unit_id = divided.unit_id
            and periods.part = divided.part
            and divided.bucket between periods.first_bucket and periods.last_bucket
    group by all
),

stocks as (
    select
        divided.unit_id,
        divided.part,
        divided.bucket,
        sum(
            divided.received_new - divided.early - divided.on_time - divided.late
            - divided.returned - divided.withdrawn - divided.gone
        ) over running as pending,
        sum(divided.overdue) over running as overdue,
        sum(divided.waiting) over running as waiting
    from divided
    window running as (
        partition by divided.unit_id, divided.part
        order by divided.bucket
        rows between unbounded preceding and current row
    )
),

counted as (
    select
        periods.*,
        coalesce(inside.received_new, 0) as received_new,
        coalesce(inside.received_online, 0) as received_online,
        coalesce(inside.received_desk_post, 0) as received_desk_post,
        coalesce(inside.received_unknown, 0) as received_unknown,
        coalesce(inside.early, 0) as early,
        coalesce(inside.on_time, 0) as on_time,
        coalesce(inside.late, 0) as late,
        coalesce(inside.returned, 0) as returned,
        coalesce(inside.withdrawn, 0) as withdrawn,
        coalesce(inside.gone, 0) as gone,
        coalesce(eve.pending, 0) as carried_over,
        coalesce(last_day.pending, 0) as pending,
        coalesce(last_day.overdue, 0) as overdue,
        coalesce(last_day.waiting, 0) as waiting
    from periods
    left join inside using (unit_id, part, calendar, period_id)
    asof left join stocks as eve
        on
            periods.unit_id = eve.unit_id
            and periods.part = eve.part
            and periods.first_bucket > eve.bucket
    asof left join stocks as last_day
        on
            periods.unit_id = last_day.unit_id
            and periods.part = last_day.part
            and periods.last_bucket >= last_day.bucket
),

-- How dossiers came in stays open as long as the channel of one of them is not stated.
measured as (
    select
        counted.unit_id,
        counted.part,
        counted.calendar,
        counted.period_id,
        counted.as_of,
        counted.source_ids,
        counted.carried_over + counted.received_new as received,
        counted.received_new,
        case when counted.received_unknown = 0 then counted.received_online end
            as received_online,
        case when counted.received_unknown = 0 then counted.received_desk_post end
            as received_desk_post,
        counted.carried_over,
        counted.early + counted.on_time + counted.late as resolved,
        counted.early,
        counted.on_time,
        counted.late,
        counted.returned,
        counted.withdrawn,
        counted.gone,
        counted.pending,
        counted.pending - counted.overdue as pending_in_time,
        counted.overdue as pending_overdue,
        counted.waiting as pending_waiting
    from counted
),

figures as (
    unpivot measured
    on columns(
        * exclude (unit_id, part, calendar, period_id, as_of, source_ids)
    )
    into name measure value dossiers
)

select
    indicator.indicator_id,
    figures.unit_id,
    figures.calendar,
    figures.period_id,
    figures.part,
    cast(figures.dossiers as double) as numerator,
    cast(null as double) as denominator,
    cast(figures.dossiers as double) as value,
    'computed' as basis,
    'complete' as status,
    'exact' as qualifier,
    cast(null as text) as formula,
    indicator.version as definition_version,
    unit.origin,
    figures.as_of,
    figures.source_ids
from figures
inner join indicator on 'procedures.' || figures.measure = indicator.indicator_id
inner join unit on figures.unit_id = unit.unit_id
order by indicator_id, unit_id, calendar, period_id, part
