"""Reads lists of dossiers: every one that was at hand on any day they speak for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from dashboard.intake import judging
from dashboard.intake.records import FORMS, Kind, Listing
from dashboard.intake.scope import as_of, cover, coverage, doubtful, forget, origin
from dashboard.intake.staging import read_mapping, stage
from dashboard.queries import records
from dashboard.store import Import, Read, rollups, tables

KIND = Kind(
    "dossiers",
    "dossiers",
    "dossier",
    ("unit_id", "procedure_id"),
    (*FORMS, "decimal"),
)


def apply(
    connection: duckdb.DuckDBPyConnection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> Read:
    """Put the dossiers of an import into the tables, and end the lives of those that
    its lists no longer have.

    Raises FileRefused with the refused rows unless the import said `skip_bad`.
    """
    reading = read_mapping(KIND, one, paths)
    last = as_of(one, reading)
    said = coverage(one, reading, last)
    units = {scope.unit_id for scope in said if scope.unit_id}
    told = {"unit_id": min(units)} if len(units) == 1 else {}
    on_step("stage")
    files = stage(connection, KIND, one, paths, reading, told)
    listing = Listing(connection, KIND, one, reading, files, last)
    on_step("judge")
    judging.type_rows(listing, {})
    cover(listing, said, _named(listing))
    whose = origin(listing)
    problems = judging.judge(listing)
    # What a refused row names is not spoken for.
    covered = cover(listing, said, _named(listing))
    listing.append("staged_gone", "dossiers_gone")
    doubts = listing.ask("dossiers_warnings")
    on_step("apply")
    rollups.begin(connection)
    if not rollups.is_first(connection):
        listing.append("touched_dossier", "dossiers_touched")
    rollups.mark(connection)
    was_covered = forget(listing)
    listing.append("source", "dossiers_sources", origin=whose)
    tables.run_file(connection, "replace_dossiers", {"as_of": last})
    listing.append("dossier", "dossiers_rows")
    listing.append("list_coverage", "dossiers_coverage")
    problems += doubtful(listing, records(doubts))
    rollups.mark(connection)
    touched = rollups.refresh(connection) | covered | was_covered
    return judging.told(listing, touched, problems)


def _named(listing: Listing) -> list[str | None]:
    """The units in its rows, as far as they are not refused."""
    return list(listing.ask("dossiers_units")["unit_id"])
