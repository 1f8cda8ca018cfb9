"""Which figures differ between two states of the observations."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from dashboard.queries import fetch, query

KEY = ["indicator_id", "unit_id", "calendar", "period_id", "part"]

Connection = duckdb.DuckDBPyConnection


def remember(connection: Connection, before: Path | None = None) -> None:
    """Keep the observations as they stand, here or in another version's file, to be
    compared with later."""
    if before is None:
        connection.execute(
            "create or replace temp table observation_before as from observation"
        )
        return
    with duckdb.connect(str(before), read_only=True) as other:
        known = other.table("observation").to_arrow_table()
    connection.register("known", known)
    connection.execute("create or replace temp table observation_before as from known")
    connection.unregister("known")


def since(connection: Connection) -> pd.DataFrame:
    """One row per figure that appeared, vanished or changed since `remember`: the key,
    then every column of a figure as `<column>_before` and `<column>_after`."""
    connection.execute(
        "create or replace temp view observation_after as from observation"
    )
    return fetch(connection, query("quality/changes").sql, {})


def between(before: Path, after: Path) -> pd.DataFrame:
    """The same between the files of two versions."""
    with duckdb.connect() as connection:
        for name, path in (("before", before), ("after", after)):
            where = {"path": str(path)}
            connection.execute(f"attach $path as {name} (read_only)", where)
            connection.execute(
                f"create temp view observation_{name} as from {name}.observation"
            )
        return fetch(connection, query("quality/changes").sql, {})
