"""Reported figures: every refusal and warning at its cell, and nothing half done."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import HEADER, report, row

from dashboard import text
from dashboard.errors import FileRefused, Problem
from dashboard.intake import reported
from dashboard.settings import LANGUAGES
from dashboard.store import Import, Outcome, SourceFile
from dashboard.workspace.workspace import Workspace


def letter(column: str) -> str:
    """The letter of a column in the files of these tests."""
    return "ABCDEFGHI"[HEADER.index(column)]


def problems(workspace: Workspace, path: Path, **options: str) -> list[Problem]:
    """What is wrong with a file, which must then change nothing."""
    before = workspace.store.current_id()
    with pytest.raises(FileRefused) as refused:
        workspace.bring("reported", [path], options)
    assert workspace.store.current_id() == before
    return refused.value.problems


@pytest.mark.parametrize(
    ("changed", "column", "rule", "expected"),
    [
        ({"unit_id": "sxd"}, "unit_id", "unknown_unit", "syt"),
        (
            {"indicator_id": "procedures.erly"},
            "indicator_id",
            "unknown_indicator",
            "procedures.early",
        ),
        ({"value": ""}, "value", "empty", ""),
        ({"value": "nhiều"}, "value", "not_a_number", ""),
        ({"value": "12.5"}, "value", "not_a_number", ""),
        ({"value": "1.23"}, "value", "not_a_number", ""),
        ({"value": "-3"}, "value", "not_a_count", ""),
        ({"value": "2,5"}, "value", "not_a_count", ""),
        ({"value": "5%"}, "value", "not_a_count", ""),
        (
            {"indicator_id": "procedures.early_rate", "value": "97,5"},
            "value",
            "rate_without_percent",
            "",
        ),
        ({"value": "9" * 20}, "value", "too_big", ""),
        ({"value": "9" * 400}, "value", "too_big", ""),
        (
            {"indicator_id": "inspections.fines", "value": "12%"},
            "value",
            "not_a_count",
            "",
        ),
        (
            {"indicator_id": "inspections.fines", "value": "1,5"},
            "value",
            "not_a_count",
            "",
        ),
        (
            {"indicator_id": "procedures.early_rate", "value": "-5%"},
            "value",
            "rate_below_zero",
            "",
        ),
        ({"from_date": "14/06/22"}, "from_date", "not_a_date", ""),
        ({"from_date": "0022-06-14"}, "from_date", "not_a_date", ""),
        ({"from_date": "31/02/2022"}, "from_date", "not_a_date", ""),
        ({"to_date": "2022-13-01"}, "to_date", "not_a_date", ""),
        ({"as_of": "hôm nay"}, "as_of", "not_a_date", ""),
        ({"as_of": ""}, "as_of", "no_as_of", ""),
        ({"period_label": ""}, "period_label", "no_period", ""),
        ({"period_label": "2022-H3"}, "period_label", "unknown_period", ""),
        (
            {"from_date": "14/06/2022", "to_date": "15/12/2021"},
            "to_date",
            "ends_before_start",
            "14/06/2022",
        ),
        ({"from_date": "15/12/2021"}, "to_date", "one_date", ""),
        ({"to_date": "14/06/2022"}, "from_date", "one_date", ""),
        ({"part": "level=province"}, "part", "wrong_part", "field"),
        (
            {
                "indicator_id": "tasks.accepted",
                "part": "level=province;level=grassroots",
            },
            "part",
            "wrong_part",
            "level",
        ),
        (
            {"indicator_id": "tasks.accepted", "part": "cấp tỉnh"},
            "part",
            "wrong_part",
            "level",
        ),
        ({"qualifier": "chắc là"}, "qualifier", "unknown_word", "at_least"),
    ],
)
def test_a_faulty_row_is_refused_at_its_cell_in_one_sentence(
    workspace: Workspace,
    tmp_path: Path,
    changed: dict[str, str],
    column: str,
    rule: str,
    expected: str,
) -> None:
    faulty = row("early", 5) | changed
    path = report(tmp_path, "a.csv", row("late", 1), faulty)
    found = {(p.rule, p.cell): p for p in problems(workspace, path)}
    problem = found[rule, f"{letter(column)}3"]
    assert expected in problem.expected
    for language in LANGUAGES:
        said = text.problem(problem, language)
        assert said.startswith(f"a.csv {problem.cell}: ")
        assert problem.value in said
        assert problem.expected in said or rule == "unknown_period"


def test_what_is_stated_twice_names_the_other_row(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5), row("late", 1), row("early", 6))
    (problem,) = problems(workspace, path)
    assert (problem.rule, problem.cell, problem.expected) == (
        "twice_in_file",
        "A4",
        "2",
    )


def test_the_same_dates_under_two_labels_are_stated_twice(
    workspace: Workspace, tmp_path: Path
) -> None:
    days = {"from_date": "15/12/2021", "to_date": "14/06/2022"}
    named = row("early", 6, **days, period_label="2022-H1")
    path = report(tmp_path, "a.csv", row("early", 5, **days), named)
    (problem,) = problems(workspace, path)
    assert (problem.rule, problem.cell) == ("twice_in_file", "A3")


def test_real_and_invented_units_do_not_share_a_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    with (workspace.catalog / "units.toml").open("a", encoding="utf-8") as units:
        units.write(INVENTED)
    workspace.bring("catalog", [])
    rows = [row("early", 5), row("early", 5, unit_id="mau")]
    (problem,) = problems(workspace, report(tmp_path, "a.csv", *rows))
    assert (problem.rule, problem.cell, problem.value) == ("mixes_origins", "B3", "mau")
    assert "mau" in text.problem(problem, "vi") and "mau" in text.problem(problem, "en")


INVENTED = """
[unit.mau]
name = { vi = "Sở Mẫu", en = "Sample Department" }
short = { vi = "Mẫu", en = "Sample" }
origin = "invented"
slot = 1
source = "test"
"""


@pytest.mark.parametrize(
    ("options", "cell"),
    [
        ({"unit_id": "bdt"}, "B2"),
        ({"from_date": "2022-01-01", "to_date": "2022-03-31"}, "D2"),
        ({"from_date": "2022-07-01", "to_date": "2022-12-31"}, "D2"),
        ({"to_date": "2021-11-30"}, "D2"),
    ],
)
def test_rows_outside_what_the_file_speaks_for_are_refused(
    workspace: Workspace, tmp_path: Path, options: dict[str, str], cell: str
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    (problem,) = problems(workspace, path, **options)
    assert (problem.rule, problem.cell) == ("outside_coverage", cell)


def test_dates_outside_what_the_file_speaks_for_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    dated = row("early", 5, from_date="15/12/2021", to_date="14/06/2022")
    path = report(tmp_path, "a.csv", dated)
    (problem,) = problems(workspace, path, from_date="2022-01-01")
    assert (problem.rule, problem.cell) == ("outside_coverage", "E2")
    assert workspace.bring("reported", [path], {"from_date": "2021-12-15"}).is_new


@pytest.mark.parametrize(
    "days", [("2021-12-15", "2022-06-14"), ("2022-01-01", "2022-06-30")]
)
def test_a_named_period_may_fit_the_days_in_either_calendar(
    workspace: Workspace, tmp_path: Path, days: tuple[str, str]
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    options = dict(zip(("from_date", "to_date"), days, strict=True))
    assert workspace.bring("reported", [path], options).is_new


def test_a_header_without_rows_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (problem,) = problems(workspace, report(tmp_path, "a.csv"))
    assert problem.rule == "no_rows"


def test_every_fault_of_every_file_is_told_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = [
        report(tmp_path, "a.csv", row("early", "x"), row("late", "y")),
        report(tmp_path, "b.csv", row("early", "z")),
    ]
    with pytest.raises(FileRefused) as refused:
        workspace.bring("reported", paths)
    assert [(p.file, p.cell) for p in refused.value.problems] == [
        ("a.csv", "G2"),
        ("a.csv", "G3"),
        ("b.csv", "G2"),
    ]


def test_skipping_the_bad_keeps_the_good_and_says_which(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5), row("late", "x"))
    outcome = workspace.bring("reported", [path], {"skip_bad": "true"})
    assert (outcome.read.kept, outcome.read.refused) == (1, 1)
    assert [p.cell for p in outcome.read.problems] == ["G3"]
    sources = workspace.query("quality/sources").frame.set_index("file_name")
    assert list(sources.loc["a.csv", ["rows_kept", "rows_refused"]]) == [1, 1]


def value(workspace: Workspace, indicator_id: str) -> float:
    """The stated figure of `syt` in the last import."""
    frame = workspace.query("quality/observations").frame
    mine = frame[(frame["unit_id"] == "syt") & (frame["indicator_id"] == indicator_id)]
    return float(mine["value"].iloc[0])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\xa0234", 1234),
        ("1.234.567", 1234567),
        ("07", 7),
    ],
)
def test_numbers_are_read_as_officials_write_them(
    workspace: Workspace, tmp_path: Path, written: str, read: float
) -> None:
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", written))])
    assert value(workspace, "procedures.early") == read


@pytest.mark.parametrize(
    ("written", "read"), [("12,5%", 0.125), ("100 %", 1), ("0%", 0)]
)
def test_rates_are_read_as_fractions(
    workspace: Workspace, tmp_path: Path, written: str, read: float
) -> None:
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early_rate", written))])
    assert value(workspace, "procedures.early_rate") == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "exact"),
        ("ít nhất", "at_least"),
        ("HƠN", "more_than"),
        ("nearly", "nearly"),
    ],
)
def test_qualifiers_are_known_in_both_languages(
    workspace: Workspace, tmp_path: Path, written: str, code: str
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5, qualifier=written))
    workspace.bring("reported", [path])
    frame = workspace.query("quality/observations").frame
    assert set(frame[frame["unit_id"] == "syt"]["qualifier"]) == {code}


def book(folder: Path, *values: float | str) -> Path:
    """A workbook whose cells hold numbers and dates as such."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        date = made.add_format({"num_format": "dd/mm/yyyy"})
        sheet = made.add_worksheet("Số liệu")
        heads = ["Chỉ tiêu", "Đơn vị", "Từ ngày", "Đến ngày", "Giá trị", "Tính đến"]
        sheet.write_row(2, 0, heads)
        ids = ("procedures.early", "procedures.early_rate")
        for number, (indicator_id, figure) in enumerate(zip(ids, values, strict=True)):
            sheet.write_row(3 + number, 0, [indicator_id, "syt"])
            sheet.write_datetime(3 + number, 2, dt.datetime(2021, 12, 15), date)
            sheet.write_datetime(3 + number, 3, dt.datetime(2022, 6, 14), date)
            sheet.write(3 + number, 4, figure)
            sheet.write_datetime(3 + number, 5, dt.datetime(2022, 6, 30), date)
    return path


