"""Many units at one time: which of them differ from all by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri
from scipy.stats import binom

from dashboard.stats.intervals import Floats
from dashboard.stats.limits import counts
from dashboard.stats.tails import lower_tail, upper_tail

TAILS = (0.001, 0.025, 0.975, 0.999)
# What a unit is called: beyond the 99.8 % tail, beyond the 95 % one, or neither.
LOW, LOWISH, NONE, HIGHISH, HIGH = "low", "lowish", "none", "highish", "high"


@dataclass(frozen=True)
class Overdispersion:
    """How much more units differ than chance alone would have it.

    `theta` is the rate of all (a fraction); `phi` the mean squared z of the units,
    winsorised; `tau2` the variance between them, on the scale of asin sqrt, 0 where
    chance explains them; `limits` of the sizes asked for, as those of `limits`.
    """

    theta: float
    phi: float
    tau2: float
    limits: Floats


def limits(n: ArrayLike, expected: float) -> Floats:
    """The rates between which units of n cases lie by chance, were the true one
    `expected`: an array (len(n), 4) of fractions for tails of .001, .025, .975, .999.

    n are whole numbers from 1. Exact binomial, interpolated between whole cases, as
    Spiegelhalter has it, so that limits have no steps; cut at 0 and 1. They are for the
    eye: a small unit with a perfect record lies beyond the interpolated limit, and is
    not exceptional. Units are named by `flags`, from the tails. ValueError for n below
    1 or a rate outside [0, 1].
    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, appendix.
    """
    sizes = np.asarray(n, np.float64)[:, None]
    if np.any(~(sizes >= 1)) or not 0 <= expected <= 1:
        raise ValueError("n must be from 1 and the rate from 0 to 1")
    tail = np.array(TAILS)[None, :]
    cases = np.maximum(binom.ppf(tail, sizes, expected), 0)
    above = np.asarray(binom.cdf(cases, sizes, expected), np.float64)
    at = np.asarray(binom.pmf(cases, sizes, expected), np.float64)
    part = np.zeros(above.shape)
    np.divide(above - tail, at, out=part, where=at > 0)
    return np.clip((cases - part) / sizes, 0, 1)


def tails(x: ArrayLike, n: ArrayLike, expected: float) -> tuple[Floats, Floats]:
    """P(X <= x) and P(X >= x) of each unit, for X binomial with n cases at the rate
    `expected`; NaN where n is 0 or a count is missing. ValueError as for `limits` and
    for counts outside 0 <= x <= n."""
    cases, whole = counts(x, n)
    gone = np.isnan(whole)
    few, all_ = (np.where(gone, 0, given) for given in (cases, whole))
    low, high = lower_tail(few, all_, expected), upper_tail(few, all_, expected)
    return np.where(gone, np.nan, low), np.where(gone, np.nan, high)


def flags(
    x: ArrayLike,
    n: ArrayLike,
    expected: float,
    spread: Overdispersion | None = None,
) -> NDArray[np.str_]:
    """What each unit is called: `low` or `high` where so few, or so many, have a
    probability of .001 or less; `lowish` or `highish` of .025; else `none`.

    Where units differ more than chance alone would have it (`spread` with tau2 above
    0), its z among them must be as far out as well: wider limits name nobody new, where
    asin sqrt alone would call a small unit with a perfect record.
    Of blocs of equal units the 95 % line alone marks one in seven: only `low` and
    `high` are named on pages.
    """
    low, high = tails(x, n, expected)
    below, above = ([one <= tail for tail in TAILS[:2]] for one in (low, high))
    if spread is not None and spread.tau2 > 0:
        cases, whole = counts(x, n)
        error = np.sqrt(1 / (4 * whole) + spread.tau2)
        z = (np.arcsin(np.sqrt(cases / whole)) - _angle(spread.theta)) / error
        ends = [ndtri(tail) for tail in TAILS[:2]]
        below = [one & (z <= end) for one, end in zip(below, ends, strict=True)]
        above = [one & (-z <= end) for one, end in zip(above, ends, strict=True)]
    return _called(below, above)


def overdispersion(
    x: ArrayLike, n: ArrayLike, winsor: float = 0.1, at: ArrayLike | None = None
) -> Overdispersion:
    """How much more units differ than chance, with limits for sizes `at`.

    x of n cases, counts, one place for each unit; places without cases are left out. z
    is taken on the scale of asin sqrt, where the variance of a rate hardly depends on
    it, and winsorised at the quantiles `winsor` and 1 - `winsor` (linear, type 7), so
    that those who are truly different do not widen the limits they are judged by. tau2
    by DerSimonian & Laird. `limits` are fractions, (len(at), 4), empty without `at`.
    ValueError for counts outside 0 <= x <= n, no unit with cases, or a winsor outside
    [0, .5).
    Source: Spiegelhalter (2005); Spiegelhalter et al. (2012), Journal of the Royal
    Statistical Society A 175:1-47; FunnelPlotR, od_adjustment.
    """
    cases, whole = counts(x, n)
    known = ~np.isnan(whole)
    cases, whole = cases[known], whole[known]
    if not whole.size or not 0 <= winsor < 0.5:
        raise ValueError("needs a unit with cases, and a winsor from 0 to below .5")
    theta = float(cases.sum() / whole.sum())
    z = (np.arcsin(np.sqrt(cases / whole)) - _angle(theta)) * 2 * np.sqrt(whole)
    ends = np.quantile(z, [winsor, 1 - winsor])
    phi = float(np.mean(np.clip(z, *ends) ** 2))
    weight, units = 4 * whole, whole.size
    tau2 = 0.0
    if units * phi > units - 1:
        spare = weight.sum() - (weight**2).sum() / weight.sum()
        tau2 = float((units * phi - (units - 1)) / spare) if spare > 0 else 0.0
    return Overdispersion(theta, phi, tau2, _limits(at, theta, tau2))


def _limits(at: ArrayLike | None, theta: float, tau2: float) -> Floats:
    sizes = np.asarray([] if at is None else at, np.float64)[:, None]
    error = np.sqrt(1 / (4 * sizes) + tau2)
    angle = _angle(theta) + ndtri(np.array(TAILS)) * error
    return np.asarray(np.sin(np.clip(angle, 0, np.pi / 2)) ** 2, np.float64)


def _angle(rate: float) -> float:
    return float(np.arcsin(np.sqrt(rate)))


def _called(
    low: list[NDArray[np.bool_]], high: list[NDArray[np.bool_]]
) -> NDArray[np.str_]:
    """The word of each unit, what is farther out first."""
    beyond = [low[0], high[0], low[1], high[1]]
    return np.select(beyond, [LOW, HIGH, LOWISH, HIGHISH], NONE)
