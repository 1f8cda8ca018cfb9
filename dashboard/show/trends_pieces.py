"""Periods in which the series breaks: the days before and after, each on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.queries import records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.markup import paragraph
from dashboard.show.trends import Page
from dashboard.text.numbers import date, days, is_missing, number

HEADS = ("days", "value", "counts", "working_days")


def section(page: Page) -> None:
    """What the breaks leave of each period of the run; nothing where none breaks."""
    known, language = page.session.known, page.session.language
    cuts = {one.period_id: _inside(page, one) for one in page.run}
    parts = {
        one.period_id: run
        for one in page.run
        if (run := known.pieces(one, cuts[one.period_id]))
    }
    cut = [one for one in page.run if one.period_id in parts]
    if not cut:
        return
    every = sorted({day for one in parts for day in cuts[one]})
    asked = [one.period_id for run in parts.values() for one in run]
    found, result = page.also([*asked, *parts])
    found = found[found["unit_id"] == page.subject_id]
    by_id = {one["period_id"]: one for one in records(found)}
    title = page.say(
        "pieces.title",
        periods=", ".join(one.name[language] for one in cut),
        days=", ".join(map(date, every)),
    )

    def content() -> None:
        keys = [key for key in HEADS if key != "counts" or page.indicator.is_rate]
        heads = [page.say(f"pieces.{key}") for key in keys]
        rows = []
        for one in cut:
            rows.append(_row(page, one, by_id, is_whole=True))
            rows += [_row(page, part, by_id) for part in parts[one.period_id]]
        st.html(counts_html(title, heads, rows))
        if not any(_is_known(by_id.get(one)) for one in asked):
            st.html(paragraph(page.say("pieces.none"), "t-sub"))

    subtitle = page.say("pieces.subtitle", **page.measured, who=page.who)
    page.framed("pieces", title, subtitle, content, result, table=found)


def _inside(page: Page, period: Period) -> list[dt.date]:
    """The days after its first on which the series breaks within a period."""
    return [day for day in page.cuts(period) if day > period.from_date]


def _is_known(one: Mapping[str, Any] | None) -> bool:
    return one is not None and not is_missing(one["value"])


def _row(
    page: Page,
    period: Period,
    rows: Mapping[str, Mapping[str, Any]],
    *,
    is_whole: bool = False,
) -> Row:
    """One run of days: its figure, both sides of a rate, its working days."""
    language, one = page.session.language, rows.get(period.period_id, {})
    words = days(period.from_date, period.to_date)
    if is_whole:
        words = wording.period(period.name[language], period.from_date, period.to_date)
    is_known = _is_known(one or None)
    cells = [page.figure(one["value"]) if is_known else "…"]
    if page.indicator.is_rate:
        cells.append(page.counts(one) if is_known else "")
    cells.append(number(period.working_days, 0, language))
    return Row(words, [Count(cell) for cell in cells], is_total=is_whole)
