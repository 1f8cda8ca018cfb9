"""How units of a bloc stand: totals, grades and places by an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.catalog.agreement import Agreement, Criterion, ShareOfTarget, Tie
from dashboard.stats import standings
from dashboard.stats.standings import Place, Total

# By criterion; none where they are still missing.
Points = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Standing:
    """Where a unit stands. `behind` is what it lacks to the next better total;
    `exclusion_id` says for which fact it is not considered, and then, as while points
    are missing, it has no grade and no place."""

    unit_id: str
    total: Total
    grade_id: str | None
    place: Place | None
    behind: Decimal | None
    exclusion_id: str | None


def standing(
    agreement: Agreement,
    points: Mapping[str, Points],
    votes: Mapping[str, Decimal] | None = None,
    excluded: Mapping[str, str] | None = None,
) -> list[Standing]:
    """The standing of every unit of `points` (by unit, then by leaf), in its order.

    `votes` by unit where these were counted, `excluded` the fact for which a unit is
    left out. Those left out hold no place, and nobody is behind them.
    """
    out, units = excluded or {}, list(points)
    totals = {unit: total(agreement, points[unit]) for unit in units}
    ranked = [None if unit in out else totals[unit].points for unit in units]
    ties = [
        [_tie(agreement, rule, points[unit], unit, votes or {}) for unit in units]
        for rule in agreement.tie
    ]
    places = standings.places(ranked, ties)
    grades = [(g.grade_id, g.at_least, g.floor) for g in agreement.grade]
    found = []
    for unit, own, place in zip(units, ranked, places, strict=True):
        above = [one for one in ranked if one is not None and own is not None]
        better = [one - own for one in above if own is not None and one > own]
        held = shares(agreement, points[unit])
        found.append(
            Standing(
                unit,
                totals[unit],
                standings.grade(own, held, grades),
                place,
                min(better) if better else None,
                out.get(unit),
            )
        )
    return found


def total(agreement: Agreement, points: Points) -> Total:
    """What a unit has in all, from the points of the leaves."""
    leaves = {one.criterion_id: _limits(one) for one in agreement.leaves}
    return standings.total({one: points.get(one) for one in leaves}, leaves)


def under(agreement: Agreement, points: Points, criterion_id: str) -> Decimal | None:
    """The points of a criterion: its own, or the sum of those under it."""
    children = agreement.under(criterion_id)
    if not children:
        return points.get(criterion_id)
    return _sum([under(agreement, points, one.criterion_id) for one in children])


def shares(agreement: Agreement, points: Points) -> list[Decimal | None]:
    """The criteria that floors of grades are held to, as fractions of their maxima:
    those of the depth agreed, and leaves that stand less deep."""
    leaves = {one.criterion_id for one in agreement.leaves}
    held = [
        one
        for one in agreement.criterion
        if not one.is_extra
        and (
            agreement.depth(one) == agreement.floor_depth
            or (
                agreement.depth(one) < agreement.floor_depth
                and one.criterion_id in leaves
            )
        )
    ]
    found: list[Decimal | None] = []
    for one in held:
        mine = under(agreement, points, one.criterion_id)
        found.append(None if mine is None else mine / one.maximum)
    return found


def _tie(
    agreement: Agreement,
    rule: Tie,
    points: Points,
    unit: str,
    votes: Mapping[str, Decimal],
) -> Decimal | None:
    """What a rule that parts equal totals looks at."""
    if rule.by == "votes":
        return votes.get(unit)
    if rule.criterion_id is not None:
        return under(agreement, points, rule.criterion_id)
    extra = [one.criterion_id for one in agreement.leaves if one.is_extra]
    return _sum([points.get(one) for one in extra])


def _limits(leaf: Criterion) -> tuple[Decimal, Decimal]:
    """The least and the most that a leaf can give."""
    is_open = isinstance(leaf.rule, ShareOfTarget) and not leaf.rule.is_capped
    return leaf.minimum, Decimal("Infinity") if is_open else leaf.maximum


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None
