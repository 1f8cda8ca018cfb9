"""What a page works on: the version that was opened, the definitions, the language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, queries, text
from dashboard.errors import Refusal
from dashboard.look import Tokens, tokens
from dashboard.settings import Language, settings
from dashboard.show import style
from dashboard.show.notice import empty_html
from dashboard.store import Manifest
from dashboard.workspace.definitions import Definitions, definitions
from dashboard.workspace.figures import figures
from dashboard.workspace.overview import reporting_units
from dashboard.workspace.workspace import Workspace

Listed = Callable[[str, str, str], list[str]]


@dataclass(frozen=True)
class Session:
    """One version, and how it is shown."""

    manifest: Manifest
    warehouse: Path
    known: Definitions
    language: Language
    tokens: Tokens

    def say(self, key: str, **values: object) -> str:
        """A text in the language of the page."""
        return text.of(key, self.language, **values)

    def ask(self, name: str, **params: Any) -> queries.Result:
        """The answer of a named query, kept for as long as the version lives."""
        return _answer(str(self.warehouse), name, params)

    def figures(self, indicator_ids: list[str], **asked: Any) -> pd.DataFrame:
        """Figures with intervals; see `workspace.figures.figures`."""
        return _figures(str(self.warehouse), indicator_ids, asked)[1]

    def figures_result(self, indicator_ids: list[str], **asked: Any) -> queries.Result:
        """How the same figures were asked for."""
        return _figures(str(self.warehouse), indicator_ids, asked)[0]

    def sources(self, bloc_id: str) -> pd.DataFrame:
        """The files behind figures of a bloc: rows of `quality/sources`, never real and
        invented ones together."""
        files = self.ask("quality/sources").frame
        return files[files["origin"] == self.known.blocs[bloc_id].origin]

    def as_of(self, bloc_id: str) -> dt.date | None:
        """The latest cut-off of the files of a bloc; none where it has no files."""
        days = self.sources(bloc_id)["as_of"]
        return days.max() if len(days) else None

    def choices(self) -> tuple[pd.DataFrame, Listed, Listed]:
        """What the filter row needs: periods with figures, members, who reported."""
        return (
            self.ask("catalog/periods_with_figures").frame,
            self.members,
            self.reporting,
        )

    def reporting(self, bloc_id: str, calendar: str, period_id: str) -> list[str]:
        """Units of a bloc that have any figure in a period."""
        asked = {"calendar": calendar, "period_ids": [period_id], "bloc_id": bloc_id}
        return reporting_units(self.figures(list(self.known.indicators), **asked))

    def members(self, bloc_id: str, calendar: str, period_id: str) -> list[str]:
        """Units of a bloc on the last day of a period, in Vietnamese order of names."""
        day = self.known.periods[calendar, period_id].to_date
        found = self.ask("catalog/members", bloc_id=bloc_id, day=day).frame
        return list(found["unit_id"])


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(warehouse: str, name: str, params: dict[str, Any]) -> queries.Result:
    return queries.run(Path(warehouse), name, **params)


@st.cache_data(max_entries=400, show_spinner=False)
def _figures(
    warehouse: str, indicator_ids: list[str], asked: dict[str, Any]
) -> tuple[queries.Result, pd.DataFrame]:
    return figures(Path(warehouse), indicator_ids, **asked)


@st.cache_resource(max_entries=4, show_spinner=False)
def _definitions(warehouse: str) -> Definitions:
    return definitions(Path(warehouse))


def opened() -> Session:
    """The current version; a workspace without one stops the page with the remedy.

    A page that was open while another version was published says so on its next run.
    """
    language = filters.language()
    workspace = Workspace(settings().workspace)
    try:
        manifest = workspace.store.current()
        warehouse = workspace.open()
        known = _definitions(str(warehouse))
    except Refusal as refusal:
        words = text.refusal(refusal, language)
        st.html(empty_html(text.of("page.empty", language), [words]))
        st.stop()
    seen = st.session_state.get("version_id", manifest.version_id)
    if seen != manifest.version_id:
        st.toast(text.of("page.newer", language, version=manifest.version_id))
    st.session_state["version_id"] = manifest.version_id
    return Session(manifest, warehouse, known, language, tokens(style.mode()))
