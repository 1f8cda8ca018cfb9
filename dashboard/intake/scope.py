"""What a list of records speaks for: its cut-off, its days, its units, their origin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.errors import FileRefused, Problem
from dashboard.intake.grids import refused
from dashboard.intake.mapping import Coverage, Reading
from dashboard.intake.records import Listing
from dashboard.store import Import, tables


def file_names(one: Import) -> str:
    """The names of the lists of an import."""
    return ", ".join(f.name for f in one.files if f.name != one.options.get("map"))


def as_of(one: Import, reading: Reading) -> dt.date:
    """The cut-off of a list; refused when nobody says it."""
    said = one.options.get("as_of")
    found = dt.date.fromisoformat(said) if said else reading.source.as_of
    if found is None:
        raise refused("no_as_of", file_names(one))
    return found


def coverage(
    one: Import, reading: Reading, last: dt.date, *, is_ahead: bool = False
) -> list[Coverage]:
    """What the options say that a list speaks for, else what the mapping says; only a
    plan `is_ahead` of its cut-off."""
    first, to = one.options.get("from_date"), one.options.get("to_date")
    units = [u.strip() for u in one.options.get("unit_id", "").split(",") if u.strip()]
    listed = list(reading.coverage)
    if first and to:
        days = [dt.date.fromisoformat(day) for day in (first, to)]
        listed = [Coverage(from_date=days[0], to_date=days[1])]
    elif first or to or not listed:
        raise refused("no_from_to", file_names(one))
    for said in listed:
        if said.from_date > said.to_date:
            raise _days("ends_before_start", one, said.to_date, said.from_date)
        if said.to_date > last and not is_ahead:
            raise _days("after_as_of", one, said.to_date, last)
    return [
        said.model_copy(update={"unit_id": unit_id})
        for said in listed
        for unit_id in ([said.unit_id] if said.unit_id or not units else units)
    ]


def _days(rule: str, one: Import, value: dt.date, expected: dt.date) -> FileRefused:
    problem = Problem(
        rule=rule,
        file=file_names(one),
        value=f"{value:%d/%m/%Y}",
        expected=f"{expected:%d/%m/%Y}",
    )
    return FileRefused([problem])


def cover(
    listing: Listing, said: Sequence[Coverage], otherwise: Sequence[str | None]
) -> frozenset[str]:
    """Make `staged_coverage` what a list speaks for; the units that are named.
    A scope without a unit is for those `otherwise` meant."""
    asked = "select unit_id from unit order by unit_id"
    known = [row[0] for row in listing.connection.execute(asked).fetchall()]
    rows = [
        scope.model_dump() | {"unit_id": unit_id}
        for scope in said
        for unit_id in ([scope.unit_id] if scope.unit_id else otherwise)
    ]
    units = {row["unit_id"] for row in rows} - {None}
    unknown = sorted(units - set(known))
    if unknown:
        raise refused(
            "unknown_unit",
            file_names(listing.one),
            value=", ".join(unknown),
            expected=", ".join(known),
        )
    listing.connection.execute("delete from staged_coverage")
    tables.insert_rows(listing.connection, "staged_coverage", rows)
    return frozenset(units)


def origin(listing: Listing) -> str:
    """Whether the units of a list are real or invented, or what an option says where it
    names none; refused when some are each."""
    found = listing.ask(f"{listing.kind.queries}_origins")["origin"].to_list()
    if len(found) > 1:
        raise refused("two_origins", file_names(listing.one))
    return str(found[0]) if found else listing.one.options.get("origin", "real")


def forget(listing: Listing) -> frozenset[str]:
    """Take out what the same bytes brought before; the units they spoke for."""
    params = {"source_ids": listing.source_ids}
    rows = listing.connection.execute(
        "select distinct unit_id from list_coverage "
        "where list_contains($source_ids, source_id) and unit_id is not null",
        params,
    ).fetchall()
    tables.run_file(listing.connection, "forget_list", params)
    return frozenset(unit_id for (unit_id,) in rows)


def doubtful(
    listing: Listing, doubts: Sequence[Mapping[str, str]]
) -> tuple[Problem, ...]:
    """What is doubtful in the list as a whole, by unit; kept with the version."""
    rows = [
        {**one, "stage": "intake", "source_id": listing.source_ids[0]} for one in doubts
    ]
    tables.insert_rows(listing.connection, "warning", rows)
    return tuple(
        Problem(
            rule=one["rule"],
            file=file_names(listing.one),
            severity="warning",
            cell=one["unit_id"] or "",
            value=one["value"],
            expected=one["expected"],
        )
        for one in doubts
    )
