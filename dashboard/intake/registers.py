"""Reads registers: lists of inspections, of whom they met, of plans, of tasks and of
their steps, of targets and of notes.

One way through for all: what differs between them is what their columns are
(`<kind>.toml`), how a row is told from others and when it was at hand
(`queries/intake/<kind>_listed.sql`), and of some, rules of their own
(`<kind>_refusals.sql`, `<kind>_warnings.sql`). Where the unit may be left out, a row
without one is of every unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.intake import judging
from dashboard.intake.mapping import Coverage
from dashboard.intake.records import FORMS, Kind, Listing, declared
from dashboard.intake.scope import as_of, cover, coverage, doubtful, forget, origin
from dashboard.intake.staging import read_mapping, stage
from dashboard.intake.tabular import plain
from dashboard.queries import records
from dashboard.store import Import, Read, tables

Connection = duckdb.DuckDBPyConnection
# Values of these forms are what the catalog has under the part of that key.
CATALOGUED = ("field", "level", "science")


@dataclass(frozen=True)
class Register:
    """A kind of register: its table, at which columns its key and its days are named,
    the areas of indicators that it bears on, whether its days may lie ahead of its
    cut-off, and whether it has rules of its own."""

    name: str
    table: str
    key_column: str
    day_column: str
    areas: tuple[str, ...] = ()
    is_ahead: bool = False
    has_rules: bool = False

    def rules(self, what: str) -> tuple[str, ...]:
        """Its own queries of refusals or of warnings."""
        return (f"{self.name}_{what}",) if self.has_rules else ()

    @property
    def kind(self) -> Kind:
        """The kind as other lists of records have one."""
        said = declared(self.name)
        return Kind(
            self.name,
            self.name,
            "register",
            tuple(c for c in said if said[c].get("form") == "id"),
            (*FORMS, "decimal"),
            tuple(c for c in said if said[c].get("form") in CATALOGUED),
            family="register",
            areas=frozenset(self.areas),
        )


REGISTERS = {
    one.name: one
    for one in (
        Register(
            "inspections",
            "inspection",
            "inspection_id",
            "start_date",
            ("inspections", "checks"),
        ),
        Register(
            "inspection_subjects", "inspection_subject", "inspection_id", "visit_date"
        ),
        Register(
            "inspection_plan",
            "inspection_plan",
            "plan_id",
            "planned_start_date",
            is_ahead=True,
        ),
        Register("tasks", "task", "task_id", "planned_start_date", ("tasks",)),
        Register("task_events", "task_event", "task_id", "event_date", ("tasks",)),
        Register(
            "targets",
            "target",
            "indicator_id",
            "period_id",
            is_ahead=True,
            has_rules=True,
        ),
        Register("notes", "note", "words", "note_date", is_ahead=True, has_rules=True),
    )
}


def apply(
    connection: Connection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> Read:
    """Put the records of a register into the tables, in place of those at hand within
    what it speaks for.

    Raises FileRefused with the refused rows unless the import said `skip_bad`.
    """
    register = REGISTERS[one.kind]
    listing, said = read(connection, one, paths, on_step)
    cover(listing, said, _named(listing))
    whose = origin(listing)
    problems = judging.judge(listing, *register.rules("refusals"))
    # What a refused row names is not spoken for.
    covered = cover(listing, said, _named(listing))
    listing.append("staged_gone_entry", "register_gone")
    doubts = listing.ask("register_doubts")
    on_step("apply")
    gone = listing.connection.table("staged_gone_entry").fetchall()
    was_covered = forget(listing)
    listing.append("source", "register_sources", origin=whose)
    scope = {"kind": register.name, "as_of": listing.as_of}
    tables.run_file(connection, "replace_register", scope)
    listing.append("entry", "register_entries")
    listing.append("list_coverage", "register_coverage")
    _keep(listing, register)
    for name in ("register_warnings", *register.rules("warnings")):
        problems += judging.warn(listing, name)
    problems += doubtful(listing, records(doubts))
    touched = covered | was_covered | {unit for _, _, unit in gone if unit}
    return judging.told(listing, frozenset(touched), problems)


def read(
    connection: Connection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> tuple[Listing, list[Coverage]]:
    """The register staged and read, and what it says that it speaks for: `listed` has
    the rows as their table holds them, `listed_entry` what all kinds have in common."""
    register = REGISTERS[one.kind]
    kind = register.kind
    reading = read_mapping(kind, one, paths)
    last = as_of(one, reading)
    said = coverage(one, reading, last, is_ahead=register.is_ahead)
    on_step("stage")
    files = stage(connection, kind, one, paths, reading, {})
    columns = {"key_column": register.key_column, "day_column": register.day_column}
    listing = Listing(connection, kind, one, reading, files, last, columns)
    on_step("judge")
    judging.type_rows(listing, _catalogued(connection, kind))
    tables.make(connection, "listed", f"intake/{kind.stem}_listed", **listing.params)
    tables.run_file(connection, "listed_entry")
    return listing, said


def _named(listing: Listing) -> list[str | None]:
    """The units in its rows, as far as they are not refused; none for every unit."""
    return [row["unit_id"] for row in records(listing.ask("register_units"))]


def _keep(listing: Listing, register: Register) -> None:
    """Bring the tables in line with `entry`, and tell anew who the subjects are."""
    connection = listing.connection
    sources = {"source_ids": listing.source_ids}
    tables.run_file(connection, "drop_forgotten", sources)
    tables.run_file(connection, "newly_listed", sources)
    rows = connection.table("newly_listed")
    columns = [c for c in connection.table(register.table).columns if c in rows.columns]
    rows.select(*columns).insert_into(register.table)
    tables.run_file(connection, "adopt_entries")
    tables.fill(connection, "subject_match", "rollup/subject_match")


def _catalogued(connection: Connection, kind: Kind) -> dict[str, dict[str, str]]:
    """By column whose values are in the catalog: the codes by what they are called."""
    said = declared(kind.stem)
    rows = connection.execute(
        "select key, value, name.vi, name.en from part order by all"
    ).fetchall()
    return {
        column: {
            plain(words): value
            for key, value, *names in rows
            for words in (value, *names)
            if key == said[column]["form"]
        }
        for column in kind.catalogued
    }
