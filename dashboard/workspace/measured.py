"""What `thidua bench` measures, each in seconds or bytes of the process it runs in."""

from __future__ import annotations

import datetime as dt
import random
import resource
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard import queries
from dashboard.catalog.calendar import Period
from dashboard.store import Brought, bare
from dashboard.workspace import demonstration, inspections, invented, procedures, tasks
from dashboard.workspace.workspace import Workspace

FIRST, LAST = dt.date(2019, 12, 1), dt.date(2026, 6, 30)
MONTH = (dt.date(2026, 5, 15), dt.date(2026, 6, 14))
UNITS = ("mh-bhxh", "mh-gddt", "mh-khcn", "mh-syt", "mh-vhttdl")
CALENDAR, PERIOD = "state", "2026-H1"
BLOC, RATE = "minh-hoa", "procedures.on_time_rate_resolved"
GENERATOR = "bench/dossiers"
REGISTERS = ("inspections", "inspection_subjects", "tasks", "task_events")
# Inspections and checks: one for three dossiers, up to as many; sixty to an S&T task.
MOST_INSPECTIONS, INSPECTIONS_A_TASK = 60_000, 60
ROWS_AT_ONCE = 100_000
TIMES = 7
READERS, VISITS, THINK_SECONDS = 30, 5, 3.0
LIST_SHOWN = 100
Asked = tuple[str, dict[str, Any]]


def prepare(root: Path, dossiers: int) -> None:
    """A workspace with a catalog and procedures, a copy of its warehouse for the bare
    work, and the lists: all dossiers, and those of one unit at hand in one month."""
    workspace = Workspace(root / "workspace")
    workspace.catalog.mkdir(parents=True)
    for name, said in demonstration.definitions().items():
        (workspace.catalog / name).write_bytes(said)
    workspace.bring("catalog", [])
    listed = [invented.folder() / "procedures.csv"]
    workspace.bring("procedures", listed, {"as_of": LAST.isoformat()})
    warehouse = workspace.open()
    shutil.copyfile(warehouse, root / "bare.duckdb")
    params: dict[str, Any] = {
        "rows": dossiers,
        "unit_ids": list(UNITS),
        "from_date": FIRST,
        "to_date": LAST,
    }
    count = min(MOST_INSPECTIONS, dossiers // 3)
    for name in REGISTERS:
        rows = max(1, count // INSPECTIONS_A_TASK) if name[:4] == "task" else count
        told = queries.run(warehouse, f"bench/{name}", **{**params, "rows": rows})
        pq.write_table(pa.Table.from_pandas(told.frame), root / f"{name}.parquet")
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


def bare_import(root: Path) -> float:
    """Seconds of the same dossiers put in without reading, judging or versions."""
    return bare.bring(root / "bare.duckdb", root / "all.parquet", FIRST, LAST)


def bare_registers(root: Path) -> float:
    """Seconds of the same registers put in without reading, judging or versions."""
    paths = {name: str(root / f"{name}.parquet") for name in REGISTERS}
    span = {"from_date": FIRST, "as_of": LAST, "unit_ids": list(UNITS)}
    return bare.bring_registers(root / "bare.duckdb", paths | span)


def bring_registers(root: Path) -> float:
    """Seconds of the import of all registers, as one version like the bare work."""
    options = _options((FIRST, LAST), UNITS, LAST)
    listed = [Brought(name, [root / f"{name}.parquet"], options) for name in REGISTERS]
    start = time.perf_counter()
    Workspace(root / "workspace").bring_all(listed)
    return time.perf_counter() - start


def _options(
    span: tuple[dt.date, dt.date], units: Iterable[str], as_of: dt.date
) -> dict[str, str]:
    """What a list of these units and days is imported with."""
    return {
        "from_date": span[0].isoformat(),
        "to_date": span[1].isoformat(),
        "as_of": as_of.isoformat(),
        "unit_id": ",".join(units),
    }


def bring(root: Path, name: str, as_of: dt.date) -> tuple[float, int]:
    """Seconds of an import of a list, and the most memory its process held."""
    span, units = ((FIRST, LAST), UNITS) if name == "all" else (MONTH, UNITS[:1])
    start = time.perf_counter()
    files, options = [root / f"{name}.parquet"], _options(span, units, as_of)
    Workspace(root / "workspace").bring("dossiers", files, options)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _asked() -> dict[str, tuple[str, dict[str, Any]]]:
    """What the page on procedures asks of the half-year, by what it is about."""
    return procedures.questions(CALENDAR, PERIOD, UNITS, UNITS)


def pages(root: Path) -> dict[str, float]:
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
    known = queries.records(queries.run(warehouse, "catalog/periods").frame)
    (row,) = (p for p in known if (p["calendar"], p["period_id"]) == (CALENDAR, PERIOD))
    every = queries.run(warehouse, "catalog/indicators").frame
    told = [str(one) for one in every["indicator_id"]]
    period, found = Period(**row), {}
    for name, questions in (
        ("page", [*asked.values()]),
        ("durations", [*timed.values()]),
        ("rows", [listed]),
        ("inspections", [*inspections.questions(period, UNITS, UNITS).values()]),
        ("tasks", [*tasks.questions(CALENDAR, PERIOD, UNITS, UNITS).values()]),
        ("trends", _of_trends(period, known)),
        ("compare", _of_compare(told)),
    ):
        found[name] = median(_ask(warehouse, questions) for _ in range(TIMES))
        named = [(queries.query(one), params) for one, params in questions]
        sql = [(one.sql, {k: params[k] for k in one.params}) for one, params in named]
        found[f"bare_{name}"] = median(bare.ask(warehouse, sql) for _ in range(TIMES))
    return found


def _of_trends(period: Period, known: Sequence[Mapping[str, Any]]) -> list[Asked]:
    """What the page on trends asks of one indicator over sixty months."""
    months = [
        one["period_id"]
        for one in known
        if (one["calendar"], one["kind"]) == (CALENDAR, "month")
        and one["to_date"] <= period.to_date
    ][-60:]
    asked = {"calendar": CALENDAR, "indicator_ids": [RATE]}
    of_periods = {**asked, "period_ids": months, "bloc_id": None}
    return [
        ("trends/available", {"bloc_id": BLOC, "calendar": CALENDAR}),
        ("indicator/of_units", {**of_periods, "unit_ids": list(UNITS)}),
        ("trends/targets", {**asked, "unit_ids": list(UNITS)}),
        (
            "trends/notes",
            {
                "unit_ids": list(UNITS),
                "indicator_id": RATE,
                "area": "procedures",
                "from_date": FIRST,
                "to_date": LAST,
            },
        ),
    ]


def _of_compare(indicator_ids: list[str]) -> list[Asked]:
    """What the page that compares units asks of a half-year."""
    asked = {"calendar": CALENDAR, "period_id": PERIOD, "unit_ids": list(UNITS)}
    every = {
        "indicator_ids": indicator_ids,
        "calendar": CALENDAR,
        "period_ids": [PERIOD],
        "unit_ids": list(UNITS),
        "bloc_id": None,
    }
    return [
        ("indicator/of_units", every),
        ("compare/casemix", asked),
        ("compare/durations", asked),
    ]


def _ask(warehouse: Path, questions: Sequence[tuple[str, dict[str, Any]]]) -> float:
    """Seconds of questions put through the door one after the other."""
    start = time.perf_counter()
    for name, params in questions:
        queries.run(warehouse, name, **params)
    return time.perf_counter() - start


def readers(root: Path) -> float:
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
