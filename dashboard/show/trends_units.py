"""Every unit on one scale, and what chance alone would mark."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.charts import multiples
from dashboard.show import trends_chart, trends_words
from dashboard.show.markup import paragraph
from dashboard.show.trends import Page
from dashboard.stats import control
from dashboard.text.numbers import number
from dashboard.workspace.trends import expected


def section(page: Page) -> None:
    """Small multiples of the members, the bloc as a thin line in each."""
    marked = [
        one
        for one in page.units
        if one.variation not in (control.USUAL, control.MISSING)
    ]
    key = "units.title" if marked else "units.title_none"
    title = page.say(key, marked=len(marked), members=len(page.units))
    # A bloc's count is many times that of a unit.
    is_rate = page.indicator.is_rate
    subtitle = "units.subtitle" if is_rate else "units.subtitle_alone"
    page.framed(
        "panels",
        title,
        page.say(subtitle, **page.measured),
        lambda: _content(page, title),
        page.results["units"],
    )


def _content(page: Page, title: str) -> None:
    rows = panels(page)
    page.chart(
        "panels",
        title,
        lambda narrow: multiples(
            rows,
            page.session.tokens,
            language=page.session.language,
            is_rate=page.indicator.is_rate,
            decimals=page.indicator.decimals,
            narrow=narrow,
        ),
    )
    st.html(paragraph(chance(page), "t-sub"))


def panels(page: Page) -> pd.DataFrame:
    """The columns of `charts.multiples`, a row per unit and period."""
    known = page.session.known
    values_of = page.bloc_rows.set_index("period_id")["value"]
    bloc = values_of.reindex([one.period_id for one in page.run]).to_numpy(np.float64)
    if not page.indicator.is_rate:
        bloc = np.full(len(page.run), np.nan)
    rows = []
    for trend in page.units:
        unit, values = known.units[trend.series.unit_id], trend.series.values
        there = np.flatnonzero(~np.isnan(values))
        figure = page.figure(values[there[-1]]) if there.size else ""
        rows += [
            {
                "panel": unit.short[page.session.language],
                "slot": unit.slot,
                "period": trends_words.label(page, place),
                "value": shown,
                "bloc": bloc[place],
                "state": trends_chart.state(trend, place),
                "figure": figure,
                "reason": page.session.say("status.not_reported"),
            }
            for place, shown in enumerate(values)
        ]
    return pd.DataFrame(rows)


def chance(page: Page) -> str:
    """How many of the charts shown chance alone would mark."""
    shown = [*page.units, *([page.subject] if page.subject else [])]
    found = expected(shown)
    if not found.charts:
        return page.say("units.chance_none")
    language = page.session.language
    return page.say(
        "units.chance",
        charts=found.charts,
        marked=number(found.marked, 1, language),
        last=number(found.last_marked, 1, language),
    )
