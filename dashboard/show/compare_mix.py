"""What remains of the differences when the dossiers are alike, and open ones count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.charts import dots
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.compare import Page
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.markup import paragraph
from dashboard.text.numbers import is_missing, number
from dashboard.workspace.fair import waits

WAITS = ("unit", "days", "closed", "dossiers", "open")


def adjusted(page: Page) -> None:
    """The rate of each unit as if it had the procedures of the bloc."""
    if page.mix is None or page.fair is None:
        return
    found, left = page.mix
    rows = _points(page, found)
    title = _title(page, found)
    subtitle = page.say(
        "mix.subtitle",
        measured=page.subtitle,
        side=page.say(f"mix.{found['side'].iloc[0]}"),
    )
    centre = page.fair.centre
    out = ", ".join(
        f"{page.name(one)} {page.count(count)}" for one, count in left.items() if count
    )

    def content() -> None:
        page.chart(
            "mix",
            title,
            lambda narrow: dots(
                rows,
                page.session.tokens,
                language=page.session.language,
                until=page.say("until", end="{end}"),
                reference=centre,
                reference_label=page.say("bloc"),
                narrow=narrow,
            ),
        )
        if out:
            st.html(paragraph(page.say("mix.left", names=out), "t-sub"))

    page.framed(
        "mix",
        title,
        subtitle,
        content,
        page.asked("casemix"),
        table=found.assign(origin=page.rows["origin"].iloc[0]),
        drawn=actions.rates(page.session, rows),
    )


def _points(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """The columns of `charts.dots`, the best first."""
    return pd.DataFrame(
        {
            "label": page.name(one["unit_id"]),
            "value": np.nan if is_missing(one["adjusted"]) else one["adjusted"],
            "low": one["adjusted_low"],
            "high": one["adjusted_high"],
            "slot": page.session.known.units[one["unit_id"]].slot,
            "counts": page.say(
                "mix.counts",
                ratio=number(one["ratio"], 2, page.session.language),
                cases=page.count(one["n"]),
            ),
        }
        for one in records(found.sort_values("adjusted", ascending=False))
    )


def _title(page: Page, found: pd.DataFrame) -> str:
    """Whose figure says something else once procedures are alike."""
    off = found[(found["low"] > 1) | (found["high"] < 1)]
    if off.empty:
        return page.say("mix.title_none", count=len(found))
    names = [page.name(str(one)) for one in off["unit_id"]]
    return page.say("mix.title", units=page.several(names))


def durations(page: Page) -> None:
    """How long a result takes when those still waiting are not forgotten."""
    if page.indicator.area != "procedures":
        return
    found = waits(page.asked("durations").frame)
    if found.empty:
        return
    known = records(found[found["days"].notna()])
    title = page.say("waits.title_none")
    if known:
        longest = max(known, key=lambda one: float(one["days"]))
        title = page.say(
            "waits.title",
            unit=page.name(longest["unit_id"]),
            days=page.decimal(longest["days"]),
        )
    heads = [page.say(f"waits.{key}") for key in WAITS]
    rows = [_wait(page, one) for one in records(found.sort_values("days"))]
    page.framed(
        "waits",
        title,
        page.say("waits.subtitle"),
        lambda: st.html(counts_html(title, heads, rows)),
        page.asked("durations"),
        "procedures.median_days",
        table=found.assign(origin=page.rows["origin"].iloc[0]),
    )


def _wait(page: Page, one: Mapping[str, Any]) -> Row:
    days = [
        page.say("waits.not_reached")
        if is_missing(one[key])
        else page.decimal(one[key])
        for key in ("days", "closed")
    ]
    counts = [page.count(one[key]) for key in ("dossiers", "open")]
    return Row(page.name(one["unit_id"]), [Count(words) for words in (*days, *counts)])
