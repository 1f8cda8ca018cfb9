"""Rollups are what the lives of dossiers add up to, and stay so whatever changes."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from dossier_reference import DAY, Dossier, Pause, World, days
from dossier_tables import (
    ISSUER,
    add_dossiers,
    add_procedures,
    calendar,
    cover,
    warehouse,
)
from examples import many
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.catalog.load import load, read_folder
from dashboard.settings import shipped
from dashboard.store import rollups, tables

FIRST, LAST = dt.date(2024, 12, 24), dt.date(2025, 3, 31)
with (shipped("data") / "catalog" / "working_days.csv").open(encoding="utf-8") as file:
    SAID = {row["date"]: row["is_working"] == "true" for row in csv.DictReader(file)}
WORKS = {day: SAID.get(day.isoformat(), day.weekday() < 5) for day in days(FIRST, LAST)}
TERMS = {"p1": 5, "p2": 0}
EVENTS = (
    "received",
    "early",
    "on_time",
    "late",
    "returned",
    "withdrawn",
    "gone",
    "became_overdue",
    "overdue_closed",
    "paused",
    "resumed",
)
CLOSING = ("early", "on_time", "late", "returned", "withdrawn", "gone")
STATUSES = (None, "processing", "done", "returned", "refused", "withdrawn", "suspended")
PERIOD_ENDS = sorted(
    {
        period.to_date
        for period in load(read_folder(shipped("data") / "catalog")).periods
        if FIRST - DAY * 60 < period.to_date < LAST + DAY * 60
    }
)
some_day = st.dates(FIRST - DAY * 4, LAST + DAY * 4)
busy_day = st.dates(dt.date(2025, 1, 10), dt.date(2025, 2, 20))
a_day = busy_day | busy_day | some_day


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    """Up to four: apart, touching, overlapping, empty, backwards, without end."""
    starts = draw(st.lists(a_day, max_size=4, unique=True))
    lengths = st.none() | st.integers(-1, 15)
    ends = [draw(lengths) for _ in starts]
    return tuple(
        Pause(start, None if length is None else start + DAY * length)
        for start, length in zip(starts, ends, strict=True)
    )


@st.composite
def dossier(draw: st.DrawFn, name: str) -> Dossier:
    """A dossier of any kind, a doubtful one too."""
    accepted = draw(a_day)
    span = st.integers(-2, 30)
    finished = draw(st.none() | span)
    gone = draw(st.none() | st.none() | st.none() | span)
    return Dossier(
        dossier_id=name,
        unit_id=draw(st.sampled_from("abc")),
        accepted=accepted,
        due=accepted + DAY * draw(st.integers(-2, 15)),
        finished=None if finished is None else accepted + DAY * finished,
        status=draw(st.sampled_from(STATUSES)),
        gone=None if gone is None else accepted + DAY * gone,
        procedure_id=draw(st.sampled_from(["p1", "p2", "unknown", None])),
        channel=draw(st.sampled_from(["online", "desk", "post", None])),
        stated_class=draw(st.sampled_from(["early", "on_time", "late", None])),
        as_of=draw(a_day),
        pauses=draw(pauses()),
        row_number=int(name[1:]) + 2,
    )


def store_of(count: int) -> st.SearchStrategy[dict[str, Dossier | None]]:
    """What is known of so many names: a dossier, or nothing."""
    names = [f"d{number}" for number in range(count)]
    return st.fixed_dictionaries({name: st.none() | dossier(name) for name in names})


covers = st.dictionaries(st.sampled_from(["a", "b", None]), a_day, max_size=3)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with a short calendar around Tết 2025 and two procedures."""
    path = tmp_path_factory.mktemp("rollups") / "warehouse.duckdb"
    with warehouse(path, calendar(WORKS)) as connection:
        add_procedures(connection, dict(TERMS))
        yield connection


