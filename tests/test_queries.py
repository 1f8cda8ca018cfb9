"""Every query keeps the contract of its header and gives the answer in its golden file.

`UPDATE_GOLDEN=1 pytest tests/test_queries.py` writes the golden files again; the
difference is then read and committed with its reason.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import samples
from reports import report

from dashboard import queries
from dashboard.errors import DefinitionError, Refusal
from dashboard.intake import registers
from dashboard.intake.records import Listing
from dashboard.intake.staging import declare
from dashboard.settings import shipped
from dashboard.store import changes, tables
from dashboard.workspace.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden"
NAMES = queries.names()
SINGLE = ("quality/checksum", "intake/reported_source")
# What a rollup may call; another function is first tried with Spark.
PORTABLE = {
    *("and", "as", "in", "over"),
    *("cast", "coalesce", "date_trunc", "extract", "nullif"),
    *("count", "max", "min", "row_number", "sum"),
}
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
    "source_ids": ["x"],
    "kind": "dossiers",
    "origin": "real",
    "nulls": [],
    "most": 2,
    "key_column": "task_id",
    "day_column": "planned_start_date",
    "decimal": ",",
}
# What queries about dossiers are asked.
DOSSIERS: dict[str, Any] = {
    "period_id": "2024-M02",
    "by": "field",
    "measure": "received",
    "from_date": dt.date(2024, 1, 15),
    "to_date": dt.date(2024, 2, 14),
    "field": None,
    "procedure_id": None,
    "channel": None,
    "rows": 20,
    "skip": 0,
    "area": "checks",
    "kind": None,
    "trigger": None,
    "year": 2024,
    "level": None,
    "type": None,
    "science": None,
    "host": None,
    "years": 3,
    "within_years": 2,
}
# What only some of them are asked.
ALONE: dict[str, dict[str, Any]] = {
    "indicator/of_groups": {"unit_ids": None},
    "inspections/rows": {"measure": "count"},
    "tasks/rows": {"measure": "active"},
    "tasks/step_rows": {"measure": "checked"},
    "tasks/flow": {"by": "level"},
    "tasks/funds": {"by": "level"},
    "trends/notes": {"indicator_id": "tasks.accepted", "area": None},
}
ASKED = ("procedures/", "bench/", "inspections/", "tasks/", "compare/")
CHANGES = (
    "update observation set numerator = 60, value = 60 where indicator_id ="
    " 'training.courses' and unit_id = 'syt'",
    "delete from observation where indicator_id = 'procedures.gone'"
    " and unit_id = 'sgddt' and part = 'field=radiation'",
    "insert into observation select * replace ('sttt' as unit_id) from observation"
    " where indicator_id = 'procedures.median_days' and unit_id = 'sgddt'"
    " and part = ''",
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report, and two quarters of another unit that tile the half-year."""
    folder = tmp_path_factory.mktemp("queries")
    workspace = Workspace(folder / "workspace")
    workspace.init()
    for name, rows in samples.reports().items():
        if name == "later.csv":
            workspace.close("2023-Q1", "state", "closed")
        files = [report(folder, name, *rows)]
        workspace.bring("reported", files, reason="counted again")
    for number, (kind, words, options) in enumerate(samples.lists()):
        path = folder / f"{kind}-{number}.csv"
        path.write_text(words, "utf-8")
        workspace.bring(kind, [path], options)
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
            for number, said in enumerate(samples.FIGURES, start=2)
        ]
        tables.insert_rows(connection, "staged", rows)
        tables.fill(connection, "staged_typed", "intake/reported_typed", as_of=None)
        yield connection


