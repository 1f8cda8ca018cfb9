"""The usual range of one series over time: control limits, or a median and its runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.intervals import Floats

Columns = dict[str, NDArray[Any]]

MINIMUM = 12  # points; with fewer, draw the values and their median without limits
WIDTH = 2.66  # average moving ranges from the centre to a limit: 3 / 1.128
SCREEN = 3.267  # average moving ranges at which one is too long to be usual
RANGE_TO_SIGMA = 1.128  # the mean moving range of normal values of sigma 1
LEAST_SPREAD = 5  # cases of variance n p (1 - p)


def xmr(
    values: ArrayLike, baseline: int | None = None, screen: bool = True
) -> pd.DataFrame:
    """The limits of one series of measured values, one row per point (XmR).

    `values` in any unit, in order of time, NaN where missing. The columns, in that
    unit: `centre`, the mean; `lower` and `upper`, 2.66 average moving ranges from it;
    `near_lower` and `near_upper`, two thirds of that; `moving_range`, the distance from
    the point before, missing for the first point and next to a missing value.

    Limits are the same in each row. With a `baseline` they come from so many first
    points (missing ones not counted) and stay there; without, from all. Missing
    with no point, and but for the centre with no two in a row. They are not cut at 0 or
    100 %. Any number of points will do here; callers draw limits from MINIMUM on.

    With `screen`, as the NHS does, moving ranges of 3.267 times their average or more
    are dropped and the rest averaged again, once: one odd point would widen the limits
    it is judged by. Where the rest are all 0 (24 of 24 in each month but one) nothing
    is dropped: limits without width would put every point outside. Published code
    differs there; it gives just such limits, or none for equal values.

    ValueError for infinite values or a baseline below 2.
    Source: Wheeler (2000), Understanding Variation; NHSRplotthedots, ptd_spc_standard.
    """
    return one(xmr_many(np.asarray(values, np.float64)[None], baseline, screen))


def xmr_many(
    values: ArrayLike, baseline: ArrayLike | None = None, screen: bool = True
) -> Columns:
    """The same for many series at once: arrays, series x points, by column.

    `baseline` is one number, or one for each series (infinite: all its points).
    """
    given = measured(values)
    first = np.asarray(np.inf if baseline is None else baseline, np.float64)
    if np.any(~(first >= 2)):
        raise ValueError("a baseline has at least 2 points")
    moving = np.abs(np.diff(given, axis=1, prepend=np.nan))
    used = ~np.isnan(given)
    used &= np.cumsum(used, axis=1) <= first[..., None]
    # Points in a row are numbered in a row: both ends of the range are in the baseline.
    ranges = used & ~np.isnan(moving)
    average = _mean(moving, ranges)
    if screen:
        kept = _mean(moving, ranges & (moving < SCREEN * average))
        average = np.where(kept > 0, kept, average)
    centre, half = _mean(given, used), np.broadcast_to(WIDTH * average, given.shape)
    return _lines(centre, half) | {"moving_range": moving}


def p_prime(x: ArrayLike, n: ArrayLike) -> pd.DataFrame:
    """The limits of one series of rates of many cases, one row per point (Laney's p').

    x of n in each period, counts; NaN, or n of 0, where missing. The columns, fractions
    (but for the last): `centre`, all x of all n; `lower` and `upper`, 3 `sigma_z`
    binomial standard errors from it, wider where n is smaller and missing without n;
    `near_lower` and `near_upper`, 2 of them; `sigma_z`, by how much the series varies
    more than a binomial would from one point to the next, where there is one.

    Limits are cut at 0 and 1, which no rate passes, so that no mark depends on it. At a
    centre of 0 or 1 they lie on it, without `sigma_z`. Elsewhere both are missing with
    no two points in a row. Moving ranges are not screened, as in Laney's paper; the R
    package qicharts2 drops the long ones.

    ValueError for counts outside 0 <= x <= n, or lists that do not match.
    Source: Laney (2002), Quality Engineering 14:531-537; Mohammed & Laney (2006),
    Quality and Safety in Health Care 15:75-77.
    """
    counted, whole = counts(x, n)
    return one(p_prime_many(counted[None], whole[None]))


def p_prime_many(x: ArrayLike, n: ArrayLike) -> Columns:
    """The same for many series at once: arrays, series x points, by column."""
    counted, whole = counts(x, n)
    centre = pooled(counted, whole)[:, None]
    error = np.sqrt(centre * (1 - centre) / whole)
    some = error > 0
    z = np.full(whole.shape, np.nan)
    np.divide(counted / whole - centre, error, out=z, where=some)
    moving = np.abs(np.diff(z, axis=1, prepend=np.nan))
    sigma_z = _mean(moving, ~np.isnan(moving)) / RANGE_TO_SIGMA
    # Without width nothing is known of sigma_z, nor has it to be.
    half = np.where(error == 0, 0, 3 * error * sigma_z)
    lines = {name: np.clip(line, 0, 1) for name, line in _lines(centre, half).items()}
    return lines | {"sigma_z": np.broadcast_to(sigma_z, whole.shape)}


def chartable(x: ArrayLike, n: ArrayLike) -> bool:
    """Whether limits may be drawn for a series of rates, x of n in each period.

    They may if n p (1 - p), p the rate of all periods together, is 5 or more in the
    median period: with fewer cases the values are a few steps apart and limits cry
    wolf (in 24 stable months of 5 dossiers at a rate of 95 %, 62 times in 100). No
    cases, no limits. ValueError as for `p_prime`.
    """
    counted, whole = counts(x, n)
    return bool(chartable_many(counted[None], whole[None])[0])


def chartable_many(x: ArrayLike, n: ArrayLike) -> NDArray[np.bool_]:
    """The same for many series, series x points: one answer for each series."""
    counted, whole = counts(x, n)
    cases = np.nansum(counted, axis=1, keepdims=True)
    total = np.nansum(whole, axis=1, keepdims=True)
    # n X (N - X) against 5 N^2 is a comparison of whole numbers: no rounding.
    spread = pd.DataFrame(whole * cases * (total - cases))
    median = spread.median(axis=1).to_numpy(np.float64)
    return np.asarray(median >= LEAST_SPREAD * total[:, 0] ** 2, np.bool_)


@dataclass(frozen=True)
class Runs:
    """The runs of a series about its median, in points, and what they may be."""

    longest: int
    longest_limit: int  # a longer one is a signal
    crossings: int
    crossings_limit: int  # fewer are a signal
    signal: bool


def run_rules(values: ArrayLike) -> Runs:
    """Whether a short or skewed series moved: its runs about the median (Anhøj).

    `values` in any unit, in order of time. A run is of points in a row on one side of
    the median; a crossing leads from one side to the other. Points on the median are
    left out, and so are missing values: the critical values are for what remains, n
    points, as if they followed each other. The longest run may have log2(n) + 3 points,
    rounded; the crossings of n - 1 possible ones may be as few as the 5 % quantile of
    tosses of a coin. Too few points give no signal. ValueError for infinite values.
    Source: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    given = measured(np.asarray(values, np.float64)[None])[0]
    there = given[~np.isnan(given)]
    side = np.sign(there - (np.median(there) if there.size else 0))
    above = side[side != 0] > 0
    n = len(above)
    ends = np.flatnonzero(np.diff(above))
    runs = np.diff(np.concatenate([[-1], ends, [n - 1]]))
    longest, crossings = int(runs.max()), len(ends)
    longest_limit = round(math.log2(max(n, 1))) + 3
    crossings_limit = _fewest_heads(max(n - 1, 0))
    signal = longest > longest_limit or crossings < crossings_limit
    return Runs(longest, longest_limit, crossings, crossings_limit, signal)


