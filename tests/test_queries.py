"""Every query keeps the contract of its header and gives the answer in its golden file.

`UPDATE_GOLDEN=1 pytest tests/test_queries.py` writes the golden files again; the
difference is then read and committed with its reason.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from reports import report, row

from dashboard import queries
from dashboard.errors import DefinitionError, Refusal
from dashboard.settings import shipped
from dashboard.store import tables
from dashboard.workspace.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden"
NAMES = queries.names()
SINGLE = ("quality/checksum", "intake/reported_source")
KINDS = {
    "id": {"VARCHAR"},
    "code": {"VARCHAR"},
    "key": {"VARCHAR"},
    "text": {"VARCHAR"},
    "text[]": {"VARCHAR[]"},
    "words": {"words", "STRUCT(vi VARCHAR, en VARCHAR)"},
    "date": {"DATE"},
    "days": {"INTEGER"},
    "flag": {"BOOLEAN"},
    "number": {"INTEGER", "BIGINT", "DOUBLE"},
}
DAY = dt.date(2023, 6, 14)
PARAMS: dict[str, Any] = {
    "unit_ids": ["sgddt", "skhcn"],
    "indicator_ids": [
        "procedures.received",
        "procedures.early",
        "procedures.early_rate",
        "tasks.accepted",
        "tasks.checked",
        "training.courses",
    ],
    "calendar": "state",
    "period_ids": ["2023-H1", "2023-Q1"],
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
    "refused": [3, 5],
}
Q1, Q2 = ("15/12/2022", "14/03/2023"), ("15/03/2023", "14/06/2023")
H1 = (Q1[0], Q2[1])
HISTORY = (10, 12, 11, 200)
MONTHS = (
    ("15/12/2022", "14/01/2023"),
    ("15/01/2023", "14/02/2023"),
    ("15/02/2023", "14/03/2023"),
    ("15/03/2023", "14/04/2023"),
)
OTHERS = ("bdt", "dptth", "sgddt", "sldtbxh", "sttt", "svhttdl", "syt")
STAGED = (
    {"value": "1.234"},
    {"unit_id": "nobody", "value": "twelve"},
    {"indicator_id": "procedures.early_rate", "value": "0,9"},
    {"value": "1.234", "from_date": "14/09/2023", "to_date": "15/06/2023"},
    {"value": "99", "from_date": Q1[0], "to_date": Q1[1]},
    {"unit_id": "skhcn2", "value": "12,5", "part": "shade=x", "qualifier": "maybe"},
    {
        "indicator_id": "tasks.accepted",
        "value": "5",
        "typed": 5.0,
        "part": "level=moon",
        "decision_date": "31/02/2023",
        "locator": "I.2",
    },
    {"value": "1.235", "as_of": "soon", "period_label": "2023-Q5"},
    {"value": "1.235"},
)


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
    rows = [
        *(dated("early", *q, n) for q, n in ((Q1, 4), (Q2, 5))),
        *(dated("late", *q, n) for q, n in ((Q1, 1), (Q2, 0))),
        *(dated("on_time", *q, n) for q, n in ((Q1, 2), (Q2, 3), (H1, 8))),
        *(dated("resolved", *q, n) for q, n in ((Q1, 7), (Q2, 9))),
        dated("received", *Q1, 10),
        dated("tasks.accepted", *Q1, 5),
        dated("tasks.accepted", *Q1, 1) | {"part": "level=province"},
        dated("tasks.accepted", *Q1, 2) | {"part": "level=grassroots"},
        dated("tasks.checked", *H1, 10) | {"part": "level=province"},
        dated("tasks.checked", *H1, 9) | {"part": "kind=periodic;level=province"},
        dated("tasks.checked", *H1, 1) | {"part": "kind=unscheduled;level=province"},
        dated("tasks.checked", *H1, 4) | {"part": "kind=periodic;level=ministry"},
        dated("early_rate", *Q2, "60%"),
        dated("training.courses", *Q1, 2),
        *(dated("checks.count", *m, n) for m, n in zip(MONTHS, HISTORY, strict=True)),
    ]
    said = {"period_label": "2023-H1", "as_of": "20/06/2023"}
    courses = [
        row("training.courses", n, unit_id=unit, **said)
        for n, unit in enumerate(OTHERS)
    ]
    later = dated("training.courses", *Q1, 3) | {"as_of": "20/08/2023"}
    workspace.bring("reported", [report(folder, "sgddt.csv", *rows)])
    workspace.bring("reported", [report(folder, "courses.csv", *courses)])
    workspace.close("2023-Q1", "state", "closed")
    files = [report(folder, "later.csv", later)]
    workspace.bring("reported", files, reason="counted again")
    return workspace.open()


@pytest.fixture(scope="module")
def draft(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same while it is written: nothing derived yet, a file just staged, and a
    figure of a unit that the catalog has lost."""
    path = tmp_path_factory.mktemp("draft") / "warehouse.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from observation where formula is not null")
        connection.execute(
            "insert into reported_value select * replace ('lost' as unit_id)"
            " from reported_value where unit_id = 'syt'"
        )
        tables.run_file(connection, "staging")
        told = {"indicator_id": "procedures.early", "unit_id": "sgddt"}
        told |= {"period_label": "2023-Q3", "qualifier": "exact", "as_of": "20/06/2023"}
        cells = dict.fromkeys(connection.table("staged").columns, "") | {"typed": None}
        rows = [
            cells | told | said | {"row_number": number}
            for number, said in enumerate(STAGED, start=2)
        ]
        tables.insert_rows(connection, "staged", rows)
        tables.fill(connection, "staged_typed", "intake/reported_typed", as_of=None)
        yield connection


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
    relation = schema.sql(asked.sql, params=bound(name))
    assert relation.columns == list(asked.columns)
    for (column, said), found in zip(
        asked.columns.items(), relation.types, strict=True
    ):
        assert str(found) in KINDS[said.split(",")[0]], f"{column} is {found}"
    assert set(asked.grain) <= set(relation.columns)
    assert asked.title.endswith(".")
    assert not re.search(r"^select\s+(\w+\.)?\*", asked.sql, re.MULTILINE)
    assert "::" not in asked.sql or not name.startswith("rollup/")
    ordered = re.search(r"^order by", asked.sql, re.MULTILINE)
    assert bool(ordered) != (name in SINGLE)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_what_its_golden_file_says(
    name: str, warehouse: Path, draft: duckdb.DuckDBPyConnection
) -> None:
    asked = queries.query(name)
    if name.startswith("intake/") or name in tables.DERIVED:
        frame = queries.fetch(draft, asked.sql, bound(name))
    else:
        frame = queries.run(warehouse, name, **bound(name)).frame
    assert len(frame)
    assert not frame[list(asked.grain)].isna().all(axis=1).any()
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
    assert {path.stem.replace(".", "/", 1) for path in GOLDEN.iterdir()} == set(NAMES)


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


def test_every_number_says_what_it_is_measured_in(
    schema: duckdb.DuckDBPyConnection,
) -> None:
    bare = schema.sql(
        """
        select table_name || '.' || column_name
        from duckdb_columns() inner join duckdb_tables() using (table_oid, table_name)
        where
            duckdb_columns.comment is null
            and not temporary
            and data_type in ('DOUBLE', 'INTEGER')
            and column_name <> 'year'
        """
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
