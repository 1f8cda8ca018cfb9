"""Units compared as if all of them had the same kinds of cases."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtri

from dashboard.stats.intervals import Floats, byar, poisson_exact
from dashboard.stats.limits import counts

RARE = 0.1  # a share below this is a count of rare events
FEW = 10  # events up to which Byar's approximation is too rough
Z = ndtri(0.975)


def indirect(x: ArrayLike, n: ArrayLike) -> pd.DataFrame:
    """Each unit against what its cases would have come to at the rates of all units.

    x of n cases, counts, units x strata (kinds of case). What is expected of a unit is
    each stratum's n at the rate of all units in it. Where x, or n - x, is below 10 % of
    all cases, that rare side is told, else x. The frame has a row per unit: `observed`
    and `expected` cases of that side; `ratio` of the two with `low` and `high`, its
    95 % limits; `adjusted`, the share of x the unit would have with the cases of all
    (on the side told, the ratio times the share of all), with `adjusted_low` and
    `adjusted_high` (fractions, within 0 and 1); and `side`: `x`, `rest` or, where
    neither is rare, `both`. A unit without cases, or of which nothing is expected, has
    no ratio.

    Limits of a rare side are those of a Poisson count (Byar from 10 events, else
    exact); where neither is rare they are the ratio -+ 1.96 sqrt(sum n R (1 - R)) over
    what is expected, cut at 0: Byar on 950 of 1000 gives adjusted rates above 100 % and
    intervals four times too wide. The chance in the rates of all units is not counted.
    Two units' ratios must not be compared with each other where their cases are very
    unlike: each is against its own expectation.

    ValueError for counts outside 0 <= x <= n, tables that do not match, or none.
    Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, ch. 2.
    """
    cases, whole = (np.nan_to_num(one) for one in counts(x, n))
    if cases.ndim != 2 or not whole.sum():
        raise ValueError("needs cases by unit and stratum")
    side = _rare(float(cases.sum() / whole.sum()))
    told = whole - cases if side == "rest" else cases
    total = whole.sum(axis=0)
    rate = np.divide(told.sum(axis=0), total, out=np.zeros(len(total)), where=total > 0)
    observed, expected = told.sum(axis=1), (whole * rate).sum(axis=1)
    found = pd.DataFrame({"observed": observed, "expected": expected})
    found["ratio"] = ratio = _over(observed, expected)
    found["low"], found["high"] = low, high = (
        _normal(ratio, (whole * rate * (1 - rate)).sum(axis=1), expected)
        if side == "both"
        else _poisson(observed, expected)
    )
    common = told.sum() / whole.sum()
    ends = [np.clip(one * common, 0, 1) for one in (ratio, low, high)]
    if side == "rest":
        ends = [1 - ends[0], 1 - ends[2], 1 - ends[1]]
    for name, end in zip(
        ("adjusted", "adjusted_low", "adjusted_high"), ends, strict=True
    ):
        found[name] = end
    return found.assign(side=side)


def _rare(share: float) -> str:
    """Which side is a count of rare events."""
    if share < RARE:
        return "x"
    return "rest" if 1 - share < RARE else "both"


def _over(observed: Floats, expected: Floats) -> Floats:
    ratio = np.full(observed.shape, np.nan)
    np.divide(observed, expected, out=ratio, where=expected > 0)
    return ratio


def _poisson(observed: Floats, expected: Floats) -> tuple[Floats, Floats]:
    rough, exact = byar(observed, expected), poisson_exact(observed, expected)
    is_few = observed < FEW
    low, high = (np.where(is_few, exact[at], rough[at]) for at in (0, 1))
    return low, high


def _normal(ratio: Floats, variance: Floats, expected: Floats) -> tuple[Floats, Floats]:
    half = Z * _over(np.sqrt(variance), expected)
    return np.maximum(ratio - half, 0), ratio + half
