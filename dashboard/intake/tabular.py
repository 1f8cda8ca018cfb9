"""Rows of a csv or xlsx file as they were typed, each with its place in the file."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.intake.grids import Cell, grid_of_csv, grids_of_xlsx, refused

MAX_BYTES = 400 * 2**20
LONGEST = 1000


@dataclass(frozen=True)
class Column:
    """A column that a kind of file may have, and the headers it is known by: its own
    name too, unless a mapping names another."""

    name: str
    is_required: bool
    headers: tuple[str, ...]
    is_mapped: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table found in a file: which of our columns stands where, and the rows.

    Each row is (row number as the file counts, cells by our column name).
    """

    file: str
    name: str
    letters: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, Cell]]]

    def place(self, column: str, row: int) -> str:
        """The address of a cell, such as `D7`."""
        return f"{self.letters.get(column, 'A')}{row}"


def read(path: Path, name: str, columns: Sequence[Column]) -> Sheet:
    """The table in a file; FileRefused says which file, what is wrong, what to do."""
    if path.stat().st_size == 0:
        raise refused("empty_file", name)
    if path.stat().st_size > MAX_BYTES:
        raise refused("too_large", name, value=str(path.stat().st_size))
    suffix = Path(name).suffix.lower()
    headers = headers_of(columns)
    if suffix == ".csv":
        grids = {"": grid_of_csv(path, name, lambda word: key(word) in headers)}
    elif suffix == ".xlsx":
        grids = dict(grids_of_xlsx(path, name)) or {"": []}
    else:
        raise refused("wrong_kind", name, value=suffix)
    if len(grids) > 1:
        raise refused("sheets", name, value=str(len(grids)))
    ((title, grid),) = grids.items()
    index, at = header_of(name, title, grid, columns)
    return Sheet(
        name,
        title,
        {column: letter(place) for column, place in at.items()},
        list(_rows(grid, index + 1, at)),
    )


def headers_of(columns: Sequence[Column]) -> dict[str, str]:
    """Our column for each header it may have, by `key`; what a mapping says counts."""
    ours = {
        key(header): column.name
        for column in columns
        if not column.is_mapped
        for header in (column.name, *column.headers)
    }
    mapped = {key(c.headers[0]): c.name for c in columns if c.is_mapped}
    return ours | mapped


def key(header: str) -> str:
    """What a header is matched by: its words, or else its signs, such as `#`. Nothing
    so long is one, and would take its time."""
    return "" if len(header) > LONGEST else plain(header) or header.strip()


def plain(words: str) -> str:
    """Words without case, diacritics and punctuation, to match what people type."""
    letters = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    kept = "".join(c if c.isalnum() else " " for c in letters if not _is_mark(c))
    return " ".join(kept.replace("ð", "d").split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def header_of(
    file: str, title: str, grid: Iterable[Sequence[Cell]], columns: Sequence[Column]
) -> tuple[int, dict[str, int]]:
    """The first row that names every required column: its index, and which of our
    columns stands where."""
    headers = headers_of(columns)
    required = [column for column in columns if column.is_required]
    best: list[str] = [column.headers[0] for column in required]
    for index, row in enumerate(grid):
        at: dict[str, int] = {}
        for place, cell in enumerate(row):
            column = headers.get(key(str(cell)))
            if column in at:
                raise refused(
                    "header_twice",
                    file,
                    sheet=title,
                    value=str(cell),
                    cell=f"{letter(place)}{index + 1}",
                )
            if column:
                at[column] = place
        missing = [c.headers[0] for c in required if c.name not in at]
        if not missing:
            return index, at
        best = missing if len(missing) < len(best) else best
    raise refused("header_missing", file, sheet=title, expected=", ".join(best))


def _rows(
    grid: Sequence[Sequence[Cell]], start: int, at: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, Cell]]]:
    for number, row in enumerate(grid[start:], start=start + 1):
        if any(str(cell).strip() for cell in row):
            yield number, {n: row[p] if p < len(row) else "" for n, p in at.items()}


def letter(place: int) -> str:
    """The letters of a column by its place from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """A cell as a person would have typed it: dates dd/mm/yyyy, decimals by comma."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        whole = int(cell) if cell.is_integer() else cell
        return str(whole).replace(".", ",")
    words = unicodedata.normalize("NFC", str(cell)).replace("\xa0", " ")
    return words.strip()
