"""Reads lists of procedures: the kinds of case, their field and their term."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from dashboard.intake import judging
from dashboard.intake.records import Kind, Listing
from dashboard.intake.scope import as_of, forget
from dashboard.intake.staging import read_mapping, stage
from dashboard.intake.tabular import plain
from dashboard.store import Import, Read, rollups, tables

KIND = Kind(
    "procedures", "procedures", "procedure", ("procedure_id",), ("nulls",), ("field",)
)


def apply(
    connection: duckdb.DuckDBPyConnection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> Read:
    """Put the procedures of an import into the table; dossiers of those that changed
    follow.

    Raises FileRefused with the refused rows unless the import said `skip_bad`.
    """
    reading = read_mapping(KIND, one, paths)
    last = as_of(one, reading)
    on_step("stage")
    files = stage(connection, KIND, one, paths, reading, {})
    listing = Listing(connection, KIND, one, reading, files, last)
    on_step("judge")
    judging.type_rows(listing, {"field": _fields(connection)})
    problems = judging.judge(listing)
    on_step("apply")
    rollups.begin(connection)
    listing.append("touched_dossier", "procedures_dossiers")
    rollups.mark(connection)
    forget(listing)
    whose = one.options.get("origin", "real")
    listing.append("source", "procedures_sources", origin=whose)
    tables.run_file(connection, "replace_procedures", {"as_of": last})
    listing.append("procedure", "procedures_rows")
    problems += judging.warn(listing, "procedures_warnings")
    rollups.mark(connection)
    return judging.told(listing, rollups.refresh(connection), problems)


def _fields(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The fields of the catalog by what they are called."""
    rows = connection.execute(
        "select value, name.vi, name.en from part where key = 'field' order by value"
    ).fetchall()
    return {plain(words): row[0] for row in rows for words in row}
