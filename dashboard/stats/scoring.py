"""Points of units by the rules that agreements use.

Actual values, targets and counts are arrays with a place for each unit; a missing value
gives missing points, never 0. Points are not rounded here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.direction import sign
from dashboard.stats.intervals import Floats


def share_of_target(
    actual: ArrayLike,
    target: ArrayLike,
    maximum: float,
    better: str,
    *,
    is_capped: bool = True,
) -> Floats:
    """The maximum times the share of the target that was reached.

    Where lower is better the share is target / actual, all of it where nothing is left.
    Capped at the maximum, or above it where that was agreed. ValueError for a target of
    0 or less and another `better`.
    """
    reached = _ratio(actual, target, better)
    points: Floats = maximum * (np.minimum(reached, 1) if is_capped else reached)
    return points


def stepped(
    actual: ArrayLike, steps: Sequence[tuple[float, float]], better: str
) -> Floats:
    """The points of the best step (value, points) reached; 0 below the first.

    ValueError for no step, and for steps of which a better one does not give more.
    """
    toward = sign(better)
    ordered = sorted((toward * at, points) for at, points in steps)
    at, points = (np.array([0.0, *one]) for one in zip(*ordered, strict=True))
    if (np.diff(points) <= 0).any() or (np.diff(at[1:]) <= 0).any():
        raise ValueError("a better step must give more points")
    value = toward * _floats(actual)
    found = points[np.searchsorted(at[1:], value, side="right")]
    return np.where(np.isnan(value), np.nan, found)


def interpolated(actual: ArrayLike, knots: Sequence[tuple[float, float]]) -> Floats:
    """Points on the line through knots (value, points), those of the end ones beyond.

    ValueError for fewer than two knots, or values that do not ascend.
    """
    at, points = (np.array(one, np.float64) for one in zip(*knots, strict=True))
    if len(at) < 2 or (np.diff(at) <= 0).any():
        raise ValueError("needs knots of ascending values")
    return np.asarray(np.interp(_floats(actual), at, points), np.float64)


def relative_to_leader(actual: ArrayLike, target: ArrayLike, maximum: float) -> Floats:
    """Points of a unit against those of the bloc that did best.

    With r = actual / target and L the highest r of the bloc: half the maximum times r
    up to the target; above it half the maximum and the other half times
    (r - 1) / (L - 1). A unit without a target has the maximum times its value over the
    highest value of the bloc. As long as anyone's value is missing the leader is not
    known, and points that depend on it are missing. ValueError for a target of 0 or
    less.
    Source: the four cases of a scoring rule in use, domain of emulation blocs.
    """
    value, aim = np.broadcast_arrays(_floats(actual), _floats(target))
    if (aim <= 0).any():
        raise ValueError("a target must be above 0")
    reached, half = value / aim, maximum / 2
    is_whole = not np.isnan(value).any()
    leader = np.max(reached[~np.isnan(aim)], initial=-np.inf)
    most = np.max(value, initial=-np.inf)
    points: Floats = np.asarray(half * reached, np.float64)
    above = reached > 1
    points[above] = np.nan
    if is_whole and above.any():
        points[above] = half + half * (reached[above] - 1) / (leader - 1)
    free = np.isnan(aim)
    points[free] = np.nan
    if is_whole and free.any() and most > 0:
        points[free] = maximum * value[free] / most
    elif is_whole:
        points[free] = 0.0
    return points


def pass_fail(actual: ArrayLike, at: float, maximum: float, better: str) -> Floats:
    """The maximum where a value is reached, else 0."""
    value = _floats(actual)
    reached = sign(better) * (value - at) >= 0
    return np.where(np.isnan(value), np.nan, np.where(reached, maximum, 0.0))


def per_event(events: ArrayLike, each: float, maximum: float) -> Floats:
    """So many points for each event, no more than the maximum in all."""
    return np.minimum(_counts(events) * each, maximum)


def bonus_penalty(
    bonuses: ArrayLike,
    penalties: ArrayLike,
    bonus: float,
    penalty: float,
    minimum: float,
    maximum: float,
) -> Floats:
    """Points for each bonus less those for each penalty, kept within both limits."""
    found = _counts(bonuses) * bonus - _counts(penalties) * penalty
    return np.clip(found, minimum, maximum)


def late_report(
    reports: ArrayLike,
    days: ArrayLike,
    per_report: float,
    per_day: float,
    maximum: float,
) -> Floats:
    """The maximum less so many points for each late report and each working day that
    reports were late, never below 0."""
    lost = _counts(reports) * per_report + _counts(days) * per_day
    return np.maximum(maximum - lost, 0.0)


def _floats(values: ArrayLike) -> Floats:
    return np.array(values, np.float64, ndmin=1)


def _counts(values: ArrayLike) -> Floats:
    found = _floats(values)
    if (found < 0).any():
        raise ValueError("a count must be 0 or more")
    return found


def _ratio(actual: ArrayLike, target: ArrayLike, better: str) -> Floats:
    """The share of a target that was reached."""
    value, aim = np.broadcast_arrays(_floats(actual), _floats(target))
    if (aim <= 0).any() or (value < 0).any():
        raise ValueError("a target must be above 0, and a value not below it")
    if sign(better) > 0:
        return np.asarray(value / aim, np.float64)
    none_left = value == 0
    share = np.divide(aim, value, out=np.ones_like(aim), where=~none_left)
    return np.where(np.isnan(aim), np.nan, share)
