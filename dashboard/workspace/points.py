"""Points that follow from figures, by the rules of an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from dashboard.catalog.agreement import (
    Agreement,
    Criterion,
    Interpolated,
    PassFail,
    PerEvent,
    RelativeToLeader,
    ShareOfTarget,
    Stepped,
)
from dashboard.catalog.model import Indicator
from dashboard.queries import records
from dashboard.stats import scoring
from dashboard.stats.intervals import Floats
from dashboard.text.numbers import half_up, is_missing

FIGURE = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Computed:
    """Points of a unit for a criterion, and the arithmetic behind them: the figure
    (`value`, of rates with both sides), what it was held to. Without points `reason`
    says why: no_figure, no_target, or no_leader while anyone's figure is missing.
    """

    unit_id: str
    criterion_id: str
    points: Decimal | None
    value: float
    numerator: float
    denominator: float
    target: float
    reason: str = ""


def waits(criterion: Criterion) -> bool:
    """Whether people give the points of a leaf, or count what they are given for."""
    return getattr(criterion.rule, "indicator_id", None) is None


def computed(
    agreement: Agreement,
    indicators: Mapping[str, Indicator],
    unit_ids: Sequence[str],
    rows: pd.DataFrame,
    targets: Mapping[tuple[str, str], float],
) -> list[Computed]:
    """Every leaf whose rule reads an indicator, for every unit of the bloc.

    `rows` are those of `indicator/of_units` for the year of the agreement, `targets`
    what was agreed by (unit, indicator), in the measure of the indicator. A unit
    without a row has no figure. All units are scored at once, for points may depend on
    the others.
    """
    by_key = {(one["unit_id"], one["indicator_id"]): one for one in records(rows)}
    found = []
    for leaf in agreement.leaves:
        if waits(leaf):
            continue
        indicator = indicators[str(getattr(leaf.rule, "indicator_id", None))]
        mine = [by_key.get((unit, indicator.indicator_id), {}) for unit in unit_ids]
        sides = {key: np.array([_number(one, key) for one in mine]) for key in FIGURE}
        agreed = [targets.get((u, indicator.indicator_id), np.nan) for u in unit_ids]
        own = getattr(leaf.rule, "target", None)
        target = np.array(agreed if own is None else [own] * len(unit_ids), np.float64)
        points = _points(leaf, sides["value"], target, indicator.better)
        for place, unit_id in enumerate(unit_ids):
            said = rounded(float(points[place]), agreement.decimals)
            figure = {key: float(values[place]) for key, values in sides.items()}
            aim = float(target[place])
            reason = _reason(leaf, said, figure["value"], aim)
            found.append(
                Computed(
                    unit_id,
                    leaf.criterion_id,
                    said,
                    target=aim,
                    reason=reason,
                    **figure,
                )
            )
    return found


def rounded(points: float, decimals: int) -> Decimal | None:
    """Points to so many places, halves away from 0; none where they are missing."""
    return None if is_missing(points) else half_up(points, decimals)


def _points(leaf: Criterion, value: Floats, target: Floats, better: str) -> Floats:
    rule, most = leaf.rule, float(leaf.maximum)
    match rule:
        case ShareOfTarget():
            return scoring.share_of_target(
                value, target, most, better, is_capped=rule.is_capped
            )
        case Stepped():
            steps = [(one.at, float(one.points)) for one in rule.steps]
            return scoring.stepped(value, steps, better)
        case Interpolated():
            knots = [(one.at, float(one.points)) for one in rule.knots]
            return scoring.interpolated(value, knots)
        case RelativeToLeader():
            return scoring.relative_to_leader(value, target, most)
        case PassFail():
            assert rule.at is not None
            return scoring.pass_fail(value, rule.at, most, better)
        case PerEvent():
            return scoring.per_event(value, float(rule.each), most)
    raise AssertionError(f"{leaf.criterion_id} waits for people")


def _reason(
    leaf: Criterion, points: Decimal | None, value: float, target: float
) -> str:
    if points is not None:
        return ""
    if np.isnan(value):
        return "no_figure"
    needs_target = isinstance(leaf.rule, ShareOfTarget) and np.isnan(target)
    return "no_target" if needs_target else "no_leader"


def _number(row: Mapping[str, Any], key: str) -> float:
    value = row.get(key)
    return np.nan if value is None else float(value)
