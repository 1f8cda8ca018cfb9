"""Reads files of reported figures: one row per figure stated in a document."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.errors import FileRefused, Problem
from dashboard.intake.tabular import Column, Sheet, plain, read, text_of
from dashboard.queries import fetch, query, records
from dashboard.store import Import, Read, tables


@cache
def columns() -> tuple[Column, ...]:
    """The columns such a file may have."""
    return tuple(
        Column(name, table.get("required", False), tuple(table["headers"]))
        for name, table in _declared().items()
    )


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _words(column: str) -> dict[str, str]:
    """What may be written in a column of codes, and the code it stands for."""
    said: dict[str, list[str]] = _declared()[column].get("values", {})
    return {plain(w): code for code, words in said.items() for w in (code, *words)}


def apply(
    connection: duckdb.DuckDBPyConnection, one: Import, paths: Mapping[str, Path]
) -> Read:
    """Put the figures of an import into the tables.

    Raises FileRefused with every refused row unless the import said `skip_bad`.
    """
    results = [_file(connection, one, name, path) for name, path in paths.items()]
    problems = tuple(p for read in results for p in read.problems)
    refused = [p for p in problems if p.severity == "refused"]
    if refused and "skip_bad" not in one.options:
        raise FileRefused(list(problems))
    return Read(
        touched=frozenset().union(*(r.touched or () for r in results)),
        problems=problems,
        kept=sum(r.kept for r in results),
        refused=sum(r.refused for r in results),
    )


def _file(
    connection: duckdb.DuckDBPyConnection, one: Import, name: str, path: Path
) -> Read:
    sheet = read(path, name, columns())
    _stage(connection, sheet, one)
    source_id = next(file.sha256 for file in one.files if file.name == name)
    touched = _touched(connection, source_id)
    tables.run_file(connection, "forget_source", {"source_id": source_id})
    params = {key: one.options.get(key) for key in ("unit_id", "from_date", "to_date")}
    faults = fetch(connection, query("intake/reported_refusals").sql, params)
    doubts = fetch(connection, query("intake/reported_warnings").sql, {})
    bad_rows = sorted({int(row) for row in faults["row_number"]})
    doubts = doubts[~doubts["row_number"].isin(bad_rows)]
    kept = {"source_id": source_id, "refused": bad_rows}
    tables.fill(connection, "source", "intake/reported_source", **kept, file_name=name)
    for table, asked in (("coverage", "coverage"), ("reported_value", "rows")):
        tables.fill(connection, table, f"intake/reported_{asked}", **kept)
    tables.insert_rows(connection, "warning", _warnings(doubts, sheet, source_id))
    connection.execute("drop table staged; drop table staged_typed")
    return Read(
        touched=touched,
        problems=(
            *_problems(faults, sheet, "refused"),
            *_problems(doubts, sheet, "warning"),
        ),
        kept=len(sheet.rows) - len(bad_rows),
        refused=len(bad_rows),
    )


def _touched(connection: duckdb.DuckDBPyConnection, source_id: str) -> frozenset[str]:
    """Units that the staged rows name, or that the same bytes named when last read."""
    rows = connection.execute(
        "select unit_id from staged_typed union "
        "select unit_id from reported_value where source_id = $source_id",
        {"source_id": source_id},
    ).fetchall()
    return frozenset(unit_id for (unit_id,) in rows)


def _stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, one: Import) -> None:
    """The text of every cell in `staged`, and its readings in `staged_typed`."""
    tables.run_file(connection, "staging")
    qualifiers = _words("qualifier")
    rows: list[dict[str, Any]] = []
    for number, cells in sheet.rows:
        words = {c.name: text_of(cells.get(c.name, "")) for c in columns()}
        given = words["qualifier"]
        value = cells["value"]
        is_typed = isinstance(value, int | float) and not isinstance(value, bool)
        words["qualifier"] = qualifiers.get(plain(given), given)
        typed = float(value) if is_typed else None  # type: ignore[arg-type]
        rows.append({"row_number": number, "typed": typed, **words})
    if not rows:
        raise FileRefused([Problem(rule="no_rows", file=sheet.file, sheet=sheet.name)])
    tables.insert_rows(connection, "staged", rows)
    as_of = one.options.get("as_of")
    day = dt.date.fromisoformat(as_of) if as_of else None
    tables.fill(connection, "staged_typed", "intake/reported_typed", as_of=day)


def _problems(frame: pd.DataFrame, sheet: Sheet, severity: str) -> list[Problem]:
    return [
        Problem(
            rule=row["rule"],
            file=sheet.file,
            severity=severity,
            sheet=sheet.name,
            cell=sheet.place(row["column_name"], row["row_number"]),
            row=row["row_number"],
            value=row["value"] or "",
            expected=row["expected"] or "",
            column=row["column_name"],
        )
        for row in records(frame)
    ]


def _warnings(
    doubts: pd.DataFrame, sheet: Sheet, source_id: str
) -> list[dict[str, Any]]:
    """Rows of `warning`, which live as long as the version."""
    return [
        {
            "rule": row["rule"],
            "stage": "intake",
            "source_id": source_id,
            "cell": sheet.place(row["column_name"], row["row_number"]),
            "indicator_id": row["indicator_id"],
            "unit_id": row["unit_id"],
            "value": row["value"],
            "expected": row["expected"],
        }
        for row in records(doubts)
    ]
