"""Totals of points, the grades that they give and the places that they part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Total:
    """What a unit has in all; `points` is none while any are missing, and lies between
    `least` and `most` whatever they turn out to be."""

    points: Decimal | None
    least: Decimal
    most: Decimal
    missing: tuple[str, ...]


def total(
    points: Mapping[str, Decimal | None],
    limits: Mapping[str, tuple[Decimal, Decimal]],
) -> Total:
    """The sum over criteria: `points` by criterion, `limits` the least and the most
    that each can give. A criterion of the limits without points is missing."""
    missing = tuple(one for one in limits if points.get(one) is None)
    known = sum((one for one in points.values() if one is not None), Decimal(0))
    least, most = (
        known + sum((limits[one][side] for one in missing), Decimal(0))
        for side in (0, 1)
    )
    return Total(None if missing else known, least, most, missing)


def grade(
    points: Decimal | None,
    shares: Sequence[Decimal | None],
    grades: Sequence[tuple[str, Decimal, Decimal]],
) -> str | None:
    """The first grade (name, least total, floor) whose total is reached and whose floor
    no criterion lies below; `shares` are points of criteria over their maxima. None
    where points are missing, or no grade is reached."""
    if points is None:
        return None
    known = [one for one in shares if one is not None]
    for name, least, floor in grades:
        if points >= least and all(one >= floor for one in known):
            return name
    return None


@dataclass(frozen=True)
class Place:
    """A rank, with how many others it is shared, and the position of the tie rule that
    parted it from an equal total (none: the totals did)."""

    rank: int
    shared: int
    rule: int | None


def places(
    totals: Sequence[Decimal | None], ties: Sequence[Sequence[Decimal | None]]
) -> list[Place | None]:
    """Places by total, the highest first, equal ones by each rule of `ties` in turn.

    `ties` has a value of each unit for every rule, the higher first. A rule that lacks
    a value of one of the equal units parts none of them. Those that no rule parts share
    the best of their ranks. A unit without a total has no place.
    """
    found: list[Place | None] = [None] * len(totals)
    known = [unit for unit, one in enumerate(totals) if one is not None]

    def settle(units: list[int], first: int, rule: int, parted: int | None) -> None:
        """Give units equal so far their places from `first` on."""
        values = [ties[rule][unit] for unit in units] if rule < len(ties) else []
        if len(units) == 1 or rule == len(ties):
            for unit in units:
                found[unit] = Place(first, len(units) - 1, parted)
        elif None in values or len(set(values)) == 1:
            settle(units, first, rule + 1, parted)
        else:
            for group in _groups(units, ties[rule]):
                settle(group, first, rule + 1, rule)
                first += len(group)

    first = 1
    for group in _groups(known, totals):
        settle(group, first, 0, None)
        first += len(group)
    return found


def _groups(units: Sequence[int], values: Sequence[Decimal | None]) -> list[list[int]]:
    """Units of equal value together, the highest first."""
    by: dict[Decimal, list[int]] = {}
    for unit in units:
        value = values[unit]
        assert value is not None
        by.setdefault(value, []).append(unit)
    return [by[value] for value in sorted(by, reverse=True)]
