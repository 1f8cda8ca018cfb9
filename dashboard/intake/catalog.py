"""Reads a catalog into the dimension tables; figures already in must still fit it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dashboard.catalog.load import load
from dashboard.errors import FileRefused, Problem
from dashboard.queries import fetch, query, records
from dashboard.store import Import, Read, tables


def apply(
    connection: duckdb.DuckDBPyConnection, one: Import, paths: Mapping[str, Path]
) -> Read:
    """Replace every dimension; all observations follow.

    Raises DefinitionError for a faulty catalog, FileRefused when figures in the
    version name a unit or an indicator that the new catalog lacks.
    """
    catalog = load({name: path.read_bytes() for name, path in paths.items()})
    tables.run_file(connection, "forget_catalog")
    rows = 0
    for table, listed in catalog.tables().items():
        tables.insert_rows(connection, table, listed)
        rows += len(listed)
    orphans = fetch(connection, query("intake/catalog_orphans").sql, {})
    if len(orphans):
        raise FileRefused(
            [
                Problem(
                    rule="still_used",
                    file=", ".join(paths),
                    value=row["id"],
                    expected=str(row["figures"]),
                )
                for row in records(orphans)
            ]
        )
    return Read(touched=None, kept=rows)
