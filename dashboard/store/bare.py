"""The same work in bare DuckDB, for `thidua bench` to measure ours against."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from dashboard.settings import settings
from dashboard.store import rollups, tables


def bring(warehouse: Path, rows: Path, first: dt.date, last: dt.date) -> float:
    """Seconds in which typed dossiers of a parquet file go into a warehouse that has
    none, rollups and figures included: a version without them has nothing to show."""
    start = time.perf_counter()
    with duckdb.connect(str(warehouse), config=_config()) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("begin")
        params = {"path": str(rows), "from_date": first, "as_of": last}
        tables.run_file(connection, "bare_dossiers", params)
        rollups.rebuild(connection)
        tables.refresh(connection, None)
        tables.commit(connection)
    return time.perf_counter() - start


def bring_registers(warehouse: Path, params: Mapping[str, Any]) -> float:
    """Seconds in which typed registers of parquet files go into a warehouse that has
    none, with their figures; `params` are those of `schema/bare_registers.sql`."""
    start = time.perf_counter()
    with duckdb.connect(str(warehouse), config=_config()) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("begin")
        tables.run_file(connection, "bare_registers", params)
        tables.fill(connection, "subject_match", "rollup/subject_match")
        areas = frozenset(["inspections", "checks", "tasks"])
        tables.refresh(connection, None, areas)
        tables.commit(connection)
    return time.perf_counter() - start


def ask(warehouse: Path, asked: Iterable[tuple[str, Mapping[str, Any]]]) -> float:
    """Seconds in which SQL with its parameters is answered one after the other."""
    with duckdb.connect(str(warehouse), read_only=True, config=_config()) as connection:
        connection.execute("set enable_progress_bar = false")
        start = time.perf_counter()
        for sql, params in asked:
            connection.execute(sql, dict(params)).fetchall()
        return time.perf_counter() - start


def _config() -> dict[str, str | bool | int | float | list[str]]:
    chosen = settings()
    return {"memory_limit": chosen.memory_limit, "threads": str(chosen.threads)}
