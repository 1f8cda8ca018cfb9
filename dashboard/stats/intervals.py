"""Intervals of one rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

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
