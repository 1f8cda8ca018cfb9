"""Every query keeps the contract of its header and gives the answer in its golden file.

`UPDATE_GOLDEN=1 pytest tests/test_queries.py` writes the golden files again; the
difference is then read and committed with its reason.
"""

import datetime as dt
import os
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from reports import report, row

from dashboard import queries
from dashboard.errors import DefinitionError, Refusal
from dashboard.settings import shipped
from dashboard.workspace.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden"
NAMES = queries.names()
ASKED = [name for name in NAMES if not name.startswith("intake/")]
DAY = dt.date(2023, 6, 14)
PARAMS: dict[str, Any] = {
    "unit_ids": ["sgddt", "skhcn"],
    "indicator_ids": [
        "procedures.received",
        "procedures.early",
        "procedures.early_rate",
        "tasks.accepted",
    ],
    "calendar": "state",
    "period_ids": ["2023-H1"],
    "period_id": "2023-H1",
    "bloc_id": "quang-tri-vhxh",
    "by": ["level"],
    "day": DAY,
    "as_of": DAY,
    "unit_id": "sgddt",
    "from_date": None,
    "to_date": None,
    "source_id": "x",
    "file_name": "x.csv",
    "refused": [1],
}


def dated(indicator: str, first: str, last: str, figure: object) -> dict[str, str]:
    """A figure of `sgddt` for its very days."""
    return row(
        indicator,
        figure,
        unit_id="sgddt",
        from_date=first,
        to_date=last,
        period_label="",
        as_of="20/06/2023",
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report, and two quarters of another unit that tile the half-year."""
    folder = tmp_path_factory.mktemp("queries")
    workspace = Workspace(folder / "workspace")
    workspace.init()
    q1, q2 = ("15/12/2022", "14/03/2023"), ("15/03/2023", "14/06/2023")
    rows = [
        *(dated("early", *q, n) for q, n in ((q1, 4), (q2, 5))),
        *(dated("late", *q, n) for q, n in ((q1, 1), (q2, 0))),
        *(dated("on_time", *q, n) for q, n in ((q1, 2), (q2, 3))),
        *(dated("resolved", *q, n) for q, n in ((q1, 7), (q2, 9))),
        dated("received", *q1, 10),
        dated("tasks.accepted", *q1, 5),
        dated("tasks.accepted", *q1, 1) | {"part": "level=province"},
        dated("tasks.accepted", *q1, 2) | {"part": "level=grassroots"},
        dated("early_rate", *q2, "60%"),
    ]
    workspace.bring("reported", [report(folder, "sgddt.csv", *rows)])
    workspace.close("2023-Q1", "state", "closed")
    return workspace.open()


@pytest.fixture(scope="module")
def schema() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with its staging tables."""
    connection = duckdb.connect()
    for name in ("tables", "views", "staging"):
        path = shipped("queries") / "schema" / f"{name}.sql"
        connection.execute(path.read_text("utf-8"))
    return connection


def bound(name: str) -> dict[str, Any]:
    """Sample parameters of a query."""
    return {key: PARAMS[key] for key in queries.query(name).params}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_one_select_and_its_header_is_true(
    name: str, schema: duckdb.DuckDBPyConnection
) -> None:
    asked = queries.query(name)
    (statement,) = duckdb.extract_statements(asked.sql)
    assert statement.type == duckdb.StatementType.SELECT
    assert set(statement.named_parameters) == set(asked.params)
    columns = schema.sql(asked.sql, params=bound(name)).columns
    assert columns == list(asked.columns)
    assert set(asked.grain) <= set(columns)
    assert asked.title.endswith(".")
    assert not re.search(r"^select\s+\*", asked.sql, re.MULTILINE)


@pytest.mark.parametrize("name", ASKED)
def test_a_query_answers_what_its_golden_file_says(name: str, warehouse: Path) -> None:
    asked = queries.query(name)
    frame = queries.run(warehouse, name, **bound(name)).frame
    assert not frame.duplicated(list(asked.grain)).any()
    if name == "catalog/periods":
        frame = frame[frame["year"] == 2023]
    found = frame.map(_plain).to_csv(index=False)
    path = GOLDEN / f"{name.replace('/', '.')}.csv"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def _plain(value: Any) -> Any:
    """Lists in one cell; whole numbers without places, as a person would write them."""
    if hasattr(value, "tolist"):
        return "; ".join(map(str, value.tolist()))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return round(value, 9) if isinstance(value, float) else value


def test_every_golden_file_belongs_to_a_query() -> None:
    assert {path.stem.replace(".", "/", 1) for path in GOLDEN.iterdir()} == set(ASKED)


def test_every_query_is_used() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for path in (shipped("data").parent / "dashboard").rglob("*.py")
    )
    spoken = re.findall(r'f?"(\w+)/(\{[^}]*\}|\w+)', code)
    used = {"/".join(pair) for pair in spoken}
    by_prefix = {prefix for prefix, rest in spoken if rest.startswith("{")}
    indicator_queries = {"indicator/reported"}
    for name in NAMES:
        folder = name.split("/")[0]
        told = name in used | indicator_queries or folder in {
            *by_prefix,
            "check",
            "intake",
        }
        assert told, f"{name} is used nowhere"


def test_a_column_means_the_same_kind_of_thing_in_every_query() -> None:
    kinds: dict[str, set[str]] = {}
    for name in NAMES:
        for column, said in queries.query(name).columns.items():
            kinds.setdefault(column, set()).add(said.split(",")[0])
    # A check words what it found; a catalog words what an indicator counts.
    two = {"value", "expected", "units", "numerator", "denominator", "law"}
    assert {c for c, said in kinds.items() if len(said) > 1} <= two


def test_every_table_says_what_it_holds(schema: duckdb.DuckDBPyConnection) -> None:
    bare = schema.sql(
        "select table_name from duckdb_tables() where comment is null and not temporary"
    ).fetchall()
    assert bare == []


def test_an_unknown_query_and_a_missing_parameter_are_refused(warehouse: Path) -> None:
    with pytest.raises(Refusal) as refused:
        queries.run(warehouse, "catalog/nothing")
    assert refused.value.key == "query.unknown"
    with pytest.raises(Refusal) as refused:
        queries.run(warehouse, "catalog/members", day=DAY)
    assert refused.value.values == {"name": "catalog/members", "params": "bloc_id"}


def test_a_header_without_grain_is_a_fault_of_ours() -> None:
    with pytest.raises(DefinitionError, match=r"queries/x/y\.sql"):
        queries.parse("x/y", "-- A title.\nselect 1")


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'other.duckdb'",
        "copy unit to 'unit.csv'",
        "select * from read_csv('x.csv')",
        "set threads = 1",
        "install httpfs",
        "delete from unit",
    ],
)
def test_the_door_is_locked(warehouse: Path, sql: str) -> None:
    with queries.DOOR.cursor(warehouse) as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql).fetchall()


def test_versions_nobody_reads_are_closed_again(
    warehouse: Path, tmp_path: Path
) -> None:
    door = queries.Door()
    with door.cursor(warehouse):
        for number in range(queries.OPEN_VERSIONS + 2):
            path = tmp_path / f"{number}.duckdb"
            path.write_bytes(warehouse.read_bytes())
            with door.cursor(path) as cursor:
                cursor.execute("select 1")
        assert warehouse in door.opened
        assert len(door.opened) == queries.OPEN_VERSIONS
