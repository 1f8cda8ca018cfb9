"""Steps of tasks by level: those that lists tell, and those that reports state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import wording
from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.figures import href
from dashboard.show.frame import foot, frame
from dashboard.show.tasks import Page, steps
from dashboard.workspace import tasks

INDICATORS = [one.removeprefix(tasks.AREA) for one in tasks.INDICATORS]


def taken(page: Page) -> None:
    """How often each step was taken, by level; each number leads to its rows."""
    found = page.taken
    if found.empty:
        return
    title = page.say("steps.title", words=steps(page, found))
    levels = _levels(page, found)
    sums = found.groupby(["step", "level"])["value"].sum().to_dict()
    rows = [
        Row(
            page.say(f"step_row.{one.key}"),
            [_taken(page, one, level, sums) for level in (*levels, "")],
        )
        for one in tasks.STEPS
        if one.key != tasks.UNKNOWN or (one.key, "") in sums
    ]
    heads = [page.say("steps.step"), *(page.headed("level", one) for one in levels)]
    heads.append(page.say("steps.all"))
    with frame(title, page.say("steps.subtitle"), "steps"):
        st.html(counts_html(title, heads, rows))
        menu = page.menu(
            "steps",
            title,
            page.figures_result("both"),
            *INDICATORS,
            table=found.drop(columns="is_computed"),
        )
        foot(page.source, "steps", menu)


def _taken(
    page: Page, step: tasks.Step, level: str, sums: Mapping[Any, float]
) -> Count:
    """A sum over units; a list that has none says 0."""
    count = sums.get((step.key, level), 0.0)
    where = {"level": level} if level else {}
    link = page.rows_href(step.key, **where) if count else ""
    return Count(page.count(count), link)


def stated(page: Page) -> None:
    """What reports state of units without lists, each number with its place in them."""
    found = page.stated
    if found.empty:
        return
    title = page.say("stated.title", words=steps(page, found))
    levels = _levels(page, found)
    units = [one for one in page.wanted if one in set(found["unit_id"])]
    rows = []
    for unit_id in units:
        mine = found[found["unit_id"] == unit_id]
        cells = {(one["step"], one["level"]): one for one in records(mine)}
        places = _places(page, unit_id)
        for step in tasks.STEPS:
            if not any(step.key == key for key, _ in cells):
                continue
            name = page.say(f"step_row.{step.key}")
            shown = [
                _stated(page, unit_id, step, cells.get((step.key, level)))
                for level in (*levels, "")
            ]
            place = Count("; ".join(places.get((step.indicator_id, step.kind), [])))
            named = name if len(units) == 1 else f"{page.name(unit_id)}: {name}"
            rows.append(Row(named, [place, *shown]))
    heads = [page.say("steps.step"), page.say("stated.place")]
    heads += [*(page.headed("level", one) for one in levels), page.say("steps.all")]
    with frame(title, page.say("stated.subtitle"), "stated"):
        st.html(counts_html(title, heads, rows, words=1))
        menu = page.menu(
            "stated",
            title,
            page.figures_result("both"),
            *INDICATORS,
            table=found.drop(columns="is_computed"),
        )
        foot(page.reports, "stated", menu)


def _stated(
    page: Page, unit_id: str, step: tasks.Step, one: Mapping[str, object] | None
) -> Count:
    if one is None:
        return Count("…")
    words = wording.qualified(
        page.count(float(str(one["value"]))),
        str(one["qualifier"]),
        page.session.language,
    )
    link = href(page.chosen, indicator_id=step.indicator_id, of=unit_id)
    return Count(words, link)


def _places(page: Page, unit_id: str) -> dict[tuple[str, str], list[str]]:
    """Where in its reports a unit states the steps, by indicator and kind."""
    chosen = page.chosen
    found = page.session.ask(
        "quality/stated",
        unit_ids=[unit_id],
        calendar=chosen.calendar,
        period_id=chosen.period_id,
        indicator_ids=list(tasks.INDICATORS),
    ).frame
    places: dict[tuple[str, str], list[str]] = {}
    for one in records(found):
        said = places.setdefault((one["indicator_id"], tasks.kind_of(one["part"])), [])
        place = one["locator"] or f"{one['file_name']} {one['cell']}"
        if place not in said:
            said.append(place)
    return places


def _levels(page: Page, found: pd.DataFrame) -> list[str]:
    """Levels that any of the rows has, in the order of the catalog."""
    there = set(found["level"])
    return [one for one in page.levels if one in there]
