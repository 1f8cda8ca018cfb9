"""The charts of the page on procedures: what came in, what became of it, and whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts import Bar, Segment, balance, intervals, shares
from dashboard.charts.segments import Shade
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row
from dashboard.show.frame import foot, frame
from dashboard.show.procedures import Page
from dashboard.text.numbers import is_missing
from dashboard.workspace import procedures

IN: Sequence[tuple[str, Shade]] = (
    ("carried_over", "light"),
    ("received_online", "strong"),
    ("received_desk", "middle"),
    ("received_post", "middle"),
    ("received_unknown", "light"),
)
OUT: Sequence[tuple[str, Shade]] = (
    ("early", "strong"),
    ("on_time", "middle"),
    ("late", "ink"),
    ("returned", "light"),
    ("withdrawn", "light"),
    ("gone", "waiting"),
    ("pending_in_time", "waiting"),
    ("pending_overdue", "ink"),
)
CHANNELS = ("online", "post", "desk", "")
CLASSES = ("early", "on_time", "late")
FLOW = ("received", "carried_over", "received_new", "resolved", "pending")
# The rows behind a bar: what the form calls received at the desk or by post is one
# measure, of which a channel is a part.
MEASURE = {
    "received_desk": ("received_new", "desk"),
    "received_post": ("received_new", "post"),
    "received_unknown": ("received_new", ""),
}


def flow(page: Page) -> None:
    """What came in and what became of it, on one scale."""
    whole = page.whole
    title = page.say(
        "balance.title",
        received=page.count(whole["received"]),
        resolved=page.count(whole["resolved"]),
        overdue=page.count(whole["pending_overdue"]),
    )
    ends = (("in", IN), ("out", OUT))
    bars = [
        Bar(
            page.say(f"balance.{name}"),
            page.count(whole["received"]),
            [_segment(page, key, shade) for key, shade in parts],
        )
        for name, parts in ends
    ]
    waiting = page.count(whole["pending_waiting"])
    subtitle = page.say("balance.subtitle", waiting=waiting)
    with frame(title, subtitle, "balance"):
        page.chart(
            "balance",
            title,
            lambda narrow: balance(
                bars, page.session.tokens, language=page.session.language, narrow=narrow
            ),
        )
        drawn = _balance_table(page, bars)
        menu = page.menu("balance", title, page.results[""], *FLOW, drawn=drawn)
        foot(page.source, "balance", menu)


def _balance_table(page: Page, bars: Sequence[Bar]) -> actions.Drawn:
    """What came in, then what became of it, each with its sum."""
    lines = []
    for bar in bars:
        lines += [
            Row(one.label, [Count(page.count(one.value), one.link)])
            for one in bar.segments
        ]
        lines.append(Row(bar.name, [Count(bar.total)], is_total=True))
    heads = [page.session.say("table.name"), page.say("balance.count")]
    return actions.Drawn(heads, lines)


def _segment(page: Page, key: str, shade: Shade) -> Segment:
    label = page.say(f"measure.{key}")
    measure, channel = MEASURE.get(key, (key, None))
    where = {} if channel is None else {"channel": channel}
    return Segment(
        label,
        page.whole[key],
        shade,
        hover=label,
        link=page.rows_href(measure, **where),
    )


def three_rates(page: Page) -> None:
    """One numerator, three denominators."""
    known = page.session.known.indicators
    found = pd.concat(
        [
            procedures.rates(page.flow(), known[one]).assign(indicator_id=one)
            for one in procedures.ON_TIME
        ]
    )
    rows = [
        {
            "label": page.say(f"rates.{one['indicator_id'].rpartition('rate_')[2]}"),
            "sublabel": f"{page.count(one['numerator'])} / "
            f"{page.count(one['denominator'])}",
            **{key: one[key] for key in ("value", "low", "high")},
        }
        for one in records(found)
        if not is_missing(one["value"])
    ]
    if not rows:
        return
    ends = sorted(one["value"] for one in rows)
    low, high = page.percent(ends[0]), page.percent(ends[-1])
    title = page.say("rates.same" if low == high else "rates.title", low=low, high=high)
    with frame(title, page.say("rates.subtitle"), "three_rates"):
        page.chart(
            "three_rates",
            title,
            lambda narrow: intervals(
                pd.DataFrame(rows), page.session.tokens, language=page.session.language
            ),
        )
        rated = [one.removeprefix(procedures.AREA) for one in procedures.ON_TIME]
        drawn = actions.rates(page.session, pd.DataFrame(rows))
        menu = page.menu("three_rates", title, page.results[""], *rated, drawn=drawn)
        foot(page.source, "three_rates", menu)


def channels(page: Page) -> None:
    """What became of dossiers by the way in which they came."""
    by_key = {one["key"]: one for one in records(page.flow("channel"))}
    found = [by_key[key] for key in CHANNELS if key in by_key]
    title = _channels_title(page, found)
    rows = pd.DataFrame([_channel(page, one) for one in found])
    early, on_time, late_head = (page.say(f"short.{one}") for one in CLASSES)
    with frame(title, page.say("channels.subtitle"), "channels"):
        page.chart(
            "channels",
            title,
            lambda narrow: shares(
                rows,
                page.session.tokens,
                language=page.session.language,
                heads=(early, on_time, late_head),
                narrow=narrow,
            ),
        )
        heads = [page.session.say("table.name"), page.say("short.resolved")]
        heads += [page.say(f"short.{one}") for one in CLASSES]
        drawn = actions.Drawn(heads, [_channel_row(page, one) for one in found])
        result = page.results["channel"]
        menu = page.menu("channels", title, result, *CLASSES, "resolved", drawn=drawn)
        foot(page.source, "channels", menu)


def _channels_title(page: Page, found: Sequence[Mapping[str, Any]]) -> str:
    """Which way of coming is late more often than chance explains, if one is."""
    low = procedures.unusually_low(page.rates("channel"))
    late = {
        one["key"]: one["late"] / one["resolved"] for one in found if one["resolved"]
    }
    if not low:
        return page.say("channels.level" if len(late) > 1 else "channels.single")
    best = min(late, key=lambda key: late[key])
    return page.say(
        "channels.title",
        best=page.say(f"channels.in_{best or 'unknown'}"),
        worst=page.say(f"channels.in_{low[0] or 'unknown'}"),
        low=page.percent(late[best]),
        high=page.percent(late[low[0]]),
    )


def _channel_row(page: Page, one: Mapping[str, Any]) -> Row:
    cells = [
        Count(page.count(one[key]), page.rows_href(key, channel=one["key"]))
        for key in ("resolved", *CLASSES)
    ]
    return Row(page.say(f"channels.{one['key'] or 'unknown'}"), cells)


def _channel(page: Page, one: Mapping[str, Any]) -> dict[str, Any]:
    whole = one["resolved"]
    return {
        "label": page.say(f"channels.{one['key'] or 'unknown'}"),
        "sublabel": page.say("dossiers", count=page.count(whole)),
        "reason": page.say("channels.nothing"),
        **{key: one[key] / whole if whole else None for key in CLASSES},
    }
