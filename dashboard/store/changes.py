"""Which figures differ between two states of the observations."""

from __future__ import annotations

import pandas as pd

KEY = ["indicator_id", "unit_id", "calendar", "period_id", "part"]
SIDES = ("before", "after")
FIGURE = ["numerator", "denominator", "value", "basis", "status", "qualifier"]


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row per figure that appeared, vanished or changed.

    Both frames are rows of `observation`. Columns: the key, then every column of a
    figure as `<column>_before` and `<column>_after`, then `source_ids` likewise.
    """
    columns = [*KEY, *FIGURE, "source_ids"]
    if before.empty and after.empty:
        sides = [f"{c}_{side}" for c in columns[len(KEY) :] for side in SIDES]
        return pd.DataFrame(columns=[*KEY, *sides])
    merged = before[columns].merge(
        after[columns],
        on=KEY,
        how="outer",
        suffixes=("_before", "_after"),
        indicator="side",
    )
    same = merged["side"] == "both"
    for column in FIGURE:
        left, right = merged[f"{column}_before"], merged[f"{column}_after"]
        same &= (left == right) | (left.isna() & right.isna())
    changed = merged.loc[~same].drop(columns="side")
    return changed.sort_values(KEY).reset_index(drop=True)
