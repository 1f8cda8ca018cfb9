"""Scores of several criteria made one total, and how firm the order of totals is.

Units in rows, criteria or indicators in columns. Source: OECD & JRC (2008), Handbook on
Constructing Composite Indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.direction import SIGN
from dashboard.stats.intervals import Floats

Normalisation = Literal["minmax", "zscore", "goalposts", "distance_to_target", "none"]
Aggregation = Literal["arithmetic", "geometric"]
Ties = Literal["min", "max", "mean"]
# Totals that differ by less than the twelfth digit differ by how they were added up.
DIGITS = 12


class Unfit(ValueError):
    """Values or weights that the method asked for cannot work on; `rule` says why."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def normalise(
    values: ArrayLike,
    method: str,
    better: str | Sequence[str],
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    *,
    is_capped: bool = False,
) -> NDArray[np.float64]:
    """Values of different measures on one, where more is better.

    `values` (units, indicators), or (units,) of one indicator; the answer has the same
    shape and a missing value stays missing. `better`, `lower` and `upper` hold for all
    indicators or give one of each.

    - `minmax`: 0 the worst of the units, 1 the best;
    - `zscore`: in standard deviations (of a sample, n - 1) from the mean;
    - `goalposts`: 0 at the worse of `lower` and `upper`, 1 at the better, both needed;
      beyond them 0 or 1;
    - `distance_to_target`: 1 at the target, 0 at the worst of the units or at the other
      bound. The target is `upper`, or `lower` where lower is better. Beyond it more
      than 1 unless `is_capped`;
    - `none`: as it is, with the other sign where lower is better.

    ValueError for an unknown method or direction, bounds that are missing or in the
    wrong order, and values that do not differ where their range is divided by.
    """
    _one_of(method, get_args(Normalisation), "method")
    given = np.asarray(values, np.float64)
    if given.ndim not in (1, 2) or np.isinf(given).any():
        raise ValueError("needs finite values of units, or of units and indicators")
    table = given.reshape(len(given), -1)
    sign = _signs(better, table.shape[1])
    low, high = (_bound(bound, table.shape[1]) for bound in (lower, upper))
    found: Floats = sign * table
    if method == "zscore":
        centre, scale = _moments(found)
        found = (found - centre) / _spread(scale)
    elif method != "none":
        bounds = np.where(sign > 0, low, high), np.where(sign > 0, high, low)
        worst, best = _ends(table, sign, method, *bounds)
        found = sign * (table - worst) / _spread(sign * (best - worst))
    if method == "goalposts":
        found = np.clip(found, 0, 1)
    if is_capped:
        found = np.minimum(found, 1)
    return found.reshape(given.shape)


def _ends(
    table: Floats, sign: Floats, method: str, worst: Floats, best: Floats
) -> tuple[Floats, Floats]:
    """What counts as 0 and what as 1 of each indicator."""
    least, most = _extremes(table, sign)
    if method == "minmax":
        return least, most
    if method == "goalposts" and np.isnan([worst, best]).any():
        raise Unfit("no_bounds", "goalposts need a lower and an upper bound")
    if np.isnan(best).any():
        raise Unfit("no_target", "distance_to_target needs the target of each")
    return np.where(np.isnan(worst), least, worst), best


def aggregate(
    scores: ArrayLike, weights: ArrayLike, method: str
) -> NDArray[np.float64]:
    """One total of each unit: the weighted mean of its scores.

    `scores` (units, criteria), `weights` (criteria,), brought to a sum of 1. In the
    `arithmetic` mean a good score makes up for a bad one in full, in the `geometric`
    mean in part, and a score of 0 in nothing. A unit that lacks a score of a criterion
    that counts has no total. ValueError for an unknown method, weights below 0 or that
    are all 0, shapes that do not match, and negative scores in a geometric mean.
    """
    _one_of(method, get_args(Aggregation), "method")
    table, share = _weighted(scores, weights)
    of_one: Floats = _totals(table, share[None, :], method)[0]
    return of_one


def rank(totals: ArrayLike, ties: str) -> NDArray[np.float64]:
    """Places by total, the highest first, in the order given.

    Equal totals share the best (`min`), the last (`max`) or the mean of their places.
    Totals count as equal that agree in twelve digits: sums of decimals in floating
    point do not. A unit without a total has no place. ValueError for other `ties`.
    """
    _one_of(ties, get_args(Ties), "ties")
    rounded = [float(f"{total:.{DIGITS}g}") for total in np.ravel(totals)]
    ways: dict[str, Literal["min", "max", "average"]]
    ways = {"min": "min", "max": "max", "mean": "average"}
    places = pd.Series(rounded, dtype=np.float64).rank(
        method=ways[ties], ascending=False
    )
    return np.asarray(places, np.float64)


