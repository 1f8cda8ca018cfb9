"""The cells of a csv or xlsx file, row by row from its first, as they were typed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from dashboard.errors import FileRefused, Problem

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Grid = list[list[Cell]]

MAX_UNZIPPED = 4 * 2**30
MAX_CELLS = 2**25
BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
HEADER_WITHIN = 50
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
ADDRESS = re.compile(rb'\br=["\']([A-Z]{1,3})([0-9]{1,7})["\']')
CHUNK = 2**20


def refused(rule: str, file: str, **fields: Any) -> FileRefused:
    """The refusal of a whole file for one reason."""
    return FileRefused([Problem(rule=rule, file=file, **fields)])


def grid_of_csv(path: Path, name: str, is_header: Callable[[str], bool]) -> Grid:
    """The records of a csv. Rows are numbered by record, as Excel shows them: a cell
    with line breaks in quotes does not move the rows below it."""
    words = decoded(path, name)
    return records_of(words, name, delimiter(words, is_header))


def decoded(path: Path, name: str) -> str:
    """The text of a csv in UTF-8, or in UTF-16 with its mark."""
    raw = path.read_bytes()
    encoding = next((e for bom, e in BOMS.items() if raw.startswith(bom)), "utf-8")
    try:
        words = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise refused("encoding", name, value=f"byte {fault.start}") from fault
    if "\x00" in words:
        raise refused("encoding", name, value="NUL")
    return words


def records_of(words: str, name: str, mark: str) -> Grid:
    """The records of the text of a csv whose cells are parted by a mark."""
    rows = csv.reader(io.StringIO(words, newline=""), delimiter=mark, strict=True)
    grid: Grid = []
    try:
        grid.extend(list(row) for row in rows)
    except csv.Error as fault:
        raise refused("not_readable", name, cell=f"A{len(grid) + 1}") from fault
    return grid


def delimiter(words: str, is_header: Callable[[str], bool]) -> str:
    """The mark that parts the most known headers in one of the first lines."""
    lines = list(islice(io.StringIO(words), HEADER_WITHIN))

    def headers(mark: str) -> int:
        return max((sum(map(is_header, one.split(mark))) for one in lines), default=0)

    return max(",;\t", key=headers)


def grids_of_xlsx(path: Path, name: str) -> Iterator[tuple[str, Grid]]:
    """Sheets that hold anything, with the empty rows above the data kept."""
    with book_of(path, name) as book:
        for title in book.sheet_names:
            grid = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            if any(cell != "" for row in grid for cell in row):
                yield title, grid


@contextmanager
def book_of(path: Path, name: str) -> Iterator[python_calamine.CalamineWorkbook]:
    """A workbook whose size was looked at before it was opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = sum(part.file_size for part in archive.infolist())
            if sizes > MAX_UNZIPPED or _cells(archive) > MAX_CELLS:
                raise refused("too_large", name)
        with path.open("rb") as file:
            yield python_calamine.load_workbook(file)
    except (zipfile.BadZipFile, zlib.error, python_calamine.CalamineError) as fault:
        raise refused("not_readable", name) from fault


def sheet_of(
    book: python_calamine.CalamineWorkbook, name: str, wanted: str | None
) -> python_calamine.CalamineSheet:
    """The sheet of this title, or the only one that holds anything."""
    if wanted is not None and wanted not in book.sheet_names:
        titles = ", ".join(book.sheet_names)
        raise refused("sheet_missing", name, value=wanted, expected=titles)
    titled = [wanted] if wanted is not None else book.sheet_names
    sheets = [book.get_sheet_by_name(title) for title in titled]
    filled = [
        one
        for one in sheets
        if any(cell != "" for row in one.iter_rows() for cell in row)
    ]
    if len(filled) > 1:
        raise refused("sheets", name, value=str(len(filled)))
    if not filled:
        raise refused("no_rows", name)
    return filled[0]


def _cells(archive: zipfile.ZipFile) -> int:
    """Cells of the largest sheet, from its first to its farthest one: the reader takes
    memory for each, empty or not, and ends the program when there is none."""
    largest = 0
    for part in filter(SHEET.fullmatch, archive.namelist()):
        last_column, last_row, rest = (0, b""), 0, b""
        with archive.open(part) as sheet:
            while chunk := sheet.read(CHUNK):
                for letters, number in ADDRESS.findall(rest + chunk):
                    last_column = max(last_column, (len(letters), letters))
                    last_row = max(last_row, int(number))
                rest = chunk[-20:]
        largest = max(largest, last_row * _place(last_column[1]))
    return largest


def _place(letters: bytes) -> int:
    """The number of a column by its letters: A is 1."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place
