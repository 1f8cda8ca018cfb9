"""How long tasks take from one step to the next, those still waiting counted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import durations
from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.tasks import Page
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import tasks

COLUMNS = ("median", "upper", "closed", "open", "unknown")


def section(page: Page) -> None:
    """Days from each step to the next: when half and three quarters have taken it."""
    result = page.results["stages"]
    found = tasks.waits(result.frame)
    if found.empty:
        return
    title = _title(page, found)
    last = max(result.frame["to_date"])
    rows = pd.DataFrame(
        {
            "label": page.say(f"stage.{one['stage']}"),
            "sublabel": page.say(
                "stages.counts",
                closed=page.count(one["closed"]),
                open=page.count(one["open"]),
            ),
            "median": one["median"],
            "p90": one["upper"],
            "term": None,
            "reason": page.say("stages.not_half"),
        }
        for one in records(found)
    )
    with frame(title, page.say("stages.subtitle", day=date(last)), "stages"):
        page.chart(
            "stages",
            title,
            lambda narrow: durations(
                rows,
                page.session.tokens,
                language=page.session.language,
                term_label="",
                narrow=narrow,
            ),
        )
        columns = [one for one in COLUMNS if one != "unknown" or found[one].any()]
        heads = [
            page.say("stages.stage"),
            *(page.say(f"stages.{one}") for one in columns),
        ]
        lines = [_row(page, one, columns) for one in records(found)]
        st.html(counts_html(title, heads, lines))
        menu = page.menu("stages", title, result, table=found)
        foot(page.source, "stages", menu)


def _title(page: Page, found: pd.DataFrame) -> str:
    """The stage in which half of the tasks wait longest, the work itself left out."""
    waiting = found[(found["stage"] != "accepted") & found["median"].notna()]
    if waiting.empty:
        return page.say("stages.none")
    worst = waiting.sort_values("median", ascending=False).iloc[0]
    stage = page.say(f"stage.{worst['stage']}")
    return page.say(
        "stages.title",
        stage=stage[:1].lower() + stage[1:],
        days=page.count(worst["median"]),
    )


def _row(page: Page, one: Mapping[str, Any], columns: Sequence[str]) -> Row:
    """Days and tasks; days that so many have not reached say so."""
    cells = [
        page.say("stages.not_reached") if is_missing(one[key]) else page.count(one[key])
        for key in columns
    ]
    return Row(page.say(f"stage.{one['stage']}"), [Count(text) for text in cells])
