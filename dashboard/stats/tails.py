"""How unusual a count is for a unit, were its true rate that of all units together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc

from dashboard.stats.intervals import Floats


def lower_tail(x: ArrayLike, n: ArrayLike, rate: ArrayLike) -> Floats:
    """P(X <= x) for X binomial with n trials at a rate: small when x is unusually low.

    x and n are counts (scalars or arrays of one shape), the rate one for all or one for
    each; the answer is a probability of that shape. ValueError for counts outside
    0 <= x <= n or a rate outside [0, 1]. Flags are set by this exact tail, never by a
    drawn limit: an interpolated limit flags a small unit with a perfect record.
    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202.
    """
    counted, whole, true = _checked(x, n, rate)
    return _at_least(whole - counted, whole, 1 - true)


def upper_tail(x: ArrayLike, n: ArrayLike, rate: ArrayLike) -> Floats:
    """P(X >= x), likewise: small when x is unusually high."""
    return _at_least(*_checked(x, n, rate))


def _at_least(x: Floats, n: Floats, rate: Floats) -> Floats:
    """The binomial tail as a regularised incomplete beta function."""
    some = np.maximum(x, 1)
    tail = betainc(some, np.maximum(n - some + 1, 1), rate)
    return np.asarray(np.where(x == 0, 1.0, tail), np.float64)


def _checked(
    x: ArrayLike, n: ArrayLike, rate: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    counted, whole, true = (np.asarray(one, np.float64) for one in (x, n, rate))
    if np.any(counted < 0) or np.any(counted > whole):
        raise ValueError("counts must be 0 <= x <= n")
    if not np.all((true >= 0) & (true <= 1)):
        raise ValueError(f"rate {true} is not between 0 and 1")
    return counted, whole, true
