"""From numerator and denominator to rate and interval: the only place that divides."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.stats.intervals import wilson


def with_intervals(figures: pd.DataFrame) -> pd.DataFrame:
    """The frame with `value`, `low` and `high`; the given frame is left as it was.

    Takes `numerator`, `denominator`, `value` (one row per figure). Where there is a
    denominator the value is numerator/denominator, a fraction, and low and high are
    its 95 % Wilson limits, missing when the numerator exceeds the denominator (rates
    of collection may pass 100 %) and where `is_counted`, if it is there, is false:
    chance deals in cases, not in đồng. A denominator of 0 leaves all three missing.
    Other values stay as they are, without limits.
    """
    numerator = figures["numerator"].to_numpy(np.float64, na_value=np.nan)
    denominator = figures["denominator"].to_numpy(np.float64, na_value=np.nan)
    value = figures["value"].to_numpy(np.float64, na_value=np.nan)
    is_rate = ~np.isnan(denominator)
    some = is_rate & (denominator > 0)
    divided = np.divide(
        numerator, denominator, out=np.full(len(value), np.nan), where=some
    )
    fits = some & (numerator >= 0) & (numerator <= denominator)
    if "is_counted" in figures:
        fits &= figures["is_counted"].to_numpy(np.bool_)
    low = np.full(len(value), np.nan)
    high = np.full(len(value), np.nan)
    low[fits], high[fits] = wilson(numerator[fits], denominator[fits])
    return figures.assign(value=np.where(is_rate, divided, value), low=low, high=high)