def test_spreadsheet_numbers_dates_and_per_cent_cells_are_what_they_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.bring("reported", [book(tmp_path, 1234, 0.125)])
    assert value(workspace, "procedures.early") == 1234
    assert value(workspace, "procedures.early_rate") == 0.125
    frame = workspace.query("quality/observations").frame
    assert set(frame[frame["unit_id"] == "syt"]["calendar"]) == {"state"}


def test_spreadsheet_rates_must_be_per_cent_cells(
    workspace: Workspace, tmp_path: Path
) -> None:
    (problem,) = problems(workspace, book(tmp_path, 5, 97.5))
    assert (problem.rule, problem.sheet, problem.cell, problem.value) == (
        "rate_without_percent",
        "Số liệu",
        "E5",
        "97,5",
    )


def warned(outcome: Outcome) -> list[tuple[str, str]]:
    """Rules and cells of the warnings that reading gave, each worded at its cell."""
    found = [p for p in outcome.read.problems if p.severity == "warning"]
    for language in LANGUAGES:
        for one in found:
            said = text.problem(one, language)
            assert said.startswith(f"{one.file} {one.cell}: ") and one.value in said
    return [(one.rule, one.cell) for one in found]


def test_an_unknown_part_is_kept_with_a_warning_that_lives_with_the_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("tasks.accepted", 2, part="level=planet"))
    assert warned(workspace.bring("reported", [path])) == [("unknown_part", "C2")]
    workspace.close("2019-H1", "state", "closed")
    assert "unknown_part" in set(workspace.warnings()["rule"])


