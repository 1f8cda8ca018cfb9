"""The inspections or checks behind a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.queries import Result
from dashboard.show import drill
from dashboard.show.counts import Count, Row
from dashboard.show.inspections import Page
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import inspections

MEASURES = (
    "count",
    "carried_over",
    "launched",
    "planned",
    "unscheduled",
    "concluded",
    "pending",
    "overdue",
    "subjects",
    "establishments",
    "devices",
    "markets",
    "violators",
    "fines",
    "recovery_proposed",
    "recovery_collected",
    "referred_cases",
)
KEYS = ("field", "kind", "trigger")
HEADS = (
    "inspection_id",
    "unit",
    "kind",
    "field",
    "place",
    "days",
    "conclusion_due_date",
    "conclusion_date",
    "source",
    "subjects",
    "violators",
    "fines",
)


def section(page: Page) -> None:
    """The rows that the link asks for, if it asks for any."""
    area = st.query_params.get("of_area", inspections.AREAS[0])
    if area not in inspections.AREAS:
        st.warning(page.session.say("rows.unknown", measure=area))
        return

    def ask(measure: str, where: drill.Where, rows: int) -> Result:
        asked = inspections.rows(
            area, measure, page.period, reporting(page, area), rows, **where
        )
        return page.session.ask("inspections/rows", **asked)

    drill.section(
        page,
        drill.Drill(
            MEASURES,
            KEYS,
            HEADS,
            8,
            ask,
            lambda one: _row(page, one),
            lambda where: [page.say(f"areas.{area}"), *_where(page, where)],
        ),
    )


def reporting(page: Page, area: str) -> list[str]:
    """The units looked at whose lists tell the whole period."""
    rows = page.of_units
    mine = rows[
        (rows["indicator_id"] == f"{area}.count") & (rows["basis"] == "computed")
    ]
    return [one for one in page.wanted if one in set(mine["unit_id"])]


def _where(page: Page, where: drill.Where) -> list[str]:
    """What the link narrows the rows to, in words."""
    return [page.part(key, value) for key, value in where.items() if value]


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    ends = ("start_date", "end_date")
    what = [page.part(key, one[key]) for key in ("kind", "trigger")]
    words = [
        page.name(one["unit_id"]),
        ", ".join(what),
        page.field(one["field"]),
        one["place"] or "",
        " – ".join(date(one[day]) if one[day] else "…" for day in ends),
        *(
            date(one[day]) if one[day] else ""
            for day in ("conclusion_due_date", "conclusion_date")
        ),
        f"{one['file_name']}, {one['row_number']}",
    ]
    numbers = [
        "" if is_missing(one[key]) else page.count(one[key])
        for key in ("subjects", "violators", "fines_vnd")
    ]
    return Row(one["inspection_id"], [Count(text) for text in (*words, *numbers)])
