"""Kinds of lists of records, how each is declared, and one while it is judged."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.intake.loading import Loaded
from dashboard.intake.mapping import Reading
from dashboard.intake.tabular import Column, plain
from dashboard.queries import fetch, query
from dashboard.store import Import, tables

WORDED = 1000
FORMS = ("nulls", "is_day_first", "day_forms", "time_forms", "zone")

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Kind:
    """A kind of list: the name of its import, of its definitions and of its tables.
    `ids` are the columns of ids that a mapping may translate, `catalogued` those of
    codes that the catalog has, `forms` what reading its values depends on, `family`
    whose queries judge it where these are not its own, `areas` those of the indicators
    that it bears on."""

    name: str
    stem: str
    table: str
    ids: tuple[str, ...]
    forms: tuple[str, ...] = FORMS
    catalogued: tuple[str, ...] = ()
    family: str = ""
    areas: frozenset[str] = frozenset(["procedures"])

    @property
    def queries(self) -> str:
        """What the names of its queries and of its staging begin with."""
        return self.family or self.stem

    @property
    def staged(self) -> str:
        """The table of the text."""
        return f"staged_{self.table}"

    @property
    def typed(self) -> str:
        """The table of the values read from it."""
        return f"typed_{self.table}"


@cache
def declared(stem: str) -> dict[str, Any]:
    """The columns of a kind of list, their headers, and the words of their codes."""
    path = Path(__file__).with_name(f"{stem}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def columns(stem: str) -> tuple[Column, ...]:
    """The columns such a list may have."""
    return tuple(
        Column(name, table.get("required", False), tuple(table["headers"]))
        for name, table in declared(stem).items()
    )


def codes(stem: str) -> dict[str, dict[str, str]]:
    """By column of codes: what may be written, made plain, and the code it means."""
    return {
        name: {plain(w): code for code, words in said.items() for w in (code, *words)}
        for name, table in declared(stem).items()
        if (said := table.get("values"))
    }


@dataclass(frozen=True)
class Listing:
    """An import of lists while it is judged: its files are staged."""

    connection: Connection
    kind: Kind
    one: Import
    reading: Reading
    files: Mapping[int, Loaded]
    as_of: dt.date
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def params(self) -> dict[str, Any]:
        """What its queries are asked with."""
        return {
            **self.reading.forms(),
            **self.more,
            "kind": self.kind.name,
            "as_of": self.as_of,
            "source_ids": self.source_ids,
            "most": WORDED,
        }

    @property
    def source_ids(self) -> list[str]:
        """The digests of its files, in the order of their numbers."""
        by_name = {file.name: file.sha256 for file in self.one.files}
        return [by_name[file.name] for file in self.files.values()]

    def ask(self, name: str) -> pd.DataFrame:
        """What a query of this kind answers over the staged rows."""
        asked = query(f"intake/{name}")
        bound = {key: self.params[key] for key in asked.params}
        return fetch(self.connection, asked.sql, bound)

    def append(self, table: str, name: str, **more: Any) -> int:
        """Add what a query answers to a table, without bringing it here; its rows."""
        return tables.fill(
            self.connection, table, f"intake/{name}", **self.params, **more
        )
