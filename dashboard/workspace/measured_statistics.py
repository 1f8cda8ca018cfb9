"""What statistics take, measured on figures drawn by chance."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd

from dashboard.catalog.load import load, read_folder
from dashboard.settings import shipped
from dashboard.workspace.fair import fair
from dashboard.workspace.series import Series, series
from dashboard.workspace.trends import expected, forget, judge

UNITS, INDICATORS, POINTS = 15, 60, 60
TIMES = 5


def signals() -> float:
    """Seconds in which 15 units by 60 indicators over 60 months are judged, with what
    chance alone would mark; half of them rates."""
    catalog = load(read_folder(shipped("data") / "catalog"))
    known = {one.indicator_id: one for one in catalog.indicators}
    rates = [one for one in known.values() if one.is_rate]
    others = [one for one in known.values() if one.aggregate == "count"]
    half = INDICATORS // 2
    chosen = [*(rates * half)[:half], *(others * half)[:half]]
    run = [one for one in catalog.periods if one.kind == "month"][:POINTS]
    chance = np.random.default_rng(0)
    frames = []
    for number, one in enumerate(chosen):
        n = chance.poisson(400, UNITS * POINTS).astype(float)
        x = chance.binomial(n.astype(int), 0.9).astype(float)
        frames.append(
            pd.DataFrame(
                {
                    # The same indicator twice is told apart by its units.
                    "indicator_id": one.indicator_id,
                    "unit_id": np.repeat(
                        [f"{number}-{unit}" for unit in range(UNITS)], POINTS
                    ),
                    "period_id": np.tile([period.period_id for period in run], UNITS),
                    "numerator": x,
                    "denominator": n if one.is_rate else np.nan,
                    "value": x / n if one.is_rate else x,
                    "is_counted": True,
                    "basis": "computed",
                }
            )
        )
    figures = pd.concat(frames, ignore_index=True)

    def work() -> None:
        found: list[Series] = series(figures, known, run, {}, {})
        assert len(found) == UNITS * INDICATORS
        expected(judge(found))

    return _timed(work)


def comparison() -> float:
    """Seconds of the statistics of the page that compares units: fifteen of them."""
    chance = np.random.default_rng(0)
    n = chance.integers(20, 20_000, UNITS)
    rows = pd.DataFrame(
        {
            "unit_id": [str(unit) for unit in range(UNITS)],
            "numerator": chance.binomial(n, 0.95),
            "denominator": n,
        }
    )

    def work() -> None:
        found = fair(rows, "higher")
        assert found is not None and len(found.grid) > 1

    return _timed(work)


def _timed(work: Callable[[], None]) -> float:
    """The middle of several times, the first of which warms up."""
    taken = []
    for _ in range(TIMES):
        forget()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)
