"""Lists of dossiers, pauses and procedures: every refusal at its cell, nothing lost."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from examples import many
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lists import FEBRUARY, HEADER, JANUARY, MARCH, Draft, listed

from dashboard import text
from dashboard.errors import FileRefused, Refusal
from dashboard.intake import loading, records, tabular
from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

DAY = dt.date


@pytest.fixture
def draft(made_empty: Path, tmp_path: Path) -> Iterator[Draft]:
    """A draft with the shipped catalog."""
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(Workspace(made_empty).open().read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield Draft(connection, tmp_path)


def of(draft: Draft, column: str, word: str) -> Any:
    """What a word in a column of a dossier is read as."""
    header = f"dossier_id;unit_id;accepted_date;due_date;finished_date;{column}"
    row = f"1;syt;2/1/2024;9/1/2024;9/1/2024;{word}"
    draft.dossiers(draft.file("a.csv", listed(row, header=header)))
    ((value,),) = draft.rows(f"select {column} from dossier")
    return value


@pytest.mark.parametrize(
    ("column", "word", "value"),
    [
        ("channel", "Trực tuyến", "online"),
        ("channel", "2", "online"),
        ("channel", "1", "desk"),
        ("channel", "bcci", "post"),
        ("channel", "Bưu điện", "post"),
        ("channel", "ONLINE", "online"),
        ("status", "10", "result_given"),
        ("status", "Đã trả kết quả", "result_given"),
        ("status", "Yêu cầu bổ sung giấy tờ", "awaiting_supplement"),
        ("status", "Dừng xử lý", "suspended"),
        ("status", "tra lai", "returned"),
        ("stated_class", "Trễ hạn", "late"),
        ("stated_class", "on_time", "on_time"),
        ("paid_online", "x", True),
        ("digitised_in", "Có", True),
        ("digitised_out", "0", False),
        ("apology_sent", "FALSE", False),
        ("fee_due_vnd", "1.200.000", 1_200_000),
        ("fee_due_vnd", "150000,00", 150_000),
        ("procedure_id", " 1.000123 ", "1.000123"),
        ("issuer", "cổng", "cổng"),
        ("submitted_date", "1/1/2024 07:59", DAY(2024, 1, 1)),
        ("returned_date", "2024-01-10", DAY(2024, 1, 10)),
        ("channel", "", None),
    ],
)
def test_words_numbers_and_days_are_read(
    draft: Draft, column: str, word: str, value: Any
) -> None:
    assert of(draft, column, word) == value


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("8/1/2024", 8),
        ("08/01/2024", 8),
        ("8/1/2024 23:59", 8),
        ("08/01/2024 7:05:09", 8),
        ("2024-01-08", 8),
        ("2024-01-08 00:00:00", 8),
        ("2024-01-08T23:59:59.999", 8),
        ("2024-01-08T16:59:59Z", 8),
        ("2024-01-08T17:00:00Z", 9),
        ("2024-01-08 17:00+0000", 9),
        ("2024-01-08 00:00:00 +07", 8),
        ("2024-01-09 00:30:00+08:00", 8),
        ("2024-01-08 12:00:00.5 -05:00", 9),
        ("8/1/2024 17:00 Z", 9),
    ],
)
def test_a_time_counts_for_its_day_in_viet_nam(
    draft: Draft, written: str, day: int
) -> None:
    draft.dossiers(draft.file("a.csv", listed(f"1;syt;{written};9/1/2024;;4")))
    assert draft.rows("select accepted_date from dossier") == [(DAY(2024, 1, day),)]


GOOD = "0;syt;2/1/2024;9/1/2024;;4"


@pytest.mark.parametrize(
    ("row", "cell", "rule", "expected"),
    [
        (";syt;2/1/2024;9/1/2024;;4", "A3", "required_empty", ""),
        ("1;;2/1/2024;9/1/2024;;4", "B3", "required_empty", ""),
        ("1;syt;;9/1/2024;;4", "C3", "required_empty", ""),
        ("1;syt;2/1/2024; ;;4", "D3", "required_empty", ""),
        ("1;sxd;2/1/2024;9/1/2024;;4", "B3", "unknown_unit", "syt"),
        ("1;syt;31/2/2024;9/1/2024;;4", "C3", "not_a_date", ""),
        ("1;syt;2/1/24;9/1/2024;;4", "C3", "not_a_date", ""),
        ("1;syt;2/1/0024;9/1/2024;;4", "C3", "not_a_date", ""),
        ("1;syt;2/1/2024;9/13/2024;;4", "D3", "not_a_date", ""),
        ("1;syt;2/1/2024;9/1/2024;10/1/2024 24:00;9", "E3", "not_a_date", ""),
        ("1;syt;2/1/2024;9/1/2024;sớm;9", "E3", "not_a_date", ""),
        ("1;syt;2/1/2024;9/1/2024;;xong rồi", "F3", "unknown_word", "result_given"),
        ("1;syt;2/1/2024;9/1/2024;;9", "E3", "finished_without_date", ""),
        ("1;syt;2/1/2024;9/1/2024;;Xin rút", "E3", "finished_without_date", ""),
        ("1;syt;1/2/2024;9/2/2024;;4", "C3", "outside_coverage", "31/01/2024"),
        (
            "1;syt;1/12/2023;9/2/2024;31/12/2023;9",
            "C3",
            "outside_coverage",
            "01/01/2024",
        ),
        (f"{'9' * 201};syt;2/1/2024;9/1/2024;;4", "A3", "too_long", "200"),
        ("1;syt;2/1/2024;9/1/2024;", "A3", "cells_missing", "6"),
        ("1;syt;2/1/2024;9/1/2024;;4;x", "A3", "cells_too_many", "6"),
        ('1;syt;2/1/2024;"9"/1/2024;;4', "A3", "quotes", ""),
        ('"1;syt;2/1/2024;9/1/2024;;4', "A3", "quotes", ""),
    ],
)
def test_a_faulty_row_is_refused_at_its_cell_in_one_sentence(
    draft: Draft, row: str, cell: str, rule: str, expected: str
) -> None:
    path = draft.file("a.csv", listed(GOOD, row))
    found = {(p.rule, p.cell): p for p in draft.refused("dossiers", path, **JANUARY)}
    problem = found[rule, cell]
    assert expected in problem.expected and problem.row == 3
    for language in LANGUAGES:
        said = text.problem(problem, language)
        assert said.startswith(f"a.csv {cell}: ") and problem.value in said
    read = draft.dossiers(path, skip_bad="true")
    assert (read.kept, read.refused) == (1, 1)
    assert set(draft.known()) == {"0"}


@pytest.mark.parametrize("fee", ["-5", "2,5", "nhiều", "12.5", "9" * 17, "5%x"])
def test_amounts_are_whole_dong(draft: Draft, fee: str) -> None:
    header = "dossier_id;unit_id;accepted_date;due_date;fee_due_vnd"
    path = draft.file("a.csv", listed(f"1;syt;2/1/2024;9/1/2024;{fee}", header=header))
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert (problem.rule, problem.cell, problem.value) == ("not_a_count", "E2", fee)


def test_a_key_twice_names_both_rows_and_neither_goes_in(draft: Draft) -> None:
    path = draft.file("a.csv", listed(GOOD, "1;syt;2/1/2024;9/1/2024;;4", GOOD))
    problems = draft.refused("dossiers", path, **JANUARY)
    assert [(p.rule, p.cell, p.expected) for p in problems] == [
        ("key_twice", "A2", "4"),
        ("key_twice", "A4", "2"),
    ]
    read = draft.dossiers(path, skip_bad="true")
    assert (read.kept, read.refused, set(draft.known())) == (1, 2, {"1"})


def test_files_of_one_import_are_one_list(draft: Draft) -> None:
    first = draft.file("a.csv", listed(GOOD))
    second = draft.file("b.csv", listed("1;sgddt;2/1/2024;9/1/2024;;4"))
    read = draft.dossiers(first, second)
    assert (read.kept, draft.known()) == (2, {"0": None, "1": None})
    # Each file has a part of what is at hand: neither ends what the other has.
    later = [
        draft.file("c.csv", listed("0;syt;2/1/2024;9/1/2024;;5")),
        draft.file("d.csv", listed("1;sgddt;2/1/2024;9/1/2024;;5")),
    ]
    assert draft.bring("dossiers", *later, **FEBRUARY).problems == ()
    assert draft.known() == {"0": None, "1": None}
    both = [draft.file("e.csv", listed(GOOD)), draft.file("f.csv", listed(GOOD, ""))]
    problems = draft.refused("dossiers", *both, **MARCH)
    assert [(p.file, p.expected) for p in problems] == [
        ("e.csv", "f.csv 2"),
        ("f.csv", "e.csv 2"),
    ]


def test_the_same_key_of_another_system_is_another_dossier(draft: Draft) -> None:
    header = HEADER + ";Hệ thống"
    path = draft.file("a.csv", listed(GOOD + ";x", GOOD + ";y", header=header))
    assert draft.dossiers(path).kept == 2
    assert draft.rows("select issuer from dossier order by 1") == [("x",), ("y",)]


def test_equal_cut_offs_must_agree(draft: Draft) -> None:
    draft.dossiers(draft.file("a.csv", listed(GOOD)))
    same = draft.dossiers(draft.file("b.csv", listed("", GOOD)))
    assert (same.kept, same.refused) == (1, 0)
    other = draft.file("c.csv", listed("0;syt;2/1/2024;10/1/2024;;4"))
    (problem,) = draft.refused("dossiers", other, **JANUARY)
    assert (problem.rule, problem.cell, problem.expected) == (
        "record_differs",
        "A2",
        "a.csv A2",
    )
    assert draft.dossiers(other, as_of="2024-02-01").kept == 1
    assert draft.rows("select due_date, as_of from dossier") == [
        (DAY(2024, 1, 10), DAY(2024, 2, 1))
    ]


def test_the_same_bytes_with_other_options_first_forget_what_they_brought(
    draft: Draft,
) -> None:
    content = listed(GOOD, "1;sgddt;2/1/2024;9/1/2024;;4")
    path = draft.file("a.csv", content)
    draft.dossiers(path)
    again = draft.dossiers(path, unit_id="syt", skip_bad="true")
    assert (again.kept, again.refused) == (1, 1)
    assert set(draft.known()) == {"0"}
    assert again.touched is not None and {"syt", "sgddt"} <= again.touched
    assert draft.rows("select unit_id from list_coverage") == [("syt",)]
    assert draft.rows("select rows_kept, rows_refused from source") == [(1, 1)]


# A dossier by list: accepted, and in which of January, February, March it is listed.
LISTS = {
    "all": ("2/1/2024", "123"),
    "gone in February": ("2/1/2024", "1"),
    "gone in March": ("2/1/2024", "12"),
    "seen again": ("2/1/2024", "13"),
    "late": ("3/2/2024", "2"),
    "only March": ("3/3/2024", "3"),
}
MONTHS = {"1": JANUARY, "2": FEBRUARY, "3": MARCH}


@pytest.mark.parametrize("order", list(permutations("123")), ids="".join)
def test_the_order_of_import_makes_no_difference(
    draft: Draft, order: tuple[str, ...]
) -> None:
    for month in order:
        rows = [
            f"{name};syt;{accepted};9/3/2024;;4"
            for name, (accepted, months) in LISTS.items()
            if month in months
        ]
        read = draft.bring(
            "dossiers", draft.file(f"{month}.csv", listed(*rows)), **MONTHS[month]
        )
        assert read.kept == len(rows)
    assert draft.known() == {
        "all": None,
        "gone in February": DAY(2024, 1, 31),
        "gone in March": DAY(2024, 2, 29),
        "seen again": None,
        "late": DAY(2024, 2, 29),
        "only March": None,
    }
    as_of = draft.rows("select distinct as_of from dossier where dossier_id = 'all'")
    assert as_of == [(DAY(2024, 3, 31),)]


@pytest.mark.parametrize("order", ["12", "21"])
def test_one_that_a_later_list_of_the_same_days_lacks_never_was(
    draft: Draft, order: str
) -> None:
    lists = {
        "1": (listed(GOOD, "x;syt;5/1/2024;9/1/2024;;4"), JANUARY),
        "2": (listed(GOOD), JANUARY | {"as_of": "2024-02-10"}),
    }
    for one in order:
        content, said = lists[one]
        draft.bring("dossiers", draft.file(f"{one}.csv", content), **said)
    assert draft.known() == {"0": None}


def test_a_list_ends_no_life_of_another_unit_or_system(draft: Draft) -> None:
    header = HEADER + ";Hệ thống"
    rows = [f"0;syt;{GOOD[6:]};x", f"1;syt;{GOOD[6:]};y", f"2;sgddt;{GOOD[6:]};x"]
    draft.dossiers(draft.file("a.csv", listed(*rows, header=header)))
    later = draft.file("b.csv", listed(f"9;syt;{GOOD[6:]};x", header=header))
    draft.bring("dossiers", later, **FEBRUARY)
    gone = {"0": DAY(2024, 1, 31), "1": None, "2": None, "9": None}
    assert draft.known() == gone
    assert draft.bring("dossiers", later, **FEBRUARY).problems == ()


def test_a_refused_row_is_there_and_a_row_without_a_key_may_be_anything(
    draft: Draft,
) -> None:
    draft.dossiers(draft.file("a.csv", listed(GOOD, f"1;{GOOD[2:]}", f"2;{GOOD[2:]}")))
    bad = draft.file("b.csv", listed(GOOD, "1;syt;31/2/2024;9/1/2024;;4"))
    draft.bring("dossiers", bad, **FEBRUARY, skip_bad="true")
    assert draft.known() == {"0": None, "1": None, "2": DAY(2024, 1, 31)}
    for number, row in enumerate((f";{GOOD[2:]}", "1;2")):
        nameless = draft.file(f"{number}.csv", listed(GOOD, row))
        draft.bring("dossiers", nameless, **MARCH, skip_bad="true")
        assert draft.known()["1"] is None


def test_warnings_speak_of_the_list_as_a_whole(draft: Draft) -> None:
    read = draft.dossiers(
        draft.file("a.csv", listed(GOOD, "1;sgddt;31/12/2023;9/1/2024;;"))
    )
    (first,) = read.problems
    assert (first.rule, first.severity, first.cell) == (
        "no_carry_over",
        "warning",
        "syt",
    )
    assert (first.value, first.expected) == ("02/01/2024", "01/01/2024")
    later = listed("1;sgddt;31/12/2023;9/1/2024;;", "2;syt;2/2/2024;9/2/2024;;")
    read = draft.bring("dossiers", draft.file("b.csv", later), **FEBRUARY)
    none, many = read.problems
    assert (many.rule, many.cell, many.value, many.expected) == (
        "no_longer_listed",
        "syt",
        "1",
        "1",
    )
    assert none.rule == "no_carry_over"
    for problem in read.problems:
        for language in LANGUAGES:
            assert problem.value in text.problem(problem, language)
    stored = draft.rows(
        "select rule, unit_id, value from warning where stage = 'intake' order by all"
    )
    assert stored == [
        ("no_carry_over", "syt", "02/01/2024"),
        ("no_carry_over", "syt", "02/02/2024"),
        ("no_longer_listed", "syt", "1"),
    ]


def test_what_a_later_list_of_the_same_days_lacks_is_removed_and_counted(
    draft: Draft,
) -> None:
    rows = [f"{n};syt;{n + 2}/1/2024;29/1/2024;;" for n in range(4)]
    draft.dossiers(draft.file("a.csv", listed(*rows)))
    fewer = draft.file("b.csv", listed(rows[0]))
    later = JANUARY | {"as_of": "2024-02-05"}
    read = draft.bring("dossiers", fewer, **later)
    said = {p.rule: (p.cell, p.value, p.expected) for p in read.problems}
    assert said["no_longer_listed"] == ("syt", "3", "4")
    assert draft.known() == {"0": None}


def test_a_refused_row_does_not_make_a_list_speak_for_its_unit(draft: Draft) -> None:
    draft.dossiers(draft.file("a.csv", listed(GOOD, "1;sgddt;2/1/2024;9/1/2024;;")))
    torn = listed("2;syt;2/2/2024;9/2/2024;;", "3;sgddt;31/2/2024;9/3/2024;;")
    path = draft.file("b.csv", torn)
    draft.bring("dossiers", path, **FEBRUARY, skip_bad="true")
    assert draft.known()["1"] is None
    covered = draft.rows(
        "select unit_id from list_coverage where from_date = date '2024-02-01'"
    )
    assert covered == [("syt",)]


def test_what_a_list_speaks_for_must_be_said_and_be_past(draft: Draft) -> None:
    path = draft.file("a.csv", listed(GOOD))
    for options, rule in (
        ({}, "no_as_of"),
        ({"as_of": "2024-01-31"}, "no_from_to"),
        ({"as_of": "2024-01-31", "from_date": "2024-01-01"}, "no_from_to"),
        (JANUARY | {"as_of": "2024-01-30"}, "after_as_of"),
        (JANUARY | {"from_date": "2024-02-01"}, "ends_before_start"),
        (JANUARY | {"unit_id": "syt,sxd"}, "unknown_unit"),
    ):
        (problem,) = draft.refused("dossiers", path, **options)
        assert (problem.rule, problem.file) == (rule, "a.csv")
        for language in LANGUAGES:
            assert text.problem(problem, language).startswith("a.csv: ")


def test_one_unit_that_is_told_need_not_stand_in_the_file(draft: Draft) -> None:
    header = "dossier_id;accepted_date;due_date"
    path = draft.file("a.csv", listed("1;2/1/2024;9/1/2024", header=header))
    draft.dossiers(path, unit_id="syt")
    assert draft.rows("select unit_id from dossier") == [("syt",)]
    (problem,) = draft.refused("dossiers", path, **JANUARY, unit_id="syt,sgddt")
    assert (problem.rule, problem.expected) == ("header_missing", "Mã đơn vị")
    told = draft.file("b.csv", listed("2;sgddt;2/1/2024;9/1/2024;;4"))
    (problem,) = draft.refused("dossiers", told, **JANUARY, unit_id="syt")
    assert (problem.rule, problem.cell) == ("outside_coverage", "B2")


def test_units_that_are_covered_are_touched_without_any_dossier(draft: Draft) -> None:
    read = draft.dossiers(draft.file("a.csv", listed(GOOD)), unit_id="syt,sttt")
    assert read.touched == {"syt", "sttt"}
    covered = draft.rows("select unit_id, issuer from list_coverage order by 1")
    assert covered == [("sttt", ""), ("syt", "")]


def test_real_and_invented_units_do_not_share_a_list(draft: Draft) -> None:
    draft.connection.execute(
        "update unit set origin = 'invented' where unit_id = 'syt'"
    )
    path = draft.file("a.csv", listed(GOOD, "1;sgddt;2/1/2024;9/1/2024;;4"))
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert (problem.rule, problem.file) == ("two_origins", "a.csv")
    draft.dossiers(draft.file("b.csv", listed(GOOD)))
    assert draft.rows("select origin from source") == [("invented",)]


def test_of_a_fault_in_many_rows_the_first_are_worded_and_the_rest_counted(
    draft: Draft,
) -> None:
    bad = [f"{n};syt;31/2/2024;9/1/2024;;4" for n in range(1500)]
    path = draft.file("a.csv", listed(GOOD.replace("0;", "x;"), *bad, "y;2"))
    problems = draft.refused("dossiers", path, **JANUARY)
    assert len(problems) == records.WORDED + 2
    more = problems[records.WORDED]
    assert (more.rule, more.value, more.expected) == ("more_rows", "500", "C1002")
    assert problems[-1].rule == "cells_missing" and problems[-1].row == 1503
    read = draft.dossiers(path, skip_bad="true")
    assert (read.kept, read.refused) == (1, 1501)


def test_rows_keep_their_numbers_past_blank_torn_and_folded_ones(draft: Draft) -> None:
    rows = [
        "",
        "1;syt;2/1/2024;9/1/2024;;4",
        " \t",
        ";;;;;",
        "torn;",
        "torn;too",
        '"2\nfolded";syt;2/1/2024;9/1/2024;;4',
        "",
        "torn",
        '"3";syt;2/1/2024;9/1/2024;;4',
        "4;syt;32/1/2024;9/1/2024;;4",
    ]
    path = draft.file("a.csv", listed(*rows) + "  ")
    problems = draft.refused("dossiers", path, **JANUARY)
    assert [(p.rule, p.row) for p in problems] == [
        ("cells_missing", 6),
        ("cells_missing", 7),
        ("cells_missing", 10),
        ("not_a_date", 12),
    ]
    read = draft.dossiers(path, skip_bad="true")
    assert (read.kept, read.refused) == (3, 4)
    numbers = draft.rows("select dossier_id, row_number from dossier order by 2")
    assert numbers == [("1", 3), ("2\nfolded", 8), ("3", 11)]


def test_a_quote_that_is_never_closed_refuses_the_file_at_its_row(draft: Draft) -> None:
    path = draft.file("a.csv", listed(GOOD, f'"1;{GOOD[2:]}', f"2;{GOOD[2:]}"))
    (problem,) = draft.refused("dossiers", path, **JANUARY, skip_bad="true")
    assert (problem.rule, problem.cell) == ("quotes", "A3")


def test_a_blank_line_within_a_cell_stays_as_it_is(draft: Draft) -> None:
    header = "Mã thủ tục;Tên thủ tục;Ghi chú"
    text = f'{header}\n;;\n1;"Cấp phép\n\n lần đầu";\n\n2;"; ";x\n;\n'
    path = draft.file("a.csv", text)
    read = draft.bring("procedures", path, as_of="2024-01-31")
    assert (read.kept, read.refused) == (2, 0)
    found = draft.rows("select procedure_id, name.vi, row_number from procedure")
    assert sorted(found) == [("1", "Cấp phép\n\n lần đầu", 3), ("2", ";", 5)]


CELLS = st.text("12;\"'\n x", max_size=6)


@settings(
    max_examples=many(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(
        st.lists(CELLS, min_size=1, max_size=3).filter(lambda row: row != [""]),
        max_size=6,
    )
)
def test_any_csv_is_parted_as_python_parts_it(
    draft: Draft, rows: list[list[str]]
) -> None:
    """Written well, every row goes in under its number; see the next for the torn."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    lines.writerows([["Mã hồ sơ", "Từ ngày", "Lý do"], ["a", "2/1/2024", "5"], *rows])
    path = draft.file("a.csv", out.getvalue())
    read = draft.bring("dossier_pauses", path, **JANUARY, skip_bad="true")
    there = list(csv.reader(io.StringIO(out.getvalue()), delimiter=";"))
    filled = [row for row in there[1:] if any(cell.strip(" \n") for cell in row)]
    numbers = {p.row for p in read.problems}
    torn = {n for n, row in enumerate(there, start=1) if row and len(row) != 3}
    blank = {n for n, row in enumerate(there, start=1) if not any(map(str.strip, row))}
    assert torn - blank <= numbers
    # A torn row of nothing but quoted newlines is refused rather than left out.
    refused_blank = len(torn & blank & numbers)
    assert read.kept + read.refused == len(filled) + refused_blank


