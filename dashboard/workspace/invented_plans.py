"""The annual plans of the invented inspections: the last one is still a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

PLAN = [
    "plan_id",
    "unit_id",
    "kind",
    "field",
    "subject_name",
    "tax_code",
    "address",
    "planned_start_date",
    "planned_end_date",
    "status",
]


def plans(
    slots: pd.DataFrame,
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> pd.DataFrame:
    """The plans of every year: a quarter for each subject, a few of them met a quarter
    later."""
    first, last = own["plans"]
    is_in_plan = slots["is_in_plan"] & (slots["visit_date"].dt.year >= first)
    rows: pd.DataFrame = slots[is_in_plan].copy()
    drawn = chance.random(int(rows["at"].max()) + 1)
    year, quarter = rows["visit_date"].dt.year, rows["visit_date"].dt.quarter
    quarter = (quarter - (drawn < own["met"]["later"])[rows["at"]]).clip(lower=1)
    begins = pd.to_datetime({"year": year, "month": 3 * quarter - 2, "day": 1})
    is_new = rows["unit_id"] == said["merger"]["to_unit"]
    day = pd.Timestamp(said["merger"]["date"])
    rows["planned_start_date"] = begins.mask(is_new & (begins < day), day)
    rows["planned_end_date"] = begins + pd.offsets.QuarterEnd()
    rows["status"] = np.where(year == last, "draft", "approved")
    rows = rows.sort_values(
        ["unit_id", "planned_start_date"], kind="stable", ignore_index=True
    )
    year = rows["planned_start_date"].dt.year
    number = rows.groupby(["unit_id", year]).cumcount() + 1
    code = rows["unit_id"].map(own["code"])
    rows["plan_id"] = "KH." + code + "-" + year.astype(str)
    rows["plan_id"] += "-" + number.astype(str).str.zfill(4)
    return rows