@pytest.mark.parametrize(
    ("unit_id", "period"), [("skhcn", "2026-H1"), ("skhcn2", "2022-H1")]
)
def test_a_unit_that_did_not_exist_then_is_kept_with_a_warning(
    workspace: Workspace, tmp_path: Path, unit_id: str, period: str
) -> None:
    path = report(
        tmp_path, "a.csv", row("early", 5, unit_id=unit_id, period_label=period)
    )
    assert warned(workspace.bring("reported", [path])) == [("unit_not_existing", "B2")]


@pytest.mark.parametrize(
    ("rows", "rule", "difference"),
    [
        (
            [row("resolved", 10), row("early", 5), row("on_time", 3), row("late", 1)],
            "broken_identity",
            1,
        ),
        (
            [
                row("tasks.accepted", 9),
                row("tasks.accepted", 2, part="level=province"),
                row("tasks.accepted", 4, part="level=grassroots"),
            ],
            "parts_differ",
            3,
        ),
        (
            [row("early", 5), row("resolved", 10), row("early_rate", "60%")],
            "rate_differs",
            0.1,
        ),
        (
            [
                row("early", 9),
                row("early", 4, period_label="2022-Q1"),
                row("early", 3, period_label="2022-Q2"),
            ],
            "tiles_differ",
            2,
        ),
        (
            [
                row("early", n, period_label=p)
                for n, p in (
                    (20, "2019-H1"),
                    (22, "2020-H1"),
                    (21, "2021-H1"),
                    (300, "2022-H1"),
                )
            ],
            "tenfold",
            279,
        ),
    ],
)
def test_what_contradicts_itself_is_kept_and_warned_about_with_the_difference(
    workspace: Workspace,
    tmp_path: Path,
    rows: list[dict[str, str]],
    rule: str,
    difference: float,
) -> None:
    outcome = workspace.bring("reported", [report(tmp_path, "a.csv", *rows)])
    assert (outcome.read.kept, outcome.read.refused) == (len(rows), 0)
    found = workspace.warnings()
    mine = found[(found["rule"] == rule) & (found["calendar"] == "state")]
    assert list(mine["difference"].round(9)) == [difference]


