"""What speed and memory come to, as ratios of one run: `thidua bench`.

Every measurement is taken in a process of its own, so that none warms the next and the
peak of memory is its alone.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard import queries
from dashboard.catalog.load import FILES
from dashboard.settings import shipped
from dashboard.store import bare
from dashboard.workspace import demonstration, invented, procedures
from dashboard.workspace.workspace import Workspace

SIZES = (200_000, 2_000_000, 20_000_000)
FIRST, LAST = dt.date(2019, 12, 1), dt.date(2026, 6, 30)
MONTH = (dt.date(2026, 5, 15), dt.date(2026, 6, 14))
UNITS = ("mh-bhxh", "mh-gddt", "mh-khcn", "mh-syt", "mh-vhttdl")
CALENDAR, PERIOD = "state", "2026-H1"
GENERATOR = "bench/dossiers"
ROWS_AT_ONCE = 100_000
TIMES = 7
READERS, VISITS, THINK_SECONDS = 30, 5, 3.0
PEAK_BYTES = 2 * 2**30
LIST_SHOWN = 100


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
        found |= {"half_a_second": 0.5, "two_gib": PEAK_BYTES, **smallest}
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

    step("generate", _prepare, dossiers)
    found: dict[str, float] = {"bare_import": step("bare_import", _bare_import)}
    found["import"], found["import_bytes"] = step("import", _import, "all", LAST)
    later = LAST + dt.timedelta(1)
    found["month"], _ = step("month", _import, "month", later)
    found |= step("page", _pages)
    found["readers"] = step("readers", _readers)
    shutil.rmtree(root)
    return found


def _prepare(root: Path, dossiers: int) -> None:
    """A workspace with a catalog and procedures, a copy of its warehouse for the bare
    work, and the lists: all dossiers, and those of one unit at hand in one month."""
    workspace = Workspace(root / "workspace")
    workspace.catalog.mkdir(parents=True)
    for name in FILES:
        said = (shipped("data") / "catalog" / name).read_bytes()
        (workspace.catalog / name).write_bytes(demonstration.catalog(name, said))
    workspace.bring("catalog", [])
    listed = [invented.folder() / "procedures.csv"]
    workspace.bring("procedures", listed, {"as_of": LAST.isoformat()})
    warehouse = workspace.open()
    shutil.copyfile(warehouse, root / "bare.duckdb")
    params = {
        "rows": dossiers,
        "unit_ids": list(UNITS),
        "from_date": FIRST,
        "to_date": LAST,
    }
    ended = pc.field("finished_date")
    at_hand = pc.field("unit_id") == UNITS[0]
    at_hand &= pc.field("accepted_date") <= MONTH[1]
    at_hand &= ended.is_null() | (ended >= MONTH[0])
    with queries.DOOR.cursor(warehouse) as cursor:
        made = cursor.sql(queries.query(GENERATOR).sql, params=params)
        reader = made.to_arrow_reader(ROWS_AT_ONCE)
        with (
            pq.ParquetWriter(root / "all.parquet", reader.schema) as every,
            pq.ParquetWriter(root / "month.parquet", reader.schema) as one,
        ):
            for batch in reader:
                every.write_batch(batch)
                one.write_table(pa.Table.from_batches([batch]).filter(at_hand))


def _bare_import(root: Path) -> float:
    """Seconds of the same dossiers put in without reading, judging or versions."""
    return bare.bring(root / "bare.duckdb", root / "all.parquet", FIRST, LAST)


def _import(root: Path, name: str, as_of: dt.date) -> tuple[float, int]:
    """Seconds of an import of a list, and the most memory its process held."""
    span, units = ((FIRST, LAST), UNITS) if name == "all" else (MONTH, UNITS[:1])
    options = {
        "from_date": span[0].isoformat(),
        "to_date": span[1].isoformat(),
        "as_of": as_of.isoformat(),
        "unit_id": ",".join(units),
    }
    start = time.perf_counter()
    Workspace(root / "workspace").bring("dossiers", [root / f"{name}.parquet"], options)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _asked() -> dict[str, tuple[str, dict[str, Any]]]:
    """What the page on procedures asks of the half-year, by what it is about."""
    return procedures.questions(CALENDAR, PERIOD, UNITS, UNITS)


def _pages(root: Path) -> dict[str, float]:
    """Seconds of the page, of the durations on it and of a list of rows, each through
    the door and bare; the middle of several times."""
    warehouse = Workspace(root / "workspace").open()
    asked = _asked()
    timed = {"durations": asked.pop("durations")}
    listed = (
        "procedures/rows",
        {
            "measure": "received",
            "from_date": MONTH[0],
            "to_date": MONTH[1],
            "unit_ids": list(UNITS),
            "field": None,
            "procedure_id": None,
            "channel": None,
            "rows": LIST_SHOWN,
            "skip": 0,
        },
    )
    found = {}
    for name, questions in (
        ("page", [*asked.values()]),
        ("durations", [*timed.values()]),
        ("rows", [listed]),
    ):
        found[name] = median(_ask(warehouse, questions) for _ in range(TIMES))
        known = [(queries.query(one), params) for one, params in questions]
        sql = [(one.sql, {k: params[k] for k in one.params}) for one, params in known]
        found[f"bare_{name}"] = median(bare.ask(warehouse, sql) for _ in range(TIMES))
    return found


def _ask(warehouse: Path, questions: Sequence[tuple[str, dict[str, Any]]]) -> float:
    """Seconds of questions put through the door one after the other."""
    start = time.perf_counter()
    for name, params in questions:
        queries.run(warehouse, name, **params)
    return time.perf_counter() - start


def _readers(root: Path) -> float:
    """The 95th percentile of the seconds of a page, while many read and think.

    Each asks about a half-year and the bloc or one unit, chosen by chance; as on pages,
    an answer is kept for whoever asks the same again.
    """
    warehouse = Workspace(root / "workspace").open()
    periods = [f"{year}-H{half}" for year in range(2021, 2027) for half in (1, 2)][:-1]
    kept: dict[str, queries.Result] = {}

    def ask(chance: random.Random) -> float:
        wanted = chance.choice([UNITS, *((one,) for one in UNITS)])
        asked = procedures.questions(CALENDAR, chance.choice(periods), wanted, UNITS)
        start = time.perf_counter()
        for name, params in asked.values():
            key = f"{name} {params}"
            kept[key] = kept.get(key) or queries.run(warehouse, name, **params)
        return time.perf_counter() - start

    def read(reader: int) -> list[float]:
        chance = random.Random(reader)
        taken = []
        for _ in range(VISITS):
            time.sleep(chance.uniform(0, 2 * THINK_SECONDS))
            taken.append(ask(chance))
        return taken

    with ThreadPoolExecutor(READERS) as pool:
        taken = [one for visits in pool.map(read, range(READERS)) for one in visits]
    return quantiles(taken, n=20)[-1]
