"""Reads lists of pauses: every one that began on a day they speak for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from dashboard.intake import judging
from dashboard.intake.records import Kind, Listing
from dashboard.intake.scope import as_of, cover, coverage, forget, origin
from dashboard.intake.staging import read_mapping, stage
from dashboard.store import Import, Read, rollups, tables

KIND = Kind("dossier_pauses", "pauses", "pause", ())


def apply(
    connection: duckdb.DuckDBPyConnection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> Read:
    """Put the pauses of an import into the tables, in place of those that began within
    what its lists speak for.

    Raises FileRefused with the refused rows unless the import said `skip_bad`.
    """
    reading = read_mapping(KIND, one, paths)
    last = as_of(one, reading)
    said = coverage(one, reading, last)
    on_step("stage")
    files = stage(connection, KIND, one, paths, reading, {})
    listing = Listing(connection, KIND, one, reading, files, last)
    on_step("judge")
    judging.type_rows(listing, {})
    cover(listing, said, [None])
    whose = origin(listing)
    problems = judging.judge(listing)
    listing.append("staged_gone_pause", "pauses_gone")
    on_step("apply")
    rollups.begin(connection)
    listing.append("touched_dossier", "pauses_touched")
    rollups.mark(connection)
    forget(listing)
    listing.append("source", "pauses_sources", origin=whose)
    tables.run_file(connection, "replace_pauses", {"as_of": last})
    listing.append("dossier_pause", "pauses_rows")
    listing.append("list_coverage", "pauses_coverage")
    rollups.mark(connection)
    return judging.told(listing, rollups.refresh(connection), problems)
