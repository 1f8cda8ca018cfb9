"""Tables in csv and xlsx files: found, addressed, and refused in one clear sentence."""

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
import xlsxwriter

from dashboard import text
from dashboard.errors import FileRefused
from dashboard.intake import grids, tabular
from dashboard.intake.grids import Cell
from dashboard.intake.tabular import Column, Sheet, letter, plain, read, text_of
from dashboard.settings import LANGUAGES

COLUMNS = (
    Column("unit_id", True, ("Đơn vị", "Unit")),
    Column("value", True, ("Giá trị", "Value")),
    Column("remark", False, ("Ghi chú",)),
)


def csv(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def xlsx(folder: Path, **sheets: Iterable[Iterable[Cell | None]]) -> Path:
    """A workbook of these sheets."""
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def table(path: Path) -> Sheet:
    """What is read from a file."""
    return read(path, path.name, COLUMNS)


def rule(path: Path) -> str:
    """The rule by which a file is refused; its sentence must name the file."""
    with pytest.raises(FileRefused) as refused:
        table(path)
    (problem,) = refused.value.problems
    for language in LANGUAGES:
        assert path.name in text.problem(problem, language)
    assert path.name in str(refused.value)
    return problem.rule


@pytest.mark.parametrize(
    "header", ["unit_id,value", "Đơn vị,Giá trị", "DON VI , gia tri", "Unit,VALUE"]
)
def test_headers_are_known_in_both_languages_and_without_diacritics(
    tmp_path: Path, header: str
) -> None:
    sheet = table(csv(tmp_path, f"{header}\nsyt,5\n"))
    assert sheet.rows == [(2, {"unit_id": "syt", "value": "5"})]
    assert sheet.place("value", 2) == "B2"
    assert sheet.place("remark", 2) == "A2"


def test_decomposed_and_look_alike_letters_are_the_same_letters() -> None:
    assert plain("\u0110\u01a1n vi\u0323") == plain("Ðơn vị") == "don vi"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_taken_from_the_header(tmp_path: Path, mark: str) -> None:
    sheet = table(csv(tmp_path, f"unit_id{mark}value\nsyt{mark}5\n"))
    assert dict(sheet.rows[0][1]) == {"unit_id": "syt", "value": "5"}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_header_gives_the_delimiter_where_titles_stand_above_it(
    tmp_path: Path, mark: str
) -> None:
    head = "Kết quả, sáu tháng; Quảng Trị\n\n"
    sheet = table(csv(tmp_path, f'{head}"Đơn vị"{mark}"Giá trị"\nsyt{mark}"1,5"\n'))
    assert sheet.rows == [(4, {"unit_id": "syt", "value": "1,5"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_utf_16_are_read(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path, "Đơn vị,Giá trị\nsở,5\n".encode(encoding))
    assert table(path).rows[0][1]["unit_id"] == "sở"


def test_rows_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    sheet = table(csv(tmp_path, "Báo cáo\n,\nunit_id,value\n\n , \nsyt,5\n"))
    assert sheet.rows == [(6, {"unit_id": "syt", "value": "5"})]


def test_row_numbers_count_records_where_cells_hold_line_breaks(tmp_path: Path) -> None:
    sheet = table(csv(tmp_path, 'unit_id,value\n"a\nb; c",5\nsyt,6\n'))
    assert [number for number, _ in sheet.rows] == [2, 3]
    assert sheet.rows[0][1]["unit_id"] == "a\nb; c"


def test_short_rows_have_empty_cells(tmp_path: Path) -> None:
    assert table(csv(tmp_path, "unit_id,value\nsyt\n")).rows[0][1]["value"] == ""


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\n \n", "header_missing"),
        ("a.csv", b"\xef\xbb\xbf", "header_missing"),
        ("a.csv", b'unit_id,value\n"syt,5\nbdt,6\n', "not_readable"),
        ("a.csv", b"unit_id,value\n" + b"s" * 200_000 + b",5\n", "not_readable"),
        ("a.csv", "Đơn vị,Giá trị\n".encode("utf-16-le"), "encoding"),
        ("a.csv", b"unit_id,other\nsyt,5\n", "header_missing"),
        ("a.csv", b"unit_id,value,Unit\nsyt,5,x\n", "header_twice"),
        ("a.csv", b"unit_id,value\ns\xd2\xd4,5\n", "encoding"),
        ("a.csv", b"unit_id,value\ns\x00,5\n", "encoding"),
        ("a.xls", b"unit_id", "wrong_kind"),
        ("a", b"unit_id", "wrong_kind"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "not_readable"),
        ("a.xlsx", b"PK\x03\x04 cut off", "not_readable"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    assert rule(csv(tmp_path, content, name)) == expected


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path, A=[["unit_id", "value"], ["syt", 5]])
    path.write_bytes(path.read_bytes()[:-200])
    assert rule(path) == "not_readable"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert rule(path) == "not_readable"


def test_too_much_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = xlsx(tmp_path, A=[["unit_id", "value"], ["syt", 5]])
    monkeypatch.setattr(grids, "MAX_UNZIPPED", 100)
    assert rule(book) == "too_large"
    monkeypatch.setattr(tabular, "MAX_BYTES", 10)
    assert rule(csv(tmp_path, "unit_id,value\nsyt,5\n")) == "too_large"


def test_one_sheet_is_read_and_its_cells_keep_their_kind(tmp_path: Path) -> None:
    rows = [
        ["Báo cáo"],
        [],
        ["Ghi chú", "Đơn vị", "Giá trị"],
        [dt.date(2023, 12, 31), "syt", 0.125],
    ]
    sheet = table(xlsx(tmp_path, Trang=rows, Trống=[]))
    ((number, cells),) = sheet.rows
    assert (number, sheet.name, sheet.place("value", number)) == (4, "Trang", "C4")
    assert cells["value"] == 0.125
    assert text_of(cells["remark"]) == "31/12/2023"


def test_a_quote_that_is_never_closed_is_refused_where_it_begins(
    tmp_path: Path,
) -> None:
    path = csv(tmp_path, 'unit_id,value\nsyt,5\nbdt,"6\nsttt,7\n')
    with pytest.raises(FileRefused) as refused:
        table(path)
    assert refused.value.problems[0].cell == "A3"


def test_a_workbook_without_any_cell_lacks_its_header(tmp_path: Path) -> None:
    assert rule(xlsx(tmp_path, Trống=[])) == "header_missing"


def test_a_sheet_of_notes_beside_the_data_is_refused_as_a_second_sheet(
    tmp_path: Path,
) -> None:
    rows = [["unit_id", "value"], ["syt", 5]]
    assert rule(xlsx(tmp_path, Số=rows, Đọc=[["Cách điền"]])) == "sheets"


def test_a_lone_cell_in_the_farthest_corner_does_not_take_all_memory(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["unit_id", "value"])
        sheet.write_string(1_048_575, 16_383, " ")
    assert rule(path) == "too_large"


def test_several_sheets_with_data_are_refused(tmp_path: Path) -> None:
    rows = [["unit_id", "value"], ["syt", 5]]
    assert rule(xlsx(tmp_path, A=rows, B=rows)) == "sheets"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (True, "true"),
        (False, "false"),
        (12.0, "12"),
        (12.5, "12,5"),
        (1e20, "100000000000000000000"),
        ("  a\xa0b ", "a b"),
        (dt.datetime(2023, 2, 1, 9), "01/02/2023"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_read_as_a_person_would_have_typed_it(cell: Cell, words: str) -> None:
    assert text_of(cell) == words


def test_columns_have_letters() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
