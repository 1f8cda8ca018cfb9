"""How the command prints rows, and reads the parameters that are typed to it."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from dashboard.errors import Refusal
from dashboard.queries import Query
from dashboard.settings import settings
from dashboard.text.numbers import read_date


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Status(StrEnum):
    """The states of a period."""

    open = "open"
    provisional = "provisional"
    closed = "closed"


def frame(rows: pd.DataFrame, form: Format, console: Console | None = None) -> None:
    """Print rows: csv and json for programs, a table for people."""
    if form is Format.json:
        records = [
            {key: _plain(value) for key, value in row.items()}
            for row in rows.to_dict("records")
        ]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    elif form is Format.csv:
        print(rows.to_csv(index=False), end="")
    else:
        console = console or Console()
        table = _table(rows)
        # Rows are never folded: a narrow window breaks lines, the figures stay whole.
        wide = Console(file=console.file, width=9999, color_system=None)
        wanted = wide.measure(table).maximum
        console.width = max(console.width, wanted)
        console.print(table)


def _table(rows: pd.DataFrame) -> Table:
    """The rows for people: columns that are empty throughout are left out."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    words = {c: [_words(value) for value in rows[c]] for c in rows.columns}
    shown = [column for column in rows.columns if any(words[column])]
    for column in shown:
        table.add_column(str(column), no_wrap=True)
    for cells in zip(*(words[column] for column in shown), strict=True):
        table.add_row(*cells)
    return table


def _plain(value: Any) -> Any:
    """A value as JSON has it; what is missing is null."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float):
        return (
            None if math.isnan(value) else int(value) if value.is_integer() else value
        )
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _words(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, dict):
        plain = plain.get(settings().language, plain)
    if plain is None:
        return ""
    return ", ".join(map(str, plain)) if isinstance(plain, list) else str(plain)


def params(query: Query, typed: Iterable[str]) -> dict[str, Any]:
    """Parameters read from `key=value` by the types that the query declares.

    Lists are separated by commas. A parameter that may be null, as its declaration
    says, is null when it is not typed.
    """
    given: dict[str, Any] = {
        key: None for key, said in query.params.items() if "null" in said
    }
    for pair in typed:
        key, equals, value = pair.partition("=")
        if not equals or key not in query.params:
            raise Refusal(
                "query.unknown_param",
                name=query.name,
                param=pair,
                known=", ".join(query.params),
            )
        given[key] = _read(query.params[key].split(",")[0], value, pair)
    return given


def _read(kind: str, value: str, pair: str) -> Any:
    if kind == "text[]":
        return [one for one in value.split(",") if one]
    if kind == "date":
        return read_date(value)
    if kind == "number":
        try:
            return int(value)
        except ValueError as fault:
            raise Refusal("query.not_a_number", param=pair) from fault
    return value