def test_rounding_is_no_contradiction(workspace: Workspace, tmp_path: Path) -> None:
    rows = [row("early", 2), row("resolved", 3), row("early_rate", "67%")]
    workspace.bring("reported", [report(tmp_path, "a.csv", *rows)])
    assert "rate_differs" not in set(workspace.warnings()["rule"])


def test_an_identity_is_not_tested_on_what_was_derived_from_it(
    workspace: Workspace,
) -> None:
    assert set(workspace.warnings()["rule"]) == {
        "dates_not_stated",
        "decision_outside_period",
    }


GOOD = st.tuples(st.integers(0, 9999).map(str), st.just("2022-H1"), st.just(True))
BAD = st.one_of(
    st.tuples(
        st.sampled_from(["", "x", "1.5", "-1", "5%", "=1+1", "9" * 400, "∞", "true"]),
        st.sampled_from(["2022-H1", "2022-H9", ""]),
        st.just(False),
    ),
    st.tuples(st.just("5"), st.sampled_from(["2022-H9", ""]), st.just(False)),
)
FIGURES = ("early", "late", "on_time", "returned", "withdrawn", "resolved", "pending")
PLACES = [(figure, unit) for unit in ("syt", "bdt", "sttt") for figure in FIGURES]


@pytest.fixture(scope="module")
def desk(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse into which rows are read and taken back again."""
    published = Workspace(made).open()
    return Path(shutil.copy(published, tmp_path_factory.mktemp("desk") / "wh.duckdb"))


@settings(max_examples=many(20), deadline=None)
@given(st.lists(st.one_of(GOOD, BAD), min_size=1, max_size=len(PLACES)))
def test_rows_in_are_rows_kept_and_rows_refused(
    desk: Path, cells: list[tuple[str, str, bool]]
) -> None:
    rows = [
        row(figure, value, period_label=period, unit_id=unit)
        for (value, period, _), (figure, unit) in zip(cells, PLACES, strict=False)
    ]
    path = report(desk.parent, "many.csv", *rows)
    file = SourceFile(name=path.name, sha256="0" * 64, size=1)
    one = Import(
        kind="reported",
        files=(file,),
        options={"skip_bad": "true"},
        who="test",
        at=dt.datetime.now(dt.UTC),
    )
    with duckdb.connect(str(desk)) as connection:
        connection.execute("begin")
        said = reported.apply(connection, one, {path.name: path})
        kept = connection.execute(
            "select row_number from reported_value where source_id = $id order by all",
            {"id": file.sha256},
        ).fetchall()
        connection.execute("rollback")
    good = [number for number, (*_, fits) in enumerate(cells, start=2) if fits]
    assert [number for (number,) in kept] == good
    assert (said.kept, said.refused) == (len(good), len(cells) - len(good))
    bad = {problem.row for problem in said.problems if problem.severity == "refused"}
    assert bad == set(range(2, len(cells) + 2)) - set(good)
