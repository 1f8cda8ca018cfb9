"""The only door to DuckDB for reading: named SQL over one immutable version.

A query is a file of `queries/`; its header declares grain, parameters and columns and
is checked against DuckDB by the tests. Versions are attached read-only in a locked
in-memory instance of their own, kept while somebody reads; each call has a cursor.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.errors import DefinitionError, Refusal
from dashboard.settings import settings, shipped

ENTRY = re.compile(r"^--   \$?([a-z0-9_]+): ([a-z_\[\]]+), (.+)$")
OPEN_VERSIONS = 4


@dataclass(frozen=True)
class Query:
    """A named query: its SQL, and the contract in its header."""

    name: str
    sql: str
    title: str
    grain: tuple[str, ...]
    params: Mapping[str, str]
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Result:
    """What a query answered, and how it was asked, so that it can be asked again."""

    query: Query
    params: Mapping[str, Any]
    frame: pd.DataFrame


@cache
def names() -> tuple[str, ...]:
    """Every query that can be run, by name; schema files are not queries."""
    root = shipped("queries")
    paths = sorted(path.relative_to(root) for path in root.rglob("*.sql"))
    return tuple(
        path.with_suffix("").as_posix() for path in paths if path.parts[0] != "schema"
    )


@cache
def query(name: str) -> Query:
    """The query of this name; Refusal when there is none."""
    if name not in names():
        raise Refusal("query.unknown", name=name)
    return parse(name, (shipped("queries") / f"{name}.sql").read_text("utf-8"))


def parse(name: str, sql: str) -> Query:
    """A query read from its text; DefinitionError names what the header lacks."""
    lines = [line for line in sql.splitlines() if line.startswith("--")]
    title: list[str] = []
    sections: dict[str, dict[str, str]] = {"params": {}, "columns": {}}
    grain: tuple[str, ...] | None = None
    section = ""
    for line in lines:
        entry = ENTRY.match(line)
        if line.startswith("-- grain: "):
            grain = tuple(line.removeprefix("-- grain: ").split(", "))
        elif line in ("-- params:", "-- params: none", "-- columns:"):
            section = line.split(":")[0].removeprefix("-- ")
        elif grain is None:
            title.append(line.removeprefix("-- "))
        elif entry and section:
            key, kind, words = entry.groups()
            sections[section][key] = f"{kind}, {words}"
    if grain is None or not sections["columns"]:
        raise DefinitionError(f"queries/{name}.sql: the header has no grain or columns")
    return Query(
        name, sql, " ".join(title), grain, sections["params"], sections["columns"]
    )


@dataclass
class _Open:
    """One attached version and the number of those reading it."""

    connection: duckdb.DuckDBPyConnection
    leases: int = 0


@dataclass
class Door:
    """The versions that are open, least recently used first."""

    opened: dict[Path, _Open] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def cursor(self, warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on a version, which stays open until the last one is closed."""
        with self.lock:
            held = self.opened.pop(warehouse, None) or _Open(_attach(warehouse))
            self.opened[warehouse] = held
            held.leases += 1
        try:
            with held.connection.cursor() as cursor:
                cursor.execute("use wh")
                yield cursor
        finally:
            with self.lock:
                held.leases -= 1
                self._close_spare()

    def _close_spare(self) -> None:
        idle = [path for path, held in self.opened.items() if held.leases == 0]
        for path in idle[: max(0, len(self.opened) - OPEN_VERSIONS)]:
            self.opened.pop(path).connection.close()


def _attach(warehouse: Path) -> duckdb.DuckDBPyConnection:
    chosen = settings()
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": chosen.memory_limit,
            "threads": str(chosen.threads),
        },
    )
    connection.execute("attach $path as wh (read_only)", {"path": str(warehouse)})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


DOOR = Door()


def run(warehouse: Path, name: str, **params: Any) -> Result:
    """The answer of a named query over one version.

    Takes any parameters and passes those that the query declares; one that it declares
    and that is not given is refused by name, and so are real and invented units added
    together.
    """
    asked = query(name)
    missing = [key for key in asked.params if key not in params]
    if missing:
        raise Refusal("query.missing_param", name=name, params=", ".join(missing))
    bound = {key: params[key] for key in asked.params}
    with DOOR.cursor(warehouse) as cursor:
        if bound.get("unit_ids") and "unit_id" not in asked.grain:
            _one_origin(cursor, name, bound["unit_ids"])
        frame = fetch(cursor, asked.sql, bound)
    return Result(asked, bound, frame)


def _one_origin(cursor: duckdb.DuckDBPyConnection, name: str, ids: list[str]) -> None:
    """Refuse real and invented units where the answer does not keep them apart."""
    rows = cursor.execute(
        "select min(unit_id) from unit where list_contains($ids, unit_id) "
        "group by origin order by origin desc",
        {"ids": ids},
    ).fetchall()
    if len(rows) > 1:
        ((real,), (invented,)) = rows
        raise Refusal("query.two_origins", name=name, real=real, invented=invented)


def fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, Any]
) -> pd.DataFrame:
    """The rows of a select as a frame: dates stay dates, lists lists, words dicts."""
    table = connection.sql(sql, params=dict(params)).to_arrow_table()
    frame: pd.DataFrame = table.to_pandas(date_as_object=True)
    return frame


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as mappings; what is missing is None and lists are lists."""
    return [
        {str(key): _plain(value) for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    return None if isinstance(value, float) and math.isnan(value) else value
