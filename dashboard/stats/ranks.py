"""Ranks as far as they are known: the places that each unit may really hold.

The first place is the best: the highest value where higher is better, else the lowest.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from dashboard.stats.direction import sign
from dashboard.stats.intervals import Floats
from dashboard.stats.limits import counts

ALPHA = 0.05
DRAWS = 20_000


def simulated(
    x: ArrayLike, n: ArrayLike, better: str, draws: int = 10_000, seed: int = 0
) -> pd.DataFrame:
    """The ranks that units would hold if their rates were drawn again and again.

    x of n cases, counts, one place for each unit. Rates are drawn from
    Beta(x + 1/2, n - x + 1/2) and ranked, `draws` times. A row per unit in the same
    order: `median`, `low` and `high` rank (2.5 to 97.5 %), `p_first` and `p_top_third`
    (fractions); missing without cases, and such a unit takes no place. The same seed
    gives the same answer. These intervals are too short to be a guarantee: see
    `confidence_counts`. ValueError for counts outside 0 <= x <= n, another `better`,
    or draws below 1.
    Source: Goldstein & Spiegelhalter (1996), Journal of the Royal Statistical Society A
    159:385-443.
    """
    cases, whole = counts(x, n)
    toward = sign(better)
    if draws < 1:
        raise ValueError("draw at least once")
    known = np.flatnonzero(~np.isnan(whole))
    columns = ("median", "low", "high", "p_first", "p_top_third")
    found = pd.DataFrame(np.nan, index=range(len(whole)), columns=columns)
    if not known.size:
        return found
    some, all_ = cases[known], whole[known]
    chance = np.random.default_rng(seed)
    drawn = chance.beta(some + 0.5, all_ - some + 0.5, (draws, known.size))
    place = (-toward * drawn).argsort(axis=1).argsort(axis=1) + 1
    low, median, high = np.quantile(place, [0.025, 0.5, 0.975], axis=0)
    third = np.ceil(known.size / 3)
    rows = [median, low, high, (place == 1).mean(axis=0), (place <= third).mean(axis=0)]
    found.loc[known] = np.array(rows).T
    return found


def confidence(
    estimate: ArrayLike,
    se: ArrayLike,
    better: str,
    confidence: float = 0.95,
    seed: int = 0,
    *,
    is_simultaneous: bool = True,
) -> pd.DataFrame:
    """The ranks that units may hold, with a guaranteed confidence.

    `estimate` of any measure with its standard error `se`, one place for each unit. A
    row per unit: `lowest` and `highest` rank. A unit is placed after another only where
    their difference is more than c standard errors of it, c the quantile of the largest
    of all such differences under no difference (20 000 draws), those already told apart
    left out in steps. By default the confidence is that all units lie within theirs at
    once; with `is_simultaneous` false, that each does for itself, which gives shorter
    intervals and is what the R package csranks does by default. Not for counts: 24 of
    24 has a standard error of 0. ValueError for se of 0 or less, lists that do not
    match, missing values, another `better`, or a confidence outside (0, 1).
    Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies
    91:476-518.
    """
    value = sign(better) * np.asarray(estimate, np.float64)
    error = np.asarray(se, np.float64)
    if value.ndim != 1 or value.shape != error.shape or not 0 < confidence < 1:
        raise ValueError("needs an estimate and a se of each unit, and a confidence")
    if not (np.all(error > 0) and np.isfinite(value).all()):
        raise ValueError("each se must be above 0 and no estimate missing")
    units = value.size
    width = np.sqrt(error[:, None] ** 2 + error[None, :] ** 2)
    z = (value[:, None] - value[None, :]) / width
    drawn = np.random.default_rng(seed).standard_normal((DRAWS, units)) * error
    every = ~np.eye(units, dtype=np.bool_)
    if is_simultaneous:
        half = _apart(z, drawn, width, np.triu(every), confidence)
        apart = half | half.T
    else:
        apart = np.zeros((units, units), np.bool_)
        for unit in range(units):
            row = every & (np.arange(units) == unit)[:, None]
            apart |= _apart(z, drawn, width, row, confidence)
    before, after = ((apart & side).sum(axis=1) for side in (z < 0, z > 0))
    return _places(before, after, units)


def confidence_counts(x: ArrayLike, n: ArrayLike, better: str) -> pd.DataFrame:
    """The same for rates of counts, x of n cases: exact however few there are.

    Every two units are compared by Fisher's exact test (two-sided), all of these at 5 %
    together by Holm's steps; a unit is placed after those that are significantly
    better. A row per unit: `lowest` and `highest` rank, missing without cases, and such
    a unit takes no place. ValueError for counts outside 0 <= x <= n or another
    `better`.
    Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70; Fisher (1935).
    """
    cases, whole = counts(x, n)
    toward = sign(better)
    known = [int(unit) for unit in np.flatnonzero(~np.isnan(whole))]
    pairs = list(combinations(known, 2))
    p = np.array([_fisher(cases, whole, one, other) for one, other in pairs])
    rate = toward * cases / whole
    above = np.zeros((len(whole), len(whole)), np.bool_)
    for (one, other), is_apart in zip(pairs, _holm(p), strict=True):
        if is_apart:
            first, second = (one, other) if rate[one] > rate[other] else (other, one)
            above[first, second] = True
    found = _places(above.sum(axis=0), above.sum(axis=1), len(known))
    found.loc[np.isnan(whole)] = np.nan
    return found


def bands(lowest: ArrayLike, highest: ArrayLike) -> NDArray[np.float64]:
    """Groups that cannot be told apart, 1 the best; the answer has the order given.

    A group ends where every unit after it is certainly placed after every unit in it:
    where ranks overlap through others, all of them are one group, so that no border is
    drawn between two that are not told apart. A unit that may hold any place, because
    it has few cases, belongs to no group and ties none together: it has 0, and leaves
    the last place of every other open by one. If no unit is told apart from another,
    all are of group 1. NaN for units without a rank. ValueError for lists that do not
    match.
    """
    low, high = np.asarray(lowest, np.float64), np.asarray(highest, np.float64)
    if low.ndim != 1 or low.shape != high.shape:
        raise ValueError("needs a lowest and a highest rank of each unit")
    known = ~np.isnan(low)
    is_open = known & (low == 1) & (high == known.sum())
    if is_open.sum() == known.sum():
        return np.where(known, 1.0, np.nan)
    found = np.where(known, 0.0, np.nan)
    band, end = 0, -np.inf
    for unit in np.lexsort((high, low)):
        if not known[unit] or is_open[unit]:
            continue
        if low[unit] > end:
            band += 1
        end = max(end, high[unit] - is_open.sum())
        found[unit] = band
    return found


def _places(before: Floats, after: Floats, units: int) -> pd.DataFrame:
    """From how many are certainly better, and certainly worse."""
    return pd.DataFrame(
        {"lowest": 1.0 + before, "highest": (units - after).astype(np.float64)}
    )


def _apart(
    z: Floats,
    drawn: Floats,
    width: Floats,
    pairs: NDArray[np.bool_],
    confidence: float,
) -> NDArray[np.bool_]:
    """Which of these pairs differ, told apart in steps."""
    first, second = np.nonzero(pairs)
    noise = np.abs(drawn[:, first] - drawn[:, second]) / width[first, second]
    size, left = np.abs(z[first, second]), np.ones(len(first), np.bool_)
    while left.any():
        most = np.quantile(noise[:, left].max(axis=1), confidence)
        told = left & (size > most)
        if not told.any():
            break
        left &= ~told
    found = np.zeros(pairs.shape, np.bool_)
    found[first[~left], second[~left]] = True
    return found


def _fisher(cases: Floats, whole: Floats, one: int, other: int) -> float:
    """Two-sided p of Fisher's exact test, from the few outcomes that can matter: what
    lies forty standard deviations off adds nothing, however many cases there are."""
    drawn, good, every = (
        whole[one],
        cases[one] + cases[other],
        whole[[one, other]].sum(),
    )
    mean = drawn * good / every
    reach = 40 * (1 + np.sqrt(mean * (1 - good / every)))
    least = max(0.0, good - whole[other], np.floor(mean - reach))
    k = np.arange(least, min(drawn, good, np.ceil(mean + reach)) + 1)
    parts = (k, good - k, drawn - k, whole[other] - good + k)
    chance = -gammaln(np.array(parts) + 1).sum(axis=0)
    mine = chance[k == cases[one]]
    if not mine.size:
        return 0.0
    weight = np.exp(chance - chance.max())
    # Equally likely outcomes differ in the last digits.
    return float(weight[chance <= mine + 1e-7].sum() / weight.sum())


def _holm(p: Floats) -> NDArray[np.bool_]:
    """Which are significant at 5 % together."""
    order = np.argsort(p, kind="stable")
    passed = p[order] <= ALPHA / np.arange(len(p), 0, -1)
    # From the first that is not on, none is.
    held = np.logical_and.accumulate(passed)
    found = np.zeros(len(p), np.bool_)
    found[order[held]] = True
    return found
