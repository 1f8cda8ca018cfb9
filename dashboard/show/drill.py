"""The rows behind a number, as many as the number says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.queries import Result, records
from dashboard.show.counts import Row, counts_html
from dashboard.show.figures import href
from dashboard.show.frame import foot, frame
from dashboard.show.markup import link
from dashboard.show.page import Page
from dashboard.text.numbers import days

SHOWN = 100
ALL = 2**40
Where = Mapping[str, str | None]


@dataclass(frozen=True)
class Drill:
    """What the rows of a page are: the measures that have any, the further keys of the
    link, the heads of the table (of which the first `words` hold words), and how they
    are asked for and written. `where` words what the link narrows them to."""

    measures: Collection[str]
    keys: Sequence[str]
    heads: Sequence[str]
    words: int
    ask: Callable[[str, Where, int], Result]
    row: Callable[[Mapping[str, Any]], Row]
    where: Callable[[Where], Sequence[str]]
    whole: Callable[[pd.DataFrame], pd.DataFrame] = lambda found: found


def section(page: Page, drill: Drill) -> None:
    """The rows that the link asks for, if it asks for any."""
    measure = st.query_params.get("measure")
    if measure is None:
        return
    if measure not in drill.measures:
        st.warning(page.session.say("rows.unknown", measure=measure))
        return
    _rows(page, drill, measure, {key: st.query_params.get(key) for key in drill.keys})


def _rows(page: Page, drill: Drill, measure: str, where: Where) -> None:
    say, result = page.session.say, drill.ask(measure, where, SHOWN)
    total = int(result.frame["total"].iloc[0]) if len(result.frame) else 0
    title = page.say(
        "rows.title", count=page.count(total), measure=page.say(f"measure.{measure}")
    )
    dates = days(page.period.from_date, page.period.to_date)
    subtitle = say(
        "rows.subtitle", where=", ".join([page.who, *drill.where(where)]), dates=dates
    )
    with frame(title, subtitle, "rows"):
        close = href(page.chosen)
        st.html(f'<p class="t-sub">{link(say("rows.close"), close)}</p>')
        if not total:
            st.html(f'<p class="t-sub">{say("rows.none")}</p>')
            return
        heads = [page.say(f"rows.{key}") for key in drill.heads]
        lines = [drill.row(one) for one in records(result.frame)]
        st.html(counts_html(title, heads, lines, words=drill.words))
        shown = say("rows.shown", shown=page.count(len(lines)), total=page.count(total))
        known = f"{page.area}.{measure}" in page.session.known.indicators

        def table() -> pd.DataFrame:
            found = drill.ask(measure, where, ALL).frame
            return drill.whole(found.drop(columns="total"))

        menu = page.menu(
            "rows", title, result, *([measure] if known else []), table=table
        )
        foot(shown if total > len(lines) else page.source, "rows", menu)
