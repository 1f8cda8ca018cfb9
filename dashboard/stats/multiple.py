"""Many tests at once: how many of those named may be chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p: ArrayLike, q: float) -> NDArray[np.bool_]:
    """Which hypotheses are rejected so that a share q of them at most is chance.

    `p` are probabilities, one for each test, NaN where there was none; the mask has
    their order. With m tests, the i smallest are rejected, for the largest i with
    p(i) <= i q / m; holds for independent tests and for those that go together.
    ValueError for a p or a q outside [0, 1], or p that is no list.
    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B
    57:289-300.
    """
    given = np.asarray(p, np.float64)
    if given.ndim != 1 or not 0 <= q <= 1:
        raise ValueError("p must be a list and q a share")
    if np.any((given < 0) | (given > 1)):
        raise ValueError("p must be probabilities")
    known = np.sort(given[~np.isnan(given)])
    passed = np.flatnonzero(known <= np.arange(1, known.size + 1) * q / known.size)
    if not passed.size:
        return np.zeros(given.shape, np.bool_)
    return np.asarray(given <= known[passed[-1]], np.bool_)
