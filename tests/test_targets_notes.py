"""Targets and notes: what goes in, what is refused at which cell, what is in force."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from registers import Registers, worded
from typer.testing import CliRunner

from dashboard import cli, queries
from dashboard.intake import records
from dashboard.workspace.workspace import Workspace

DAY = dt.date
YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31", "as_of": "2024-01-20"}
LATER = YEAR | {"as_of": "2024-07-01"}
RATE, COUNT = "procedures.on_time_rate_resolved", "tasks.accepted"
MEDIAN, MONEY = "procedures.median_days", "checks.fines"
TARGET = {"Đơn vị": "syt", "Chỉ tiêu": COUNT, "Kỳ": "2024", "Mức giao": "5"}
NOTE = {"Ngày": "1/7/2024", "Loại": "Sự kiện", "Nội dung": "Nâng cấp hệ thống"}
Change = Mapping[str, str]


@pytest.fixture
def draft(made_empty: Path, tmp_path: Path) -> Iterator[Registers]:
    """A draft with the shipped catalog."""
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(Workspace(made_empty).open().read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield Registers(connection, tmp_path)


def lines(good: Change, changes: Sequence[Change]) -> str:
    """The text of a csv with Vietnamese headers: a row for each change."""
    headers = list(dict.fromkeys([*good, *(name for one in changes for name in one)]))
    out = io.StringIO()
    rows = csv.DictWriter(out, headers, "", delimiter=";", lineterminator="\n")
    rows.writeheader()
    rows.writerows({**good, **change} for change in changes)
    return out.getvalue()


def targets(draft: Registers, *changes: Change, name: str = "a.csv") -> Path:
    """A list of targets."""
    return draft.file(name, lines(TARGET, changes))


def notes(draft: Registers, *changes: Change, name: str = "a.csv") -> Path:
    """A list of notes."""
    return draft.file(name, lines(NOTE, changes))


def figures(draft: Registers) -> dict[tuple[str, str, bool], float]:
    """The targets in force by indicator, period and kind."""
    asked = "select indicator_id, period_id, is_cumulative, value from target"
    return {
        (one, period, kind): value for one, period, kind, value in draft.rows(asked)
    }


def said(draft: Registers) -> set[tuple[str | None, str]]:
    """The notes in force."""
    return set(draft.rows("select unit_id, words.vi from note"))


# ---------------------------------------------------------------- what cells say

VALUES = [
    (RATE, "98", 0.98),
    (RATE, "98%", 0.98),
    (RATE, "98,5 %", 0.985),
    (RATE, "0,5%", 0.005),
    (RATE, "100", 1.0),
    (RATE, "0", 0.0),
    ("inspections.recovery_rate", "118%", 1.18),
    (COUNT, "1.200", 1200),
    (COUNT, "0", 0),
    (MEDIAN, "3,5", 3.5),
    (MONEY, "1.500.000", 1_500_000),
    ("tasks.pending", "12", 12),
]


def test_values_are_read_as_people_type_them(draft: Registers) -> None:
    months = [f"2024-M{number:02}" for number in range(1, len(VALUES) + 1)]
    rows = [
        {"Chỉ tiêu": indicator, "Kỳ": month, "Mức giao": words}
        for month, (indicator, words, _) in zip(months, VALUES, strict=True)
    ]
    read = draft.bring("targets", targets(draft, *rows), **YEAR)
    assert (read.kept, read.refused, read.problems) == (len(rows), 0, ())
    assert (read.touched, read.areas) == ({"syt"}, frozenset())
    found = draft.column("targets", "value")
    assert found == pytest.approx([value for *_, value in VALUES])


def test_every_column_of_a_target_is_read(draft: Registers) -> None:
    more = {"Cách tính": "Lũy kế", "Phần": "level=province", "Lịch": "Dương lịch"}
    more |= {"Số quyết định": "12/QĐ-UBND", "Ngày quyết định": "5/1/2024"}
    rows = [more, {"Kỳ": "2024-H1"}, {"Kỳ": "2024-H2", "Cách tính": "trong kỳ"}]
    draft.bring("targets", targets(draft, *rows), **YEAR)
    columns = "unit_id, indicator_id, calendar, period_id, part, value, is_cumulative"
    columns += ", document, decision_date, row_number"
    decision = "12/QĐ-UBND", DAY(2024, 1, 5)
    assert draft.rows(f"select {columns} from target order by row_number") == [
        ("syt", COUNT, "civil", "2024", "level=province", 5, True, *decision, 2),
        ("syt", COUNT, "state", "2024-H1", "", 5, False, None, None, 3),
        ("syt", COUNT, "state", "2024-H2", "", 5, False, None, None, 4),
    ]


def test_a_cell_in_per_cent_of_a_sheet_is_a_fraction(draft: Registers) -> None:
    path = draft.folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        per_cent = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(TARGET))
        for row, value in enumerate((0.975, 1, 0), start=1):
            sheet.write_row(row, 0, ["syt", RATE, f"2024-Q{row}"])
            sheet.write_number(row, 3, value, per_cent)
        sheet.write_row(4, 0, ["syt", RATE, "2024", 98.5])
    assert draft.bring("targets", path, **YEAR).kept == 4
    assert draft.column("targets", "value") == pytest.approx([0.975, 1, 0, 0.985])


def test_every_column_of_a_note_is_read(draft: Registers) -> None:
    rows = [
        {"Đơn vị": "syt", "Chỉ tiêu": COUNT, "Loại": "Mốc thay đổi"},
        {"Lĩnh vực": "Thủ tục hành chính", "Nội dung tiếng Anh": "System upgraded"},
        {"Văn bản": "5/NQ-HĐND", "Nội dung": "Ý" * 200, "Hệ thống": "khoi"},
    ]
    read = draft.bring("notes", notes(draft, *rows), **YEAR)
    assert (read.kept, read.problems, read.touched) == (3, (), {"syt"})
    columns = "issuer, note_date, unit_id, area, indicator_id, kind, words, document"
    day, words = DAY(2024, 7, 1), NOTE["Nội dung"]
    both = {"vi": words, "en": "System upgraded"}
    long = {"vi": "Ý" * 200, "en": "Ý" * 200}
    assert draft.rows(f"select {columns} from note order by row_number") == [
        ("", day, "syt", None, COUNT, "change", {"vi": words, "en": words}, None),
        ("", day, None, "procedures", None, "event", both, None),
        ("khoi", day, None, None, None, "event", long, "5/NQ-HĐND"),
    ]


def test_notes_know_every_area_of_the_catalog_and_no_other(draft: Registers) -> None:
    found = draft.rows("select distinct area from indicator")
    known = set(records.codes("notes")["area"].values())
    assert known == {area for (area,) in found}


# ---------------------------------------------------------------- what is refused

LONG = "x" * 201
# A row by what it changes, the header at which it is refused, the rule, and a part of
# what is expected instead.
FAULTS: dict[str, list[tuple[Change, str, str, str]]] = {
    "targets": [
        ({"Đơn vị": ""}, "Đơn vị", "required_empty", ""),
        ({"Chỉ tiêu": ""}, "Chỉ tiêu", "required_empty", ""),
        ({"Kỳ": ""}, "Kỳ", "required_empty", ""),
        ({"Mức giao": ""}, "Mức giao", "required_empty", ""),
        ({"Chỉ tiêu": RATE, "Mức giao": " "}, "Mức giao", "required_empty", ""),
        ({"Đơn vị": "sxd"}, "Đơn vị", "unknown_unit", "syt"),
        ({"Chỉ tiêu": "tasks.acepted"}, "Chỉ tiêu", "unknown_indicator", COUNT),
        ({"Kỳ": "2024-H3"}, "Kỳ", "unknown_period", ""),
        ({"Kỳ": "6 tháng đầu năm"}, "Kỳ", "unknown_period", ""),
        ({"Kỳ": "2025"}, "Kỳ", "outside_coverage", "01/01/2024 – 31/12/2024"),
        ({"Đơn vị": "sgddt"}, "Đơn vị", "outside_coverage", "syt"),
        ({"Mức giao": "chín"}, "Mức giao", "not_a_number", ""),
        ({"Mức giao": "12.5"}, "Mức giao", "not_a_number", ""),
        ({"Mức giao": "2,5"}, "Mức giao", "not_a_count", ""),
        ({"Mức giao": "-1"}, "Mức giao", "not_a_count", ""),
        ({"Mức giao": "90%"}, "Mức giao", "not_a_count", ""),
        ({"Mức giao": "9" * 17}, "Mức giao", "too_big", ""),
        ({"Chỉ tiêu": MONEY, "Mức giao": "0,5"}, "Mức giao", "not_a_count", ""),
        ({"Chỉ tiêu": MEDIAN, "Mức giao": "-1"}, "Mức giao", "below_zero", ""),
        ({"Chỉ tiêu": MEDIAN, "Mức giao": "9%"}, "Mức giao", "not_a_number", ""),
        ({"Chỉ tiêu": RATE, "Mức giao": "-5%"}, "Mức giao", "rate_below_zero", ""),
        ({"Chỉ tiêu": RATE, "Mức giao": "-5"}, "Mức giao", "rate_below_zero", ""),
        ({"Chỉ tiêu": RATE, "Mức giao": "980"}, "Mức giao", "rate_above_whole", ""),
        ({"Chỉ tiêu": RATE, "Mức giao": "101%"}, "Mức giao", "rate_above_whole", ""),
        (
            {"Chỉ tiêu": RATE, "Mức giao": "0,98"},
            "Mức giao",
            "rate_without_percent",
            "",
        ),
        (
            {"Chỉ tiêu": "inspections.recovery_rate", "Mức giao": "90"},
            "Mức giao",
            "rate_without_percent",
            "",
        ),
        ({"Cách tính": "cả năm"}, "Cách tính", "unknown_word", "true, false"),
        (
            {"Chỉ tiêu": RATE, "Mức giao": "90", "Cách tính": "lũy kế"},
            "Cách tính",
            "never_adds_up",
            "",
        ),
        (
            {"Chỉ tiêu": "tasks.pending", "Cách tính": "lũy kế"},
            "Cách tính",
            "never_adds_up",
            "",
        ),
        (
            {"Chỉ tiêu": "procedures.received", "Cách tính": "lũy kế"},
            "Cách tính",
            "never_adds_up",
            "",
        ),
        ({"Lịch": "âm lịch"}, "Lịch", "unknown_word", "state, civil"),
        ({"Phần": "field=fuel"}, "Phần", "wrong_part", "level"),
        ({"Phần": "cả tỉnh"}, "Phần", "wrong_part", "level"),
        ({"Phần": "level=province;level=national"}, "Phần", "wrong_part", "level"),
        ({"Phần": "level=moon"}, "Phần", "not_in_catalog", "level=province"),
        ({"Ngày quyết định": "31/2/2024"}, "Ngày quyết định", "not_a_date", ""),
        ({"Kỳ": LONG}, "Kỳ", "too_long", "200"),
    ],
    "notes": [
        ({"Ngày": ""}, "Ngày", "required_empty", ""),
        ({"Loại": ""}, "Loại", "required_empty", ""),
        ({"Nội dung": ""}, "Nội dung", "required_empty", ""),
        ({"Ngày": "31/2/2024"}, "Ngày", "not_a_date", ""),
        ({"Ngày": "1/7/2025"}, "Ngày", "outside_coverage", "31/12/2024"),
        ({"Loại": "họp"}, "Loại", "unknown_word", "event, change"),
        ({"Nội dung": LONG}, "Nội dung", "too_long", "200"),
        ({"Nội dung tiếng Anh": LONG}, "Nội dung tiếng Anh", "too_long", "200"),
        ({"Đơn vị": "sxd"}, "Đơn vị", "unknown_unit", "syt"),
        ({"Đơn vị": "sgddt"}, "Đơn vị", "outside_coverage", "syt"),
        ({"Đơn vị": ""}, "Đơn vị", "outside_coverage", "syt"),
        ({"Lĩnh vực": "đất đai"}, "Lĩnh vực", "unknown_word", "procedures"),
        ({"Chỉ tiêu": "tasks.acepted"}, "Chỉ tiêu", "unknown_indicator", COUNT),
        (
            {"Chỉ tiêu": COUNT, "Lĩnh vực": "tasks"},
            "Lĩnh vực",
            "area_and_indicator",
            COUNT,
        ),
    ],
}
GOOD: dict[str, Change] = {
    "targets": TARGET,
    "notes": NOTE | {"Đơn vị": "syt"},
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_faulty_row_is_refused_at_its_cell_in_one_sentence(
    draft: Registers, kind: str
) -> None:
    """One file for each, for most faulty targets would be one and the same."""
    for change, header, rule, expected in FAULTS[kind]:
        content = lines(GOOD[kind], [change])
        path = draft.file("a.csv", content)
        problems = draft.refused(kind, path, **YEAR, unit_id="syt")
        headers = content.splitlines()[0].split(";")
        cell = f"{'ABCDEFGH'[headers.index(header)]}2"
        found = {(one.cell, one.rule): one for one in problems}
        assert (cell, rule) in found, (change, problems)
        if rule != "too_long":
            assert len(found) == 1, (change, problems)
        assert expected in found[cell, rule].expected
        for one in problems:
            assert (one.severity, one.row) == ("refused", 2)
            worded(one)


def test_the_rest_goes_in_when_the_bad_are_skipped(draft: Registers) -> None:
    path = targets(draft, {}, {"Kỳ": "2024-H1", "Mức giao": "nhiều"})
    read = draft.bring("targets", path, **YEAR, skip_bad="true")
    assert (read.kept, read.refused) == (1, 1)
    assert figures(draft) == {(COUNT, "2024", False): 5}
    counted = "select kind, origin, rows_kept, rows_refused from source"
    assert draft.rows(counted) == [("targets", "real", 1, 1)]


@pytest.mark.parametrize(
    ("kind", "change", "column"),
    [
        ("targets", {"Cách tính": "lũy kế"}, "B"),
        ("targets", {"Phần": "level=province"}, "B"),
        ("notes", {"Lĩnh vực": "tasks"}, "C"),
        ("notes", {}, "C"),
    ],
)
def test_what_is_told_twice_is_refused_at_both(
    draft: Registers, kind: str, change: Change, column: str
) -> None:
    good = TARGET if kind == "targets" else NOTE
    path = draft.file(
        "a.csv", lines(good, [change, {"Đơn vị": "syt"} | {**change}] * 2)
    )
    found = draft.refused(kind, path, **YEAR)
    expected = {(f"{column}{row}", "entry_twice") for row in range(2, 6)}
    assert {(one.cell, one.rule) for one in found} == expected
    for one in found:
        assert "\x1f" not in one.value
        worded(one)


def test_period_and_cumulative_targets_of_one_period_are_two(draft: Registers) -> None:
    rows = [{}, {"Cách tính": "lũy kế", "Mức giao": "9"}, {"Phần": "level=national"}]
    assert draft.bring("targets", targets(draft, *rows), **YEAR).kept == 3


@pytest.mark.parametrize("kind", GOOD)
def test_real_and_invented_units_do_not_share_a_list(
    draft: Registers, kind: str
) -> None:
    draft.connection.execute(
        "update unit set origin = 'invented' where unit_id = 'syt'"
    )
    path = draft.file("a.csv", lines(GOOD[kind], [{}, {"Đơn vị": "sgddt"}]))
    (problem,) = draft.refused(kind, path, **YEAR)
    assert (problem.rule, problem.file) == ("two_origins", "a.csv")


@pytest.mark.parametrize("kind", GOOD)
def test_it_must_be_said_what_a_list_speaks_for(draft: Registers, kind: str) -> None:
    path = draft.file("a.csv", lines(GOOD[kind], [{}]))
    for options, rule in (
        ({}, "no_as_of"),
        ({"as_of": "2024-01-20"}, "no_from_to"),
        (YEAR | {"from_date": "2025-01-01"}, "ends_before_start"),
        (YEAR | {"unit_id": "sxd"}, "unknown_unit"),
    ):
        (problem,) = draft.refused(kind, path, **options)
        assert problem.rule == rule


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("targets", {"Đơn vị": "skhcn2", "Kỳ": "2024-H1"}),
        ("notes", {"Đơn vị": "skhcn2"}),
        ("targets", {"Đơn vị": "skhcn", "Kỳ": "2026"}),
        ("notes", {"Đơn vị": "skhcn", "Ngày": "1/3/2025"}),
    ],
)
def test_a_unit_that_did_not_exist_then_is_doubted(
    draft: Registers, kind: str, change: Change
) -> None:
    path = draft.file("a.csv", lines(GOOD[kind], [{}, change]))
    read = draft.bring(kind, path, **YEAR | {"to_date": "2026-12-31"})
    (problem,) = read.problems
    ends = {"skhcn": "28/02/2025", "skhcn2": "01/03/2025"}
    assert (read.kept, problem.rule, problem.severity, problem.row) == (
        2,
        "unit_not_existing",
        "warning",
        3,
    )
    assert problem.expected == ends[change["Đơn vị"]]
    worded(problem)
    assert draft.rows("select rule, stage, value from warning") == [
        ("unit_not_existing", "intake", change["Đơn vị"])
    ]


# ---------------------------------------------------------------- what is in force


def test_the_later_list_of_targets_is_in_force_for_the_areas_that_it_names(
    draft: Registers,
) -> None:
    rows = [{}, {"Kỳ": "2024-H1"}, {"Chỉ tiêu": RATE, "Mức giao": "96"}]
    rows += [{"Kỳ": "2023"}, {"Đơn vị": "sgddt", "Mức giao": "7"}]
    first = targets(draft, *rows)
    draft.bring("targets", first, **YEAR | {"from_date": "2023-01-01"})
    later = targets(draft, {"Mức giao": "6"}, name="b.csv")
    read = draft.bring("targets", later, **LATER)
    (problem,) = read.problems
    assert (problem.rule, problem.cell, problem.value, problem.expected) == (
        "entries_no_longer_listed",
        "syt",
        "1",
        "3",
    )
    asked = "select unit_id, indicator_id, period_id, value from target order by all"
    in_force = [
        ("sgddt", COUNT, "2024", 7),
        ("syt", RATE, "2024", 0.96),
        ("syt", COUNT, "2023", 5),
        ("syt", COUNT, "2024", 6),
    ]
    assert draft.rows(asked) == in_force
    # One that comes late neither overwrites it nor brings back what it does not have.
    late = targets(draft, {}, {"Kỳ": "2024-Q1"}, name="c.csv")
    read = draft.bring("targets", late, **YEAR | {"as_of": "2024-02-01"})
    assert (read.kept, read.problems, draft.rows(asked)) == (2, (), in_force)


def test_targets_of_the_year_of_the_state_are_within_the_same_civil_year(
    draft: Registers,
) -> None:
    """Its next year begins on 15 December."""
    rows = [{"Kỳ": "2024"}, {"Kỳ": "2025"}, {"Kỳ": "2025-M01"}]
    two = YEAR | {"to_date": "2025-12-31"}
    draft.bring("targets", targets(draft, *rows), **two)
    draft.bring("targets", targets(draft, {"Kỳ": "2024-H2"}, name="b.csv"), **LATER)
    assert {period for _, period, _ in figures(draft)} == {
        "2024-H2",
        "2025",
        "2025-M01",
    }


def test_equal_cut_offs_must_agree(draft: Registers) -> None:
    draft.bring("targets", targets(draft, {}), **YEAR)
    other = targets(draft, {"Mức giao": "6"}, {"Kỳ": "2024-H1"}, name="b.csv")
    (problem,) = draft.refused("targets", other, **YEAR)
    assert (problem.rule, problem.cell, problem.expected) == (
        "record_differs",
        "B2",
        "a.csv A2",
    )
    worded(problem)
    draft.bring("targets", targets(draft, {"Kỳ": "2024-H1"}, name="c.csv"), **YEAR)
    assert len(figures(draft)) == 2


@pytest.mark.parametrize("kind", GOOD)
def test_the_same_bytes_again_change_nothing_and_as_another_kind_leave_nothing(
    draft: Registers, kind: str
) -> None:
    path = draft.file("a.csv", lines(GOOD[kind], [{}]))
    draft.bring(kind, path, **YEAR)
    before = draft.everything()
    draft.bring(kind, path, **YEAR)
    assert draft.everything() == before
    both = lines({**TARGET, **NOTE}, [{}])
    other = draft.file("b.csv", both)
    draft.bring("targets", other, **YEAR)
    draft.bring("notes", other, **YEAR)
    held = "select kind from entry order by 1"
    assert draft.rows(held) == sorted([("notes",), (kind,)])


def test_a_later_list_of_notes_replaces_those_on_whom_it_names(
    draft: Registers,
) -> None:
    rows = [
        {"Nội dung": "mọi đơn vị, cũ"},
        {"Nội dung": "mọi đơn vị, còn"},
        {"Nội dung": "hệ thống khác", "Hệ thống": "khoi"},
        {"Nội dung": "của syt", "Đơn vị": "syt"},
        {"Nội dung": "năm trước", "Ngày": "1/7/2023"},
    ]
    first = notes(draft, *rows)
    draft.bring("notes", first, **YEAR | {"from_date": "2023-01-01"})
    covered = (
        "select unit_id from list_coverage where issuer = '' order by 1 nulls last"
    )
    assert draft.rows(covered) == [("syt",), (None,)]
    later = notes(draft, {"Nội dung": "mọi đơn vị, còn"}, name="b.csv")
    read = draft.bring("notes", later, **LATER)
    (problem,) = read.problems
    assert (problem.rule, problem.cell, problem.value, problem.expected) == (
        "entries_no_longer_listed",
        "",
        "1",
        "3",
    )
    worded(problem)
    assert draft.rows("select unit_id, value from warning") == [(None, "1")]
    in_force = {
        (None, "mọi đơn vị, còn"),
        (None, "hệ thống khác"),
        ("syt", "của syt"),
        (None, "năm trước"),
    }
    assert (said(draft), read.touched) == (in_force, frozenset())
    late = notes(draft, {"Nội dung": "mọi đơn vị, muộn"}, name="c.csv")
    draft.bring("notes", late, **YEAR | {"as_of": "2024-02-01"})
    assert said(draft) == in_force
    # Of one unit alone it says nothing of notes on every unit.
    alone = notes(draft, {"Nội dung": "mới", "Đơn vị": "syt"}, name="d.csv")
    draft.bring("notes", alone, **LATER, unit_id="syt")
    assert said(draft) == in_force - {("syt", "của syt")} | {("syt", "mới")}


def test_no_period_is_complete_because_of_targets_or_notes(draft: Registers) -> None:
    draft.bring("targets", targets(draft, {}), **YEAR)
    draft.bring("notes", notes(draft, {}, name="b.csv"), **YEAR)
    assert draft.rows("select count(*) from covered_days") == [(0,)]
    assert len(draft.rows("select 1 from list_coverage")) == 2


# ---------------------------------------------------------------- what pages ask


def asked(draft: Registers, name: str, **params: Any) -> list[dict[str, Any]]:
    """What a query for pages answers over the draft."""
    found = queries.fetch(draft.connection, queries.query(name).sql, params)
    return queries.records(found)


def words(draft: Registers, **params: Any) -> set[str]:
    """The notes that a page finds."""
    rest = dict.fromkeys(queries.query("trends/notes").params)
    rows = asked(draft, "trends/notes", **rest | params)
    return {one["words"]["vi"] for one in rows}


def test_a_page_finds_the_notes_on_what_it_shows(draft: Registers) -> None:
    rows = [
        {"Nội dung": "mọi thứ"},
        {"Nội dung": "syt", "Đơn vị": "syt"},
        {"Nội dung": "nhiệm vụ", "Lĩnh vực": "tasks"},
        {"Nội dung": "nghiệm thu", "Chỉ tiêu": COUNT},
        {"Nội dung": "kiểm tra", "Chỉ tiêu": "tasks.checked"},
        {"Nội dung": "trước", "Ngày": "1/2/2024"},
    ]
    draft.bring("notes", notes(draft, *rows), **YEAR)
    everything = {one["Nội dung"] for one in rows}
    assert words(draft) == everything
    assert words(draft, unit_ids=["syt"]) == everything
    general = {"mọi thứ", "trước"}
    tasks = general | {"nhiệm vụ", "nghiệm thu", "kiểm tra"}
    assert words(draft, unit_ids=["sgddt"]) == tasks
    assert words(draft, unit_ids=["sgddt"], area="tasks") == tasks
    assert words(draft, unit_ids=["sgddt"], area="checks") == general
    of_one = tasks - {"kiểm tra"}
    for area in (None, "tasks"):
        found = words(draft, unit_ids=["sgddt"], area=area, indicator_id=COUNT)
        assert found == of_one
    day = DAY(2024, 7, 1)
    assert words(draft, from_date=day) == everything - {"trước"}
    assert words(draft, to_date=day - dt.timedelta(1)) == {"trước"}


@pytest.mark.parametrize("origin", ["real", "invented"])
def test_a_note_on_every_unit_is_on_those_of_its_origin(
    draft: Registers, origin: str
) -> None:
    draft.connection.execute(
        "update unit set origin = 'invented' where unit_id = 'syt'"
    )
    draft.bring("notes", notes(draft, {}), **YEAR, origin=origin)
    whose = {"real": "sgddt", "invented": "syt"}
    found = {one: words(draft, unit_ids=[one]) for one in whose.values()}
    assert [unit for unit, said in found.items() if said] == [whose[origin]]


def test_a_page_finds_the_targets_of_its_units(draft: Registers) -> None:
    rows = [{"Lịch": "civil"}, {"Kỳ": "2024-H1"}, {"Chỉ tiêu": RATE, "Mức giao": "96"}]
    rows += [{"Đơn vị": "sgddt"}]
    draft.bring("targets", targets(draft, *rows), **YEAR)
    params: dict[str, Any] = {"calendar": "state", "unit_ids": None}
    found = asked(draft, "trends/targets", **params, indicator_ids=[COUNT])
    assert [(one["unit_id"], one["period_id"]) for one in found] == [
        ("sgddt", "2024"),
        ("syt", "2024-H1"),
    ]
    params = {"calendar": "state", "unit_ids": ["syt"], "indicator_ids": None}
    found = asked(draft, "trends/targets", **params)
    assert [one["value"] for one in found] == [0.96, 5]


# ---------------------------------------------------------------- from the outside


@pytest.mark.parametrize("kind", GOOD)
def test_a_list_is_published_once(
    empty_workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(lines(GOOD[kind], [{}]), "utf-8")
    days = [("--from", "from_date"), ("--to", "to_date"), ("--as-of", "as_of")]
    told = [word for option, key in days for word in (option, YEAR[key])]
    command = ["import", kind, f"{path}", *told]
    command += ["--workspace", f"{empty_workspace.root}"]
    for _ in range(2):
        done = CliRunner().invoke(cli.app, command)
        assert done.exit_code == 0, done.output
    assert [one.kind for one in empty_workspace.store.current().imports[1:]] == [kind]
    found = empty_workspace.query("quality/sources").frame
    assert list(found["in_force"]) == [1]


@pytest.mark.parametrize(
    ("kind", "change"),
    [("targets", {}), ("notes", {"Chỉ tiêu": COUNT}), ("notes", {"Đơn vị": "sgddt"})],
)
def test_a_catalog_must_keep_what_targets_and_notes_name(
    draft: Registers, kind: str, change: Change
) -> None:
    draft.bring(kind, draft.file("a.csv", lines(GOOD[kind], [change])), **YEAR)
    draft.connection.execute(f"delete from indicator where indicator_id = '{COUNT}'")
    draft.connection.execute("delete from unit where unit_id = 'sgddt'")
    (lost,) = asked(draft, "intake/catalog_orphans")
    assert lost == {"id": change.get("Đơn vị", COUNT), "figures": 1}
