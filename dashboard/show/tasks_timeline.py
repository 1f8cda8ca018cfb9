"""The tasks of a period over the years: how long they ran, when they should end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts import timeline
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row
from dashboard.show.frame import foot, frame
from dashboard.show.tasks import Page
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import tasks

HEADS = (
    "title",
    "level",
    "begun_date",
    "planned_end_date",
    "end_date",
    "late",
    "steps",
)


def section(page: Page) -> None:
    """A thin row for each task, grouped by level."""
    result = page.results["timeline"]
    found = records(result.frame)
    if not found:
        return
    found.sort(key=lambda one: page.rank("level", one["level"]))
    rows = pd.DataFrame([_task(page, one) for one in found])
    total, day = found[0]["total"], page.period.to_date
    title = _title(page, found)
    subtitle = page.say("timeline.subtitle", day=date(day))
    if total > len(found):
        subtitle += " " + page.say(
            "timeline.more",
            shown=page.count(tasks.DRAWN),
            rest=page.count(total - len(found)),
        )
    with frame(title, subtitle, "timeline"):
        page.chart(
            "timeline",
            title,
            lambda narrow: timeline(
                rows,
                page.session.tokens,
                language=page.session.language,
                as_of=day,
                as_of_label=page.say("timeline.end", day=date(day)),
                planned_label=page.say("timeline.planned", date="{date}"),
                breaks=_breaks(page),
                narrow=narrow,
            ),
        )
        heads = [
            page.say("slips.task_id"),
            *(page.say(f"slips.{one}") for one in HEADS),
        ]
        drawn = actions.Drawn(heads, [_row(page, one) for one in found])
        menu = page.menu(
            "timeline",
            title,
            result,
            "active",
            "slipping",
            table=_table(page),
            drawn=drawn,
        )
        foot(page.source, "timeline", menu)


def _breaks(page: Page) -> list[tuple[dt.date, str]]:
    """The days up to the end of the period from which tasks mean something else."""
    return [
        (one.date, one.reason[page.session.language])
        for one in page.session.known.breaks
        if one.area == page.area and one.date <= page.period.to_date
    ]


def _title(page: Page, found: Sequence[Mapping[str, Any]]) -> str:
    """How many are past their contract, and when the next one has to end."""
    dues = [
        one["planned_end_date"]
        for one in found
        if one["planned_end_date"] and not one["end_date"] and not one["is_slipping"]
    ]
    late = page.whole["slipping"]
    key = ("late" if late else "in_time") if dues else "last"
    return page.say(
        f"timeline.{key}",
        late=page.count(late),
        total=page.count(found[0]["total"]),
        day=date(min(dues)) if dues else "",
    )


def _late(one: Mapping[str, Any]) -> bool:
    """Whether a task ran or runs past the end by contract."""
    return not is_missing(one["days_over"]) and one["days_over"] > 0


def _task(page: Page, one: Mapping[str, Any]) -> dict[str, Any]:
    said = {}
    if _late(one):
        said["slip_label"] = page.say(
            "timeline.over", days=page.count(one["days_over"])
        )
    return {
        "label": one["title"],
        "group": page.headed("level", one["level"]),
        "from_date": one["begun_date"],
        "planned_end": one["planned_end_date"],
        "actual_end": one["end_date"],
        "events": _events(page, one),
        "reason": page.say("timeline.no_bar"),
        "slip_label": None,
    } | said


def _events(page: Page, one: Mapping[str, Any]) -> list[tuple[dt.date, str]]:
    """The steps of a task in words, in order of their days."""
    steps = zip(one["event_days"], one["events"], one["details"], strict=True)
    return [
        (dt.date.fromisoformat(day), words(page, event, detail))
        for day, event, detail in steps
    ]


def words(page: Page, event: str, detail: str | None) -> str:
    """A step in words: of a check its kind, of an acceptance its grade."""
    said = page.say(f"step.{event}")
    return f"{said}, {page.say(f'detail.{detail}')}" if detail else said


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    """A task as a line of the table behind the figure."""
    days = [
        date(one[key]) if one[key] else "…"
        for key in ("begun_date", "planned_end_date", "end_date")
    ]
    late = page.count(one["days_over"]) if _late(one) else ""
    steps = "; ".join(f"{date(day)} {said}" for day, said in _events(page, one))
    cells = [one["title"], page.named("level", one["level"]), *days, late, steps]
    return Row(one["task_id"], [Count(text) for text in cells])


def _table(page: Page) -> pd.DataFrame:
    """The rows as they are taken away: steps in words in one cell."""
    frame = page.results["timeline"].frame
    steps = [
        "; ".join(f"{date(day)} {said}" for day, said in _events(page, one))
        for one in records(frame)
    ]
    kept = frame.drop(columns=["events", "details", "event_days", "total"])
    return kept.assign(steps=steps)
