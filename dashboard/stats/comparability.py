"""The comparability gate: whether two figures may be subtracted, and if not, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """One figure of a comparison and everything its fairness depends on."""

    value: float | None
    definition_version: int
    aggregate: str
    kind: str
    from_date: dt.date
    to_date: dt.date
    status: str
    basis: str | None
    qualifier: str | None
    origin: str
    perimeter: frozenset[str]


@dataclass(frozen=True)
class Break:
    """A day from which figures mean something else, and for whom (none: for all)."""

    id: str
    date: dt.date
    units: frozenset[str] | None


@dataclass(frozen=True)
class Obstacle:
    """A reason against subtracting; `rule` is the key of its wording."""

    rule: str
    detail: str = ""


def obstacles(now: Side, then: Side, breaks: Iterable[Break]) -> list[Obstacle]:
    """Every reason why `now - then` would not be fair; none when it may be shown.

    A break counts when it falls inside either period or between them, and concerns a
    unit of either side; where the earlier figure is missing, it may say why. Stocks may
    be compared across kinds of period, nothing else.
    """
    if now.value is None:
        return [Obstacle("missing_now", now.status)]
    broken = _broken(now, then, breaks)
    if then.value is None:
        return [Obstacle("missing_then", then.status), *broken]
    found = []
    if now.origin != then.origin:
        found.append(Obstacle("origin"))
    if now.definition_version != then.definition_version:
        found.append(Obstacle("definition"))
    if now.kind != then.kind and not now.aggregate == then.aggregate == "stock":
        found.append(Obstacle("kind"))
    if (now.basis == "computed") != (then.basis == "computed"):
        found.append(Obstacle("basis"))
    if (now.status == "named_period") != (then.status == "named_period"):
        found.append(Obstacle("named_period"))
    if {now.status, then.status} & {"incomplete", "mixed"}:
        found.append(Obstacle("incomplete"))
    if now.perimeter != then.perimeter:
        changed = sorted(now.perimeter ^ then.perimeter)
        found.append(Obstacle("perimeter", ", ".join(changed)))
    if {now.qualifier, then.qualifier} != {"exact"}:
        found.append(Obstacle("qualifier"))
    return found + broken


def _broken(now: Side, then: Side, breaks: Iterable[Break]) -> list[Obstacle]:
    """The breaks inside either period or between them."""
    first = min(now.from_date, then.from_date)
    last = max(now.to_date, then.to_date)
    concerned = now.perimeter | then.perimeter
    return [
        Obstacle("break", one.id)
        for one in breaks
        if (one.units is None or one.units & concerned) and first < one.date <= last
    ]
