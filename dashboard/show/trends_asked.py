"""What the page on trends is asked for, and its answers."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard import filters
from dashboard.catalog.calendar import Period
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show.session import Session
from dashboard.show.trends import Own, Page
from dashboard.stats import control
from dashboard.workspace.definitions import STRUCTURES, Structure
from dashboard.workspace.series import KINDS

# How many periods of a kind are drawn: what fits, and what still says something.
POINTS = {"month": 60, "quarter": 28, "half": 16, "year": 8}


def choose(session: Session, chosen: Filters) -> Own | None:
    """The second row of filters; none where the bloc has no figures at all."""
    known, language = session.known, session.language
    asked = {"bloc_id": chosen.bloc_id, "calendar": chosen.calendar}
    found = session.ask("trends/available", **asked).frame
    found = found[found["kind"].isin(KINDS)]
    if found.empty:
        return None
    listed = {
        one: f"{session.say(f'area.{known.indicators[one].area}')} · "
        f"{known.indicators[one].name[language]}"
        for one in found["indicator_id"].unique()
    }
    tiled = [one.indicator_id for one in known.tiles if one.indicator_id in listed]
    with st.container(key="filters_own", horizontal=True):
        title = session.say("filter.indicator_id")
        first = next((one for one in tiled if known.indicators[one].is_rate), "")
        indicator_id = filters.own(
            "indicator_id", listed, title, default=first, is_long=True
        )
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
    notes = session.ask(
        "trends/notes",
        unit_ids=[chosen.unit_id] if chosen.unit_id else everyone,
        indicator_id=own.indicator_id,
        area=session.known.indicators[own.indicator_id].area,
        from_date=run[0].from_date,
        to_date=last.to_date,
    )
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
        own=own,
        run=run,
        bloc_rows=bloc_rows[bloc_rows["period_id"].isin(drawn)],
        unit_rows=unit_rows[unit_rows["period_id"].isin(drawn)],
        targets=targets.frame,
        notes=notes.frame,
    )


def _run(session: Session, chosen: Filters, own: Own) -> list[Period]:
    """The periods of the kind chosen that end with the period looked at, or in it."""
    known = session.known
    end = known.periods[chosen.calendar, chosen.period_id].to_date
    same = [
        one
        for one in known.periods.values()
        if (one.calendar, one.kind) == (chosen.calendar, own.kind)
    ]
    ended = [one for one in same if one.to_date <= end] or same[:1]
    last = max(ended, key=lambda one: one.ordinal)
    return known.run_up_to(last, POINTS[own.kind])


def _begun(run: list[Period], rows: pd.DataFrame) -> list[Period]:
    """The run from the first period on in which anyone has a figure."""
    known = set(rows[rows["value"].notna()]["period_id"])
    first = next((at for at, one in enumerate(run) if one.period_id in known), 0)
    return run[first:]
