"""Where do S&T tasks stand, which ones slip? Questions, steps by level, durations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.queries import records
from dashboard.stats.rates import with_intervals
from dashboard.stats.survival import kaplan_meier, quantile
from dashboard.text.numbers import is_missing

AREA = "tasks."
FLOW = "tasks/flow"
ROWS = "tasks/rows"
# By what the tasks of a period may be divided; units only where there are several.
BYS = ("level", "type", "science", "host")
# Levels from the highest; a programme counted apart stands last.
LEVELS = ("national", "ministry", "province", "grassroots", "rural_mountain")
SLIPS = ("slipping", "unchecked", "unaccepted")
SHOWN = 10
DRAWN = 100
# Acceptances of three years are looked at; a result has two years to be applied.
YEARS, WITHIN_YEARS = 3, 2
MEDIAN, UPPER = 0.5, 0.75


@dataclass(frozen=True)
class Step:
    """A row of the grid: how often a step was taken; of checks those of a kind."""

    key: str
    indicator_id: str
    kind: str = ""


STEPS = (
    Step("approved", f"{AREA}approved"),
    Step("outlines_appraised", f"{AREA}outlines_appraised"),
    Step("contracted", f"{AREA}contracted"),
    Step("checked_periodic", f"{AREA}checked", "periodic"),
    Step("checked_unscheduled", f"{AREA}checked", "unscheduled"),
    Step("checked_unknown", f"{AREA}checked"),
    Step("accepted", f"{AREA}accepted"),
    Step("registered", f"{AREA}registered"),
    Step("liquidated", f"{AREA}liquidated"),
    Step("applied", f"{AREA}applied"),
)
INDICATORS = tuple(dict.fromkeys(one.indicator_id for one in STEPS))
# The ways in which their figures are divided.
DIVIDED: Mapping[str, tuple[str, ...]] = {
    "": (),
    "kind": ("kind",),
    "level": ("level",),
    "both": ("kind", "level"),
}
GRID = ["unit_id", "step", "level", "value", "qualifier", "is_computed"]
WAITS = ["stage", "closed", "open", "unknown", "median", "upper"]
UNKNOWN = "checked_unknown"


def questions(
    calendar: str, period_id: str, wanted: Sequence[str], members: Sequence[str]
) -> dict[str, tuple[str, dict[str, Any]]]:
    """What the page asks, by what it is about: a query and its parameters. Units are
    those of the whole bloc, the rest is about the units `wanted`."""
    units = {"unit_ids": list(wanted)}
    asked = {"calendar": calendar, "period_id": period_id, **units}
    flows = {by: (FLOW, {**asked, "by": by}) for by in ("", "level")}
    slips = {
        one: (ROWS, rows(one, calendar, period_id, wanted, SHOWN)) for one in SLIPS
    }
    funds = {
        f"funds_{by}": ("tasks/funds", {**asked, "by": by})
        for by in ("", "level", "science")
    }
    return {
        **flows,
        **slips,
        **funds,
        "unit": (FLOW, {**asked, "unit_ids": list(members), "by": "unit"}),
        "timeline": ("tasks/timeline", {**asked, "rows": DRAWN}),
        "stages": ("tasks/stages", units),
        "results": (
            "tasks/results",
            {**units, "years": YEARS, "within_years": WITHIN_YEARS},
        ),
    }


def rows(
    measure: str,
    calendar: str,
    period_id: str,
    wanted: Sequence[str],
    count: int,
    **where: str | None,
) -> dict[str, Any]:
    """The parameters of `tasks/rows`."""
    return {
        "measure": measure,
        "calendar": calendar,
        "period_id": period_id,
        "unit_ids": list(wanted),
        **{key: where.get(key) for key in BYS},
        "rows": count,
    }


def one(flow: pd.DataFrame) -> Mapping[str, Any]:
    """The only row of `tasks/flow` in one sum; all 0 where no unit has a list."""
    if flow.empty:
        return dict.fromkeys(flow.columns, 0) | {"key": ""}
    return records(flow)[0]


def grid(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The steps of a period by unit and level, from figures of `INDICATORS` for units,
    divided in every way of DIVIDED.

    Columns: `unit_id`; `step`, a key of STEPS; `level`, '' for the whole; `value`;
    `qualifier`; `is_computed`, whether lists tell it. What no figure tells has no row.
    Checks of no known kind are those that are in the sum of all and of neither kind.
    """
    figures = {
        (row["unit_id"], row["indicator_id"], *_part(row["part"])): row
        for frame in frames.values()
        for row in records(frame)
        if not is_missing(row["value"])
    }
    whole = frames[""]
    computed = set(whole[whole["basis"] == "computed"]["unit_id"])
    found = []
    for (unit_id, indicator_id, kind, level), row in figures.items():
        for step in STEPS:
            if (step.indicator_id, step.kind) != (indicator_id, kind):
                continue
            found.append(
                {
                    "unit_id": unit_id,
                    "step": step.key,
                    "level": level,
                    "value": row["value"],
                    "qualifier": row["qualifier"],
                    "is_computed": unit_id in computed,
                }
            )
    rows = pd.DataFrame(found, columns=GRID)
    return pd.concat([rows[rows["step"] != UNKNOWN], _of_no_kind(rows)])


