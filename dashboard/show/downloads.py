"""What a table can be taken away as: csv, xlsx and the SQL that answered it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard.briefing import sheet
from dashboard.queries import Result
from dashboard.show.session import Session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Table = Callable[[], pd.DataFrame]


def menu(
    session: Session,
    key: str,
    title: str,
    table: pd.DataFrame | Table,
    result: Result,
    files: pd.DataFrame,
) -> None:
    """A popover with what can be taken away; each is made when it is asked for, and so
    is a table that is not on the page as a whole. `files` are those behind it."""

    def ask() -> pd.DataFrame:
        return table if isinstance(table, pd.DataFrame) else table()

    label = session.say("download.menu")
    with st.popover(label, type="tertiary", key=f"get_{key}"):
        _button(session, key, "csv", lambda: sheet.csv(ask()), "text/csv")
        _button(
            session,
            key,
            "xlsx",
            lambda: _workbook(session, title, ask(), result, files),
            XLSX,
        )
        _button(session, key, "sql", lambda: _sql(result), "text/plain")


def _button(
    session: Session, key: str, form: str, make: Callable[[], bytes], mime: str
) -> None:
    st.download_button(
        session.say(f"download.{form}"),
        data=make,
        file_name=f"{key}-{session.manifest.version_id}.{form}",
        mime=mime,
        key=f"get_{key}_{form}",
        on_click="ignore",
        type="tertiary",
    )


def _workbook(
    session: Session,
    title: str,
    table: pd.DataFrame,
    result: Result,
    files: pd.DataFrame,
) -> bytes:
    as_of = files["as_of"].max() if len(files) else ""
    notes: Sequence[tuple[str, str]] = [
        (session.say("download.query"), result.query.name),
        (session.say("download.answers"), result.query.title),
        (session.say("download.params"), json.dumps(dict(result.params), default=str)),
        (session.say("download.version"), session.manifest.version_id),
        (
            session.say("download.as_of"),
            f"{as_of}",
        ),
        (session.say("download.sources"), ", ".join(files["file_name"])),
        ("SQL", result.query.sql),
    ]
    if "origin" in table and (table["origin"] == "invented").any():
        title = f"{title} · {session.say('badge.invented')}"
    return sheet.xlsx(
        table,
        title,
        session.say("download.table"),
        session.say("download.about"),
        notes,
    )


def _sql(result: Result) -> bytes:
    params = json.dumps(dict(result.params), ensure_ascii=False, default=str)
    return f"{result.query.sql}\n-- {params}\n".encode()
