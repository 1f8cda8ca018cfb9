"""What speed and memory come to, as ratios of one run: `thidua bench`.

Every measurement is taken in a process of its own, so that none warms the next and the
peak of memory is its alone.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.workspace import measured, measured_statistics

SIZES = (200_000, 2_000_000, 20_000_000)
# In seconds and bytes.
LIMITS = {
    "half_a_second": 0.5,
    "two_seconds": 2.0,
    "three_tenths": 0.3,
    "two_gib": 2.0 * 2**30,
}


@dataclass(frozen=True)
class Bar:
    """What is measured against what, and the ratio that it may reach; none: told only
    to be known."""

    measured: str
    against: str
    ratio: float | None


BARS = {
    bar.measured: bar
    for bar in (
        Bar("import", "bare_import", 2.0),
        Bar("month", "import", None),
        Bar("page", "bare_page", 2.0),
        Bar("page_grown", "page_smallest", 1.3),
        Bar("durations_grown", "durations_smallest", 3.0),
        Bar("rows", "bare_rows", 2.0),
        Bar("registers", "bare_registers", 2.0),
        Bar("inspections", "bare_inspections", 2.0),
        Bar("tasks", "bare_tasks", 2.0),
        Bar("trends", "bare_trends", 2.0),
        Bar("compare", "bare_compare", 2.0),
        Bar("signals", "two_seconds", 1.0),
        Bar("comparison", "three_tenths", 1.0),
        Bar("readers", "half_a_second", 1.0),
        Bar("import_bytes", "two_gib", 1.0),
    )
}


def alone(work: Callable[..., Any], *args: Any) -> Any:
    """What a function answers in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def measure(
    sizes: Sequence[int],
    folder: Path,
    on_step: Callable[[int, str], None],
    run: Callable[..., Any] = alone,
) -> pd.DataFrame:
    """One row per measurement: `dossiers`, `measured`, `value`, `against`,
    `against_value` (seconds, or bytes of memory), `ratio`, `bar`, `is_within`.

    Takes the sizes in dossiers, an empty folder for what is made on the way, and what
    runs a function with its arguments.
    """
    rows: list[dict[str, Any]] = []
    smallest: dict[str, float] = {}
    for dossiers in sizes:
        found = _of_size(dossiers, folder / str(dossiers), on_step, run)
        for name in ("page", "durations"):
            smallest.setdefault(f"{name}_smallest", found[name])
        found |= {f"{name}_grown": found[name] for name in ("page", "durations")}
        found |= {**LIMITS, **smallest}
        for bar in BARS.values():
            ratio = found[bar.measured] / found[bar.against]
            rows.append(
                {
                    "dossiers": dossiers,
                    "measured": bar.measured,
                    "value": found[bar.measured],
                    "against": bar.against,
                    "against_value": found[bar.against],
                    "ratio": ratio,
                    "bar": bar.ratio,
                    "is_within": None if bar.ratio is None else ratio <= bar.ratio,
                }
            )
    return pd.DataFrame(rows)


def _of_size(
    dossiers: int,
    root: Path,
    on_step: Callable[[int, str], None],
    run: Callable[..., Any],
) -> dict[str, float]:
    """Everything measured with so many dossiers, in seconds or bytes."""

    def step(name: str, work: Callable[..., Any], *args: Any) -> Any:
        on_step(dossiers, name)
        return run(work, root, *args)

    step("generate", measured.prepare, dossiers)
    found: dict[str, float] = {
        "bare_import": step("bare_import", measured.bare_import),
        "bare_registers": step("bare_registers", measured.bare_registers),
    }
    everything = step("import", measured.bring, "all", measured.LAST)
    found["import"], found["import_bytes"] = everything
    later = measured.LAST + dt.timedelta(1)
    found["month"], _ = step("month", measured.bring, "month", later)
    found["registers"] = step("registers", measured.bring_registers)
    found |= step("page", measured.pages)
    found["readers"] = step("readers", measured.readers)
    on_step(dossiers, "statistics")
    found["signals"] = run(measured_statistics.signals)
    found["comparison"] = run(measured_statistics.comparison)
    shutil.rmtree(root)
    return found
