"""The open dossiers to deal with first, and every number with a way to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.procedures import Page
from dashboard.text.numbers import date, is_missing, percent, signed

COLUMNS = (
    "carried_over",
    "received_new",
    "early",
    "on_time",
    "late",
    "returned",
    "withdrawn",
    "pending_in_time",
    "pending_overdue",
    "pending_waiting",
)


def oldest(page: Page) -> None:
    """Open dossiers by due date, the working days they have left, and how they stand
    by now."""
    whole = page.whole
    result = page.results["oldest"]
    found = records(result.frame)
    day = date(page.period.to_date)
    title = _title(page, found)
    with frame(title, page.say("oldest.subtitle", day=day), "oldest"):
        if not found:
            return
        as_of = page.as_of
        heads = [
            page.say("oldest.left"),
            page.say("oldest.unit"),
            page.say("oldest.procedure"),
            page.say("oldest.due"),
            page.say("oldest.now", day=date(as_of) if as_of else "…"),
            page.say("oldest.id"),
        ]
        rows = [_oldest(page, one) for one in found]
        st.html(counts_html(title, heads, rows, words=5))
        more = page.say(
            "oldest.more", shown=len(found), total=page.count(whole["pending"])
        )
        language = page.session.language
        named = [w[language] if w else "" for w in result.frame["procedure"]]
        menu = page.menu(
            "oldest",
            title,
            result,
            "pending",
            "pending_overdue",
            table=result.frame.assign(procedure=named),
        )
        foot(f"{more} {page.source}", "oldest", menu)


def _title(page: Page, found: Sequence[Mapping[str, Any]]) -> str:
    whole = page.whole
    if not found:
        return page.say("oldest.nothing")
    if not whole["pending_overdue"] or is_missing(found[0]["days_left"]):
        return page.say("oldest.in_time", pending=page.count(whole["pending"]))
    return page.say(
        "oldest.overdue",
        overdue=page.count(whole["pending_overdue"]),
        days=page.count(-found[0]["days_left"]),
    )


def _oldest(page: Page, one: Mapping[str, Any]) -> Row:
    language = page.session.language
    name, left = one["procedure"], one["days_left"]
    now = page.say("oldest.still")
    if not is_missing(one["days_left_now"]):
        left_now = signed(one["days_left_now"], 0, language)
        now = page.say("oldest.still_left", left=left_now)
    if one["is_waiting"]:
        now = page.say("oldest.waiting")
    if one["finished_date"]:
        now = page.say("oldest.done", day=date(one["finished_date"]))
    return Row(
        "…" if is_missing(left) else signed(left, 0, language),
        [
            Count(page.name(one["unit_id"])),
            Count(name[language] if name else one["procedure_id"]),
            Count(date(one["due_date"])),
            Count(now),
            Count(one["dossier_id"]),
        ],
    )


def numbers(page: Page) -> None:
    """Every count by unit, or by field once a unit is chosen."""
    by = "field" if page.chosen.unit_id else "unit"
    title = page.say(f"numbers.title_{by}")
    heads = [
        page.say(f"numbers.{by}"),
        *(page.say(f"short.{one}") for one in COLUMNS),
        page.say("short.rate"),
    ]
    rows = [
        _numbers(page, one, by)
        for one in records(page.rates(by).sort_values("received", ascending=False))
    ]
    with frame(title, page.say("numbers.subtitle"), "numbers"):
        total = records(page.rates(""))
        rows += [_numbers(page, one, "") for one in total]
        st.html(counts_html(title, heads, rows))
        menu = page.menu("numbers", title, page.results[by], *COLUMNS)
        foot(page.source, "numbers", menu)


def _numbers(page: Page, one: Mapping[str, Any], by: str) -> Row:
    key = one["key"]
    where = {"unit": {"unit_id": key}, "field": {"field": key}}.get(by, {})
    cells = [
        Count(page.count(one[name]), page.rows_href(name, **where) if one[name] else "")
        for name in COLUMNS
    ]
    rate = one["value"]
    words = "" if is_missing(rate) else f"{percent(rate, 1, page.session.language)}%"
    name = {"unit": page.name, "field": page.field}.get(by)
    return Row(
        name(key) if name else page.say("numbers.all"),
        [*cells, Count(words)],
        is_total=not by,
    )
