"""The dossiers behind a number, as many as the number says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.queries import Result
from dashboard.show import drill
from dashboard.show.counts import Count, Row
from dashboard.show.procedures import Page
from dashboard.text.numbers import date, is_missing

WHERE = ("field", "procedure_id", "channel")
MEASURES = (
    "carried_over",
    "received_new",
    "received_online",
    "received_desk_post",
    "received",
    "early",
    "on_time",
    "late",
    "resolved",
    "returned",
    "withdrawn",
    "gone",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "pending_waiting",
)
HEADS = (
    "dossier_id",
    "unit",
    "procedure",
    "channel",
    "accepted_date",
    "due_date",
    "finished_date",
    "outcome",
    "source",
    "working_days",
    "days_left",
)


def section(page: Page) -> None:
    """The rows that the link asks for, if it asks for any."""

    def wanted(measure: str, where: drill.Where, rows: int) -> Result:
        return ask(page, measure, where, rows)

    drill.section(
        page,
        drill.Drill(
            MEASURES,
            WHERE,
            HEADS,
            8,
            wanted,
            lambda one: _row(page, one),
            lambda where: _where(page, where),
            lambda found: _whole(page, found),
        ),
    )


def ask(page: Page, measure: str, where: drill.Where, rows: int) -> Result:
    """The dossiers that a measure counts for the units and period looked at."""
    period = page.period
    reporting = [one for one in page.wanted if one not in page.missing]
    return page.session.ask(
        "procedures/rows",
        measure=measure,
        from_date=period.from_date,
        to_date=period.to_date,
        unit_ids=reporting,
        **{key: where.get(key) for key in WHERE},
        rows=rows,
        skip=0,
    )


def _whole(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are taken away."""
    names = [
        words[page.session.language] if words else "" for words in found["procedure"]
    ]
    return found.assign(procedure=names)


def _where(page: Page, where: drill.Where) -> list[str]:
    """What the link narrows the dossiers to, in words."""
    said = []
    if where["field"]:
        said.append(page.field(where["field"]))
    if where["procedure_id"]:
        said.append(where["procedure_id"])
    if where["channel"]:
        said.append(page.say(f"channels.{where['channel']}"))
    return said


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    """A dossier as a line of the table."""
    language = page.session.language
    name = one["procedure"]
    finished = date(one["finished_date"]) if one["finished_date"] else ""
    channel = page.say(f"channels.{one['channel'] or 'unknown'}")
    words = [
        page.name(one["unit_id"]),
        name[language] if name else one["procedure_id"] or "",
        channel,
        date(one["accepted_date"]),
        date(one["due_date"]),
        finished,
        page.say(f"outcome.{one['outcome']}"),
    ]
    is_open = one["outcome"] == "open"
    numbers = [
        "" if is_missing(one[key]) else page.count(one[key])
        for key in ("working_days", "days_left")
    ]
    numbers[1] = numbers[1] if is_open else ""
    return Row(
        one["dossier_id"],
        [
            *map(Count, words),
            Count(f"{one['file_name']}, {one['row_number']}"),
            *map(Count, numbers),
        ],
    )
