"""Dossiers put into the tables of a warehouse, as an import would put them."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from dossier_reference import Dossier, Pause

from dashboard.store import tables

ISSUER = "one-stop"
AS_OF = dt.date(2026, 12, 31)


def warehouse(path: Path, works: Iterable[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """An empty warehouse with a calendar of working days."""
    tables.create(path)
    connection = duckdb.connect(str(path))
    tables.insert_rows(connection, "working_day", works)
    return connection


def calendar(works: dict[dt.date, bool]) -> Iterable[dict[str, Any]]:
    """The rows of a calendar of working days."""
    ordinal = 0
    for date, is_working in works.items():
        ordinal += is_working
        yield {"date": date, "is_working": is_working, "ordinal": ordinal}


def add_procedures(
    connection: duckdb.DuckDBPyConnection, terms: dict[str, int | None]
) -> None:
    """Procedures with their terms."""
    rows = [
        {
            "procedure_id": one,
            "name": {"vi": one, "en": one},
            "term_days": term,
            "as_of": AS_OF,
            "source_id": "procedures",
            "row_number": number,
        }
        for number, (one, term) in enumerate(terms.items(), start=2)
    ]
    tables.insert_rows(connection, "procedure", rows)


def add_dossiers(
    connection: duckdb.DuckDBPyConnection, dossiers: Iterable[Dossier]
) -> None:
    """Dossiers and their pauses."""
    listed = list(dossiers)
    rows = [
        {
            "issuer": ISSUER,
            "dossier_id": one.dossier_id,
            "unit_id": one.unit_id,
            "procedure_id": one.procedure_id,
            "channel": one.channel,
            "accepted_date": one.accepted,
            "due_date": one.due,
            "finished_date": one.finished,
            "status": one.status,
            "stated_class": one.stated_class,
            "gone_date": one.gone,
            "as_of": one.as_of,
            "source_id": "dossiers",
            "row_number": one.row_number,
        }
        for one in listed
    ]
    tables.insert_rows(connection, "dossier", rows)
    for one in listed:
        add_pauses(connection, one.dossier_id, one.pauses, 10 * one.row_number)


def add_pauses(
    connection: duckdb.DuckDBPyConnection,
    dossier_id: str,
    pauses: Iterable[Pause],
    first_row: int,
) -> None:
    """Pauses of a dossier, known or not, in successive rows of a file."""
    rows = [
        {
            "issuer": ISSUER,
            "dossier_id": dossier_id,
            "from_date": pause.begins,
            "to_date": pause.ends,
            "as_of": AS_OF,
            "source_id": "pauses",
            "row_number": number,
        }
        for number, pause in enumerate(pauses, start=first_row)
    ]
    tables.insert_rows(connection, "dossier_pause", rows)


def cover(
    connection: duckdb.DuckDBPyConnection, covered: dict[str | None, dt.date]
) -> None:
    """Lists that speak for units up to a day, or (None) for every unit."""
    rows = [
        {
            "source_id": "dossiers",
            "kind": "dossiers",
            "unit_id": unit_id,
            "issuer": ISSUER,
            "from_date": dt.date(2018, 12, 1),
            "to_date": last,
            "as_of": AS_OF,
        }
        for unit_id, last in covered.items()
    ]
    tables.insert_rows(connection, "list_coverage", rows)
