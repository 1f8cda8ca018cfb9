"""The tasks, or the steps of tasks, behind a number: as many as the number says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.queries import Result
from dashboard.show import drill
from dashboard.show.counts import Count, Row
from dashboard.show.tasks import Page
from dashboard.show.tasks_timeline import words
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import tasks

MEASURES = (
    "active",
    "carried_over",
    "started",
    "ended",
    "ended_accepted",
    "ended_failed",
    "ended_stopped",
    "ended_unaccepted",
    "ended_unknown",
    "pending",
    "in_time",
    "slipping",
    "unaccepted",
    "unchecked",
)
STEPS = tuple(one.key for one in tasks.STEPS)
HEADS = (
    "task_id",
    "unit",
    "name",
    "level",
    "host",
    "begun_date",
    "planned_end_date",
    "end_date",
    "outcome",
    "source",
    "days_over",
)
STEP_HEADS = (
    "task_id",
    "unit",
    "name",
    "level",
    "event",
    "event_date",
    "document_no",
    "source",
)


def section(page: Page) -> None:
    """The rows that the link asks for, if it asks for any."""
    of_steps = st.query_params.get("measure") in STEPS
    drill.section(page, _steps(page) if of_steps else _tasks(page))


def _tasks(page: Page) -> drill.Drill:
    def ask(measure: str, where: drill.Where, rows: int) -> Result:
        chosen = page.chosen
        asked = tasks.rows(
            measure, chosen.calendar, chosen.period_id, page.wanted, rows, **where
        )
        return page.session.ask(tasks.ROWS, **asked)

    return drill.Drill(
        MEASURES,
        tasks.BYS,
        HEADS,
        9,
        ask,
        lambda one: _task(page, one),
        lambda where: _where(page, where),
    )


def _steps(page: Page) -> drill.Drill:
    def ask(measure: str, where: drill.Where, rows: int) -> Result:
        chosen = page.chosen
        return page.session.ask(
            "tasks/step_rows",
            measure=measure,
            calendar=chosen.calendar,
            period_id=chosen.period_id,
            unit_ids=page.wanted,
            level=where.get("level"),
            rows=rows,
        )

    return drill.Drill(
        STEPS,
        ("level",),
        STEP_HEADS,
        len(STEP_HEADS) - 1,
        ask,
        lambda one: _step(page, one),
        lambda where: _where(page, where),
    )


def _where(page: Page, where: drill.Where) -> list[str]:
    """What the link narrows the rows to, in words."""
    said = {key: value for key, value in where.items() if value is not None}
    return [
        page.named(key, value)
        if value
        else f"{page.say(f'by.{key}')}: {page.named(key, value)}"
        for key, value in said.items()
    ]


def _task(page: Page, one: Mapping[str, Any]) -> Row:
    """A task as a line of the table."""
    days = ("begun_date", "planned_end_date", "end_date")
    cells = [
        page.name(one["unit_id"]),
        one["title"],
        page.headed("level", one["level"]),
        one["host"] or "",
        *(date(one[day]) if one[day] else "" for day in days),
        page.say(f"outcome.{one['outcome']}"),
        f"{one['file_name']}, {one['row_number']}",
        "" if is_missing(one["days_over"]) else page.count(one["days_over"]),
    ]
    return Row(one["task_id"], [Count(text) for text in cells])


def _step(page: Page, one: Mapping[str, Any]) -> Row:
    """A step as a line of the table."""
    cells = [
        page.name(one["unit_id"]),
        one["title"],
        page.headed("level", one["level"]),
        words(page, one["event"], one["check_kind"] or one["grade"]),
        date(one["event_date"]),
        one["document_no"] or "",
        f"{one['file_name']}, {one['row_number']}",
    ]
    return Row(one["task_id"], [Count(text) for text in cells])
