"""The lines of a csv file under its header: read by DuckDB, none lost, each counted."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.intake.encodings import WINDOWS_1258
from dashboard.intake.grids import refused
from dashboard.store import tables

CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1258": WINDOWS_1258}
READ = """
from read_csv(
    $path, header = false, auto_detect = false, columns = $columns,
    delim = $mark, quote = '"', escape = '"', store_rejects = true
)
"""
REJECTED = """
select line, min(error_type) as error_type, left(min(csv_line), 60) as csv_line
from reject_errors
group by line
order by line
"""
MALFORMED = {
    "MISSING COLUMNS": "cells_missing",
    "TOO MANY COLUMNS": "cells_too_many",
    "UNQUOTED VALUE": "quotes",
    "LINE SIZE OVER MAXIMUM": "line_too_long",
}


@contextmanager
def body_of(
    folder: Path, parts: Iterable[str], names: Sequence[str], mark: str
) -> Iterator[tuple[Path, int]]:
    """A file for a while with the lines in UTF-8, and how many there are. DuckDB leaves
    blank lines out, which would shift the numbers of rows: they become empty cells, as
    do lines of nothing but a few marks."""
    fill = _filler('""' + mark * (len(names) - 1) + "\n", f" \t{mark}")
    path = folder / "body.csv"
    count, last, is_inside = 0, "\n", False
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            for part in filter(None, parts):
                count += part.count("\n")
                last = part[-1]
                file.write(fill(part, is_inside))
                is_inside ^= part.count('"') % 2 == 1
        yield path, count + (last != "\n")
    finally:
        path.unlink()


def _filler(blank: str, space: str) -> Callable[[str, bool], str]:
    """What puts `blank` for every line of nothing but `space` into a text that begins
    with a line; the second argument says whether it begins within quotes, where lines
    belong to a cell and stay as they are."""
    some = f"[{re.escape(space)}]"
    line = rf"(?<=\n){some}*\n"
    first, within = re.compile(rf"\A{some}*\n|{line}"), re.compile(line)
    final = re.compile(rf"(?:\A|(?<=\n)){some}+\Z")

    def fill(text: str, is_inside: bool) -> str:
        # Looked for only where there can be some: it takes its time.
        if not any(text[0] == c or f"\n{c}" in text for c in f"\n{space}"):
            return text
        pieces = text.split('"')
        for at in range(int(is_inside), len(pieces), 2):
            pieces[at] = (within if at else first).sub(blank, pieces[at])
        if len(pieces) % 2 != is_inside and (len(pieces) == 1 or "\n" in pieces[-1]):
            pieces[-1] = final.sub(blank, pieces[-1])
        return '"'.join(pieces)

    return fill


def relation(
    connection: duckdb.DuckDBPyConnection, body: Path, names: Sequence[str], mark: str
) -> duckdb.DuckDBPyRelation:
    """The rows that can be parted into cells, as text, in their order."""
    columns = dict.fromkeys(names, "VARCHAR")
    params = {"path": str(body), "columns": columns, "mark": mark}
    return connection.sql(READ, params=params)


def rejected(
    connection: duckdb.DuckDBPyConnection, number: int, above: int, width: int
) -> list[int]:
    """The rows that could not be parted, put aside to be refused: their places under
    the header, from 1."""
    found = connection.execute(REJECTED).fetchall()
    connection.execute("drop table reject_errors; drop table reject_scans")
    tables.insert_rows(
        connection,
        "staged_malformed",
        [
            {
                "file_number": number,
                "row_number": above + line,
                "rule": MALFORMED[error],
                "value": words,
                "expected": str(width),
            }
            for line, error, words in found
        ],
    )
    return [line for line, _, _ in found]


def records(body: Path, name: str, mark: str, above: int) -> int:
    """How many records a file has some of whose cells hold newlines; it is refused
    where a quote that is never closed has swallowed rows."""
    count = 0
    with body.open(encoding="utf-8", newline="") as file:
        try:
            for _ in csv.reader(file, delimiter=mark, strict=True):
                count += 1
        except csv.Error as fault:
            raise refused("quotes", name, cell=f"A{above + count + 1}") from fault
    return count
