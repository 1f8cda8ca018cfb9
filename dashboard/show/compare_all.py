"""Units by all indicators: the heat table, one unit among all, two indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, wording
from dashboard.catalog.model import Indicator
from dashboard.charts import Axis, QuartileWords, quartiles, scatter
from dashboard.queries import records
from dashboard.show import figures, watch
from dashboard.show.compare import Page
from dashboard.show.heat import table_html
from dashboard.text.numbers import is_missing
from dashboard.workspace.fair import quartiles as placed

MOST = 12  # indicators beside each other


def heat(page: Page) -> None:
    """Every member by the most important indicators that anyone has."""
    shown = [one for one in page.session.known.tiles if one.indicator_id in _told(page)]
    shown = shown[:MOST]
    states = watch.states(page.session, page.chosen)
    marked = len({unit for _, unit in states})
    title = page.say("heat.title" if states else "heat.title_none", count=marked)
    table = figures.heat(
        page.session, page.chosen, shown, page.bloc, page.everything, states
    )
    _framed(
        page,
        "heat",
        (title, page.say("heat.subtitle")),
        lambda: st.html(table_html(table)),
        shown,
    )


def among(page: Page) -> None:
    """One unit against the quartiles of the bloc."""
    unit_id = page.chosen.unit_id
    if not unit_id:
        return
    known = page.session.known
    found = records(placed(page.everything, unit_id))
    places = {one["indicator_id"]: one for one in found}
    wanted = [one for one in known.tiles if one.indicator_id in places][:MOST]
    rows = pd.DataFrame(
        _place(page, one, places[one.indicator_id], unit_id) for one in wanted
    )
    if rows.empty or rows["value"].isna().all():
        return
    best = int(rows["is_upper"].sum())
    title = page.say(
        "among.title",
        unit=page.name(unit_id),
        best=best,
        count=int(rows["value"].notna().sum()),
    )
    said = {
        key: page.say(f"among.{key}", median="{median}", units="{units}")
        for key in ("median", "units", "worse", "better", "neither")
    }
    words = QuartileWords(**said)
    _framed(
        page,
        "among",
        (title, page.say("among.subtitle", count=len(page.members))),
        lambda: page.chart(
            "among",
            title,
            lambda narrow: quartiles(
                rows,
                page.session.tokens,
                language=page.session.language,
                words=words,
                narrow=narrow,
            ),
        ),
        wanted,
    )


def _place(
    page: Page, indicator: Indicator, row: Mapping[str, Any], unit_id: str
) -> dict[str, Any]:
    """Where the unit stands by one indicator."""
    language = page.session.language
    measure = page.session.known.measures[indicator.measured_in]
    value, median = row["value"], row["median"]
    sign = -1 if indicator.better == "lower" else 1
    is_known = not is_missing(value) and indicator.better != "neither"
    return {
        "label": indicator.short[language],
        "slot": page.session.known.units[unit_id].slot,
        "better": indicator.better,
        "figure": ""
        if is_missing(value)
        else wording.with_unit(indicator, measure, value, language),
        "median_figure": wording.with_unit(indicator, measure, median, language),
        "reason": page.session.say("status.not_reported"),
        "is_upper": is_known and sign * value >= sign * median,
        **row,
    }


def two(page: Page) -> None:
    """Two indicators beside each other, each unit a point."""
    known, language = page.session.known, page.session.language
    listed = _others(page)
    if not listed:
        return
    tiled = [one.indicator_id for one in known.tiles if one.indicator_id in listed]
    with st.container(key="filters_two"):
        other_id = filters.own(
            "other_id",
            listed,
            page.session.say("filter.other_id"),
            default=next(iter(tiled), ""),
            is_long=True,
        )
    other = known.indicators[other_id]
    rows = _points(page, other_id)
    title = page.say(
        "two.title",
        count=len(rows),
        first=page.indicator.short[language],
        second=other.short[language],
    )
    x, y = (_axis(page, one) for one in (page.indicator, other))
    _framed(
        page,
        "two",
        (title, page.say("two.subtitle", measured=page.subtitle)),
        lambda: page.chart(
            "two",
            title,
            lambda narrow: scatter(
                rows, page.session.tokens, language=language, x=x, y=y, narrow=narrow
            ),
        ),
        (page.indicator, other),
    )


def _framed(
    page: Page,
    key: str,
    said: tuple[str, str],
    content: Callable[[], object],
    indicators: Iterable[Indicator],
) -> None:
    """A frame of all figures of the period; `said` are its title and its subtitle."""
    page.framed(
        key,
        *said,
        content,
        page.results["everything"],
        *(one.indicator_id for one in indicators),
        table=page.everything,
    )


def _told(page: Page) -> set[str]:
    """The indicators that anyone has."""
    return set(page.everything[page.everything["value"].notna()]["indicator_id"])


def _others(page: Page) -> dict[str, str]:
    """The names of the other indicators that anyone has."""
    told = _told(page)
    return {
        one.indicator_id: one.name[page.session.language]
        for one in page.session.known.indicators.values()
        if one.indicator_id in told and one.indicator_id != page.own.indicator_id
    }


def _points(page: Page, other_id: str) -> pd.DataFrame:
    """Units that have both figures."""
    by_key = {
        (one["unit_id"], one["indicator_id"]): one for one in records(page.everything)
    }
    rows = []
    for unit_id in page.members:
        first = by_key.get((unit_id, page.own.indicator_id))
        second = by_key.get((unit_id, other_id))
        if not first or not second:
            continue
        if is_missing(first["value"]) or is_missing(second["value"]):
            continue
        rows.append(
            {
                "label": page.name(unit_id),
                "x": first["value"],
                "y": second["value"],
                "slot": page.session.known.units[unit_id].slot,
                "counts": page.counts(first),
            }
        )
    return pd.DataFrame(rows, columns=["label", "x", "y", "slot", "counts"])


def _axis(page: Page, indicator: Indicator) -> Axis:
    """What one side of the scatter measures, with the figure of the bloc for rates."""
    language = page.session.language
    measure = page.session.known.measures[indicator.measured_in]
    return Axis(
        title=f"{indicator.short[language]}, {measure.name[language]}",
        is_rate=indicator.is_rate,
        decimals=indicator.decimals,
        reference=page.common(indicator.indicator_id),
    )
