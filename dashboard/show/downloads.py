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


def menu(
    session: Session, key: str, title: str, table: pd.DataFrame, result: Result
) -> Callable[[], None]:
    """What writes a popover with the files; each is made when it is asked for."""

    def write() -> None:
        label = session.say("download.menu")
        with st.popover(label, type="tertiary", key=f"get_{key}"):
            _button(session, key, "csv", lambda: sheet.csv(table), "text/csv")
            _button(
                session,
                key,
                "xlsx",
                lambda: _workbook(session, title, table, result),
                XLSX,
            )
            _button(session, key, "sql", lambda: _sql(result), "text/plain")

    return write


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
    session: Session, title: str, table: pd.DataFrame, result: Result
) -> bytes:
    notes: Sequence[tuple[str, str]] = [
        (session.say("download.query"), result.query.name),
        (session.say("download.answers"), result.query.title),
        (session.say("download.params"), json.dumps(dict(result.params), default=str)),
        (session.say("download.version"), session.manifest.version_id),
        (session.say("download.as_of"), f"{session.manifest.as_of or ''}"),
        (session.say("download.sources"), ", ".join(_files(session))),
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


def _files(session: Session) -> list[str]:
    return list(session.ask("quality/sources").frame["file_name"])


def _sql(result: Result) -> bytes:
    params = json.dumps(dict(result.params), ensure_ascii=False, default=str)
    return f"{result.query.sql}\n-- {params}\n".encode()
