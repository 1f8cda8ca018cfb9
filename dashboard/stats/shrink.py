"""Rates of small units drawn towards the rate of all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.intervals import Floats
from dashboard.stats.limits import counts


def rates(x: ArrayLike, n: ArrayLike) -> Floats:
    """Each unit's rate drawn towards that of all, the more the fewer cases it has.

    x of n cases, counts, one place for each unit; the answers are fractions in the same
    order, NaN where n is 0 or a count is missing. The variance of a proportion, r(1-r),
    is taken within units; what is left between them is never below 0: esda, of which
    this is the global estimator, does not cut it there and then answers rates on the
    wrong side of the mean. ValueError for counts outside 0 <= x <= n.
    Source: Marshall (1991), Journal of the Royal Statistical Society C 40:283-294.
    """
    cases, whole = counts(x, n)
    total = np.nansum(whole)
    if not total:
        return whole
    mean = np.nansum(cases) / total
    within = mean * (1 - mean)
    rate = cases / whole
    average = np.nanmean(whole)
    spread = np.nansum(whole * (rate - mean) ** 2) / total
    between = max(float(spread - within / average), 0.0)
    if not within:
        return rate
    weight = between / (between + within / whole)
    return np.asarray(weight * rate + (1 - weight) * mean, np.float64)
