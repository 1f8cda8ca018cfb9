"""What came of the tasks of a period, and whose are those still under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters
from dashboard.charts import Bar, Segment, balance
from dashboard.charts.segments import Shade
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.tasks import Page
from dashboard.workspace import tasks

IN: Sequence[tuple[str, Shade]] = (("carried_over", "light"), ("started", "strong"))
OUT: Sequence[tuple[str, Shade]] = (
    ("ended_accepted", "strong"),
    ("ended_failed", "middle"),
    ("ended_stopped", "middle"),
    ("ended_unaccepted", "light"),
    ("ended_unknown", "light"),
    ("in_time", "waiting"),
    ("slipping", "ink"),
)
FLOW = ("active", "carried_over", "started", "ended", "pending", "slipping")
COLUMNS = ("carried_over", "started", "active", "ended", "pending", "slipping")
MOST = 20


def flow(page: Page) -> None:
    """Tasks continued and begun, and what became of them, on one scale."""
    whole = page.whole
    title = page.say(
        "balance.title" if whole["slipping"] else "balance.in_time",
        **{key: page.count(whole[key]) for key in ("active", "ended", "slipping")},
    )
    bars = [
        Bar(
            page.say(f"balance.{name}"),
            page.count(whole["active"]),
            [_segment(page, key, shade) for key, shade in parts],
        )
        for name, parts in (("in", IN), ("out", OUT))
    ]
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
                Row(one.label, [Count(page.count(one.value), one.link)])
                for one in bar.segments
            ]
            lines.append(Row(bar.name, [Count(bar.total)], is_total=True))
        heads = [page.session.say("table.name"), page.say("balance.count")]
        drawn = actions.Drawn(heads, lines)
        menu = page.menu("balance", title, page.results[""], *FLOW, drawn=drawn)
        foot(page.source, "balance", menu)


def _segment(page: Page, key: str, shade: Shade) -> Segment:
    label = page.say(f"short.{key}")
    return Segment(label, page.whole[key], shade, link=page.rows_href(key))


def stock(page: Page) -> None:
    """The tasks of the period by what the reader chooses; each number leads to rows."""
    title = _stock_title(page)
    bys = [*tasks.BYS, *(["unit"] if len(page.listed) > 1 else [])]
    with frame(title, page.say("stock.subtitle"), "stock"):
        labels = {one: page.say(f"by.{one}") for one in bys}
        by = filters.own("by", labels, page.say("by.label"))
        result = page.by(by)
        found = result.frame[result.frame["active"] > 0]
        ranked = records(found.sort_values(["active", "key"], ascending=[False, True]))
        ranked.sort(key=lambda one: page.rank(by, one["key"]))
        rows = [_stock(page, one, by) for one in ranked[:MOST]]
        rows.append(_stock(page, page.whole, ""))
        heads = [page.say(f"by.{by}"), *(page.say(f"head.{one}") for one in COLUMNS)]
        st.html(counts_html(title, heads, rows))
        menu = page.menu("stock", title, result, *FLOW, table=_table(page, found, by))
        more = ""
        if len(ranked) > MOST:
            asked = {"shown": page.count(MOST), "total": page.count(len(ranked))}
            more = page.say("stock.more", **asked)
        foot(f"{more} {page.source}".strip(), "stock", menu)


def _stock_title(page: Page) -> str:
    """How many are under way at the end, and where most of them are."""
    found = page.results["level"].frame
    pending = page.count(page.whole["pending"])
    if not page.whole["pending"]:
        return page.say("stock.none")
    most = found.sort_values(["pending", "key"], ascending=[False, True]).iloc[0]
    return page.say(
        "stock.title",
        pending=pending,
        most=page.count(most["pending"]),
        level=page.named("level", most["key"]),
    )


def _stock(page: Page, one: Mapping[str, Any], by: str) -> Row:
    where = {by: one["key"], "by": by} if by else {}
    if by == "unit":
        where = {"unit_id": one["key"]}
    cells = [
        Count(page.count(one[key]), page.rows_href(key, **where) if one[key] else "")
        for key in COLUMNS
    ]
    name = page.headed(by, one["key"]) if by else page.say("steps.all")
    return Row(name, cells, is_total=not by)


def _table(page: Page, found: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows as they are taken away, with their names."""
    return found.assign(name=[page.named(by, key) for key in found["key"]])