def kind_of(part: str) -> str:
    """The kind in a part, empty where it is not divided by kind."""
    return _part(part)[0]


def _part(part: str) -> tuple[str, str]:
    """Kind and level of a part, empty where it is not divided by them."""
    said = dict(one.split("=", 1) for one in part.split(";") if one)
    return said.get("kind", ""), said.get("level", "")


def _of_no_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of all checks, less those of a kind: what is left of them."""
    checks = rows[rows["step"].str.startswith("checked")]
    keys = ["unit_id", "level", "is_computed"]
    loose = checks["qualifier"].ne("exact").groupby([checks[key] for key in keys])
    checks = checks[~loose.transform("any").astype(bool)]
    signed = checks["value"].where(checks["step"] == UNKNOWN, -checks["value"])
    left = signed.groupby([checks[key] for key in keys]).sum().reset_index()
    found: pd.DataFrame = left[left["value"] > 0].assign(
        step=UNKNOWN, qualifier="exact"
    )
    return found[GRID]


def waits(stages: pd.DataFrame) -> pd.DataFrame:
    """How long tasks wait for each next step, from rows of `tasks/stages`.

    One row per stage in the order of a task's life: `stage`; `closed` and `open`, tasks
    that took the step and that wait for it; `unknown`, those that went on without a day
    for it; `median` and `upper`, days in which half and three quarters of all take it,
    the waiting ones counted for as long as they have waited (Kaplan-Meier); missing as
    long as so many have not.
    """
    found = []
    for stage, rows in stages.groupby("stage", sort=False):
        known = rows[rows["is_closed"].notna()]
        is_closed = known["is_closed"].to_numpy(np.bool_)
        tasks = known["tasks"].to_numpy(np.int64)
        curve = kaplan_meier(known["days_taken"], is_closed, tasks)
        found.append(
            {
                "stage": stage,
                "closed": int(tasks[is_closed].sum()),
                "open": int(tasks[~is_closed].sum()),
                "unknown": int(rows["tasks"].sum() - tasks.sum()),
                "median": quantile(curve, MEDIAN),
                "upper": quantile(curve, UPPER),
            }
        )
    return pd.DataFrame(found, columns=WAITS)


def disbursed(funds: pd.DataFrame) -> pd.DataFrame:
    """Rows of `tasks/funds` with `value`, the share of contracted funds disbursed, of
    the tasks that state both: money, so that chance gives it no interval."""
    return with_intervals(funds.assign(value=np.nan, is_counted=False))
