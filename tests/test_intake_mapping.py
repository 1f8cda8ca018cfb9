"""Mappings: another system's export goes in unchanged; a fault is named by its key."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from lists import JANUARY, Draft, listed
from test_intake_encodings import in_1258
from typer.testing import CliRunner

from dashboard import cli, text
from dashboard.errors import FileRefused, Problem
from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

FOREIGN = """\
DANH SÁCH HỒ SƠ
Tháng 1 năm 2024
STT;Số phiếu;Phòng ban;Nộp qua;Lúc nhận;Hẹn;Xong;Tình trạng xử lý;Tiền
1;P/1;Phòng Y;Qua mạng;2024-01-02T08:00+07:00;10/1/2024;2024-01-09T16:59Z;Xong;1,500.00
2;P/2;Phòng Y;Qua mạng;2024-01-02T08:00+07:00;10/1/2024;2024-01-09T17:00Z;Xong;?
3;P/3;Phòng Y;Tại quầy;2024-01-01T23:30:00Z;10/1/2024;2024-01-10T23:59:59+07:00;Xong;0
4;P/4;Phòng G;Tại quầy;3/1/2024;10/1/2024;2024-01-10T17:00:00+0000;Xong;20,000
5;P/5;Phòng G;?;2024-01-03 09:00:00.250+07;10/1/2024;?;Còn;?
"""
MAPPING = """
[file]
delimiter = ";"
decimal = "."
null = ["?"]
date_format = "%d/%m/%Y"
encoding = "windows-1258"

[columns]
"Số phiếu" = "dossier_id"
"Phòng ban" = "unit_id"
"Nộp qua" = "channel"
"Lúc nhận" = "accepted_date"
"Hẹn" = "due_date"
"Xong" = "finished_date"
"Tình trạng xử lý" = "status"
"Tiền" = "fee_due_vnd"

[constants]
issuer = "eform"

[values.unit_id]
"Phòng Y" = "syt"
"Phòng G" = "sgddt"

[values.channel]
"Qua mạng" = "online"
"Tại quầy" = "desk"

[values.status]
"Xong" = "done"
"Còn" = "processing"

[source]
as_of = 2024-01-31

