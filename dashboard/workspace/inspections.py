"""What was inspected, what was found, was anyone met twice? Questions and shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.catalog.calendar import Period

AREAS = ("inspections", "checks")
RESULTS = ("subjects", "violators")
TILES = (
    "inspections.count",
    "checks.count",
    "checks.establishments",
    "inspections.violation_rate",
    "checks.violation_rate",
    "inspections.overdue",
)
OVERDUE = 10


def questions(
    period: Period, wanted: Sequence[str], members: Sequence[str]
) -> dict[str, tuple[str, dict[str, Any]]]:
    """What the page asks, by what it is about: a query and its parameters. Whoever was
    met twice is looked for among the whole bloc, the rest among the units `wanted`."""
    year, last = period.to_date.year, period.to_date
    until = {"to_date": last, "unit_ids": list(members)}
    return {
        "overlaps": ("inspections/overlaps", {**until, "year": year}),
        "plan_overlaps": ("inspections/plan_overlaps", {**until, "from_date": last}),
        "plan": (
            "inspections/plan",
            {"year": year, "to_date": last, "unit_ids": list(wanted)},
        ),
        "overdue": ("inspections/rows", rows("inspections", "overdue", period, wanted)),
    }


def rows(
    area: str,
    measure: str,
    period: Period,
    wanted: Sequence[str],
    count: int = OVERDUE,
    **where: str | None,
) -> dict[str, Any]:
    """The parameters of `inspections/rows`."""
    return {
        "area": area,
        "measure": measure,
        "from_date": period.from_date,
        "to_date": period.to_date,
        "unit_ids": list(wanted),
        **{key: where.get(key) for key in ("field", "kind", "trigger")},
        "rows": count,
    }


def concerns(overlaps: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    """Rows of `overlaps` or `plan_overlaps` in which one of the units wanted has a
    part."""
    mine = set(wanted)
    own = overlaps["unit_id"] if "unit_id" in overlaps else [""] * len(overlaps)
    kept = [
        one in mine or not mine.isdisjoint(units)
        for one, units in zip(own, overlaps["units"], strict=True)
    ]
    return overlaps[kept]


def shares(plan: pd.DataFrame) -> pd.DataFrame:
    """Rows of `inspections/plan` that plan anything, with `met_share`, `ahead_share`
    and `behind_share` of what was planned."""
    some = plan[plan["planned"] > 0]
    return some.assign(
        **{f"{one}_share": some[one] / some["planned"] for one in SHARES}
    )


SHARES = ("met", "ahead", "behind")