@pytest.fixture(scope="module")
def changed(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same with one figure changed, one vanished and one that appeared."""
    path = tmp_path_factory.mktemp("changed") / "warehouse.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        changes.remember(connection, warehouse)
        for statement in CHANGES:
            connection.execute(statement)
        changes.since(connection)
        yield connection


@pytest.fixture(scope="module")
def listings(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Listing]]:
    """A list of records of each kind just judged, by the name of its queries."""
    with ExitStack() as stack:
        found = {}
        for kind, texts in samples.STAGED.items():
            folder = tmp_path_factory.mktemp(kind.stem)
            path = folder / "warehouse.duckdb"
            path.write_bytes(warehouse.read_bytes())
            connection = stack.enter_context(duckdb.connect(str(path)))
            found[kind.stem] = samples.staged(connection, folder, kind, texts)
        faulty = [("tasks", samples.FAULTY), *samples.FAULTY_OF.items()]
        for name, words in [*samples.REGISTERED.items(), *faulty]:
            folder = tmp_path_factory.mktemp(name)
            path = folder / "warehouse.duckdb"
            path.write_bytes(warehouse.read_bytes())
            connection = stack.enter_context(duckdb.connect(str(path)))
            key = "register" if words == samples.FAULTY else name
            found[key] = samples.registered(connection, folder, name, words)
        yield found | {"faults": found["dossiers"]}


@pytest.fixture(scope="module")
def schema() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with its staging tables."""
    connection = duckdb.connect()
    for name in ("tables", "views"):
        tables.run_file(connection, name)
    tables.create_lives(connection)
    lists = [f"staging_{kind.stem}" for kind in samples.STAGED]
    for name in ("staging", "staging_lists", "staging_register", *lists):
        tables.run_file(connection, name)
    declare(connection, registers.REGISTERS["tasks"].kind)
    tables.make(connection, "listed", "intake/tasks_listed", **PARAMS)
    tables.run_file(connection, "listed_entry")
    tables.refresh(connection, None)
    changes.since(connection)
    return connection


def bound(name: str) -> dict[str, Any]:
    """Sample parameters of a query."""
    said = PARAMS | (DOSSIERS if name.startswith(ASKED) else {}) | ALONE.get(name, {})
    return {key: said[key] for key in queries.query(name).params}


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
    ordered = re.search(r"^order by", asked.sql, re.MULTILINE)
    assert bool(ordered) != (name in SINGLE)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_what_its_golden_file_says(
    name: str,
    warehouse: Path,
    draft: duckdb.DuckDBPyConnection,
    changed: duckdb.DuckDBPyConnection,
    listings: dict[str, Listing],
) -> None:
    asked = queries.query(name)
    folder, stem = name.split("/")
    listing = (
        listings.get(stem.rpartition("_")[0] or stem) if folder == "intake" else None
    )
    if listing:
        said = PARAMS | listing.params | {"most": PARAMS["most"]}
        params = {key: said[key] for key in asked.params}
        frame = queries.fetch(listing.connection, asked.sql, params)
    elif folder == "intake" or name in tables.DERIVED:
        frame = queries.fetch(draft, asked.sql, bound(name))
    elif name == "quality/changes":
        frame = queries.fetch(changed, asked.sql, {})
    else:
        frame = queries.run(warehouse, name, **bound(name)).frame
    assert len(frame)
    assert not frame[list(asked.grain)].isna().all(axis=1).any()
    assert not frame.duplicated(list(asked.grain)).any()
    if name == "catalog/periods":
        frame = frame[frame["year"] == 2023]
    if name in ("indicator/inspections", "indicator/tasks", "indicator/task_events"):
        frame = frame[frame["period_id"] == "2024-M02"]
    if name == "rollup/dossier_bucket":
        frame = frame[frame["bucket"] >= dt.date(2023, 12, 15)]
    found = frame.map(_plain).to_csv(index=False)
    path = GOLDEN / f"{name.replace('/', '.')}.csv"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def _plain(value: Any) -> Any:
    """Lists in one cell; whole numbers without places, as a person would write them."""
    if isinstance(value, np.ndarray):
        return "; ".join(map(str, value.tolist()))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
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
    by_hand = {"quality/observations"}  # every figure there is: `thidua query`
    for name in NAMES:
        folder = name.split("/")[0]
        told = name in used | indicator_queries | by_hand or folder in {
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
    # A check words what it found; a catalog words what an indicator counts, and why a
    # series breaks; why a clock stopped is a code.
    # Why a place is one is never asked, and where an inspection was is as written then.
    two = {"value", "expected", "units", "numerator", "denominator", "law", "reason"}
    assert {c for c, said in kinds.items() if len(said) > 1} <= two


def foreign(sql: str) -> list[str]:
    """What in a query is outside the part of SQL that Spark takes as DuckDB does."""
    bare = re.sub(r"--.*|'[^']*'", "", sql)
    called = set(re.findall(r"\b(\w+)\s*\(", bare)) - PORTABLE
    signs = re.findall(r"//|[^\w\s.,()=<>+\-*/|]", bare)
    words = re.findall(r"\b(?:asof|columns|exclude|pivot|unpivot|by all)\b", bare)
    orders = re.findall(r"\border by\s+([^()]*?)\s*(?=\brows\b|\)|\Z)", bare)
    keys = [key for keys in orders for key in keys.split(",")]
    return [*called, *signs, *words, *(k for k in keys if not k.endswith("nulls last"))]


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("rollup/")])
def test_a_rollup_is_written_in_portable_sql(name: str) -> None:
    assert foreign(queries.query(name).sql) == []


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select a::date from x", ":"),
        ("select datediff('day', a, b) from x", "datediff"),
        ("select list_sum(a) from x", "list_sum"),
        ("select list(distinct a) from x", "list"),
        ("select strftime(a, '%d') from x", "strftime"),
        ("select quantile_cont(a, 0.5) from x", "quantile_cont"),
        ("select {'a': b} from x", "{"),
        ("select a[1] from x", "["),
        ("select a // 2 from x", "//"),
        ("select a from x where b = $b", "$"),
        ("select a, count(*) from x group by all", "by all"),
        ("select x.* exclude b from x", "exclude"),
        ("select a from x asof join y on x.b >= y.b", "asof"),
        ("select a from x order by a nulls last, b", " b"),
    ],
)
def test_sql_that_only_duckdb_takes_is_told(sql: str, fault: str) -> None:
    assert fault in foreign(sql)


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
