"""Counts by half-month made from dossiers, made anew only where something changed.

A change of dossiers goes: `begin`; `touched_dossier` filled (where nothing has been
counted yet, it may stay empty); `mark`; the tables changed; `mark`; `refresh`. The
queries read `dossier` and `dossier_pause`. To have them count some units only,
temporary tables with just these stand before the real ones under the same names: one
SQL counts all in one go, or little in little time.
"""

from __future__ import annotations

from dashboard.store.tables import LIVES, Connection, body, fill, run_file

ROLLUPS = ("dossier_flow", "dossier_days", "dossier_oldest")
DOUBTS = "quality/dossier_doubts"
NARROWED = ("dossier", "dossier_pause")
TOUCHED = ("touched_dossier", "touched_cell", "touched_unit", "covered_before")


def begin(connection: Connection) -> None:
    """Make the empty list `touched_dossier (issuer, dossier_id)`, to be filled."""
    run_file(connection, "touched_begin")


def mark(connection: Connection) -> None:
    """Count as touched every half-month in which a touched dossier, as the tables stand
    now, has an event or is open. Called before and after they change."""
    if not is_first(connection):
        run_file(connection, "touched_mark")


def is_first(connection: Connection) -> bool:
    """Whether nothing has been counted yet, so that everything will be."""
    return not connection.table("dossier_flow").limit(1).fetchall()


def refresh(connection: Connection) -> frozenset[str]:
    """Make the touched half-months of every rollup anew, and the doubts of the units
    concerned; answers these units."""
    run_file(connection, "touched_units")
    units = connection.table("touched_unit").fetchall()
    if is_first(connection):
        rebuild(connection)
    else:
        run_file(connection, "only_touched_units")
        run_file(connection, "forget_touched")
        _fill(connection, "(unit_id, bucket) in (from touched_cell)")
        _drop(connection, *NARROWED)
    _drop(connection, *TOUCHED)
    return frozenset(unit for (unit,) in units)


def rebuild(connection: Connection) -> None:
    """Make every rollup and every doubt anew."""
    run_file(connection, "forget_rollups")
    _fill(connection, "true")


def _fill(connection: Connection, wanted: str) -> None:
    """Add the wanted rows of every rollup, and every doubt, about the dossiers in
    sight. Their lives are worked out once for all."""
    for name in LIVES:
        connection.execute(f"create temp table {name} as {body(name)}")
    for name in ROLLUPS:
        connection.sql(body(name)).filter(wanted).insert_into(name)
    fill(connection, "warning", DOUBTS)
    _drop(connection, *LIVES)


def _drop(connection: Connection, *names: str) -> None:
    for name in names:
        connection.execute(f"drop table temp.{name}")