[[coverage]]
from_date = 2024-01-01
to_date = 2024-01-31
"""


@pytest.fixture
def draft(made_empty: Path, tmp_path: Path) -> Iterator[Draft]:
    """A draft with the shipped catalog."""
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(Workspace(made_empty).open().read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield Draft(connection, tmp_path)


@pytest.mark.parametrize("names_encoding", [True, False])
def test_a_foreign_export_goes_in_unchanged_by_its_local_dates(
    draft: Draft, names_encoding: bool
) -> None:
    said = MAPPING
    if not names_encoding:
        said = MAPPING.replace('encoding = "windows-1258"\n', "")
    paths = draft.file("a.csv", in_1258(FOREIGN)), draft.file("m.toml", said)
    read = draft.bring("dossiers", *paths, map="m.toml")
    assert (read.kept, read.refused) == (5, 0)
    rows = draft.rows("select * exclude (as_of, source_id) from dossier order by all")
    day = dt.date
    assert [(r[0], r[1], r[2], r[4], r[6], r[8], r[12], r[-1]) for r in rows] == [
        ("eform", "P/1", "syt", "online", day(2024, 1, 2), day(2024, 1, 9), 1500, 4),
        ("eform", "P/2", "syt", "online", day(2024, 1, 2), day(2024, 1, 10), None, 5),
        ("eform", "P/3", "syt", "desk", day(2024, 1, 2), day(2024, 1, 10), 0, 6),
        ("eform", "P/4", "sgddt", "desk", day(2024, 1, 3), day(2024, 1, 11), 20000, 7),
        ("eform", "P/5", "sgddt", None, day(2024, 1, 3), None, None, 8),
    ]
    outcomes = Counter(draft.rows("select sign(finished_date - due_date) from dossier"))
    assert outcomes == {(-1,): 1, (0,): 2, (1,): 1, (None,): 1}
    covered = draft.rows(
        "select unit_id, issuer, from_date, to_date, as_of from list_coverage"
        " order by all"
    )
    month = (day(2024, 1, 1), day(2024, 1, 31), day(2024, 1, 31))
    assert covered == [("sgddt", "eform", *month), ("syt", "eform", *month)]


def faults(draft: Draft, mapping: str) -> list[Problem]:
    """What is wrong with a mapping, in words in both languages."""
    path = draft.file("m.toml", mapping)
    paths = draft.file("a.csv", listed("1;syt;2/1/2024;9/1/2024;;4")), path
    problems = draft.refused("dossiers", *paths, map="m.toml", **JANUARY)
    for problem in problems:
        assert problem.file in ("m.toml", "a.csv")
        for language in LANGUAGES:
            assert problem.value in text.problem(problem, language)
    return problems


@pytest.mark.parametrize(
    ("mapping", "rule", "value"),
    [
        ("[file", "mapping_not_readable", "Expected"),
        ("[files]\n", "mapping_fault", "files"),
        ('[file]\ndelimiter = ";;"\n', "mapping_fault", "file.delimiter"),
        ('[file]\nencoding = "latin-1"\n', "mapping_fault", "file.encoding"),
        ('[file]\ndecimal = "x"\n', "mapping_fault", "file.decimal"),
        ("[file]\nheader_row = 0\n", "mapping_fault", "file.header_row"),
        ('[file]\ndate_format = "%d/%m"\n', "mapping_fault", "file.date_format.0"),
        (
            '[file]\ndate_format = "%d/%m/%Y %H:%M%z"\n',
            "mapping_fault",
            "file.date_format.0",
        ),
        (
            '[file]\ndate_format = "%d/%m/%Y %Q"\n',
            "mapping_fault",
            "file.date_format: %d/%m/%Y %Q",
        ),
        ('[file]\ntime_zone = "Hanoi"\n', "mapping_fault", "file.time_zone"),
        ('[columns]\n"A" = "unit"\n', "mapping_fault", "columns.A: unit"),
        (
            '[columns]\n"A" = "status"\n"B" = "status"\n',
            "mapping_fault",
            "columns: status",
        ),
        (
            '[columns]\n"Mã" = "status"\n"ma" = "channel"\n',
            "mapping_fault",
            "columns: ma",
        ),
        ('[constants]\nunit = "syt"\n', "mapping_fault", "constants.unit"),
        (
            '[columns]\n"A" = "issuer"\n[constants]\nissuer = "x"\n',
            "mapping_fault",
            "columns: issuer",
        ),
        ('[values.chanel]\n"A" = "online"\n', "mapping_fault", "values.chanel"),
        ('[values.due_date]\n"A" = "x"\n', "mapping_fault", "values.due_date"),
        (
            '[values.channel]\n"A" = "onlin"\n',
            "mapping_fault",
            "values.channel.A: onlin",
        ),
        (
            "[[coverage]]\nfrom_date = 2024-02-01\nto_date = 2024-01-01\n",
            "mapping_fault",
            "coverage.1.to_date",
        ),
        (
            "[[coverage]]\nfrom_date = 2024-02-01\n",
            "mapping_fault",
            "coverage.0.to_date",
        ),
        ('[source]\nas_of = "soon"\n', "mapping_fault", "source.as_of"),
    ],
)
def test_a_fault_of_a_mapping_names_its_file_and_key(
    draft: Draft, mapping: str, rule: str, value: str
) -> None:
    found = {(p.rule, p.value) for p in faults(draft, mapping)}
    assert any(r == rule and v.startswith(value) for r, v in found), found


def test_a_mapping_that_is_no_text_is_refused(draft: Draft) -> None:
    path = draft.folder / "m.toml"
    path.write_bytes(b"\xff\xfe")
    paths = draft.file("a.csv", listed("1;syt;2/1/2024;9/1/2024;;4")), path
    (problem,) = draft.refused("dossiers", *paths, map="m.toml", **JANUARY)
    assert (problem.rule, problem.file) == ("mapping_not_readable", "m.toml")


def test_a_header_of_the_mapping_that_the_file_lacks_is_named(draft: Draft) -> None:
    (problem,) = faults(draft, '[columns]\n"Kênh của họ" = "channel"\n')
    assert (problem.rule, problem.expected) == ("header_missing", "Kênh của họ")


def bring(draft: Draft, mapping: str, content: str) -> list[tuple[object, ...]]:
    """The days that a list has when it is read by a mapping."""
    paths = draft.file("a.csv", content), draft.file("m.toml", mapping)
    draft.bring("dossiers", *paths, map="m.toml", **JANUARY)
    return draft.rows(
        "select dossier_id, accepted_date, due_date from dossier order by dossier_id"
    )


def test_what_a_mapping_names_stands_before_headers_that_are_known(
    draft: Draft,
) -> None:
    """`due_date` and `Ngày nhận` are known headers, and here mean something else."""
    mapping = (
        '[columns]\n"H" = "due_date"\n"#" = "dossier_id"\n"Ngày nhận" = "status"\n'
    )
    content = (
        "#;due_date;H;unit_id;accepted_date;Ngày nhận\n7;x;9/1/2024;syt;2/1/2024;4\n"
    )
    days = (dt.date(2024, 1, 2), dt.date(2024, 1, 9))
    assert bring(draft, mapping, content) == [("7", *days)]


@pytest.mark.parametrize(
    ("forms", "written"),
    [
        ('"%m/%d/%Y"', "1/9/2024"),
        ('"%d.%m.%y"', "09.01.24"),
        ('["%d.%m.%y", "%Y%m%d"]', "20240109"),
        ('["%d %b %Y %H:%M"]', "09 Jan 2024 23:10"),
        ('["%d.%m.%y", "%d/%m/%Y"]', "9/1/2024"),
        ('"%m/%d/%Y"', "2024-01-09"),
        ('"%m/%d/%Y"', "2024-01-09 08:00:00"),
        ('"%m/%d/%Y %H:%M"', "01/09/2024 08:00"),
    ],
)
def test_forms_of_dates_that_a_mapping_adds(
    draft: Draft, forms: str, written: str
) -> None:
    content = listed(f"1;syt;{written};2024-01-20;;4")
    ((_, day, _),) = bring(draft, f"[file]\ndate_format = {forms}\n", content)
    assert day == dt.date(2024, 1, 9)


def test_with_another_form_named_31_12_2023_is_not_guessed(draft: Draft) -> None:
    path = draft.file("m.toml", '[file]\ndate_format = "%m/%d/%Y"\n')
    paths = draft.file("a.csv", listed("1;syt;1/2/2024;31/12/2024;;4")), path
    (problem,) = draft.refused("dossiers", *paths, map="m.toml", **JANUARY)
    assert (problem.rule, problem.cell) == ("not_a_date", "D2")


@pytest.mark.parametrize(
    ("zone", "written", "day"),
    [
        ("UTC", "2024-01-08 17:00", 9),
        ("UTC", "08/01/2024 16:59:59", 8),
        ("UTC", "08/01/2024", 8),
        ("UTC", "2024-01-08T23:00:00+07:00", 8),
        ("America/New_York", "2024-01-08 12:00", 9),
        ("Asia/Ho_Chi_Minh", "2024-01-08 23:59", 8),
    ],
)
def test_times_without_an_offset_are_of_the_zone_that_the_mapping_names(
    draft: Draft, zone: str, written: str, day: int
) -> None:
    content = listed(f"1;syt;{written};2024-01-20;;4")
    ((_, found, _),) = bring(draft, f'[file]\ntime_zone = "{zone}"\n', content)
    assert found == dt.date(2024, 1, day)


def test_a_header_below_another_table_is_found_by_its_row(draft: Draft) -> None:
    above = listed("x;y;z;a;b;c").strip()
    content = f"{above}\n{listed('1;syt;2/1/2024;9/1/2024;;4')}"
    rows = bring(draft, "[file]\nheader_row = 3\n", content)
    assert [row[0] for row in rows] == ["1"]
    paths = draft.file("a.csv", content), draft.file("m.toml", "[file]\nheader_row = 9")
    (problem,) = draft.refused("dossiers", *paths, map="m.toml", **JANUARY)
    assert problem.rule == "header_missing"


def test_options_stand_before_the_mapping_and_units_fill_its_scopes(
    draft: Draft,
) -> None:
    mapping = """
    [source]
    as_of = 2024-02-29
    [[coverage]]
    unit_id = "sgddt"
    from_date = 2024-01-01
    to_date = 2024-01-15
    [[coverage]]
    from_date = 2024-01-10
    to_date = 2024-01-31
    """
    content = listed("1;syt;20/1/2024;29/1/2024;;4", "2;sgddt;2/1/2024;9/1/2024;;4")
    paths = draft.file("a.csv", content), draft.file("m.toml", mapping)
    draft.bring("dossiers", *paths, map="m.toml", unit_id="syt, sttt")
    asked = "select unit_id, from_date, as_of from list_coverage order by all"
    first, tenth, last = dt.date(2024, 1, 1), dt.date(2024, 1, 10), dt.date(2024, 2, 29)
    assert draft.rows(asked) == [
        ("sgddt", first, last),
        ("sttt", tenth, last),
        ("syt", tenth, last),
    ]
    draft.bring("dossiers", *paths, map="m.toml", **JANUARY)
    assert {row[2] for row in draft.rows(asked)} == {dt.date(2024, 1, 31)}


def test_the_mapping_is_kept_with_the_import_and_replayed(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    """The mapping is one of the import's files: a version can be made again from it."""
    files = [tmp_path / "a.csv", tmp_path / "m.toml"]
    files[0].write_bytes(in_1258(FOREIGN))
    files[1].write_text(MAPPING, "utf-8")
    asked = ["import", "dossiers", str(files[0]), "--map", str(files[1])]
    done = CliRunner().invoke(
        cli.app, [*asked, "--workspace", str(empty_workspace.root)]
    )
    assert done.exit_code == 0, done.output
    one = empty_workspace.store.current().imports[-1]
    assert [file.name for file in one.files] == ["a.csv", "m.toml"]
    assert one.options == {"map": "m.toml"}
    before = empty_workspace.query("quality/sources").frame
    empty_workspace.open().unlink()
    for path in files:
        path.unlink()
    after = empty_workspace.query("quality/sources").frame
    assert after.equals(before) and "m.toml" not in set(after["file_name"])


def test_a_fault_in_publishing_is_told_by_the_command(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(listed("1;syt;2/1/2024;9/1/2024;;4"), "utf-8")
    with pytest.raises(FileRefused) as refused:
        empty_workspace.bring("dossiers", [tmp_path / "a.csv"])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.file) == ("no_as_of", "a.csv")
