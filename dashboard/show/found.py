"""What was inspected and what was found: the first chart, by unit, field and kind."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import Bar, Segment, balance
from dashboard.charts.segments import Shade
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.inspections import Page, parts
from dashboard.text.numbers import is_missing
from dashboard.workspace.inspections import AREAS, RESULTS

Parts = Sequence[tuple[str, Shade]]
IN: Parts = (("carried_over", "light"), ("launched", "strong"))
OUT: Parts = (("concluded", "strong"), ("open_in_time", "waiting"), ("overdue", "ink"))
TRIGGERS: Parts = (("planned", "strong"), ("unscheduled", "middle"))
SHADES: tuple[Shade, ...] = ("strong", "middle", "light")
COUNTED = ("count", "planned", "unscheduled", "concluded", "pending", "overdue")


def flow(page: Page) -> None:
    """Inspections in and out, checks by what they were made for; each on its own bar.
    Where only reports speak, by field."""
    bars = [bar for bar in _bars(page) if any(one.value for one in bar.segments)]
    if not bars:
        return
    amount, key = page.standing.amount, "reported"
    if page.has_lists:
        whole = page.standing.value("inspections.concluded")
        # Of some units alone there is no sum, and none is told as 0.
        key = "partial" if whole is None else "title"
    title = page.say(
        f"balance.{key}",
        concluded=page.count(amount("inspections.concluded")),
        pending=page.count(amount("inspections.pending")),
        overdue=page.count(amount("inspections.overdue")),
        checks=page.count(amount("checks.count")),
    )
    with frame(title, page.say("balance.subtitle"), "balance"):
        page.chart(
            "balance",
            title,
            lambda narrow: balance(
                bars, page.session.tokens, language=page.session.language, narrow=narrow
            ),
        )
        lines = []
        for bar in bars:
            lines += [
                Row(
                    f"{bar.name}: {one.label}", [Count(page.count(one.value), one.link)]
                )
                for one in bar.segments
            ]
        heads = [page.session.say("table.name"), page.say("balance.count")]
        drawn = actions.Drawn(heads, lines)
        menu = page.menu(
            "balance",
            title,
            page.standing.result,
            *(f"{area}.count" for area in AREAS),
            table=page.standing.now.drop(columns="source_ids"),
            drawn=drawn,
        )
        foot(page.source, "balance", menu)


def _bars(page: Page) -> list[Bar]:
    """The bars of the first chart."""
    amount, bars = page.standing.amount, []
    if page.standing.value("inspections.launched") is not None:
        open_ = amount("inspections.pending") - amount("inspections.overdue")
        known = {
            "open_in_time": open_,
            **{
                one: amount(f"inspections.{one}")
                for one in ("carried_over", "launched", "concluded", "overdue")
            },
        }
        for end, side in (("in", IN), ("out", OUT)):
            segments = [
                _segment(page, "inspections", one, known[one], shade)
                for one, shade in side
            ]
            bars.append(_bar(page, f"inspections_{end}", "inspections.count", segments))
    if page.standing.value("checks.planned") is not None:
        segments = [
            _segment(page, "checks", one, amount(f"checks.{one}"), shade)
            for one, shade in TRIGGERS
        ]
        bars.append(_bar(page, "checks_by_trigger", "checks.count", segments))
    if bars:
        return bars
    by_field = parts(page, [f"{area}.count" for area in AREAS], "field")
    for indicator_id in by_field:
        area = str(indicator_id).split(".")[0]
        segments = [
            Segment(page.field(str(one)), value, SHADES[at % len(SHADES)])
            for at, (one, value) in enumerate(by_field[indicator_id].dropna().items())
        ]
        bars.append(_bar(page, f"{area}_by_field", f"{area}.count", segments))
    return bars


def _bar(page: Page, name: str, total: str, segments: Sequence[Segment]) -> Bar:
    count = page.standing.value(total)
    words = "" if count is None else page.count(count)
    return Bar(page.say(f"balance.{name}"), words, segments)


def _segment(page: Page, area: str, key: str, value: float, shade: Shade) -> Segment:
    label = page.say(f"measure.{key}")
    measure = {"open_in_time": "pending"}.get(key, key)
    link = page.rows_href(measure, of_area=area)
    return Segment(label, value, shade, hover=label, link=link)


def numbers(page: Page, area: str) -> None:
    """Every count of an area by unit, by kind and by field."""
    known = page.session.known.indicators
    columns = [one for one in (*COUNTED, *RESULTS) if f"{area}.{one}" in known]
    title = page.say(f"numbers.{area}")
    divided = {key: _part_rows(page, area, columns, key) for key in ("kind", "field")}
    if not page.chosen.unit_id:
        divided = {"unit": _unit_rows(page, area, columns)} | divided
    measured = (*columns, "violation_rate")
    with frame(title, page.say("numbers.subtitle"), f"numbers_{area}"):
        for key, rows in divided.items():
            heads = [page.say(f"numbers.{key}")]
            heads += [page.say(f"short.{one}") for one in measured]
            st.html(counts_html(f"{title}: {heads[0]}", heads, rows))
        table = page.of_units
        table = table[table["indicator_id"].str.startswith(f"{area}.")]
        menu = page.menu(
            f"numbers_{area}",
            title,
            page.standing.result,
            *(f"{area}.{one}" for one in columns),
            table=table.drop(columns="source_ids"),
        )
        foot(page.source, f"numbers_{area}", menu)


def _unit_rows(page: Page, area: str, columns: Sequence[str]) -> list[Row]:
    found = {
        (one["unit_id"], one["indicator_id"]): one for one in records(page.of_units)
    }
    rows = []
    for unit_id in page.members:
        mine = {
            one: found[unit_id, f"{area}.{one}"]["value"]
            for one in (*columns, "violation_rate")
        }
        where = {"unit_id": unit_id, "of_area": area}
        rows.append(_row(page, page.name(unit_id), mine, columns, where))
    return rows


def _part_rows(page: Page, area: str, columns: Sequence[str], key: str) -> list[Row]:
    """A row for each value of a part key that has any."""
    by_part = parts(page, [f"{area}.{one}" for one in columns], key)
    rows = []
    for part, values in by_part.iterrows():
        mine = {one: values.get(f"{area}.{one}") for one in columns}
        if not any(value for value in mine.values() if not is_missing(value)):
            continue
        of, among = mine.get("violators"), mine.get("subjects")
        rate = None if is_missing(of) or not among else of / among
        where = {"of_area": area, key: str(part)}
        rows.append(
            _row(
                page,
                page.part(key, str(part)),
                mine | {"violation_rate": rate},
                columns,
                where,
                missing="",
            )
        )
    return rows


def _row(
    page: Page,
    name: str,
    mine: dict[str, float | None],
    columns: Sequence[str],
    where: dict[str, str],
    missing: str = "…",
) -> Row:
    cells = []
    for one in columns:
        value = mine[one]
        words = missing if value is None or is_missing(value) else page.count(value)
        link = page.rows_href(one, **where) if value and words != missing else ""
        cells.append(Count(words, link if page.has_lists else ""))
    rate = mine["violation_rate"]
    share = "" if rate is None or is_missing(rate) else f"{page.percent(rate)}%"
    return Row(name, [*cells, Count(share)])
