"""Writing into the warehouse that is being prepared, and refreshing what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.queries import names, query
from dashboard.settings import shipped

Connection = duckdb.DuckDBPyConnection

# Nothing is fetched from anywhere.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
REPORTED = "indicator/reported"
DERIVED = (
    "indicator/total_of_parts",
    "indicator/sum_of_terms",
    "indicator/quotient_of_terms",
)
LIVES = ("dossier_bucket", "dossier_wait", "dossier_life", "dossier_open")


def create(path: Path) -> None:
    """An empty warehouse with every table and view of the schema."""
    with duckdb.connect(config=CONFIG) as connection:
        connection.execute(
            "attach $path as wh (storage_version 'v1.5.0')", {"path": str(path)}
        )
        connection.execute("use wh")
        run_file(connection, "tables")
        run_file(connection, "views")
        create_lives(connection)


def create_lives(connection: Connection) -> None:
    """The views of what befell dossiers, as their queries say it."""
    for name in LIVES:
        connection.execute(f"create view {name} as {body(name)}")


def body(name: str) -> str:
    """A query of `queries/rollup/` for others to build upon."""
    return unordered(query(f"rollup/{name}").sql)


def unordered(sql: str) -> str:
    """The SQL of a query without its last order, which what goes into a table need not
    have: sorting millions of rows takes as long as inserting them."""
    return sql.rpartition("\norder by")[0] or sql


def insert(connection: Connection, table: str, rows: pa.Table) -> None:
    """Add rows to a table, matched by column name; absent columns stay empty."""
    wanted = connection.table(table)
    columns = [
        rows[name] if name in rows.column_names else pa.nulls(len(rows))
        for name in wanted.columns
    ]
    aligned = pa.table(columns, names=wanted.columns)
    connection.from_arrow(aligned).insert_into(table)


def insert_rows(
    connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Add rows given as mappings."""
    listed = list(rows)
    if listed:
        insert(connection, table, pa.Table.from_pylist(listed))


def fill(connection: Connection, table: str, name: str, **params: Any) -> int:
    """Add what a named query answers to a table; returns how many rows came."""
    asked = query(name)
    bound = {key: params[key] for key in asked.params}
    sql = f"insert into {table} by name {unordered(asked.sql)}"
    ((count,),) = connection.execute(sql, bound).fetchall()
    return int(count)


def make(connection: Connection, table: str, name: str, **params: Any) -> None:
    """Make a table, gone with the connection, of what a named query answers."""
    asked = query(name)
    bound = {key: params[key] for key in asked.params}
    sql = f"create temp table {table} as {unordered(asked.sql)}"
    connection.execute(sql, bound)


def tidy(connection: Connection) -> None:
    """Take out what reading a file left in the connection, so that the next one stages
    anew."""
    made = connection.execute(
        "select 'view', view_name from duckdb_views() where temporary and not internal "
        "union all "
        "select 'table', table_name from duckdb_tables() where temporary "
        "union all "
        "select distinct 'macro', function_name from duckdb_functions() "
        "where database_name = 'temp' and not internal"
    ).fetchall()
    for kind, name in made:
        connection.execute(f'drop {kind} temp."{name}"')


def run_file(
    connection: Connection, name: str, params: Mapping[str, Any] | None = None
) -> None:
    """Run every statement of a file of `queries/schema/`, each with those of the
    parameters that it names."""
    sql = (shipped("queries") / "schema" / f"{name}.sql").read_text("utf-8")
    for statement in connection.extract_statements(sql):
        named = statement.named_parameters
        connection.execute(statement, {key: (params or {})[key] for key in named})


def refresh(
    connection: Connection,
    touched: frozenset[str] | None,
    areas: frozenset[str] | None = None,
) -> None:
    """Answers and observations made anew of the touched units and of the indicators of
    some areas (none: of every unit, of all).

    So that one SQL makes all or some, temporary tables with just these indicators stand
    before the real ones under the same names.
    """
    units = None if touched is None else sorted(touched)
    wanted = None if areas is None else sorted(areas)
    run_file(connection, "only_touched_indicators", {"areas": wanted})
    run_file(connection, "forget_answers", {"unit_ids": units})
    run_file(connection, "forget_observations", {"unit_ids": units})
    for table in ("answer", "complete_period"):
        fill(connection, table, f"indicator/{table}", unit_ids=units)
    asked = connection.execute("select distinct query from indicator").fetchall()
    # Whatever is computed may be reported as well.
    for name in sorted({REPORTED, *(name for (name,) in asked)}):
        fill(connection, "observation", name, unit_ids=units)
    while sum(fill(connection, "observation", n, unit_ids=units) for n in DERIVED):
        pass
    fill(connection, "observation", "indicator/ratio", unit_ids=units)
    for name in ("indicator", "indicator_term"):
        connection.execute(f"drop table temp.{name}")


def check(connection: Connection) -> int:
    """The warnings of every check in `queries/check/` made anew; how many there are in
    all, those that were found on reading a file included."""
    run_file(connection, "forget_checks")
    for name in names():
        if name.startswith("check/"):
            fill(connection, "warning", name)
    (count,) = connection.execute("select count(*) from warning").fetchall()[0]
    return int(count)


def commit(connection: Connection) -> None:
    """End the work on a warehouse: everything is in its file, and it is closed."""
    connection.execute("commit")
    connection.execute("checkpoint")
    connection.close()
