"""Who was met twice, and whom the plans ahead would meet again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.inspections import Page
from dashboard.text.numbers import date
from dashboard.workspace import inspections

SHOWN = 12


def twice(page: Page) -> None:
    """Subjects met more than once in the calendar year, and by whom."""
    result = page.results["overlaps"]
    found = inspections.concerns(result.frame, page.wanted)
    year = page.period.to_date.year
    shared = sum(len(set(units)) > 1 for units in found["units"])
    key = "overlaps.title" if len(found) else "overlaps.none"
    title = page.say(
        key, year=year, count=page.count(len(found)), shared=page.count(shared)
    )
    until = date(page.period.to_date)
    with frame(title, page.say("overlaps.subtitle", day=until), "overlaps"):
        if found.empty:
            return
        heads = [
            page.say(f"overlaps.{one}")
            for one in ("subject", "matched", "by", "days", "apart", "meetings")
        ]
        rows = [_twice(page, one) for one in records(found.head(SHOWN))]
        st.html(counts_html(title, heads, rows, words=3))
        menu = page.menu("overlaps", title, result, table=found)
        foot(_shown(page, found), "overlaps", menu)


def _shown(page: Page, found: pd.DataFrame) -> str:
    if len(found) <= SHOWN:
        return page.source
    shown, total = page.count(SHOWN), page.count(len(found))
    return page.session.say("rows.shown", shown=shown, total=total)


def _twice(page: Page, one: Mapping[str, Any]) -> Row:
    how = page.say(f"matched.{one['matched_by']}")
    code = f"{how} {one['tax_code']}" if one["matched_by"] == "tax_code" else how
    met = ", ".join(
        f"{page.name(unit)} ({inspection})"
        for unit, inspection in zip(one["units"], one["inspection_ids"], strict=True)
    )
    days = ", ".join(f"{dt.date.fromisoformat(day):%d/%m}" for day in one["days"])
    return Row(
        one["subject_name"],
        [
            Count(code),
            Count(met),
            Count(days),
            Count(page.count(one["days_apart"])),
            Count(page.count(one["meetings"])),
        ],
    )


def plan_twice(page: Page) -> None:
    """Rows of plans still to come that could be merged or dropped."""
    result = page.results["plan_overlaps"]
    found = inspections.concerns(result.frame, page.wanted)
    merge = int((found["advice"] == "merge").sum())
    key = "plan_twice.title" if len(found) else "plan_twice.none"
    drop = len(found) - merge
    title = page.say(key, merge=page.count(merge), drop=page.count(drop))
    day = date(page.period.to_date)
    with frame(title, page.say("plan_twice.subtitle", day=day), "plan_twice"):
        if found.empty:
            return
        heads = [
            page.say(f"plan_twice.{one}")
            for one in (
                "subject",
                "matched",
                "unit",
                "days",
                "status",
                "advice",
                "plan",
            )
        ]
        rows = [_plan_twice(page, one) for one in records(found.head(SHOWN))]
        st.html(counts_html(title, heads, rows, words=6))
        menu = page.menu("plan_twice", title, result, table=found)
        foot(_shown(page, found), "plan_twice", menu)


def _plan_twice(page: Page, one: Mapping[str, Any]) -> Row:
    who = ", ".join(dict.fromkeys(map(page.name, one["units"])))
    advice = page.say(
        f"advice.{one['advice']}", units=who, others=", ".join(one["others"])
    )
    how = page.say(f"matched.{one['matched_by']}")
    code = f"{how} {one['tax_code']}" if one["matched_by"] == "tax_code" else how
    first, last = one["planned_start_date"], one["planned_end_date"]
    return Row(
        one["subject_name"],
        [
            Count(code),
            Count(page.name(one["unit_id"])),
            Count(f"{first:%d/%m} – {last:%d/%m/%Y}"),
            Count(page.say(f"status.{one['status'] or 'unknown'}")),
            Count(advice),
            Count(one["plan_id"]),
        ],
    )
