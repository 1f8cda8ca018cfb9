"""What every series of a bloc did by month up to a period."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.catalog.calendar import Period
from dashboard.filters import Filters
from dashboard.queries import records
from dashboard.show.session import Session
from dashboard.stats import control
from dashboard.workspace.series import changes, series
from dashboard.workspace.trends import Trend, judge

POINTS = 60
KIND = "month"
State = str


def trends(session: Session, chosen: Filters) -> list[Trend]:
    """Every indicator of every member, by month."""
    return _trends(
        session,
        str(session.warehouse),
        chosen.bloc_id,
        chosen.calendar,
        chosen.period_id,
    )


def states(session: Session, chosen: Filters) -> Mapping[tuple[str, str], State]:
    """By indicator and unit whether the newest month is within usual variation."""
    return {
        (one.series.indicator.indicator_id, one.series.unit_id): one.variation
        for one in trends(session, chosen)
        if one.variation in (control.IMPROVING, control.WORSENING)
    }


def run(session: Session, calendar: str, period_id: str) -> list[Period]:
    """The months that end with a period, or in it."""
    known = session.known
    return known.run_ending(known.periods[calendar, period_id], KIND, POINTS)


@st.cache_resource(max_entries=24, show_spinner=False)
def _trends(
    _session: Session, warehouse: str, bloc_id: str, calendar: str, period_id: str
) -> list[Trend]:
    """`warehouse` tells versions apart; the session is only asked."""
    known, months = _session.known, run(_session, calendar, period_id)
    if not months:
        return []
    members = _session.members(bloc_id, calendar, period_id)
    figures = _session.figures(
        list(known.indicators),
        calendar=calendar,
        bloc_id=bloc_id,
        period_ids=[one.period_id for one in months],
        unit_ids=members,
    )
    notes = records(
        _session.ask(
            "trends/notes",
            unit_ids=members,
            indicator_id=None,
            area=None,
            from_date=months[0].from_date,
            to_date=months[-1].to_date,
        ).frame
    )
    days = {}
    for indicator in known.indicators.values():
        breaks = known.breaks_of(indicator)
        mine = [
            one
            for one in notes
            if one["indicator_id"] in (None, indicator.indicator_id)
            and one["area"] in (None, indicator.area)
        ]
        for unit_id in members:
            whose = [frozenset([unit_id])] * len(months)
            days[indicator.indicator_id, unit_id] = changes(
                breaks, mine, unit_id, whose, months
            )
    some = figures[figures["unit_id"].isin(members)]
    return judge(series(some, known.indicators, months, days, {}))
