"""Intervals of one rate, and of one count."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri, ndtri

Floats = NDArray[np.float64]


def wilson(
    x: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper Wilson score limits of the fraction x/n.

    x and n are counts (scalars or arrays of one shape); both limits are fractions of
    that shape, in [0, 1], and NaN where n is 0 or a count is missing. ValueError for
    negative counts, x > n, or a confidence outside (0, 1).
    Source: Newcombe (1998), Statistics in Medicine 17:857-872, method 3.
    """
    counted, whole = np.asarray(x, np.float64), np.asarray(n, np.float64)
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    if np.any(counted < 0) or np.any(counted > whole):
        raise ValueError("counts must be 0 <= x <= n")
    z = ndtri((1 + confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = counted / np.where(whole > 0, whole, np.nan)
        half = z * np.sqrt(z**2 + 4 * counted * (1 - rate))
        low = (2 * counted + z**2 - half) / (2 * (whole + z**2))
        high = (2 * counted + z**2 + half) / (2 * (whole + z**2))
    # 0 of n and n of n reach the ends exactly; rounding would leave 1e-17 beside them.
    low = np.where(counted == 0, np.where(np.isnan(rate), np.nan, 0.0), low)
    high = np.where(counted == whole, np.where(np.isnan(rate), np.nan, 1.0), high)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def byar(
    count: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper limits of a Poisson rate by Byar's approximation.

    `count` of events (scalar or array), `exposure` what they are counted in (expected
    events for a ratio), of one shape; both limits are per exposure, NaN where a count
    is missing or the exposure is not above 0. Good from about 10 events on: fewer have
    `poisson_exact`. The lower limit of 0 events is 0. ValueError for negative counts,
    or a confidence outside (0, 1).
    Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.
    """
    events, units = _events(count, exposure, confidence)
    z = ndtri((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    more = events + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    low = np.where(events == 0, 0.0, np.maximum(low, 0.0))
    return low / units, high / units


def poisson_exact(
    count: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The exact limits of a Poisson rate, arguments and answers as for `byar`.

    Source: Garwood (1936), Biometrika 28:437-442, by the quantiles of chi-squared.
    """
    events, units = _events(count, exposure, confidence)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(events == 0, 0.0, chdtri(2 * events, 1 - tail) / 2)
    high = chdtri(2 * events + 2, tail) / 2
    return low / units, high / units


def _events(
    count: ArrayLike, exposure: ArrayLike, confidence: float
) -> tuple[Floats, Floats]:
    events, units = np.asarray(count, np.float64), np.asarray(exposure, np.float64)
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    if np.any(events < 0):
        raise ValueError("counts must be 0 or more")
    return events, np.where(units > 0, units, np.nan)