def uncertainty(
    points: ArrayLike,
    maxima: ArrayLike,
    spread: float = 0.25,
    draws: int = 10_000,
    seed: int = 0,
    *,
    method: str = "arithmetic",
) -> pd.DataFrame:
    """The ranks that units would hold if the criteria weighed a little otherwise.

    `points` (units, criteria) of `maxima` (criteria,), which are the weights. Each
    weight is drawn within plus and minus `spread` of itself, all are brought to a sum
    of 1, and the units are ranked again, `draws` times. A row per unit in the same
    order: `median`, `low` and `high` rank (5 to 95 %), `p_first` (a fraction; those who
    share the first place all hold it). Missing for a unit without all points, and such
    a unit takes no place. The same seed gives the same answer. ValueError as
    `aggregate`, and for a spread outside [0, 1] or draws below 1.
    Source: Becker et al. (2022), COINr, Journal of Open Source Software 7(78):4567.
    """
    _one_of(method, get_args(Aggregation), "method")
    if not 0 <= spread <= 1 or draws < 1:
        raise ValueError("needs a spread of 0 to 1, and at least one draw")
    table, share = _scores(points, maxima)
    columns = ("median", "low", "high", "p_first")
    found = pd.DataFrame(np.nan, index=range(len(table)), columns=columns)
    known = np.flatnonzero(~np.isnan(table[:, share > 0]).any(axis=1))
    if not known.size:
        return found
    chance = np.random.default_rng(seed)
    drawn = share * (1 + chance.uniform(-spread, spread, (draws, share.size)))
    totals = np.round(_totals(table[known], drawn, method), DIGITS)
    above = [(totals > totals[:, [unit]]).sum(axis=1) for unit in range(known.size)]
    places = 1.0 + np.array(above)
    low, median, high = np.quantile(places, [0.05, 0.5, 0.95], axis=1)
    found.loc[known] = np.array([median, low, high, (places == 1).mean(axis=1)]).T
    return found


def swap_weight(
    points: ArrayLike, maxima: ArrayLike, criterion: int, a: int, b: int
) -> float:
    """The weight of a criterion at which two units would change places, exactly.

    `points` (units, criteria) of `maxima` (criteria,); `criterion`, `a` and `b` are
    positions. The other weights keep their proportions and the sum stays, so the answer
    is measured as the maxima are: 23.8 of 100 where it is 20 now. NaN where no weight
    from 0 to the sum does it, or points are missing. ValueError for shapes that do not
    match, fewer than two criteria that count, or a = b.
    """
    table, share = _scores(points, maxima)
    others = np.arange(share.size) != criterion
    if a == b or not share[others].sum() > 0:
        raise ValueError("needs two units and another criterion that counts")
    apart = table[a] - table[b]
    of_others = apart[others & (share > 0)] @ share[others & (share > 0)]
    of_others /= share[others].sum()
    lever = apart[criterion] - of_others
    if np.isnan(lever) or lever == 0:
        return np.nan
    weight = -of_others / lever
    return float(weight * np.sum(maxima)) if 0 <= weight <= 1 else np.nan


def _one_of(given: str, known: Sequence[str], what: str) -> None:
    if given not in known:
        raise ValueError(f"{what} must be one of {', '.join(known)}")


def _signs(better: str | Sequence[str], wide: int) -> Floats:
    each = [better] * wide if isinstance(better, str) else list(better)
    if len(each) != wide or not set(each) <= set(SIGN):
        raise ValueError(f"better must be one of {', '.join(SIGN)}, of each indicator")
    return np.array([SIGN[one] for one in each])


def _bound(given: ArrayLike | None, wide: int) -> Floats:
    bound = np.asarray(np.nan if given is None else given, np.float64)
    if bound.shape not in ((), (wide,)):
        raise ValueError("needs one bound for all indicators, or one of each")
    return np.broadcast_to(bound, (wide,))


def _spread(width: Floats) -> Floats:
    if not (width > 0).all():
        raise Unfit("no_range", "values or bounds without a range tell no units apart")
    return width


def _moments(table: Floats) -> tuple[Floats, Floats]:
    frame = pd.DataFrame(table)
    return frame.mean().to_numpy(np.float64), frame.std(ddof=1).to_numpy(np.float64)


def _extremes(table: Floats, sign: Floats) -> tuple[Floats, Floats]:
    """The worst and the best value of each indicator."""
    frame = pd.DataFrame(table)
    low, high = frame.min().to_numpy(np.float64), frame.max().to_numpy(np.float64)
    return np.where(sign > 0, low, high), np.where(sign > 0, high, low)


def _weighted(scores: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Scores, and weights with a sum of 1."""
    table, weight = np.asarray(scores, np.float64), np.asarray(weights, np.float64)
    if table.ndim != 2 or weight.shape != table.shape[1:]:
        raise ValueError("needs scores of units and criteria, and a weight of each")
    if not (np.isfinite(weight).all() and (weight >= 0).all() and weight.sum() > 0):
        raise Unfit("weights", "weights must be 0 or more, and some above 0")
    return table, weight / weight.sum()


def _scores(points: ArrayLike, maxima: ArrayLike) -> tuple[Floats, Floats]:
    """Points as fractions of their maxima; where the maximum is 0 nothing counts."""
    table, share = _weighted(points, maxima)
    most = np.asarray(maxima, np.float64)
    return np.divide(table, most, out=np.zeros_like(table), where=most > 0), share


def _totals(table: Floats, weights: Floats, method: str) -> Floats:
    """Of (units, criteria) and (draws, criteria): (draws, units)."""
    counts = (weights > 0).any(axis=0)
    some, weight = table[:, counts], weights[:, counts]
    weight = weight / weight.sum(axis=1, keepdims=True)
    if method == "arithmetic":
        return np.asarray(weight @ some.T, np.float64)
    if (some < 0).any():
        raise Unfit("negative", "a geometric mean has no negative scores")
    is_none = (some == 0).any(axis=1)
    logs = np.log(np.where(some == 0, 1.0, some))
    return np.where(is_none & ~np.isnan(some).any(axis=1), 0.0, np.exp(weight @ logs.T))