def _fewest_heads(tosses: int) -> int:
    """The 5 % quantile of a fair coin's heads, in whole numbers: no rounding."""
    ways, heads = 1, 0
    while 20 * ways < 2**tosses:
        heads += 1
        ways += math.comb(tosses, heads)
    return heads


def measured(values: ArrayLike) -> Floats:
    """Measured values, series x points, NaN where missing."""
    given = np.asarray(values, np.float64)
    if given.ndim != 2:
        raise ValueError("values must be a list for each series")
    if np.isinf(given).any():
        raise ValueError("values must be finite")
    return given


def counts(x: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Counts x of n, both NaN where either is missing or n is 0."""
    counted, whole = np.asarray(x, np.float64), np.asarray(n, np.float64)
    if counted.shape != whole.shape or not counted.ndim:
        raise ValueError("x and n must be lists of one length")
    if np.any(counted < 0) or np.any(counted > whole) or np.isinf(whole).any():
        raise ValueError("counts must be 0 <= x <= n")
    if np.any(np.floor(counted) < counted) or np.any(np.floor(whole) < whole):
        raise ValueError("counts must be whole numbers")
    there = (whole > 0) & ~np.isnan(counted)
    return np.where(there, counted, np.nan), np.where(there, whole, np.nan)


def pooled(x: Floats, n: Floats) -> Floats:
    """The rate of all points of each series together, NaN without any."""
    cases, total = np.nansum(x, axis=1), np.nansum(n, axis=1)
    rate = np.full(total.shape, np.nan)
    np.divide(cases, total, out=rate, where=total > 0)
    return rate


def one(columns: Columns) -> pd.DataFrame:
    """The frame of the first series."""
    return pd.DataFrame({name: column[0] for name, column in columns.items()})


def many(frame: pd.DataFrame) -> Columns:
    """The columns of one series as those of many."""
    return {str(name): column.to_numpy()[None] for name, column in frame.items()}


def _lines(centre: Floats, half: Floats) -> Columns:
    return {
        "centre": centre + np.zeros(half.shape),
        "lower": centre - half,
        "upper": centre + half,
        "near_lower": centre - 2 / 3 * half,
        "near_upper": centre + 2 / 3 * half,
    }


def _mean(values: Floats, used: NDArray[np.bool_]) -> Floats:
    """The mean of the places used, series x 1, NaN where none is."""
    total = np.where(used, values, 0).sum(axis=1, keepdims=True)
    count = used.sum(axis=1, keepdims=True)
    mean = np.full(total.shape, np.nan)
    np.divide(total, count, out=mean, where=count > 0)
    return mean
