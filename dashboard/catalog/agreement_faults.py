"""Faults of an agreement: sums, circles, names that lead nowhere, odd rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.catalog.agreement import (
    Agreement,
    BonusPenalty,
    Criterion,
    Interpolated,
    PassFail,
    RelativeToLeader,
    Stepped,
)

if TYPE_CHECKING:
    from dashboard.catalog.load import Catalog


def faults(catalog: Catalog) -> Iterator[str]:
    """Every fault of every agreement, with its file and key."""
    blocs = {one.bloc_id for one in catalog.blocs}
    calendars = {one.calendar for one in catalog.calendars}
    law = {one.rule_id for one in catalog.law}
    better = {one.indicator_id: one.better for one in catalog.indicators}
    for name, one in catalog.agreements.items():
        for fault in (
            *_head(name, one, blocs, calendars),
            *_tree(one),
            *_rules(one, better),
            *_sums(one),
            *_ends(one, law),
        ):
            yield f"{name}: {fault}"


def _head(
    name: str, one: Agreement, blocs: set[str], calendars: set[str]
) -> Iterator[str]:
    if one.bloc_id not in blocs:
        yield f"bloc_id: the unknown bloc {one.bloc_id!r}"
    if name != f"agreement-{one.bloc_id}-{one.year}.toml":
        yield f"is of {one.bloc_id} and {one.year}; name it after these"
    if one.calendar not in calendars:
        yield f"calendar: the unknown calendar {one.calendar!r}"


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    known = sorted(ids)
    for before, after in pairwise(known):
        if before == after:
            yield f"{what}: {before!r} stands twice"


def _tree(one: Agreement) -> Iterator[str]:
    """Parents that are not there, and circles, which no sum or depth can be made of."""
    yield from _twice("criterion", (c.criterion_id for c in one.criterion))
    parents = {c.criterion_id: c.parent for c in one.criterion}
    for criterion_id, parent in parents.items():
        if parent is not None and parent not in parents:
            yield f"{criterion_id}: parent: the unknown criterion {parent!r}"
        seen, at = {criterion_id}, parent
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at == criterion_id:
            yield f"{criterion_id}: parent: it stands under itself"


def _sums(one: Agreement) -> Iterator[str]:
    """Maxima that do not add up: of the scale, and of each criterion with others."""
    outermost = [c for c in one.under(None) if not c.is_extra]
    if (found := sum((c.maximum for c in outermost), Decimal(0))) != one.scale:
        yield f"scale: the criteria have {found} points in all, not {one.scale}"
    for criterion in one.criterion:
        under = one.under(criterion.criterion_id)
        yield from _twice(
            f"{criterion.criterion_id}: number", (c.number for c in under)
        )
        for side in ("maximum", "minimum"):
            total = sum((getattr(c, side) for c in under), Decimal(0))
            if under and total != getattr(criterion, side):
                yield (
                    f"{criterion.criterion_id}: {side}: those under it have {total} "
                    f"in all, not {getattr(criterion, side)}"
                )
        if any(c.is_extra != criterion.is_extra for c in under):
            yield f"{criterion.criterion_id}: is_extra differs from what is under it"


def _rules(one: Agreement, better: Mapping[str, str]) -> Iterator[str]:
    leaves = {c.criterion_id for c in one.leaves}
    for criterion in one.criterion:
        where = f"{criterion.criterion_id}: rule"
        if (criterion.criterion_id in leaves) != (criterion.rule is not None):
            yield f"{where}: a leaf needs one, and nothing else has one"
        if criterion.rule is None:
            continue
        for fault in (*_limits(criterion), *_rule(criterion, better)):
            yield f"{where}: {fault}"


def _limits(criterion: Criterion) -> Iterator[str]:
    """What a criterion may give: nothing below 0 that is not extra."""
    low, high = criterion.minimum, criterion.maximum
    if not low <= 0 <= high or low == high:
        yield f"the limits {low} to {high} leave no points"
    if low < 0 and not criterion.is_extra:
        yield "only what is extra takes points away"
    if low < 0 and not isinstance(criterion.rule, BonusPenalty):
        yield "only bonus_penalty takes points away"


def _rule(criterion: Criterion, better: Mapping[str, str]) -> Iterator[str]:
    rule = criterion.rule
    indicator_id = getattr(rule, "indicator_id", None)
    direction = better.get(indicator_id or "")
    if indicator_id is not None and direction is None:
        yield f"the unknown indicator {indicator_id!r}"
        return
    if indicator_id is not None and direction == "neither":
        yield f"{indicator_id}: neither more nor less of it is better"
    if isinstance(rule, RelativeToLeader) and direction == "lower":
        yield f"{indicator_id}: lower is better, which this rule does not know"
    if isinstance(rule, PassFail) and (rule.at is None) != (indicator_id is None):
        yield "an indicator and a value to reach go together"
    if isinstance(rule, Stepped | Interpolated):
        points = rule.steps if isinstance(rule, Stepped) else rule.knots
        at = [one.at for one in points]
        if at != sorted(set(at)):
            yield "its values do not ascend"
        given = [one.points for one in points]
        rising = given if direction == "higher" else given[::-1]
        if any(a >= b for a, b in pairwise(rising)):
            yield "a better value does not give more points"
        if min(given) < 0 or max(given) != criterion.maximum:
            yield f"its points do not reach from 0 or more to {criterion.maximum}"


def _ends(one: Agreement, law: set[str]) -> Iterator[str]:
    """Grades, ties and exclusions."""
    yield from _twice("grade", (g.grade_id for g in one.grade))
    for before, after in pairwise(one.grade):
        if before.at_least <= after.at_least or before.floor < after.floor:
            yield f"grade {after.grade_id}: is not lower than the one before it"
    known = {c.criterion_id for c in one.criterion}
    for tie in one.tie:
        if (tie.by == "criterion") != (tie.criterion_id is not None):
            yield "tie: criterion_id goes with by = criterion, and with nothing else"
        elif tie.criterion_id not in {None, *known}:
            yield f"tie: the unknown criterion {tie.criterion_id!r}"
    yield from _twice("exclusion", (e.exclusion_id for e in one.exclusion))
    for exclusion in one.exclusion:
        if exclusion.law not in {None, *law}:
            where = f"exclusion {exclusion.exclusion_id}"
            yield f"{where}: the unknown rule {exclusion.law!r}"
