"""Which figures differ between two states of the observations."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from dashboard.queries import fetch, query
from dashboard.store.tables import unordered

KEY = ["indicator_id", "unit_id", "calendar", "period_id", "part"]

Connection = duckdb.DuckDBPyConnection


def remember(connection: Connection, before: Path) -> None:
    """Take every observation of another version's file to compare all of ours with."""
    with duckdb.connect(str(before), read_only=True) as other:
        known = other.table("observation").to_arrow_table()
    connection.register("known", known)
    connection.execute("create or replace temp table observation_before as from known")
    connection.unregister("known")
    connection.execute(
        "create or replace temp view observation_after as from observation"
    )


def since(connection: Connection) -> int:
    """How many figures appeared, vanished or changed since `remember`, or since
    `tables.refresh` began; they are in the table `changed`, gone with the
    connection."""
    sql = unordered(query("quality/changes").sql)
    connection.execute(f"create or replace temp table changed as {sql}")
    return len(connection.table("changed"))


def among(connection: Connection, periods: pd.DataFrame) -> pd.DataFrame:
    """Those of them that are of some periods (`calendar`, `period_id`), one row each:
    the key, then every column of a figure as `<column>_before` and `<column>_after`."""
    wanted = connection.from_arrow(pa.Table.from_pandas(periods.astype("string")))
    both = connection.table("changed").join(wanted, "calendar, period_id", "semi")
    rows: pd.DataFrame = both.to_arrow_table().to_pandas()
    return rows.sort_values(KEY, ignore_index=True)


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
