"""The first chart of the page on trends: one series, its limits and what marks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.catalog.calendar import Period
from dashboard.charts import control
from dashboard.queries import records
from dashboard.show import actions, trends_words
from dashboard.show.counts import Count, Row
from dashboard.show.frame import foot, frame
from dashboard.show.trends import Page
from dashboard.text.numbers import date, is_missing
from dashboard.workspace.trends import Trend

# Words written at marks, the newest first: more would hide the line.
MOST_WORDS = 4
HEADS = ("period", "value", "counts", "limits", "said")


def section(page: Page) -> None:
    """The series of the unit or bloc looked at."""
    trend = page.subject
    title = trends_words.title(page, trend)
    if trend is None:
        with frame(title, subtitle(page, trend), "trend"):
            foot(page.source, "trend")
        return
    rows = points(page, trend)
    page.framed(
        "trend",
        title,
        subtitle(page, trend),
        lambda: drawn(page, "trend", title, rows),
        page.results["units" if page.chosen.unit_id else "bloc"],
        table=page.subject_rows,
        drawn=actions.Drawn(
            [page.say(f"head.{key}") for key in HEADS],
            [_row(page, one) for one in records(rows)],
        ),
    )


def drawn(page: Page, key: str, title: str, rows: pd.DataFrame) -> None:
    """A series of the indicator as a control chart."""
    page.chart(
        key,
        title,
        lambda narrow: control(
            rows,
            page.session.tokens,
            language=page.session.language,
            decimals=page.indicator.decimals,
            is_rate=page.indicator.is_rate,
            words=trends_words.of_chart(page),
            narrow=narrow,
        ),
    )


def subtitle(page: Page, trend: Trend | None) -> str:
    """What is measured, of whom, when, and how it is judged."""
    words = page.say(
        "chart.subtitle",
        **page.measured,
        who=page.who,
        first=trends_words.label(page, 0),
        last=trends_words.label(page, len(page.run) - 1),
        method=trends_words.method(page, trend) if trend else "–",
    )
    if page.own.structure == "today":
        words = f"{words} · {page.say('chart.today')}"
    return words


def points(page: Page, trend: Trend) -> pd.DataFrame:
    """The columns of `charts.control`, a row per period, oldest first."""
    by_id = {one["period_id"]: one for one in records(page.subject_rows)}
    earlier = dict(zip(by_id, (one["value"] for one in by_id.values()), strict=True))
    words, steps = _words(page, trend), page.steps(page.subject_id)
    segment = np.searchsorted(trend.series.starts, range(len(page.run)), side="right")
    rows = []
    for place, period in enumerate(page.run):
        row = by_id.get(period.period_id, {})
        shown = trend.series.values[place]
        rows.append(
            {
                "label": trends_words.label(page, place),
                "period": period.name[page.session.language],
                "value": shown,
                "counts": _counts(page, row),
                "reason": page.session.say(f"status.{_status(row)}"),
                "state": state(trend, place),
                "words": words.get(place, ""),
                "segment": int(segment[place]),
                "is_apart": bool(trend.series.apart[place]) and not is_missing(shown),
                "is_provisional": page.status.get(period.period_id) == "provisional",
                "is_corrected": bool(row.get("is_corrected")),
                "note": _note(page, period),
                "break_label": _break(page, period),
                "target": steps.get(period.period_id, np.nan),
                "earlier": earlier.get(period.year_before_id, np.nan),
                **{
                    line: trend.limits[line][place]
                    for line in ("centre", "lower", "upper")
                },
            }
        )
    return pd.DataFrame(rows)


def _words(page: Page, trend: Trend) -> dict[int, str]:
    """What is written at marks, by place."""
    shown = page.found[-MOST_WORDS:]
    return {one.first: trends_words.of_episode(page, trend, one) for one in shown}


def state(trend: Trend, place: int) -> str:
    """Which way a point is marked, as charts draw it."""
    said = str(trend.marks["direction"][place])
    return "usual" if said == "missing" else said


def _status(row: Mapping[str, Any]) -> str:
    return str(row.get("status") or "not_reported")


def _counts(page: Page, row: Mapping[str, Any]) -> str:
    return "" if not row or is_missing(row["value"]) else page.counts(row)


def _note(page: Page, period: Period) -> str:
    """What happened in a period, with its day."""
    inside = [
        f"{date(one['note_date'])}: {one['words'][page.session.language]}"
        for one in records(page.notes)
        if period.from_date <= one["note_date"] <= period.to_date
    ]
    return "; ".join(inside)


def _break(page: Page, period: Period) -> str | None:
    """The day of a break of the series within a period."""
    days = page.cuts(period)
    return date(days[0]) if days else None


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    """A period in the table behind the chart."""
    if is_missing(one["value"]):
        return Row(str(one["period"]), [Count(str(one["reason"]))])
    limits = ""
    if not is_missing(one["lower"]):
        ends = (page.figure(float(one[end])) for end in ("lower", "upper"))
        limits = " – ".join(ends)
    said = [
        str(one["words"]),
        page.say("apart") if one["is_apart"] and not one["break_label"] else "",
        page.say("broken") if one["break_label"] else "",
        page.say("provisional") if one["is_provisional"] else "",
        page.say("corrected") if one["is_corrected"] else "",
        str(one["note"]),
    ]
    cells = [
        Count(page.figure(float(one["value"]))),
        Count(str(one["counts"])),
        Count(limits),
        Count("; ".join(words for words in said if words)),
    ]
    return Row(str(one["period"]), cells)
