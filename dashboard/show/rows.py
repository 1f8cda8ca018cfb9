"""The dossiers behind a number, as many as the number says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.queries import Result, records
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.figures import href
from dashboard.show.frame import foot, frame
from dashboard.show.markup import link
from dashboard.show.procedures import Page
from dashboard.text.numbers import date, days, is_missing
from dashboard.workspace.procedures import AREA

SHOWN = 100
ALL = 2**40
WHERE = ("field", "procedure_id", "channel")
MEASURES = (
    "carried_over",
    "received_new",
    "received_online",
    "received_desk_post",
    "received",
    "early",
    "on_time",
    "late",
    "resolved",
    "returned",
    "withdrawn",
    "gone",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "pending_waiting",
)
HEADS = (
    "dossier_id",
    "unit",
    "procedure",
    "channel",
    "accepted_date",
    "due_date",
    "finished_date",
    "outcome",
    "source",
    "working_days",
    "days_left",
)


def section(page: Page) -> None:
    """The rows that the link asks for, if it asks for any."""
    measure = st.query_params.get("measure")
    if measure is None:
        return
    if measure not in MEASURES:
        st.warning(page.say("rows.unknown", measure=measure))
        return
    where = {key: st.query_params.get(key) for key in WHERE}
    result = ask(page, measure, where, SHOWN)
    found = result.frame
    total = int(found["total"].iloc[0]) if len(found) else 0
    title = page.say(
        "rows.title", count=page.count(total), measure=page.say(f"measure.{measure}")
    )
    with frame(title, _subtitle(page, where), "rows"):
        close = href(page.chosen)
        st.html(f'<p class="t-sub">{link(page.say("rows.close"), close)}</p>')
        if not total:
            st.html(f'<p class="t-sub">{page.say("rows.none")}</p>')
            return
        heads = [page.say(f"rows.{key}") for key in HEADS]
        lines = [_row(page, one) for one in records(found)]
        st.html(counts_html(title, heads, lines, words=8))
        shown = page.say(
            "rows.shown", shown=page.count(len(found)), total=page.count(total)
        )
        menu = page.menu(
            "rows",
            title,
            result,
            *([measure] if f"{AREA}{measure}" in page.session.known.indicators else []),
            table=lambda: _whole(page, ask(page, measure, where, ALL).frame),
        )
        foot(shown if total > len(found) else page.source, "rows", menu)


def ask(page: Page, measure: str, where: Mapping[str, str | None], rows: int) -> Result:
    """The dossiers that a measure counts for the units and period looked at."""
    period = page.period
    reporting = [one for one in page.wanted if one not in page.missing]
    return page.session.ask(
        "procedures/rows",
        measure=measure,
        from_date=period.from_date,
        to_date=period.to_date,
        unit_ids=reporting,
        **{key: where.get(key) for key in WHERE},
        rows=rows,
        skip=0,
    )


def _whole(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are taken away."""
    names = [
        words[page.session.language] if words else "" for words in found["procedure"]
    ]
    return found.assign(procedure=names).drop(columns="total")


def _subtitle(page: Page, where: Mapping[str, str | None]) -> str:
    """Whose dossiers these are, in words."""
    who = page.session.say("lead.bloc")
    if page.chosen.unit_id:
        who = page.session.known.units[page.chosen.unit_id].name[page.session.language]
    said = [who]
    if where["field"]:
        said.append(page.field(where["field"]))
    if where["procedure_id"]:
        said.append(where["procedure_id"])
    if where["channel"]:
        said.append(page.say(f"channels.{where['channel']}"))
    dates = days(page.period.from_date, page.period.to_date)
    return page.say("rows.subtitle", where=", ".join(said), dates=dates)


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    """A dossier as a line of the table."""
    language = page.session.language
    name = one["procedure"]
    finished = date(one["finished_date"]) if one["finished_date"] else ""
    channel = page.say(f"channels.{one['channel'] or 'unknown'}")
    words = [
        page.name(one["unit_id"]),
        name[language] if name else one["procedure_id"] or "",
        channel,
        date(one["accepted_date"]),
        date(one["due_date"]),
        finished,
        page.say(f"outcome.{one['outcome']}"),
    ]
    is_open = one["outcome"] == "open"
    numbers = [
        "" if is_missing(one[key]) else page.count(one[key])
        for key in ("working_days", "days_left")
    ]
    numbers[1] = numbers[1] if is_open else ""
    return Row(
        one["dossier_id"],
        [
            *map(Count, words),
            Count(f"{one['file_name']}, {one['row_number']}"),
            *map(Count, numbers),
        ],
    )