@pytest.fixture
def store(opened: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same within a transaction of its own."""
    opened.execute("begin")
    yield opened
    opened.execute("rollback")


def put(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    """Make the tables hold this and nothing else."""
    for table in ("dossier", "dossier_pause", "list_coverage"):
        connection.execute(f"delete from {table}")
    add_dossiers(connection, world.dossiers)
    cover(connection, world.covered)


def world_of(
    known: dict[str, Dossier | None], covered: dict[str | None, dt.date] | None = None
) -> World:
    """These dossiers in the calendar of the tests."""
    return World(
        tuple(one for one in known.values() if one), WORKS, covered or {}, TERMS
    )


def touch(connection: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    """Say which dossiers are about to change."""
    rows = [{"issuer": ISSUER, "dossier_id": name} for name in names]
    tables.insert_rows(connection, "touched_dossier", rows)


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> Counter[Any]:
    """The rows of a table, in no order."""
    return Counter(connection.table(table).fetchall())


def everything(connection: duckdb.DuckDBPyConnection) -> dict[str, Counter[Any]]:
    """All that is made from dossiers."""
    return {name: rows(connection, name) for name in (*rollups.ROLLUPS, "warning")}


def agree(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    """The tables hold what the slow reference says."""
    flow = {
        row[:4]: Counter(dict(zip(EVENTS, row[4:], strict=True)))
        for row in rows(connection, "dossier_flow")
    }
    assert {key: +counts for key, counts in flow.items()} == world.flow()
    days_found = {row[:5]: row[5] for row in rows(connection, "dossier_days")}
    assert days_found == world.days()
    oldest = {
        row[:3]: (row[4], row[9], row[10]) for row in rows(connection, "dossier_oldest")
    }
    assert oldest == world.oldest()


@settings(
    max_examples=many(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_refreshing_what_changed_gives_what_counting_all_gives(
    opened: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    before = data.draw(store_of(6), "before")
    drawn = data.draw(store_of(6), "drawn")
    changed = data.draw(st.sets(st.sampled_from(sorted(before))), "changed")
    after = before | {name: drawn[name] for name in changed}
    first, second = (
        world_of(known, data.draw(covers, "covered")) for known in (before, after)
    )
    opened.execute("begin")
    try:
        put(opened, first)
        rollups.rebuild(opened)
        agree(opened, first)
        rollups.begin(opened)
        touch(opened, [name for name in before if before[name] != after[name]])
        rollups.mark(opened)
        put(opened, second)
        rollups.mark(opened)
        units = rollups.refresh(opened)
        agree(opened, second)
        refreshed = everything(opened)
        rollups.rebuild(opened)
        assert everything(opened) == refreshed
        other = [before[n] != after[n] and (before[n], after[n]) for n in before]
        assert units >= {one.unit_id for pair in other if pair for one in pair if one}
        left = "select table_name from duckdb_tables() where temporary"
        assert opened.sql(left).fetchall() == []
    finally:
        opened.execute("rollback")


@settings(
    max_examples=many(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(known=store_of(8))
def test_running_sums_of_the_flow_are_the_stocks_at_the_end_of_every_period(
    opened: duckdb.DuckDBPyConnection, known: dict[str, Dossier | None]
) -> None:
    world = world_of(known)
    opened.execute("begin")
    try:
        put(opened, world)
        rollups.rebuild(opened)
        moves: dict[str, dict[dt.date, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        for row in rows(opened, "dossier_flow"):
            moves[row[0]][row[3]].update(dict(zip(EVENTS, row[4:], strict=True)))
    finally:
        opened.execute("rollback")
    for unit_id in "abc":
        for last in PERIOD_ENDS:
            sums: Counter[str] = Counter()
            for start, counts in moves[unit_id].items():
                if start <= last:
                    sums.update(counts)
            stocks = (
                sums["received"] - sum(sums[event] for event in CLOSING),
                sums["became_overdue"] - sums["overdue_closed"],
                sums["paused"] - sums["resumed"],
            )
            assert stocks == world.stocks(unit_id, last), (unit_id, last)
