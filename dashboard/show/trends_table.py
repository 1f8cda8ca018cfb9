"""Each unit against the same period of last year, and since the year began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.queries import records
from dashboard.show import trends_words
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.figures import href
from dashboard.show.markup import paragraph
from dashboard.show.trends import Page
from dashboard.text.numbers import is_missing, signed
from dashboard.workspace.overview import Figure, figure
from dashboard.workspace.trends import Trend

HEADS = ("now", "then", "difference", "year", "year_then", "difference")
JUDGED = ("variation", "assurance")
Rows = Mapping[tuple[str, str], Mapping[str, Any]]


def section(page: Page) -> None:
    """The bloc and every member, one row each."""
    ends = year_to_date(page, page.last)
    asked = [page.last.period_id, page.last.year_before_id]
    asked += [one for end in ends[:1] for one in (end.period_id, end.year_before_id)]
    found, result = page.also([one for one in asked if one])
    by_key: Rows = {(one["unit_id"], one["period_id"]): one for one in records(found)}
    trends = {one.series.unit_id: one for one in page.units}
    if page.subject:
        trends[page.subject_id] = page.subject
    whose = [page.chosen.bloc_id, *(one.series.unit_id for one in page.units)]
    compared = {one: _compared(page, by_key, one, page.last) for one in whose}
    sums = {one: _compared(page, by_key, one, end) for end in ends[:1] for one in whose}
    title = _title(page, [compared[one] for one in whose[1:]])

    def content() -> None:
        heads = [
            page.session.say("filter.unit_id"),
            *(page.say(f"table.{key}") for key in JUDGED),
            *(page.say(f"table.{key}") for key in HEADS[: 6 if ends else 3]),
        ]
        rows = [
            _row(page, one, trends.get(one), compared[one], sums.get(one))
            for one in whose
        ]
        st.html(counts_html(title, heads, rows, words=len(JUDGED)))
        for words in _refusals(page, compared):
            st.html(paragraph(words, "t-sub"))

    page.framed("table", title, _subtitle(page), content, result, table=found)


def year_to_date(page: Page, last: Period) -> list[Period]:
    """The periods from the year's start up to the end of each month of it that has
    passed, the whole one first; none where the indicator does not add up."""
    if page.indicator.aggregate == "stock" or not page.indicator.adds_up:
        return []
    same = [
        one
        for one in page.session.known.periods.values()
        if (one.calendar, one.kind) == (last.calendar, "year_to_date")
        and one.from_date <= last.from_date
        and one.year == last.year
        and one.to_date <= last.to_date
    ]
    return sorted(same, key=lambda one: one.to_date, reverse=True)


def _compared(page: Page, rows: Rows, unit_id: str, period: Period) -> Figure | None:
    """A figure beside that of the year before, through the gate."""
    now = rows.get((unit_id, period.period_id))
    if now is None:
        return None
    known, other = page.session.known, period.year_before_id
    then = rows.get((unit_id, other or ""))
    if other and then is None:
        # The unit did not exist then.
        then = {**now, "period_id": other, "value": None, "status": "not_reported"}
    return figure(
        now,
        then,
        known,
        lambda row: page.units_of(
            row["unit_id"], known.periods[row["calendar"], row["period_id"]]
        ),
        page.own.structure,
    )


def _row(
    page: Page,
    unit_id: str,
    trend: Trend | None,
    compared: Figure | None,
    sums: Figure | None,
) -> Row:
    is_bloc = unit_id == page.chosen.bloc_id
    judged = [
        Count(trends_words.variation(page, trend) if trend else ""),
        Count(trends_words.assurance(page, trend) if trend else ""),
    ]
    cells = [*judged, *_cells(page, compared)]
    if sums is not None:
        cells += _cells(page, sums)
    return Row(
        page.session.say("heat.bloc") if is_bloc else page.name(unit_id),
        cells,
        is_total=is_bloc,
        href=href(
            page.chosen,
            unit_id="" if is_bloc else unit_id,
            **{key: str(value) for key, value in vars(page.own).items()},
        ),
    )


def _cells(page: Page, one: Figure | None) -> list[Count]:
    """Now, then and the difference; both sides of a rate with their counts."""
    if one is None:
        return [Count("…"), Count("…"), Count("")]
    now, then = _figure(page, one.row), _figure(page, one.then)
    if one.difference is None:
        return [Count(now), Count(then), Count(page.say("table.refused"))]
    return [Count(now), Count(then), Count(_difference(page, one.difference))]


def _figure(page: Page, row: Mapping[str, Any] | None) -> str:
    if row is None or is_missing(row["value"]):
        return "…"
    words, counts = page.figure(row["value"]), page.counts(row)
    return f"{words} ({counts})" if counts else words


def _difference(page: Page, difference: float) -> str:
    language, places = page.session.language, page.indicator.decimals
    if page.indicator.is_rate:
        points = page.session.say("figure.points")
        return f"{signed(100 * difference, places, language)} {points}"
    return signed(difference, places, language)


def _title(page: Page, compared: Sequence[Figure | None]) -> str:
    """How many can be compared, and which way they went."""
    known = [one.difference for one in compared if one and one.difference is not None]
    if not known:
        return page.say("table.title")
    up, down = (sum(sign * one > 0 for one in known) for sign in (1, -1))
    if page.indicator.better == "neither":
        return page.say("table.title_neither", count=len(known), up=up, down=down)
    better, worse = (up, down) if page.indicator.better == "higher" else (down, up)
    return page.say("table.title_change", count=len(known), better=better, worse=worse)


def _subtitle(page: Page) -> str:
    language = page.session.language
    return page.say(
        "table.subtitle",
        **page.measured,
        period=wording.period(
            page.last.name[language], page.last.from_date, page.last.to_date
        ),
    )


def _refusals(page: Page, compared: Mapping[str, Figure | None]) -> list[str]:
    """Why there is no difference and what would be fair, once for all units alike."""
    known, language = page.session.known, page.session.language
    other = page.last.year_before_id
    name = page.session.say("figure.no_period")
    if other:
        name = known.periods[page.last.calendar, other].name[language]
    reasons = {one.id: one.reason[language] for one in known.breaks}
    days = {one.id: one.date for one in known.breaks}
    whose: dict[tuple[str, str], list[str]] = {}
    for unit_id, one in compared.items():
        if one is None or one.difference is not None or not one.obstacles:
            continue
        # What broke the series says more than that there is nothing to compare with.
        first = min(one.obstacles, key=lambda each: each.rule != "break")
        reason = wording.obstacle(first, name, reasons, known.units, language)
        remedy = wording.remedy(first, name, days, language)
        is_bloc = unit_id == page.chosen.bloc_id
        said = page.session.say("heat.bloc") if is_bloc else page.name(unit_id)
        whose.setdefault((reason, remedy), []).append(said)
    return [
        page.say(
            "table.refused_why", units=", ".join(units), reason=reason, remedy=remedy
        )
        for (reason, remedy), units in whose.items()
    ]
