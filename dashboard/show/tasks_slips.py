"""The tasks to see to: past their contract, not checked, ended and not accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.markup import link
from dashboard.show.tasks import Page
from dashboard.text.numbers import date

RULE = "task_check"
Cells = Callable[[Mapping[str, Any]], list[str]]


def slipping(page: Page) -> None:
    """Tasks under way past the end by contract, the longest first."""

    def cells(one: Mapping[str, Any]) -> list[str]:
        return [
            one["title"],
            page.headed("level", one["level"]),
            one["host"] or page.say("not_stated"),
            page.name(one["unit_id"]),
            date(one["due_date"]),
            one["task_id"],
        ]

    heads = ["days_over", "title", "level", "host", "unit", "due", "task_id"]
    _section(page, "slipping", heads, cells)


def unchecked(page: Page) -> None:
    """Tasks under way that nobody checked for longer than the rule allows."""

    def cells(one: Mapping[str, Any]) -> list[str]:
        never = page.say("unchecked.never")
        checked = date(one["checked_date"]) if one["checked_date"] else never
        return [one["title"], checked, one["task_id"]]

    heads = ["days_over", "title", "checked_date", "task_id"]
    _section(page, "unchecked", heads, cells, months=_months(page))


def unaccepted(page: Page) -> None:
    """Tasks that ended and were neither accepted, nor failed, nor stopped."""

    def cells(one: Mapping[str, Any]) -> list[str]:
        return [one["title"], date(one["end_date"]), one["task_id"]]

    heads = ["days_since", "title", "end_date", "task_id"]
    _section(page, "unaccepted", heads, cells)


def _section(
    page: Page, key: str, heads: list[str], cells: Cells, **said: object
) -> None:
    """The first of the tasks of a measure; the first column holds the days."""
    result = page.results[key]
    found = records(result.frame)
    total = found[0]["total"] if found else 0
    days = page.count(found[0]["days_over"]) if found else ""
    title = page.say(
        f"{key}.title" if found else f"{key}.none",
        count=page.count(total),
        days=days,
        **said,
    )
    subtitle = page.say(f"{key}.subtitle", day=date(page.period.to_date), **said)
    with frame(title, subtitle, key):
        if not found:
            return
        names = [page.say(f"slips.{one}") for one in heads]
        rows = [
            Row(page.count(one["days_over"]), [Count(text) for text in cells(one)])
            for one in found
        ]
        st.html(counts_html(title, names, rows, words=len(heads) - 1))
        if total > len(found):
            words = page.say("slips.all", total=page.count(total))
            st.html(f'<p class="t-sub">{link(words, page.rows_href(key))}</p>')
        table = result.frame.drop(columns="total")
        known = [key] if f"{page.area}.{key}" in page.session.known.indicators else []
        foot(page.source, key, page.menu(key, title, result, *known, table=table))


def _months(page: Page) -> str:
    """How many months may pass between two checks, by the rule in force."""
    held = [
        one
        for one in page.session.known.law
        if one.rule_id == RULE and one.valid_from <= page.period.to_date
    ]
    last = max(held, key=lambda one: one.valid_from, default=None)
    return str(last.value) if last else "…"