@settings(
    max_examples=many(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.text('12;"\n\r \t\u00a0x', max_size=60))
@example(body=' "\r1')
def test_no_text_makes_the_reader_fail_or_lose_a_row(draft: Draft, body: str) -> None:
    content = f"Mã hồ sơ;Từ ngày\na;2/1/2024\n{body}"
    path = draft.file("a.csv", content)
    try:
        read = draft.bring("dossier_pauses", path, **JANUARY, skip_bad="true")
    except FileRefused as fault:
        assert {p.rule for p in fault.problems} <= {"quotes", "not_readable"}
    else:
        assert read.kept + read.refused >= 1


def book(folder: Path, *sheets: tuple[str, list[list[Any]]]) -> Path:
    """An xlsx of these sheets; days and times are cells of dates."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        forms = {
            dt.date: made.add_format({"num_format": "dd/mm/yyyy"}),
            dt.datetime: made.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for title, rows in sheets:
            sheet = made.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if type(cell) in forms:
                        sheet.write_datetime(row, column, cell, forms[type(cell)])
                    elif str(cell).startswith("="):
                        sheet.write_formula(row, column, cell, value=2)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


TABLE = [
    [None, "Danh sách"],
    [],
    [None, "Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Lệ phí", "Đã xin lỗi", "STT"],
    [None, 123.0, DAY(2024, 1, 2), dt.datetime(2024, 1, 9, 23, 30), 2500, True, 1],
    [],
    [None, "=1+1", "2/1/2024", "2024-01-09", "1.000", "không", None],
    [None, "x", DAY(2024, 1, 2), dt.time(8, 0), 12.5, None, None],
]


def test_a_sheet_is_read_by_what_its_cells_hold(draft: Draft) -> None:
    path = book(draft.folder, ("Hồ sơ", TABLE), ("Trống", []))
    problems = draft.refused("dossiers", path, **JANUARY, unit_id="syt")
    assert [(p.rule, p.sheet, p.cell) for p in problems] == [
        ("not_a_date", "Hồ sơ", "D7"),
        ("not_a_count", "Hồ sơ", "E7"),
    ]
    read = draft.dossiers(path, unit_id="syt", skip_bad="true")
    assert (read.kept, read.refused) == (2, 1)
    rows = draft.rows(
        "select dossier_id, due_date, fee_due_vnd, apology_sent, row_number"
        " from dossier order by row_number"
    )
    assert rows == [
        ("123", DAY(2024, 1, 9), 2500, True, 4),
        ("2", DAY(2024, 1, 9), 1000, False, 6),
    ]


def test_of_several_sheets_the_mapping_names_one(draft: Draft) -> None:
    path = book(draft.folder, ("A", TABLE[2:4]), ("B", TABLE[2:6]))
    (problem,) = draft.refused("dossiers", path, **JANUARY, unit_id="syt")
    assert (problem.rule, problem.value) == ("sheets", "2")
    said = '[file]\nsheet = "{}"\ndecimal = "."\n[constants]\nissuer = "i"\n'
    told = draft.file("m.toml", said.format("B").replace('"."', '","'))
    options = JANUARY | {"unit_id": "syt", "map": "m.toml"}
    assert draft.bring("dossiers", path, told, **options).kept == 2
    assert draft.rows("select distinct issuer, unit_id from dossier") == [("i", "syt")]
    told = draft.file("m.toml", said.format("C"))
    (problem,) = draft.refused("dossiers", path, told, **options)
    assert (problem.rule, problem.value, problem.expected) == (
        "sheet_missing",
        "C",
        "A, B",
    )


def parquet(draft: Draft, select: str) -> Path:
    """A parquet file of what a select answers."""
    path = draft.folder / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


def test_a_parquet_file_is_read_by_its_types(draft: Draft) -> None:
    path = parquet(
        draft,
        """
        select
            n as "Mã hồ sơ", 'syt' as unit_id, date '2024-01-02' as accepted_date,
            timestamptz '2024-01-08 17:00:00+00' as due_date,
            cast(2500 as double) as fee_due_vnd, n = 1 as paid_online,
            'Đã tra\u0309 kê\u0301t qua\u0309' as status,
            case n when 3 then null else timestamp '2024-01-09 08:00' end
                as finished_date,
            [n] as others
        from range(1, 4) as t (n)
        """,
    )
    read = draft.dossiers(path, skip_bad="true")
    assert (read.kept, read.refused) == (2, 1)
    (problem,) = (p for p in read.problems if p.severity == "refused")
    assert (problem.rule, problem.cell) == ("finished_without_date", "3")
    assert draft.rows(
        "select dossier_id, due_date, fee_due_vnd, paid_online, status, row_number"
        " from dossier order by 1"
    ) == [
        ("1", DAY(2024, 1, 9), 2500, True, "result_given", 1),
        ("2", DAY(2024, 1, 9), 2500, False, "result_given", 2),
    ]


def zip_bomb(draft: Draft) -> bytes:
    """A small xlsx that says it is large."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        cell = '<worksheet><c r="A1"/><c r="XFD1048576"/></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", cell)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", HEADER.encode(), "no_rows"),
        ("a.csv", (HEADER + "\n\n;;;;;\n").encode(), "no_rows"),
        ("a.csv", b"x;y\n1;2\n", "header_missing"),
        ("a.csv", b"\n" * 9, "header_missing"),
        ("a.csv", (HEADER + ";Status\n").encode(), "header_twice"),
        ("a.csv", (HEADER + "\n1;\x00;;;;\n").encode(), "encoding"),
        ("a.csv", HEADER.encode() + b"\n\xff\xfe\xff;;;;;\n", "encoding"),
        ("a.csv", (HEADER + ";x" * 10_000 + "\n").encode(), "too_many_columns"),
        ("a.csv", b'"' + b"x" * 200_000, "not_readable"),
        ("a.csv", b"PK\x03\x04" + bytes(range(256)), "encoding"),
        ("a.xlsx", b"PK\x03\x04 nothing", "not_readable"),
        ("a.xlsx", HEADER.encode(), "not_readable"),
        ("a.xlsx", zip_bomb, "too_large"),
        ("a.xlsx", lambda draft: book(draft.folder, ("A", [])).read_bytes(), "no_rows"),
        ("a.parquet", HEADER.encode(), "not_readable"),
        (
            "a.parquet",
            lambda d: parquet(d, "select 1 as x").read_bytes(),
            "header_missing",
        ),
        (
            "a.parquet",
            lambda d: parquet(d, "select 1 as x").read_bytes()[:-9],
            "not_readable",
        ),
        ("a.ods", b"x", "wrong_kind"),
        ("a", b"x", "wrong_kind"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(
    draft: Draft, name: str, content: Any, rule: str
) -> None:
    raw = content(draft) if callable(content) else content
    (problem,) = draft.refused("dossiers", draft.file(name, raw), **JANUARY)
    assert (problem.rule, problem.file) == (rule, name)
    for language in LANGUAGES:
        assert text.problem(problem, language).startswith(name)


def test_a_parquet_file_that_breaks_off_inside_is_refused(draft: Draft) -> None:
    columns = "'syt' as unit_id, date '2024-01-02' as accepted_date, "
    columns += "date '2024-01-09' as due_date, md5(n::text) as dossier_id"
    path = parquet(draft, f"select {columns} from range(50000) as t (n)")
    raw = bytearray(path.read_bytes())
    raw[1000:200_000] = bytes(199_000)
    path.write_bytes(raw)
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert problem.rule == "not_readable"


def test_files_beyond_the_limits_are_refused(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = draft.file("a.csv", listed(GOOD))
    monkeypatch.setattr(loading, "MAX_LIST_BYTES", 10)
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert problem.rule == "too_large"
    assert tabular.MAX_BYTES < 2**30


def test_a_very_long_cell_refuses_its_row_alone(draft: Draft) -> None:
    long = f"{'x' * 3_000_000};{GOOD[2:]}"
    path = draft.file("a.csv", listed(GOOD, long, f"1;{GOOD[2:]}"))
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert (problem.rule, problem.cell) == ("line_too_long", "A3")
    assert draft.dossiers(path, skip_bad="true").kept == 2


def test_keys_may_hold_spaces_marks_and_signs(draft: Draft) -> None:
    keys = ["H 50/Đ-12", "=1+1", "a'b", "«x»", "Đặng", "số  2"]
    decomposed = "Đa\u0323\u0306ng"
    rows = [f"{key};{GOOD[2:]}" for key in [*keys[:4], f"\u00a0{decomposed} ", keys[5]]]
    draft.dossiers(draft.file("a.csv", listed(*rows)))
    assert set(draft.known()) == set(keys)


def test_delimiters_are_told_from_the_header(draft: Draft) -> None:
    for number, mark in enumerate(",\t"):
        content = listed(f"{number};{GOOD[2:]}").replace(";", mark)
        draft.dossiers(draft.file(f"{number}.csv", content))
    assert set(draft.known()) == {"0", "1"}


def test_a_word_that_is_not_among_the_most_frequent_is_not_known(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.intake.judging.MOST_WORDS", 1)
    path = draft.file("a.csv", listed(GOOD, f"1;{GOOD[2:-1]}4", f"2;{GOOD[2:-1]}5"))
    (problem,) = draft.refused("dossiers", path, **JANUARY)
    assert (problem.rule, problem.cell, problem.value) == ("unknown_word", "F4", "5")


def test_steps_are_told_and_the_same_file_twice_changes_nothing(
    made_empty: Path, empty_workspace: Workspace, tmp_path: Path
) -> None:
    steps: list[str] = []
    workspace = Workspace(empty_workspace.root, on_step=steps.append)
    path = tmp_path / "a.csv"
    path.write_text(listed(GOOD), "utf-8")
    outcome = workspace.bring("dossiers", [path], JANUARY)
    assert outcome.is_new
    assert steps[2:7] == ["read", "stage", "judge", "apply", "recompute"]
    assert not workspace.bring("dossiers", [path], JANUARY).is_new
    with pytest.raises(Refusal) as refused:
        workspace.bring("dossier", [path])
    assert "dossier_pauses" in refused.value.values["known"]


PAUSES = "Mã hồ sơ;Từ ngày;Đến ngày;Lý do"


def pauses(draft: Draft) -> list[Any]:
    """The pauses that are known."""
    return draft.rows(
        "select dossier_id, from_date, to_date, reason from dossier_pause order by all"
    )


def test_pauses_are_replaced_by_the_days_on_which_they_began(draft: Draft) -> None:
    rows = ["a;2/1/2024;;Yêu cầu bổ sung", "a;20/1/2024;25/1/2024;6", "b;3/1/2024;;"]
    first = draft.file("a.csv", listed(*rows, header=PAUSES))
    read = draft.bring("dossier_pauses", first, **JANUARY)
    assert (read.kept, read.refused) == (3, 0)
    assert pauses(draft)[0] == ("a", DAY(2024, 1, 2), None, "supplement")
    later = draft.file("b.csv", listed("a;2/1/2024;5/1/2024;5", header=PAUSES))
    half = JANUARY | {"to_date": "2024-01-15", "as_of": "2024-02-15"}
    draft.bring("dossier_pauses", later, **half)
    known = [
        ("a", DAY(2024, 1, 2), DAY(2024, 1, 5), "supplement"),
        ("a", DAY(2024, 1, 20), DAY(2024, 1, 25), "fee"),
    ]
    assert pauses(draft) == known
    # The older list again, with other options: what the later one speaks for stays.
    again = draft.bring("dossier_pauses", first, **JANUARY, skip_bad="true")
    assert (again.kept, again.refused) == (3, 0)
    assert pauses(draft) == known
    assert (
        draft.rows("select unit_id, issuer, kind from list_coverage")
        == [(None, "", "dossier_pauses")] * 2
    )


def test_pauses_of_one_unit_leave_those_of_others(draft: Draft) -> None:
    draft.dossiers(draft.file("d.csv", listed(GOOD, "1;sgddt;2/1/2024;9/1/2024;;4")))
    rows = ["0;2/1/2024;;", "1;2/1/2024;;", "2;2/1/2024;;"]
    draft.bring(
        "dossier_pauses", draft.file("a.csv", listed(*rows, header=PAUSES)), **JANUARY
    )
    later = draft.file("b.csv", listed("0;4/1/2024;;", header=PAUSES))
    said = JANUARY | {"as_of": "2024-02-15", "unit_id": "syt"}
    read = draft.bring("dossier_pauses", later, **said)
    assert read.touched == {"syt"}
    assert [row[:2] for row in pauses(draft)] == [
        ("0", DAY(2024, 1, 4)),
        ("1", DAY(2024, 1, 2)),
        ("2", DAY(2024, 1, 2)),
    ]
    other = draft.file("c.csv", listed("1;5/1/2024;;", header=PAUSES))
    (problem,) = draft.refused("dossier_pauses", other, **said)
    assert (problem.rule, problem.cell) == ("outside_coverage", "B2")


@pytest.mark.parametrize(
    ("row", "cell", "rule"),
    [
        (";2/1/2024;;", "A3", "required_empty"),
        ("1;;;", "B3", "required_empty"),
        ("1;2/13/2024;;", "B3", "not_a_date"),
        ("1;2/1/2024;mai;", "C3", "not_a_date"),
        ("1;2/1/2024;;nghỉ", "D3", "unknown_word"),
        ("1;2/2/2024;;", "B3", "outside_coverage"),
        (f"{'1' * 201};2/1/2024;;", "A3", "too_long"),
        ("0;2/1/2024;;5", "A3", "key_twice"),
        ("1;2/1/2024;", "A3", "cells_missing"),
    ],
)
def test_a_faulty_pause_is_refused_at_its_cell(
    draft: Draft, row: str, cell: str, rule: str
) -> None:
    path = draft.file("a.csv", listed("0;2/1/2024;;", row, header=PAUSES))
    found = {(p.rule, p.cell) for p in draft.refused("dossier_pauses", path, **JANUARY)}
    assert (rule, cell) in found


def test_equal_cut_offs_of_pauses_must_agree(draft: Draft) -> None:
    first = draft.file("a.csv", listed("0;2/1/2024;;", header=PAUSES))
    draft.bring("dossier_pauses", first, **JANUARY)
    other = draft.file("b.csv", listed("0;2/1/2024;4/1/2024;", header=PAUSES))
    (problem,) = draft.refused("dossier_pauses", other, **JANUARY)
    assert (problem.rule, problem.expected) == ("record_differs", "a.csv A2")
    nameless = draft.file("c.csv", listed("9;9/1/2024;;", ";2/1/2024;;", header=PAUSES))
    later = JANUARY | {"as_of": "2024-02-15"}
    draft.bring("dossier_pauses", nameless, **later, skip_bad="true")
    assert [row[0] for row in pauses(draft)] == ["0", "9"]


PROCEDURES = "Mã thủ tục;Tên thủ tục;Lĩnh vực;Mức độ;Thời hạn"
AT = {"as_of": "2024-01-31"}


def procedures(draft: Draft) -> list[Any]:
    """The procedures that are known."""
    return draft.rows(
        "select procedure_id, name.vi, name.en, field, online_level, term_days"
        " from procedure order by 1"
    )


def test_procedures_are_read_and_a_later_list_updates_them(draft: Draft) -> None:
    rows = [
        "1;Cấp phép;Sở hữu trí tuệ;Toàn trình;15",
        "2;Gia hạn;gold;một phần;7 ngày làm việc",
        "3;Xóa;;;",
    ]
    draft.dossiers(
        draft.file(
            "d.csv",
            listed(f"{GOOD};1", f"9{GOOD};3", header=HEADER + ";Mã thủ tục"),
        )
    )
    read = draft.bring(
        "procedures", draft.file("a.csv", listed(*rows, header=PROCEDURES)), **AT
    )
    assert (read.kept, read.refused, read.touched) == (3, 0, {"syt"})
    assert procedures(draft) == [
        ("1", "Cấp phép", "Cấp phép", "property", "full", 15),
        ("2", "Gia hạn", "Gia hạn", "gold", "partial", 7),
        ("3", "Xóa", "Xóa", None, None, None),
    ]
    header = PROCEDURES + ";Tên tiếng Anh;STT"
    later = listed("2;Gia hạn;gold;;8;Extension;1", header=header)
    read = draft.bring("procedures", draft.file("b.csv", later), as_of="2024-02-29")
    assert procedures(draft)[1] == ("2", "Gia hạn", "Extension", "gold", None, 8)
    assert (len(procedures(draft)), read.touched) == (3, frozenset())
    older = draft.file("c.csv", listed("2;Cũ;;;", header=PROCEDURES))
    assert draft.bring("procedures", older, as_of="2023-12-31").kept == 1
    assert procedures(draft)[1][1] == "Gia hạn"


def test_a_field_that_the_catalog_lacks_is_a_warning(draft: Draft) -> None:
    mapping = draft.file(
        "m.toml", '[values.field]\n"Sở hữu" = "property"\n"Đất đai" = "land"\n'
    )
    rows = ["1;A;Hộ tịch;;", "2;B;Sở hữu;;", "3;C;chưa rõ lĩnh vực;;"]
    rows += ["4;D;Đất đai;;"]
    path = draft.file("a.csv", listed(*rows, header=PROCEDURES))
    read = draft.bring("procedures", path, mapping, map="m.toml", **AT)
    problem, other = read.problems
    assert other.value == "Đất đai"
    assert (problem.rule, problem.severity, problem.cell, problem.value) == (
        "unknown_field",
        "warning",
        "C2",
        "Hộ tịch",
    )
    assert [row[3] for row in procedures(draft)] == [None, "property", "unknown", None]
    stored = draft.rows("select rule, cell, value from warning where stage = 'intake'")
    assert stored[0] == ("unknown_field", "C2", "Hộ tịch") and len(stored) == 2


@pytest.mark.parametrize(
    ("row", "cell", "rule"),
    [
        (";A;;;", "A3", "required_empty"),
        ("1;;;;", "B3", "required_empty"),
        ("1;A;;mức 4;", "D3", "unknown_word"),
        ("1;A;;;nửa tháng", "E3", "not_a_count"),
        ("1;A;;;-3", "E3", "not_a_count"),
        (f"{'1' * 201};A;;;", "A3", "too_long"),
        ("0;A;;;", "A3", "key_twice"),
        ("1;A;;", "A3", "cells_missing"),
    ],
)
def test_a_faulty_procedure_is_refused_at_its_cell(
    draft: Draft, row: str, cell: str, rule: str
) -> None:
    path = draft.file("a.csv", listed("0;A;;;", row, header=PROCEDURES))
    found = {(p.rule, p.cell) for p in draft.refused("procedures", path, **AT)}
    assert (rule, cell) in found


def test_equal_cut_offs_of_procedures_must_agree(draft: Draft) -> None:
    draft.bring(
        "procedures", draft.file("a.csv", listed("0;A;;;", header=PROCEDURES)), **AT
    )
    other = draft.file("b.csv", listed("0;B;;;", header=PROCEDURES))
    (problem,) = draft.refused("procedures", other, **AT)
    assert (problem.rule, problem.expected) == ("record_differs", "a.csv A2")
    (problem,) = draft.refused("procedures", other)
    assert problem.rule == "no_as_of"


def test_words_of_codes_belong_to_one_code_each() -> None:
    for stem in ("dossiers", "pauses", "procedures"):
        for column, table in records.declared(stem).items():
            said = [
                tabular.plain(word)
                for code, words in table.get("values", {}).items()
                for word in (code, *words)
            ]
            # A code that is also written as a word stands twice, under itself alone.
            assert len(records.codes(stem).get(column, {})) == len(set(said))
        meant = [
            (tabular.key(header), column.name)
            for column in records.columns(stem)
            for header in (column.name, *column.headers)
        ]
        assert len(dict(meant)) == len(set(meant)), stem
