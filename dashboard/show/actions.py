"""What can be asked of a frame: how it was made, its table, its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.queries import Result, records
from dashboard.show import downloads, provenance
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.markup import text
from dashboard.show.session import Session
from dashboard.text.numbers import date, is_missing, number, percent

# Where the counts of a rate stand, the fullest first.
COUNTS = ("fraction", "sublabel", "counts")


@dataclass(frozen=True)
class Drawn:
    """What a figure draws, as a table in words."""

    heads: Sequence[str]
    rows: Sequence[Row]


def rates(session: Session, rows: pd.DataFrame) -> Drawn:
    """The table of a figure of rates: `label`, one of COUNTS, `value`, `low`, `high`; a
    missing one says why by its `reason`."""
    heads = [session.say(f"table.{key}") for key in ("name", "counts", "rate", "range")]
    return Drawn(heads, [_rate(session, one) for one in records(rows)])


def _rate(session: Session, one: dict[str, object]) -> Row:
    counts = next((str(one[key]) for key in COUNTS if one.get(key)), "")
    if is_missing(one.get("value")):  # type: ignore[arg-type]
        return Row(str(one["label"]), [Count(str(one.get("reason", "")))])
    value, low, high = (
        percent(float(one[key]), 1, session.language)  # type: ignore[arg-type]
        for key in ("value", "low", "high")
    )
    cells = [Count(counts), Count(f"{value}%"), Count(f"{low} – {high}")]
    return Row(str(one["label"]), cells)


def menu(
    session: Session,
    key: str,
    title: str,
    table: pd.DataFrame | downloads.Table,
    result: Result,
    files: pd.DataFrame,
    *,
    indicators: Sequence[str] = (),
    drawn: Drawn | None = None,
) -> Callable[[], None]:
    """What writes the actions of a frame: an answer to how it was made, from the
    definitions of `indicators`, the query and the `files` behind it (rows of
    `quality/sources`); the table of what a figure draws; the table to take away.
    """

    def write() -> None:
        how = session.say("provenance.open")
        if st.button(how, key=f"how_{key}", type="tertiary"):
            _dialog(title, lambda: _method(session, indicators, result, files))
        if drawn is not None:
            words = session.say("table.open")
            if st.button(words, key=f"table_{key}", type="tertiary"):
                _dialog(
                    title, lambda: st.html(counts_html(title, drawn.heads, drawn.rows))
                )
        downloads.menu(session, key, title, table, result, files)

    return write


def _dialog(title: str, content: Callable[[], object]) -> None:
    st.dialog(title, width="large")(content)()


def _method(
    session: Session, indicators: Sequence[str], result: Result, files: pd.DataFrame
) -> None:
    """Definitions, files and how fresh they are, the query."""
    for one in indicators:
        indicator = session.known.indicators[one]
        name = text(indicator.name[session.language])
        st.html(f'<h2 class="t-title">{name}</h2>')
        st.html(provenance.definition_html(session, indicator))
    rows = [
        Row(
            one["file_name"],
            [
                Count(session.say(f"kind.{one['kind']}")),
                Count(date(one["as_of"])),
                Count(number(one["in_force"], 0, session.language)),
            ],
        )
        for one in records(files)
    ]
    caption = session.say("download.sources")
    heads = [session.say(f"table.{key}") for key in ("file", "kind", "as_of", "rows")]
    st.html(f'<h2 class="t-title">{text(caption)}</h2>')
    st.html(counts_html(caption, heads, rows, words=2))
    st.html(f'<p class="t-sub">{text(session.manifest.version_id)}</p>')
    with st.expander(session.say("provenance.sql", name=result.query.name)):
        st.code(result.query.sql, language="sql")
        params = json.dumps(dict(result.params), ensure_ascii=False, default=str)
        st.code(params, "json")
