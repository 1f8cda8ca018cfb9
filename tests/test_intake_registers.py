"""Registers: every form read, every refusal at its cell, the later list in force."""

import datetime as dt
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from examples import many
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lists import FEBRUARY, JANUARY, MARCH, listed
from registers import REQUIRED, TABLES, Registers, columns_of, register, worded
from typer.testing import CliRunner

from dashboard import cli
from dashboard.intake import records, registers, tabular
from dashboard.store import tables
from dashboard.workspace.workspace import Workspace

DAY = dt.date
LATER = JANUARY | {"as_of": "2024-02-15"}
KINDS = list(REQUIRED)


@pytest.fixture
def draft(made_empty: Path, tmp_path: Path) -> Iterator[Registers]:
    """A draft with the shipped catalog."""
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(Workspace(made_empty).open().read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield Registers(connection, tmp_path)


@pytest.fixture(scope="module")
def bare_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The tables and macros of a version, with nothing in them."""
    path = tmp_path_factory.mktemp("bare") / "warehouse.duckdb"
    tables.create(path)
    with duckdb.connect(str(path)) as connection:
        yield connection


def bare(words: str) -> str:
    """Words without diacritics, in capitals, as some systems write their headers."""
    letters = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c)).upper()


# ---------------------------------------------------------------- headers and words


@pytest.mark.parametrize("kind", registers.REGISTERS)
def test_every_header_means_one_column_however_it_is_written(kind: str) -> None:
    columns = records.columns(kind)
    known = tabular.headers_of(columns)
    meant = [
        (tabular.key(header), column.name)
        for column in columns
        for header in (column.name, *column.headers)
    ]
    assert len(dict(meant)) == len(set(meant))
    for column in columns:
        for header in column.headers:
            for written in (header, bare(header), unicodedata.normalize("NFD", header)):
                assert known[tabular.key(written)] == column.name


@pytest.mark.parametrize("kind", registers.REGISTERS)
def test_every_word_means_one_code(kind: str) -> None:
    for column, table in records.declared(kind).items():
        said = [
            tabular.plain(word)
            for code, words in table.get("values", {}).items()
            for word in (code, *words)
        ]
        assert len(records.codes(kind).get(column, {})) == len(set(said))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_declared_is_what_the_table_holds(kind: str, bare_tables: Any) -> None:
    held = bare_tables.table(TABLES[kind]).columns
    made = {"name_key"} if "subject_name" in held else set()
    assert set(held) - {"source_id", "row_number"} - made == set(records.declared(kind))
    required = {c.name for c in records.columns(kind) if c.is_required}
    assert required == set(REQUIRED[kind])


# ---------------------------------------------------------------- what cells say

CELLS: dict[str, list[tuple[str, str, Any]]] = {
    "inspections": [
        ("inspection_id", " 12/TTr  QĐ ", "12/TTr  QĐ"),
        ("inspection_id", "=1+1", "=1+1"),
        ("inspection_id", "0012", "0012"),
        ("unit_id", "sgddt", "sgddt"),
        ("issuer", "", ""),
        ("issuer", "phần mềm", "phần mềm"),
        ("title", "Kiểm tra chất lượng;\n xăng", "Kiểm tra chất lượng;\n xăng"),
        ("title", "Đa\u0323\u0306ng", "Đặng"),
        ("title", " ", None),
        ("start_date", "8/1/2024 23:59", DAY(2024, 1, 8)),
        ("start_date", "2024-01-08T16:59:59Z", DAY(2024, 1, 8)),
        ("start_date", "2024-01-08T17:00:00Z", DAY(2024, 1, 9)),
        ("end_date", "2024-01-09 00:30:00+08:00", DAY(2024, 1, 8)),
        ("decision_date", "2023-12-31", DAY(2023, 12, 31)),
        ("conclusion_due_date", "1/5/2024", DAY(2024, 5, 1)),
        ("conclusion_date", "", None),
        ("kind", "Thanh tra hành chính", "administrative"),
        ("kind", "thanh tra chuyen nganh", "specialised"),
        ("kind", "KTCN", "check"),
        ("kind", "KIỂM TRA NHÀ NƯỚC VỀ CHẤT LƯỢNG", "state_check"),
        ("kind", "đoàn liên ngành", "joint_check"),
        ("trigger", "ĐX", "unscheduled"),
        ("trigger", "theo kế hoạch", "planned"),
        ("field", "Xăng dầu - dầu nhờn", "fuel"),
        ("field", "so huu tri tue", "property"),
        ("field", "gold", "gold"),
        ("field", "chưa rõ lĩnh vực", "unknown"),
        ("field", "", None),
        ("subjects", "1.234", 1234),
        ("devices", "0", 0),
        ("markets", "12,0", 12),
        ("fines_vnd", "1.500.000", 1_500_000),
        ("fines_vnd", "150 000", 150_000),
        ("recovery_collected_vnd", "9000000000000000", 9_000_000_000_000_000),
        ("referred_persons", "", None),
    ],
    "inspection_subjects": [
        ("subject_name", "Hộ KD Bà Tư", "Hộ KD Bà Tư"),
        ("tax_code", "0101 234 567", "0101234567"),
        ("tax_code", "0101234567-001", "0101234567"),
        ("tax_code", "không có", None),
        ("address", "Số 5 Trần Phú", "Số 5 Trần Phú"),
        ("place", "Huyện A", "Huyện A"),
        ("visit_date", "2024-01-08T17:00:00Z", DAY(2024, 1, 9)),
        ("is_violating", "x", True),
        ("is_violating", "Có", True),
        ("is_violating", "KHÔNG VI PHẠM", False),
        ("is_violating", "0", False),
        ("is_violating", "", None),
        ("violation", "Không có giấy phép", "Không có giấy phép"),
        ("fine_vnd", "2.000.000,00", 2_000_000),
    ],
    "inspection_plan": [
        ("field", "quality", "quality"),
        ("tax_code", "001099012345", "001099012345"),
        ("status", "Đã phê duyệt", "approved"),
        ("status", "trình duyệt", "draft"),
        ("status", "", None),
        ("planned_end_date", "30/6/2025", DAY(2025, 6, 30)),
    ],
    "tasks": [
        ("level", "Cấp tỉnh", "province"),
        ("level", "cap co so", "grassroots"),
        ("level", "national", "national"),
        ("type", "Dự án SXTN", "trial"),
        ("type", "đề án", "scheme"),
        ("type", "Đề tài", "topic"),
        ("science", "Khoa học nông nghiệp", "agricultural"),
        ("selection", "TC", "selected"),
        ("selection", "Giao trực tiếp", "assigned"),
        ("programme", "Nông thôn mới", "Nông thôn mới"),
        ("host", "Trường A", "Trường A"),
        ("planned_start_date", "1/1/2024", DAY(2024, 1, 1)),
        ("state_contracted_vnd", "1.250.000.000", 1_250_000_000),
        ("other_disbursed_vnd", "", None),
    ],
    "task_events": [
        ("event", "Nghiệm thu cơ sở", "accepted_host"),
        ("event", "nghiệm thu", "accepted_level"),
        ("event", "Thanh lý hợp đồng", "liquidated"),
        ("check_kind", "Định kỳ", "periodic"),
        ("grade", "Xuất sắc", "excellent"),
        ("grade", "Không đạt", "failed"),
        ("document_no", "12/QĐ-UBND", "12/QĐ-UBND"),
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_cells_are_read_as_their_column_must_be(draft: Registers, kind: str) -> None:
    changes = [{column: said} for column, said, _ in CELLS[kind]]
    path = draft.write("a.csv", kind, *changes)
    read = draft.bring(kind, path, **JANUARY)
    assert (read.kept, read.refused, read.problems) == (len(changes), 0, ())
    found = {column: draft.column(kind, column) for column, _, _ in CELLS[kind]}
    for place, (column, said, value) in enumerate(CELLS[kind]):
        assert (said, found[column][place]) == (said, value)
    assert draft.column(kind, "row_number")[0] == 2
    assert {row[0] for row in draft.rows("select kind from entry")} == {kind}


def test_a_sheet_is_read_by_what_its_cells_hold(draft: Registers) -> None:
    path = draft.folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Đối tượng")
        sheet.write(0, 1, "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC KIỂM TRA")
        headers = ["Số cuộc", "Tên đối tượng", "MST", "Ngày làm việc", "Vi phạm"]
        sheet.write_row(2, 1, [bare(one) for one in [*headers, "Tiền phạt", "STT"]])
        sheet.write_row(3, 1, [7, "Cửa hàng A", 101234567])
        sheet.write_datetime(3, 4, dt.datetime(2024, 1, 9, 23, 30), day)
        sheet.write_row(3, 5, [True, 2_500_000.0, 1])
        sheet.write_row(5, 1, ["8", "Cửa hàng B", "0101234567", "9/1/2024", "không"])
        sheet.write_row(6, 1, ["9", "Cửa hàng C", "", DAY(2024, 1, 9).isoformat(), ""])
        sheet.write(6, 6, 12.5)
    read = draft.bring("inspection_subjects", path, **JANUARY, skip_bad="true")
    assert (read.kept, read.refused) == (2, 1)
    (problem,) = read.problems
    assert (problem.rule, problem.sheet, problem.cell, problem.value) == (
        "not_a_count",
        "Đối tượng",
        "G7",
        "12,5",
    )
    # A spreadsheet that took a tax code for a number has lost its zero: it is none.
    columns = "inspection_id, tax_code, visit_date, is_violating, fine_vnd, row_number"
    assert draft.rows(f"select {columns} from inspection_subject order by 1") == [
        ("7", None, DAY(2024, 1, 9), True, 2_500_000, 4),
        ("8", "0101234567", DAY(2024, 1, 9), False, None, 6),
    ]


def test_a_parquet_file_is_read_by_its_types(draft: Registers) -> None:
    path = draft.folder / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(
            f"""
            copy (
                select
                    n as "Mã cuộc", 'syt' as "ĐƠN VỊ", 'Kiem tra' as kind,
                    'Đột xuất' as "Căn cứ tiến hành",
                    timestamptz '2024-01-08 17:00:00+00' as start_date,
                    case n when 1 then date '2024-01-31' end as end_date,
                    cast(n * 1000 as double) as fines_vnd, n as subjects
                from range(1, 3) as t (n)
            ) to '{path}' (format parquet)
            """
        )
    read = draft.bring("inspections", path, **JANUARY)
    assert (read.kept, read.refused) == (2, 0)
    columns = "inspection_id, kind, trigger, start_date, end_date, fines_vnd, subjects"
    shared = ("check", "unscheduled", DAY(2024, 1, 9))
    assert draft.rows(f"select {columns}, row_number from inspection order by 1") == [
        ("1", *shared, DAY(2024, 1, 31), 1000, 1, 1),
        ("2", *shared, None, 2000, 2, 2),
    ]


# ---------------------------------------------------------------- what is refused

LONG_ID, LONG_TEXT = "9" * 201, "x" * 2001
# A row by what it changes, the column at which it is refused, the rule, and a part of
# what is expected instead. Rows of one number are one row.
FAULTS: dict[str, list[tuple[dict[str, str], str, str, str]]] = {
    "inspections": [
        ({"inspection_id": ""}, "inspection_id", "required_empty", ""),
        ({"unit_id": " "}, "unit_id", "required_empty", ""),
        ({"kind": ""}, "kind", "required_empty", ""),
        ({"trigger": ""}, "trigger", "required_empty", ""),
        ({"start_date": ""}, "start_date", "required_empty", ""),
        ({"start_date": "31/2/2024"}, "start_date", "not_a_date", ""),
        ({"start_date": "2/1/24"}, "start_date", "not_a_date", ""),
        ({"conclusion_date": "sớm"}, "conclusion_date", "not_a_date", ""),
        ({"subjects": "-5"}, "subjects", "not_a_count", ""),
        ({"subjects": "2,5"}, "subjects", "not_a_count", ""),
        ({"subjects": "12.5"}, "subjects", "not_a_count", ""),
        ({"subjects": "nhiều"}, "subjects", "not_a_count", ""),
        ({"subjects": "100%"}, "subjects", "not_a_count", ""),
        ({"fines_vnd": "9" * 17}, "fines_vnd", "not_a_count", ""),
        ({"fines_vnd": "5.000.000 đ"}, "fines_vnd", "not_a_count", ""),
        ({"kind": "họp"}, "kind", "unknown_word", "joint_check"),
        ({"trigger": "x"}, "trigger", "unknown_word", "planned, unscheduled"),
        ({"inspection_id": LONG_ID}, "inspection_id", "too_long", "200"),
        ({"title": LONG_TEXT}, "title", "too_long", "2000"),
        ({"unit_id": "sxd"}, "unit_id", "unknown_unit", "syt"),
        ({"unit_id": "sgddt"}, "unit_id", "outside_coverage", "syt"),
        (
            {"start_date": "1/2/2024"},
            "start_date",
            "outside_coverage",
            "01/01/2024 – 31/01/2024",
        ),
        (
            {"start_date": "1/12/2023", "end_date": "31/12/2023"},
            "start_date",
            "outside_coverage",
            "01/01/2024",
        ),
    ],
    "inspection_subjects": [
        ({"inspection_id": ""}, "inspection_id", "required_empty", ""),
        ({"subject_name": ""}, "subject_name", "required_empty", ""),
        ({"visit_date": ""}, "visit_date", "required_empty", ""),
        ({"visit_date": "30/2/2024"}, "visit_date", "not_a_date", ""),
        ({"is_violating": "có thể"}, "is_violating", "unknown_word", "true, false"),
        ({"fine_vnd": "-1"}, "fine_vnd", "not_a_count", ""),
        ({"tax_code": LONG_ID}, "tax_code", "too_long", "200"),
        ({"violation": LONG_TEXT}, "violation", "too_long", "2000"),
        ({"inspection_id": "G"}, "inspection_id", "outside_coverage", "syt"),
        (
            {"inspection_id": "Y", "visit_date": "1/2/2024"},
            "visit_date",
            "outside_coverage",
            "31/01/2024",
        ),
    ],
    "inspection_plan": [
        ({"plan_id": ""}, "plan_id", "required_empty", ""),
        ({"subject_name": ""}, "subject_name", "required_empty", ""),
        ({"planned_end_date": ""}, "planned_end_date", "required_empty", ""),
        ({"planned_end_date": "quý I"}, "planned_end_date", "not_a_date", ""),
        ({"kind": "thăm"}, "kind", "unknown_word", "specialised"),
        ({"status": "xong"}, "status", "unknown_word", "draft, approved"),
        ({"address": LONG_TEXT}, "address", "too_long", "2000"),
        ({"unit_id": "sxd"}, "unit_id", "unknown_unit", "syt"),
        (
            {"planned_start_date": "1/2/2024", "planned_end_date": "2/2/2024"},
            "planned_start_date",
            "outside_coverage",
            "31/01/2024",
        ),
    ],
    "tasks": [
        ({"task_id": ""}, "task_id", "required_empty", ""),
        ({"title": ""}, "title", "required_empty", ""),
        ({"level": ""}, "level", "required_empty", ""),
        ({"level": "cấp huyện"}, "level", "not_in_catalog", "grassroots, ministry"),
        ({"type": "chuyên đề"}, "type", "unknown_word", "topic, trial, scheme"),
        ({"end_date": "32/1/2024"}, "end_date", "not_a_date", ""),
        ({"state_planned_vnd": "1,5 tỷ"}, "state_planned_vnd", "not_a_count", ""),
        (
            {"planned_start_date": "1/2/2024"},
            "planned_start_date",
            "outside_coverage",
            "31/01/2024",
        ),
    ],
    "task_events": [
        ({"task_id": ""}, "task_id", "required_empty", ""),
        ({"event": ""}, "event", "required_empty", ""),
        ({"event": "họp"}, "event", "unknown_word", "proposed, ordered"),
        ({"event_date": "?"}, "event_date", "not_a_date", ""),
        ({"check_kind": "hay"}, "check_kind", "unknown_word", "periodic"),
        ({"grade": "A"}, "grade", "unknown_word", "excellent, passed, failed"),
        ({"document_no": LONG_TEXT}, "document_no", "too_long", "2000"),
        ({"task_id": "G"}, "task_id", "outside_coverage", "syt"),
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_faulty_row_is_refused_at_its_cell_in_one_sentence(
    draft: Registers, kind: str
) -> None:
    draft.owners(Y="syt", G="sgddt")
    key = next(iter(REQUIRED[kind]))
    good = {key: "Y"}
    twice = [{key: "twice"}, {key: "twice"}]
    changes = [good, *(change for change, *_ in FAULTS[kind]), *twice]
    path = draft.write("a.csv", kind, *changes)
    width = len(columns_of(kind, changes))
    last = len(changes) + 1
    content = path.read_text("utf-8") + f"a;b\n{';'.join('x' * (width + 1))}\n"
    path = draft.file("a.csv", content + '"a"b' + ";" * (width - 1) + "\n")
    said = JANUARY | {"unit_id": "syt"}

    read = draft.bring(kind, path, **said, skip_bad="true")
    assert (read.kept, read.refused) == (1, len(changes) + 2)
    assert draft.column(kind, key).count("Y") == 1
    counted = f"select rows_kept, rows_refused from source where kind = '{kind}'"
    assert draft.rows(counted) == [(read.kept, read.refused)]

    found = {(p.cell, p.rule): p for p in read.problems}
    letters = dict(zip(columns_of(kind, changes), "ABCDEFGHIJKL", strict=False))
    for row, (change, column, rule, expected) in enumerate(FAULTS[kind], start=3):
        problem = found.pop((f"{letters[column]}{row}", rule))
        assert (problem.row, problem.column) == (row, column)
        assert problem.value.rstrip("…") in "".join(change.values()) or expected
        assert expected in problem.expected
    first, second = (found.pop((f"A{n}", "entry_twice")) for n in (last - 1, last))
    assert (first.expected, second.expected) == (str(last), str(last - 1))
    assert first.value.startswith("twice")
    torn = ["cells_missing", "cells_too_many", "quotes"]
    for row, rule in enumerate(torn, start=last + 1):
        found.pop((f"A{row}", rule))
    assert found == {}
    for problem in read.problems:
        assert problem.severity == "refused"
        worded(problem)


def test_a_row_may_be_wrong_at_several_cells_and_then_nothing_changes(
    draft: Registers,
) -> None:
    wrong = {"unit_id": "sxd", "kind": "", "start_date": "hôm qua", "subjects": "-1"}
    path = draft.write("a.csv", "inspections", {}, wrong)
    found = {(p.cell, p.rule) for p in draft.refused("inspections", path, **JANUARY)}
    assert found == {
        ("B3", "unknown_unit"),
        ("C3", "required_empty"),
        ("E3", "not_a_date"),
        ("F3", "not_a_count"),
    }


def test_a_value_that_the_catalog_lacks_is_kept_as_not_known(draft: Registers) -> None:
    path = draft.write("a.csv", "inspections", {"field": "Đất đai"}, {"field": "gold"})
    read = draft.bring("inspections", path, **JANUARY)
    (problem,) = read.problems
    assert (read.kept, problem.rule, problem.severity, problem.cell, problem.value) == (
        2,
        "unknown_value",
        "warning",
        "F2",
        "Đất đai",
    )
    assert problem.expected.startswith("activities, fuel, gold")
    worded(problem)
    assert draft.column("inspections", "field") == [None, "gold"]
    stored = "select rule, stage, cell, value from warning"
    assert draft.rows(stored) == [("unknown_value", "intake", "F2", "Đất đai")]


def test_a_catalog_without_fields_of_science_knows_none(draft: Registers) -> None:
    """As one that was copied before there were any."""
    draft.connection.execute("delete from part where key = 'science'")
    path = draft.write("a.csv", "tasks", {"science": "Khoa học tự nhiên"})
    (problem,) = draft.bring("tasks", path, **JANUARY).problems
    assert (problem.rule, problem.value, problem.expected) == (
        "unknown_value",
        "Khoa học tự nhiên",
        "",
    )
    worded(problem)
    assert draft.column("tasks", "science") == [None]


def test_what_a_register_speaks_for_must_be_said_and_be_past(draft: Registers) -> None:
    path = draft.write("a.csv", "inspections", {})
    for options, rule in (
        ({}, "no_as_of"),
        ({"as_of": "2024-01-31"}, "no_from_to"),
        (JANUARY | {"as_of": "2024-01-30"}, "after_as_of"),
        (JANUARY | {"from_date": "2024-02-01"}, "ends_before_start"),
        (JANUARY | {"unit_id": "syt,sxd"}, "unknown_unit"),
    ):
        (problem,) = draft.refused("inspections", path, **options)
        assert (problem.rule, problem.file) == (rule, "a.csv")
        worded(problem)
    for kind in ("inspection_subjects", "tasks", "task_events"):
        path = draft.write("b.csv", kind, {})
        early = JANUARY | {"as_of": "2024-01-30"}
        (problem,) = draft.refused(kind, path, **early)
        assert problem.rule == "after_as_of"


def test_only_a_plan_speaks_for_days_to_come(draft: Registers) -> None:
    march = {"planned_start_date": "1/3/2025", "planned_end_date": "31/3/2025"}
    meant = {"from_date": "2025-01-01", "to_date": "2025-12-31", "as_of": "2024-12-20"}
    other = march | {"subject_name": "Cửa hàng B"}
    rows = [march | {"plan_id": "1"}, other | {"plan_id": "1"}]
    path = draft.write("a.csv", "inspection_plan", *rows)
    assert draft.bring("inspection_plan", path, **meant).kept == 2
    later = draft.write("b.csv", "inspection_plan", rows[1])
    read = draft.bring(
        "inspection_plan", later, **meant | {"as_of": "2025-02-01"}, unit_id="syt"
    )
    assert [p.rule for p in read.problems] == ["entries_no_longer_listed"]
    assert draft.column("inspection_plan", "subject_name") == ["Cửa hàng B"]


def test_real_and_invented_units_do_not_share_a_register(draft: Registers) -> None:
    draft.connection.execute(
        "update unit set origin = 'invented' where unit_id = 'syt'"
    )
    path = draft.write("a.csv", "inspections", {}, {"unit_id": "sgddt"})
    (problem,) = draft.refused("inspections", path, **JANUARY)
    assert (problem.rule, problem.file) == ("two_origins", "a.csv")


def test_files_of_one_import_are_one_register(draft: Registers) -> None:
    paths = [
        draft.write("a.csv", "inspections", {"inspection_id": "1"}),
        draft.write("b.csv", "inspections", {"inspection_id": "1"}, {}),
    ]
    problems = draft.refused("inspections", *paths, **JANUARY)
    assert [(p.file, p.rule, p.expected) for p in problems] == [
        ("a.csv", "entry_twice", "b.csv 2"),
        ("b.csv", "entry_twice", "a.csv 2"),
    ]
    paths[1] = draft.write("b.csv", "inspections", {"unit_id": "sgddt"}, {})
    read = draft.bring("inspections", *paths, **JANUARY)
    assert (read.kept, read.touched) == (3, {"syt", "sgddt"})
    covered = "select distinct unit_id from list_coverage order by 1"
    assert draft.rows(covered) == [("sgddt",), ("syt",)]
    assert draft.rows("select sum(rows_kept), count(*) from source") == [(3, 2)]


# ---------------------------------------------------------------- what is in force


def known(draft: Registers) -> dict[str, str | None]:
    """By inspection: what it is about."""
    held: dict[str, str | None] = dict(
        draft.rows("select inspection_id, title from inspection")
    )
    assert set(held) == {key for (key,) in draft.rows("select entry_key from entry")}
    return held


def titled(title: str, *names: str) -> list[dict[str, str]]:
    """Inspections of these names."""
    return [{"inspection_id": name, "title": title} for name in names]


def test_the_later_list_is_in_force_whichever_comes_first(draft: Registers) -> None:
    first = draft.write("a.csv", "inspections", *titled("a", "1", "2", "3"))
    draft.bring("inspections", first, **JANUARY)
    later = draft.write("b.csv", "inspections", *titled("b", "1", "3", "5"))
    read = draft.bring("inspections", later, **LATER)
    (problem,) = read.problems
    assert (problem.rule, problem.severity) == ("entries_no_longer_listed", "warning")
    assert (problem.cell, problem.value, problem.expected) == ("syt", "1", "3")
    worded(problem)
    in_force = {"1": "b", "3": "b", "5": "b"}
    assert (known(draft), read.touched) == (in_force, {"syt"})
    # It comes late: it neither overwrites what a later one says nor brings back what
    # that one no longer has.
    late = draft.write("c.csv", "inspections", *titled("c", "1", "2", "4"))
    read = draft.bring("inspections", late, **JANUARY | {"as_of": "2024-02-10"})
    assert (read.kept, read.refused, read.problems) == (3, 0, ())
    assert known(draft) == in_force
    stored = draft.rows("select rule, unit_id, value, expected from warning")
    assert stored == [("entries_no_longer_listed", "syt", "1", "3")]
    as_of = draft.rows("select distinct as_of from list_coverage order by 1")
    assert as_of == [(DAY(2024, 1, 31),), (DAY(2024, 2, 10),), (DAY(2024, 2, 15),)]


def test_equal_cut_offs_must_agree_and_add_up(draft: Registers) -> None:
    first = draft.write("a.csv", "inspections", *titled("a", "1", "2"))
    draft.bring("inspections", first, **JANUARY)
    same = [{"trigger": "Kế hoạch"} | row for row in titled("a", "3", "2")]
    read = draft.bring(
        "inspections", draft.write("b.csv", "inspections", *same), **JANUARY
    )
    assert (read.kept, read.problems) == (2, ())
    assert known(draft) == {"1": "a", "2": "a", "3": "a"}
    other = draft.write("c.csv", "inspections", *titled("c", "4", "2"))
    (problem,) = draft.refused("inspections", other, **JANUARY)
    assert (problem.rule, problem.cell, problem.value, problem.expected) == (
        "record_differs",
        "A3",
        "2",
        "a.csv A3",
    )
    worded(problem)


def test_other_kinds_units_systems_and_days_are_left_alone(draft: Registers) -> None:
    year = {"from_date": DAY(2024, 1, 1), "to_date": DAY(2024, 12, 31)}
    tasks = {"kind": "tasks", "unit_id": "syt", "issuer": "x", "source_id": "tasks"}
    covered = [year | tasks | {"as_of": DAY(2025, 1, 1)}]
    tables.insert_rows(draft.connection, "list_coverage", covered)
    rows = [
        {"inspection_id": "open", "issuer": "x"},
        {"inspection_id": "of another system", "issuer": "y"},
        {"inspection_id": "of another unit", "issuer": "x", "unit_id": "sgddt"},
        {"inspection_id": "ended", "issuer": "x", "end_date": "9/1/2024"},
        {"inspection_id": "ended then", "issuer": "x", "end_date": "10/1/2024"},
        {"inspection_id": "not concluded", "issuer": "x", "end_date": "9/1/2024"}
        | {"kind": "TTHC"},
        {"inspection_id": "begun after", "issuer": "x", "start_date": "31/1/2024"},
    ]
    draft.bring("inspections", draft.write("a.csv", "inspections", *rows), **JANUARY)
    later = LATER | {"from_date": "2024-01-10", "to_date": "2024-01-30"}
    new = {"inspection_id": "new", "issuer": "x", "start_date": "30/1/2024"}
    one = draft.write("b.csv", "inspections", new)
    (problem,) = draft.bring("inspections", one, **later).problems
    assert (problem.cell, problem.value, problem.expected) == ("syt", "3", "4")
    assert set(known(draft)) == {
        "of another system",
        "of another unit",
        "ended",
        "begun after",
        "new",
    }
    # The same key of two systems is two inspections.
    both = [{"inspection_id": "open", "issuer": one} for one in "xy"]
    draft.bring("inspections", draft.write("c.csv", "inspections", *both), **JANUARY)
    assert ("x",) not in draft.rows(
        "select issuer from inspection where inspection_id = 'open'"
    )


def test_the_same_bytes_first_forget_what_they_brought(draft: Registers) -> None:
    rows = [{"inspection_id": "1"}, {"inspection_id": "2", "unit_id": "sgddt"}]
    path = draft.write("a.csv", "inspections", *rows)
    draft.bring("inspections", path, **JANUARY)
    before = draft.everything()
    draft.bring("inspections", path, **JANUARY)
    assert draft.everything() == before
    mapping = draft.file("m.toml", '[constants]\ntitle = "a"\n')
    said = JANUARY | {"map": "m.toml", "unit_id": "syt", "skip_bad": "true"}
    again = draft.bring("inspections", path, mapping, **said)
    assert (again.kept, again.refused) == (1, 1)
    assert again.touched == {"syt", "sgddt"}
    assert known(draft) == {"1": "a"}
    assert draft.rows("select unit_id from list_coverage") == [("syt",)]
    assert draft.rows("select rows_kept, rows_refused from source") == [(1, 1)]


def test_the_same_bytes_as_another_kind_leave_nothing_of_the_first(
    draft: Registers,
) -> None:
    row = {**REQUIRED["inspections"], **REQUIRED["inspection_subjects"]}
    path = draft.file("a.csv", register("inspections", row))
    draft.bring("inspections", path, **JANUARY)
    draft.bring("inspection_subjects", path, **JANUARY)
    assert draft.rows("select count(*) from inspection") == [(0,)]
    assert draft.rows("select kind from entry") == [("inspection_subjects",)]


def test_a_refused_row_is_there_and_its_unit_is_not_spoken_for(
    draft: Registers,
) -> None:
    rows = [*titled("a", "1", "2", "3"), {"inspection_id": "4", "unit_id": "sgddt"}]
    draft.bring("inspections", draft.write("a.csv", "inspections", *rows), **JANUARY)
    wrong = {"subjects": "nhiều"}
    later = [*titled("b", "1"), {"inspection_id": "2"} | wrong]
    later += [{"inspection_id": "5", "unit_id": "sgddt"} | wrong]
    path = draft.write("b.csv", "inspections", *later)
    draft.bring("inspections", path, **LATER, skip_bad="true")
    assert known(draft) == {"1": "b", "2": "a", "4": None}
    covered = "select unit_id from list_coverage where as_of = date '2024-02-15'"
    assert draft.rows(covered) == [("syt",)]


@pytest.mark.parametrize(
    ("kind", "all_say", "second"),
    [
        ("inspection_subjects", {}, {"visit_date": "31/2/2024"}),
        ("task_events", {"check_kind": "định kỳ"}, {"check_kind": "hay"}),
        ("inspection_plan", {}, {"plan_id": ""}),
        ("tasks", {}, None),
    ],
)
def test_a_row_whose_key_cannot_be_read_may_be_any(
    draft: Registers,
    kind: str,
    all_say: dict[str, str],
    second: dict[str, str] | None,
) -> None:
    """Then nothing is taken for absent; the last case is a line that is torn."""
    key = next(iter(REQUIRED[kind]))
    names = [{key: "Y"} | all_say, {key: "Z"} | all_say]
    draft.owners(Y="syt", Z="syt")
    draft.bring(kind, draft.write("a.csv", kind, *names), **JANUARY)
    content = register(kind, names[0], *([names[1] | second] if second else []))
    path = draft.file("b.csv", content if second else f"{content}torn\n")
    read = draft.bring(kind, path, **LATER, skip_bad="true")
    assert (read.kept, read.refused) == (1, 1)
    assert [p for p in read.problems if p.severity == "warning"] == []
    assert {"Y", "Z"} <= set(draft.column(kind, key))


@pytest.mark.parametrize("order", ["123", "312"])
def test_what_has_ended_need_not_be_listed_any_more(
    draft: Registers, order: str
) -> None:
    """One is listed in January and February, when it ends; the other without a word is
    gone from then on. March has neither."""
    ended = {"inspection_id": "ended", "start_date": "20/1/2024"}
    lost = {"inspection_id": "lost", "start_date": "20/1/2024"}
    lists = {
        "1": ([ended, lost], JANUARY),
        "2": ([ended | {"end_date": "10/2/2024"}, lost], FEBRUARY),
        "3": ([{"inspection_id": "new", "start_date": "1/3/2024"}], MARCH),
    }
    for number in order:
        rows, said = lists[number]
        path = draft.write(f"{number}.csv", "inspections", *rows)
        assert draft.bring("inspections", path, **said).kept == len(rows)
    held = draft.rows("select inspection_id, end_date from inspection order by 1")
    assert held == [("ended", DAY(2024, 2, 10)), ("new", None)]


def test_tasks_are_at_hand_from_their_first_day_until_they_end(
    draft: Registers,
) -> None:
    rows = [
        {"task_id": "no day"},
        {"task_id": "meant", "planned_start_date": "1/12/2023"},
        {"task_id": "begun", "planned_start_date": "5/2/2024"}
        | {"start_date": "5/1/2024"},
        {"task_id": "ended", "start_date": "1/12/2023", "end_date": "3/1/2024"},
        {"task_id": "only its end", "end_date": "3/1/2024"},
    ]
    draft.bring("tasks", draft.write("a.csv", "tasks", *rows), **LATER)
    asked = "select entry_key, from_date, to_date from entry order by row_number"
    assert draft.rows(asked) == [
        ("no day", DAY(1900, 1, 1), None),
        ("meant", DAY(2023, 12, 1), None),
        ("begun", DAY(2024, 1, 5), None),
        ("ended", DAY(2023, 12, 1), DAY(2024, 1, 3)),
        ("only its end", DAY(2024, 1, 3), DAY(2024, 1, 3)),
    ]


def test_steps_and_subjects_are_of_the_unit_of_what_they_belong_to(
    draft: Registers,
) -> None:
    draft.owners(**{"1": "syt", "T/2": "sgddt"})
    rows = [{"task_id": "1"}, {"task_id": "T/2"}, {"task_id": "not known"}]
    path = draft.write("a.csv", "task_events", *rows)
    assert draft.bring("task_events", path, **JANUARY).touched == {"syt", "sgddt"}
    asked = "select entry_key, unit_id from entry where kind = 'task_events' order by 1"
    assert [(key.split("\x1f"), unit) for key, unit in draft.rows(asked)] == [
        (["1", "contracted", "02/01/2024"], "syt"),
        (["T/2", "contracted", "02/01/2024"], "sgddt"),
        (["not known", "contracted", "02/01/2024"], None),
    ]
    later = draft.write("b.csv", "task_events", {"task_id": "1", "event": "thanh lý"})
    read = draft.bring("task_events", later, **LATER)
    assert [(p.cell, p.value, p.expected) for p in read.problems] == [("syt", "1", "1")]
    assert set(draft.column("task_events", "task_id")) == {"1", "T/2", "not known"}
    assert "liquidated" in draft.column("task_events", "event")


def test_a_register_is_published_with_its_mapping_and_once(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "m.toml"]
    content = register("inspections", {"kind": "KT", "issuer": "x"})
    paths[0].write_text(content, "utf-8")
    paths[1].write_text('[values.kind]\nKT = "joint_check"\n', "utf-8")
    days = [("--from", "from_date"), ("--to", "to_date"), ("--as-of", "as_of")]
    told = [word for option, key in days for word in (option, JANUARY[key])]
    asked = ["import", "inspections", f"{paths[0]}", "--map", f"{paths[1]}", *told]
    asked += ["--workspace", f"{empty_workspace.root}"]
    for _ in range(2):
        done = CliRunner().invoke(cli.app, asked)
        assert done.exit_code == 0, done.output
    one, *more = empty_workspace.store.current().imports[1:]
    assert (one.kind, one.options, more) == (
        "inspections",
        JANUARY | {"map": "m.toml"},
        [],
    )
    with duckdb.connect(str(empty_workspace.open()), read_only=True) as connection:
        held = connection.execute("select issuer, kind from inspection").fetchall()
    assert held == [("x", "joint_check")]


# ---------------------------------------------------------------- order of import


@dataclass(frozen=True)
class Record:
    """An inspection whose unit and days stay, whatever else a list says of it."""

    issuer: str
    key: str
    unit_id: str
    start: dt.date
    end: dt.date | None

    def within(self, scope: tuple[str, dt.date, dt.date]) -> bool:
        """Whether it was at hand in a scope."""
        unit_id, first, last = scope
        return (
            self.unit_id == unit_id
            and self.start <= last
            and (self.end is None or self.end >= first)
        )


@dataclass(frozen=True)
class Said:
    """A list: its cut-off, what it speaks for, and what it has."""

    as_of: dt.date
    scopes: tuple[tuple[str, dt.date, dt.date], ...]
    has: frozenset[Record]

    def covers(self, one: Record) -> bool:
        """Whether it speaks for a record."""
        issuers = {other.issuer for other in self.has}
        return one.issuer in issuers and any(map(one.within, self.scopes))


def in_force(lists: Sequence[Said]) -> dict[tuple[str, str], str]:
    """Slowly: the record as its latest list says it, unless a later one that speaks
    for it does not have it."""
    found = {}
    for one in {record for said in lists for record in said.has}:
        latest = max(said.as_of for said in lists if one in said.has)
        if not any(said.as_of > latest and said.covers(one) for said in lists):
            found[one.issuer, one.key] = f"{latest}"
    return found


def made_up(dice: random.Random) -> list[Said]:
    """Three lists of the first months of a year, of records that some of them have."""
    first = DAY(2024, 1, 1)
    made = [
        Record(
            dice.choice("xy"),
            f"{number % 50}",
            dice.choice(["syt", "sgddt"]),
            start := first + dt.timedelta(dice.randrange(90)),
            dice.choice([None, start + dt.timedelta(dice.randrange(40))]),
        )
        for number in range(100)
    ]
    kept = list({(one.issuer, one.key): one for one in made}.values())
    lists: list[Said] = []
    while len(lists) < 3:
        scopes = []
        for unit_id in dice.sample(["syt", "sgddt"], dice.choice([1, 2])):
            begins = first + dt.timedelta(dice.randrange(60))
            ends = begins + dt.timedelta(dice.randrange(30))
            scopes.append((unit_id, begins, ends))
        systems = dice.choice(["x", "y", "xy"])
        spoken = [
            one
            for one in kept
            if one.issuer in systems and any(map(one.within, scopes))
        ]
        has = frozenset(one for one in spoken if dice.random() < 0.7)
        cut_off = dice.choice([DAY(2024, 4, 1), DAY(2024, 4, 2), DAY(2024, 4, 3)])
        if has:
            lists.append(Said(cut_off, tuple(scopes), has))
    return lists


def bring(draft: Registers, number: int, said: Said) -> None:
    """Import a made up list."""
    rows = [
        {
            "issuer": one.issuer,
            "inspection_id": one.key,
            "unit_id": one.unit_id,
            "start_date": f"{one.start}",
            "end_date": f"{one.end or ''}",
            "title": f"{said.as_of}",
        }
        for one in said.has
    ]
    scopes = [
        f'[[coverage]]\nunit_id = "{unit}"\nfrom_date = {begins}\nto_date = {ends}\n'
        for unit, begins, ends in said.scopes
    ]
    mapping = draft.file("m.toml", "".join(scopes))
    path = draft.write(f"{number}.csv", "inspections", *rows)
    as_of = f"{said.as_of}"
    read = draft.bring("inspections", path, mapping, map="m.toml", as_of=as_of)
    assert (read.kept, read.refused) == (len(rows), 0)


# Chosen so that leaving out any condition on unit, system or days comes to other rows.
@pytest.mark.parametrize("seed", [635, 1260])
def test_any_order_of_import_comes_to_what_the_slow_reference_says(
    draft: Registers, seed: int
) -> None:
    dice = random.Random(seed)
    lists = made_up(dice)
    order = dice.choice(list(permutations(range(3))))
    for number in order:
        bring(draft, number, lists[number])
    held = draft.rows("select issuer, inspection_id, title from inspection")
    assert {(issuer, key): title for issuer, key, title in held} == in_force(lists)
    keys = draft.rows("select issuer, entry_key, cast(as_of as text) from entry")
    assert {(issuer, key): as_of for issuer, key, as_of in keys} == in_force(lists)


# ---------------------------------------------------------------- who subjects are


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0101234567", "0101234567"),
        (" 0101 234 567 ", "0101234567"),
        ("01.01.234.567", "0101234567"),
        ("0101234567-001", "0101234567"),
        ("0101234567 - 012", "0101234567"),
        ("0101234567001", "0101234567"),
        ("001099012345", "001099012345"),
        ("101234567", None),
        ("01012345678", None),
        ("không có", None),
        ("-", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tax_code_is_its_digits_or_none(
    bare_tables: Any, written: str | None, code: str | None
) -> None:
    asked = bare_tables.execute("select tax_code_of($words)", {"words": written})
    assert asked.fetchall() == [(code,)]


SAME: list[list[tuple[str, str | None]]] = [
    [
        ("Công ty TNHH An Bình", "Số 5 đường Trần Phú, phường 1"),
        ("Cty TNHH AN BÌNH", "5 Trần Phú, P.1"),
        ("CÔNG TY TRÁCH NHIỆM HỮU HẠN AN BÌNH", "số nhà 5, phố Trần Phú, P. 1"),
        ("cong ty tnhh an binh", "5, tran phu (phuong 1)"),
    ],
    [
        ("Công ty TNHH một thành viên An Bình", "5 Trần Phú"),
        ("Cty TNHH MTV An Bình", "Số 5, Đ. Trần Phú"),
        ("Công ty TNHH 1 thành viên An Bình", "5 Trần Phú"),
        ("Công ty TNHH 1TV An-Bình", "5 Trần Phú"),
    ],
    [
        ("Công ty Cổ phần Xăng dầu B", "Km 3, xã C, huyện D"),
        ("Cty CP xăng dầu «B»", "Km 3, C, H. D"),
    ],
    [
        ("Công ty TNHH Thương mại và Dịch vụ E", "thị trấn F, tỉnh G"),
        ("Cty TNHH TM & DV E", "TT F, G"),
        ("Cty TNHH TM-DV E", "TT. F - tỉnh G"),
        ("Công ty TNHH Thương mại Dịch vụ E", "F, G"),
    ],
    [
        ("Doanh nghiệp tư nhân Đặng Hải", "Thành phố H"),
        ("DNTN Đặng Hải", "TP.H"),
        ("DNTN Ðặng Hải", "TP H"),  # the capital eth that old fonts have for Đ
        (unicodedata.normalize("NFD", "DNTN Đặng Hải"), "tp h"),
        ("DNTN đặng hải", "H"),
    ],
    [
        ("Hộ kinh doanh Bà Tư", "Chợ K"),
        ("HKD Bà Tư", "chợ K"),
    ],
    [("HKD Bà Tư", None), ("HKD Bà Tư", ""), ("HKD Bà Tư", " phường ")],
    [("HKD Bà Tư", "15 Trần Phú")],
    [("HKD Bà Tư", "5 Trần Phú")],
    [("HKD Bà Tư", "5A Trần Phú")],
    [("HKD Bà Tự 2", "5 Trần Phú")],
]


def test_names_and_addresses_are_known_again_however_they_are_written(
    bare_tables: Any,
) -> None:
    """Those of a group have one key, and it is no other group's."""
    keys = [
        {
            bare_tables.execute(
                "select name_key($name, $address)", {"name": name, "address": address}
            ).fetchall()[0][0]
            for name, address in group
        }
        for group in SAME
    ]
    assert [len(one) for one in keys] == [1] * len(SAME), keys
    assert len(set.union(*keys)) == len(SAME)
    assert keys[0] == {"cty tnhh an binh|5 tran phu 1"}


Met = tuple[str | None, str, bool]


def recognised(rows: Sequence[Met]) -> list[tuple[object, str]]:
    """Slowly: what each row is told from others by, and how it was found."""
    found: list[tuple[object, str]] = []
    for number, (tax_code, name_key, _) in enumerate(rows):
        codes = {code for code, key, _ in rows if key == name_key and code}
        if tax_code:
            found.append((tax_code, "tax_code"))
        elif name_key.endswith("|"):
            found.append((number, "none"))
        elif len(codes) == 1:
            found.append((codes.pop(), "name"))
        else:
            found.append((name_key, "name"))
    return found


@settings(max_examples=many(8), deadline=None)
@example(
    [
        (None, "a|5 x", False),
        ("0101234567", "a|5 x", False),
        ("0201234567", "a|5 x", True),
        ("0201234567", "b|5 x", True),
        (None, "b|5 x", False),
        ("0201234567", "b|", False),
        (None, "b|", False),
        (None, "b|", True),
    ]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, None, "0101234567", "0201234567"]),
            st.sampled_from(["a|5 x", "a|7 x", "b|5 x", "a|", "b|"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_subjects_are_told_apart_as_by_the_slow_reference(
    bare_tables: Any, rows: list[Met]
) -> None:
    day = DAY(2024, 1, 1)
    for table, is_planned in (("inspection_subject", False), ("inspection_plan", True)):
        bare_tables.execute(f"delete from {table}")
        made = [
            {"tax_code": tax_code, "name_key": name_key, "row_number": number}
            | {"source_id": "s", "issuer": "", "subject_name": name_key}
            | {"inspection_id": "1", "plan_id": "1", "unit_id": "syt", "kind": "check"}
            | dict.fromkeys(("visit_date", "planned_start_date"), day)
            | {"planned_end_date": day}
            for number, (tax_code, name_key, planned) in enumerate(rows)
            if planned == is_planned
        ]
        tables.insert_rows(bare_tables, table, made)
    bare_tables.execute("delete from subject_match")
    tables.fill(bare_tables, "subject_match", "rollup/subject_match")
    asked = "select subject_id, matched_by from subject_match order by row_number"
    found = bare_tables.execute(asked).fetchall()
    expected = recognised(rows)
    assert [by for _, by in found] == [by for _, by in expected]
    alike = dict(zip(expected, found, strict=True))
    assert len({one for one, _ in alike}) == len({one for one, _ in found})
    assert [alike[one] for one in expected] == found


def matches(draft: Registers, kind: str, column: str) -> list[Any]:
    """How the subjects of a kind are known, and as whom."""
    return draft.rows(
        f"select {column}, subject_id, matched_by from {TABLES[kind]} "
        "inner join subject_match using (source_id, row_number) order by row_number"
    )


def test_subjects_of_visits_and_of_plans_are_told_together(draft: Registers) -> None:
    rows: list[dict[str, str]] = [
        {"subject_name": "Công ty TNHH An Bình", "address": "Số 5 đường X"}
        | {"tax_code": "0101234567-002"},
        {"subject_name": "Bà Tư", "address": "Chợ"},
        {"subject_name": "Bà Tư", "place": "Chợ"},
        {"subject_name": "Bà Tư"},
        {"subject_name": "Bà Tư", "tax_code": "không"},
    ]
    path = draft.write("a.csv", "inspection_subjects", *rows)
    assert draft.bring("inspection_subjects", path, **JANUARY).kept == 5
    (alone,) = draft.rows("select source_id from source")
    assert matches(draft, "inspection_subjects", "tax_code") == [
        ("0101234567", "0101234567", "tax_code"),
        (None, "ba tu|cho", "name"),
        (None, "ba tu|cho", "name"),
        (None, f"{alone[0]} 5", "none"),
        (None, f"{alone[0]} 6", "none"),
    ]
    plan = [
        {"subject_name": "Cty TNHH An Bình", "address": "5 X"},
        {"subject_name": "HKD Bà Tư", "address": "Chợ", "tax_code": "0201234567"},
        {"subject_name": "Bà Tư", "address": "Chợ", "tax_code": "0201234567"},
    ]
    path = draft.write("b.csv", "inspection_plan", *plan)
    draft.bring("inspection_plan", path, **JANUARY)
    assert matches(draft, "inspection_plan", "plan_id") == [
        ("P/1", "0101234567", "name"),
        ("P/2", "0201234567", "tax_code"),
        ("P/3", "0201234567", "tax_code"),
    ]
    by_name = matches(draft, "inspection_subjects", "place")[1:3]
    assert by_name == [(None, "0201234567", "name"), ("Chợ", "0201234567", "name")]


def test_subjects_of_one_visit_are_told_by_code_or_by_name_and_address(
    draft: Registers,
) -> None:
    """Neither `không` in place of a code nor a common name makes two of them one."""
    alike = {"inspection_id": "1"}
    rows = [
        {"tax_code": "không", "subject_name": "Bà Tư", "address": "1 X"},
        {"tax_code": "không", "subject_name": "Bà Tư", "address": "2 X"},
        {"tax_code": "không", "subject_name": "Ông Năm"},
        {"tax_code": "0101234567-001", "subject_name": "Cửa hàng"},
        {"tax_code": "0101234567-002", "subject_name": "Cửa hàng"},
    ]
    path = draft.write("a.csv", "inspection_subjects", *(alike | one for one in rows))
    assert draft.bring("inspection_subjects", path, **JANUARY).kept == 5
    twice = draft.write(
        "b.csv", "inspection_subjects", *(alike | one for one in (rows[0], rows[0]))
    )
    problem, _ = draft.refused("inspection_subjects", twice, **LATER)
    assert (problem.rule, problem.value) == (
        "entry_twice",
        "1, Bà Tư, 1 X, 02/01/2024",
    )


# ---------------------------------------------------------------- large, foreign lists

MANY = 60_000
YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31", "as_of": "2025-01-15"}
FOREIGN = """
[file]
delimiter = "|"
decimal = "."
null = ["?"]
date_format = ["%d/%m/%Y", "%d/%m/%Y %H:%M"]

[columns]
"Số vụ" = "inspection_id"
"Phòng" = "unit_id"
"Dạng" = "kind"
"Nguồn" = "trigger"
"Khai mạc" = "start_date"
"Bế mạc" = "end_date"
"Gặp" = "subjects"
"Phạt" = "fines_vnd"
"Mảng" = "field"

[constants]
issuer = "thanhtra"

[values.unit_id]
"Phòng 1" = "syt"
"Phòng 2" = "sgddt"

[values.kind]
"TT" = "specialised"
"KT" = "check"
"NN" = "state_check"

[values.trigger]
"1" = "planned"
"2" = "unscheduled"

[values.field]
"dầu" = "fuel"
"vàng bạc" = "gold"
"""


def written(moment: dt.datetime, way: int) -> str:
    """A local time as one system or another writes it."""
    if way == 0:
        return f"{moment:%d/%m/%Y %H:%M}"
    if way == 1:
        return f"{moment - dt.timedelta(hours=7):%Y-%m-%dT%H:%M:%SZ}"
    if way == 2:
        return f"{moment - dt.timedelta(hours=12):%Y-%m-%d %H:%M:%S-05:00}"
    return f"{moment:%d/%m/%Y}"


def test_a_large_export_of_another_system_goes_in_by_its_local_dates(
    draft: Registers,
) -> None:
    counted: Counter[tuple[Any, ...]] = Counter()
    lines = ["TT|Số vụ|Phòng|Dạng|Nguồn|Khai mạc|Bế mạc|Gặp|Phạt|Mảng"]
    first = dt.datetime(2024, 1, 1)
    for n in range(MANY):
        starts = first + dt.timedelta(minutes=n * 8 + n % 7)
        ends = starts + dt.timedelta(hours=n % 50)
        is_open = n % 5 == 0
        lines.append(
            f"{n}|V/{n}|Phòng {n % 2 + 1}|{('TT', 'KT', 'NN')[n % 3]}|{n % 4 // 2 + 1}|"
            f"{written(starts, n % 4)}|{'?' if is_open else written(ends, n % 3)}|"
            f"{n % 9}|{n:,}.00|{('dầu', 'vàng bạc', '?')[n % 3]}"
        )
        counted[
            ("syt", "sgddt")[n % 2],
            ("specialised", "check", "state_check")[n % 3],
            ("planned", "unscheduled")[n % 4 // 2],
            ("fuel", "gold", None)[n % 3],
            starts.date(),
            None if is_open else ends.date(),
        ] += 1
    path = draft.file("a.csv", "\n".join(lines))
    mapping = draft.file("m.toml", FOREIGN)
    read = draft.bring("inspections", path, mapping, map="m.toml", **YEAR)
    assert (read.kept, read.refused, read.problems) == (MANY, 0, ())
    columns = "unit_id, kind, trigger, field, start_date, end_date"
    found = draft.rows(f"select {columns}, count(*) from inspection group by all")
    assert {tuple(row[:-1]): row[-1] for row in found} == counted
    sums = draft.rows("select sum(subjects), sum(fines_vnd) from inspection")
    assert sums == [(sum(n % 9 for n in range(MANY)), sum(range(MANY)))]
    asked = "select count(*), count(distinct entry_key), min(issuer) from entry"
    assert draft.rows(asked) == [(MANY, MANY, "thanhtra")]


def visits() -> Iterator[tuple[str, str, str]]:
    """Name, tax code and address of those met: 4000 twice by their codes, 2000 by code
    and by name, 1500 by name alone; 500 whose name is that of two enterprises; 1000
    without anything but a name; all others once."""
    for n in range(4000):
        yield f"Công ty CP Mã {n}", f"01{n:08}", ""
        yield f"Chi nhánh {n}", f"01{n:08}-001", f"{n} Lê Lợi"
    for n in range(2000):
        yield f"Cty TNHH Tên {n}", f"02 {n:08}", f"5 Trần Phú, P.{n}"
        name = f"Công ty trách nhiệm hữu hạn Tên {n}"
        yield name, "", f"Số 5 đường Trần Phú, phường {n}"
    for n in range(1500):
        yield f"Hộ kinh doanh {n}", "", "Chợ A"
        yield f"HKD {n}", "không", "chợ a"
    for n in range(500):
        for code in (f"03{n:08}", f"04{n:08}", ""):
            yield f"DNTN {n}", code, f"Km {n}"
    for _ in range(1000):
        yield "Nguyễn Văn A", "", ""
    for n in range(MANY - 17_500):
        yield f"Cty Riêng {n}", f"05{n:08}", f"{n} Hùng Vương"


def test_subjects_met_again_in_a_large_list_are_found(draft: Registers) -> None:
    met = [{"inspection_id": f"{n}"} for n in range(600)]
    path = draft.write("i.csv", "inspections", *met)
    draft.bring("inspections", path, **JANUARY)
    rows = (
        f"{n % 600};{name};{code};{address};{n % 31 + 1}/1/2024"
        for n, (name, code, address) in enumerate(visits())
    )
    header = "Mã cuộc;Tên đối tượng;MST;Địa chỉ;Ngày kiểm tra"
    path = draft.file("a.csv", listed(*rows, header=header))
    read = draft.bring("inspection_subjects", path, **JANUARY)
    assert (read.kept, read.refused, read.touched) == (MANY, 0, {"syt"})
    found = draft.rows(
        """
        with subjects as (
            select
                subject_id,
                count(*) as visits,
                string_agg(distinct matched_by, '+' order by matched_by) as matched_by
            from inspection_subject
            inner join subject_match using (source_id, row_number)
            group by subject_id
        )

        select matched_by, visits, count(*) from subjects group by all order by all
        """
    )
    assert found == [
        ("name", 1, 500),
        ("name", 2, 1500),
        ("name+tax_code", 2, 2000),
        ("none", 1, 1000),
        ("tax_code", 1, MANY - 17_500 + 1000),
        ("tax_code", 2, 4000),
    ]
    assert draft.rows("select count(*) from subject_match") == [(MANY,)]


@pytest.mark.parametrize(
    ("child", "parent", "named"),
    [
        ("inspection_subjects", "inspections", "inspection_id"),
        ("task_events", "tasks", "task_id"),
    ],
)
def test_rows_listed_before_what_they_belong_to_have_its_unit_later(
    draft: Registers, child: str, parent: str, named: str
) -> None:
    asked = f"select unit_id from entry where kind = '{child}'"
    early = draft.write("early.csv", child, {named: "1"})
    draft.bring(child, early, **JANUARY)
    assert draft.rows(asked) == [(None,)]
    draft.bring(parent, draft.write("parent.csv", parent, {named: "1"}), **JANUARY)
    assert draft.rows(asked) == [("syt",)]
