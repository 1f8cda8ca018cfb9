"""What the page on trends is asked for, and its answers."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard import filters
from dashboard.catalog.calendar import Period
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import one_indicator
from dashboard.show.session import Session
from dashboard.show.trends import Own, Page
from dashboard.stats import control
from dashboard.workspace.definitions import STRUCTURES, Structure
from dashboard.workspace.series import KINDS

# How many periods of a kind are drawn: what fits, and what still says something.
POINTS = {"month": 60, "quarter": 28, "half": 16, "year": 8}


def choose(session: Session, chosen: Filters) -> Own | None:
    """The second row of filters; none where the bloc has no figures at all."""
    known = session.known
    asked = {"bloc_id": chosen.bloc_id, "calendar": chosen.calendar}
    found = session.ask("trends/available", **asked).frame
    found = found[found["kind"].isin(KINDS)]
    if found.empty:
        return None
    with st.container(key="filters_own", horizontal=True):
        indicator_id = one_indicator.choose(session, found["indicator_id"].unique())
        mine = found[found["indicator_id"] == indicator_id].set_index("kind")["periods"]
        kinds = [one for one in KINDS if one in mine.index]
        enough = (one for one in kinds if mine[one] >= control.MINIMUM)
        own_kind = known.periods[chosen.calendar, chosen.period_id].kind
        kind = filters.own(
            "kind",
            {one: session.say(f"trends.kind.{one}") for one in kinds},
            session.say("trends.kind.label"),
            default=next(enough, own_kind if own_kind in kinds else kinds[0]),
        )
        structures: dict[str, str] = {
            one: session.say(f"trends.structure.{one}") for one in STRUCTURES
        }
        label = session.say("trends.structure.label")
        structure = filters.own("structure", structures, label)
    return Own(indicator_id, kind, cast(Structure, structure))


def gather(session: Session, chosen: Filters, own: Own) -> Page:
    """Ask every question of the page."""
    known = session.known
    run = _run(session, chosen, own)
    last = run[-1]
    members = session.members(chosen.bloc_id, chosen.calendar, last.period_id)
    asked: dict[str, Any] = {
        "calendar": chosen.calendar,
        "bloc_id": chosen.bloc_id,
        "period_ids": [one.period_id for one in run],
    }
    is_today = own.structure == "today"
    # A unit that was a member earlier may still be looked at.
    everyone = list(dict.fromkeys([*members, *filter(None, [chosen.unit_id])]))
    units = {"unit_ids": everyone, "by_today": is_today}
    wanted = [own.indicator_id]
    unit_rows = session.figures(wanted, **asked, **units)
    bloc_rows = session.figures(wanted, **asked, whole_bloc=True)
    targets = session.ask(
        "trends/targets",
        indicator_ids=wanted,
        unit_ids=everyone,
        calendar=chosen.calendar,
    )
    notes = _notes(session, own, run, [chosen.unit_id] if chosen.unit_id else everyone)
    results: dict[str, Result] = {
        "bloc": session.figures_result(wanted, **asked, whole_bloc=True),
        "units": session.figures_result(wanted, **asked, **units),
    }
    run = _begun(run, pd.concat([unit_rows, bloc_rows]))
    drawn = [one.period_id for one in run]
    return Page(
        session=session,
        chosen=chosen,
        members=members,
        results=results,
        indicator=known.indicators[own.indicator_id],
        rows=unit_rows[unit_rows["period_id"].isin(drawn)],
        own=own,
        run=run,
        bloc_rows=bloc_rows[bloc_rows["period_id"].isin(drawn)],
        targets=targets.frame,
        notes=notes,
    )


def _notes(
    session: Session, own: Own, run: list[Period], unit_ids: list[str]
) -> pd.DataFrame:
    """What happened or was changed within the run, as far as it bears on the
    indicator."""
    return session.ask(
        "trends/notes",
        unit_ids=unit_ids,
        indicator_id=own.indicator_id,
        area=session.known.indicators[own.indicator_id].area,
        from_date=run[0].from_date,
        to_date=run[-1].to_date,
    ).frame


def _run(session: Session, chosen: Filters, own: Own) -> list[Period]:
    """The periods of the kind chosen up to the period looked at; where none has ended
    by then, the first there is."""
    known = session.known
    period = known.periods[chosen.calendar, chosen.period_id]
    same = (
        one
        for one in known.periods.values()
        if (one.calendar, one.kind) == (chosen.calendar, own.kind)
    )
    return known.run_ending(period, own.kind, POINTS[own.kind]) or [next(same)]


def _begun(run: list[Period], rows: pd.DataFrame) -> list[Period]:
    """The run from the first period on in which anyone has a figure."""
    known = set(rows[rows["value"].notna()]["period_id"])
    first = next((at for at, one in enumerate(run) if one.period_id in known), 0)
    return run[first:]
