"""Faults between definitions: references that lead nowhere, rules that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.catalog import agreement_faults, model

if TYPE_CHECKING:
    from dashboard.catalog.load import Catalog


def faults(catalog: Catalog) -> Iterator[str]:
    """References that lead nowhere, and rules that contradict each other."""
    yield from _unit_faults(catalog)
    known = {row.indicator_id for row in catalog.indicators}
    keys = {row.key for row in catalog.part_keys}
    for row in catalog.indicators:
        yield from _indicator_faults(catalog, row, known, keys)
    for identity in catalog.identities:
        for term_id in {_id(t) for t in (identity.left, *identity.right)} - known:
            yield f"identities.toml: {identity.id} names the unknown {term_id!r}"
    for part in catalog.parts:
        if part.key not in keys:
            yield f"parts.toml: value.{part.key} has no key.{part.key}"
    yield from _overlaps(catalog)
    yield from agreement_faults.faults(catalog)


def _unit_faults(catalog: Catalog) -> Iterator[str]:
    """Units that are not defined, or that join real and invented ones: in one bloc, or
    one continued by the other."""
    origin = {row.unit_id: row.origin for row in catalog.units}
    blocs = {row.bloc_id: row for row in catalog.blocs}
    for succession in catalog.successions:
        old, new = succession.from_unit, succession.to_unit
        unknown = {old, new} - set(origin)
        for unit_id in unknown:
            yield f"units.toml: succession names the unknown unit {unit_id!r}"
        if not unknown and origin[old] != origin[new]:
            yield (
                f"units.toml: succession of the {origin[old]} {old} "
                f"by the {origin[new]} {new}"
            )
    for member in catalog.members:
        if member.unit_id not in origin or member.bloc_id not in blocs:
            yield f"blocs.toml: {member.bloc_id}/{member.unit_id} is not defined"
        elif blocs[member.bloc_id].origin != origin[member.unit_id]:
            yield (
                f"blocs.toml: {member.unit_id} is {origin[member.unit_id]}, "
                f"its bloc {member.bloc_id} is {blocs[member.bloc_id].origin}"
            )


def _indicator_faults(
    catalog: Catalog, row: model.Indicator, known: set[str], keys: set[str]
) -> Iterator[str]:
    """What an indicator names and the catalog does not define."""
    where = f"indicators.toml: {row.indicator_id}"
    for term in row.terms():
        if term["term_id"] not in known:
            yield f"{where} is made of the unknown indicator {term['term_id']!r}"
        # An import makes anew the areas that its kind of file bears on, each by itself.
        elif str(term["term_id"]).split(".")[0] != row.area:
            yield f"{where} is made of {term['term_id']!r} of another area"
    for unknown in set(row.law) - {law.rule_id for law in catalog.law}:
        yield f"{where} names the unknown rule {unknown!r}"
    for unknown in set(row.parts) - keys:
        yield f"{where} names the unknown part key {unknown!r}"
    if row.measured_in not in {measure.measured_in for measure in catalog.measures}:
        yield f"{where} is measured in the unknown {row.measured_in!r}"


def _overlaps(catalog: Catalog) -> Iterator[str]:
    """Memberships of one unit that overlap: it would be counted twice."""
    rows = sorted(catalog.members, key=lambda row: (row.unit_id, row.from_date))
    for before, after in pairwise(rows):
        same = before.unit_id == after.unit_id
        if same and (before.to_date is None or before.to_date >= after.from_date):
            yield (
                f"blocs.toml: {after.unit_id} is a member twice on {after.from_date} "
                f"({before.bloc_id}, {after.bloc_id})"
            )


def _id(term: str) -> str:
    """The indicator id of a term that may carry a minus sign."""
    return model.signed(term)[0]
