"""Brings the cells of a csv, xlsx or parquet file into a staging table, as text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import CoalesceOperator as Coalesce
from duckdb import ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Function

from dashboard.intake import lines
from dashboard.intake.encodings import encoding_of, pieces
from dashboard.intake.grids import (
    HEADER_WITHIN,
    Cell,
    book_of,
    delimiter,
    refused,
    sheet_of,
)
from dashboard.intake.mapping import Reading
from dashboard.intake.tabular import (
    MAX_BYTES,
    Column,
    header_of,
    headers_of,
    key,
    letter,
    text_of,
)
from dashboard.store import tables

MAX_LIST_BYTES = 8 * 2**30
MAX_COLUMNS = 1000
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Loaded:
    """A file whose rows are staged: how many stand under its header, blank ones and
    those that could not be parted included, and where its columns are."""

    rows: int
    name: str
    sheet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)

    def place(self, column: str, row: int) -> str:
        """The address of a cell, such as `D7`; the row alone where there are none."""
        return f"{self.letters.get(column, 'A')}{row}" if self.letters else str(row)


@dataclass(frozen=True)
class Loader:
    """Fills one staging table; `constants` are values of columns that a file lacks."""

    connection: duckdb.DuckDBPyConnection
    table: str
    reading: Reading
    columns: Sequence[Column]
    constants: Mapping[str, str]

    def load(self, number: int, path: Path, name: str) -> Loaded:
        """Stage a file's rows under its header, blank ones included, so that rowids
        count as the file does; FileRefused says what is wrong with the file."""
        size = path.stat().st_size
        suffix = Path(name).suffix.lower()
        if size == 0:
            raise refused("empty_file", name)
        if size > (MAX_BYTES if suffix == ".xlsx" else MAX_LIST_BYTES):
            raise refused("too_large", name, value=str(size))
        if suffix == ".csv":
            return self._csv(number, path, name)
        if suffix == ".xlsx":
            return self._xlsx(number, path, name)
        if suffix == ".parquet":
            return self._parquet(number, path, name)
        raise refused("wrong_kind", name, value=suffix)

    def _csv(self, number: int, path: Path, name: str) -> Loaded:
        """The rows are read by DuckDB from a copy that begins under the header, in
        UTF-8, with newlines all alike and blank lines that it will not leave out."""
        named = self.reading.file.encoding
        encoding = lines.CODECS[named] if named else encoding_of(path, name)
        text = pieces(path, name, encoding)
        first = io.StringIO(next(text, ""))
        known = headers_of(self.columns)
        mark = self.reading.file.delimiter or delimiter(
            first.getvalue(), lambda word: key(word) in known
        )
        try:
            records = csv.reader(first, delimiter=mark)
            index, at, header = self._header(name, "", records)
        except csv.Error as fault:
            raise refused("not_readable", name) from fault
        ours = {place: column for column, place in at.items()}
        names = [ours.get(place, f"more_{place}") for place in range(len(header))]
        base = self._staged_rows()
        with lines.body_of(
            self._folder(), chain([first.read()], text), names, mark
        ) as (
            body,
            count,
        ):
            self._stage(lines.relation(self.connection, body, names, mark), name)
            rejected = lines.rejected(self.connection, number, index + 1, len(header))
            rows = self._staged_rows() - base + len(rejected)
            if rows != count and rows != lines.records(body, name, mark, index + 1):
                torn = index + 1 + min(rejected, default=1)
                raise refused("quotes", name, cell=f"A{torn}")
        self._number(number, base, index + 1, rejected)
        letters = {column: letter(place) for column, place in at.items()}
        return Loaded(rows, name, "", letters)

    def _xlsx(self, number: int, path: Path, name: str) -> Loaded:
        with book_of(path, name) as book:
            sheet = sheet_of(book, name, self.reading.file.sheet)
            rows = sheet.iter_rows()
            index, at, _ = self._header(name, sheet.name, rows)
            base = self._staged_rows()
            while listed := list(islice(rows, ROWS_AT_ONCE)):
                tables.insert(self.connection, self.table, self._arrow(listed, at))
        self._number(number, base, index + 1, [])
        left = sheet.start[1] if sheet.start else 0
        letters = {column: letter(left + place) for column, place in at.items()}
        return Loaded(self._staged_rows() - base, name, sheet.name, letters)

    def _arrow(self, rows: Sequence[Sequence[Cell]], at: Mapping[str, int]) -> pa.Table:
        """Rows of a sheet as columns of text."""
        mark = self.reading.file.decimal
        columns: dict[str, list[str | bool]] = {
            name: [_words(row[place], mark) for row in rows]
            for name, place in at.items()
        }
        for name, value in self.constants.items():
            columns.setdefault(name, [value] * len(rows))
        columns["is_blank"] = [not any(str(cell).strip() for cell in r) for r in rows]
        return pa.table(columns)

    def _parquet(self, number: int, path: Path, name: str) -> Loaded:
        try:
            relation = self.connection.read_parquet(str(path))
        except duckdb.Error as fault:
            raise refused("not_readable", name) from fault
        _, at, _ = self._header(name, "", iter([relation.columns]))
        base = self._staged_rows()
        mine = {place: column for column, place in at.items()}
        renamed = [
            self._text(header, str(kind)).alias(mine.get(place, f"more_{place}"))
            for place, (header, kind) in enumerate(
                zip(relation.columns, relation.types, strict=True)
            )
        ]
        self._stage(relation.select(*renamed), name)
        self._number(number, base, 0, [])
        return Loaded(self._staged_rows() - base, name)

    def _text(self, column: str, kind: str) -> Expression:
        """A column of a parquet file as a person would have typed it."""
        words = ColumnExpression(column).cast("VARCHAR")
        if kind == "VARCHAR":
            space, plain_space = map(ConstantExpression, ("\xa0", " "))
            composed = Function("nfc_normalize", words)
            return Function("replace", composed, space, plain_space)
        if kind.startswith(("FLOAT", "DOUBLE", "DECIMAL")):
            point, mark = map(ConstantExpression, (".", self.reading.file.decimal))
            return Function("replace", words, point, mark)
        return words

    def _header(
        self, name: str, title: str, rows: Iterator[Sequence[Cell]]
    ) -> tuple[int, dict[str, int], Sequence[Cell]]:
        """The header among the first rows, or where the mapping says: its index, which
        of our columns stands where, and its cells."""
        row = self.reading.file.header_row
        above = row - 1 if row else 0
        seen: list[Sequence[Cell]] = []
        looked = (
            seen.append(cells) or cells  # type: ignore[func-returns-value]
            for cells in islice(rows, above, row or HEADER_WITHIN)
        )
        index, at = header_of(name, title, looked, self.columns)
        if len(seen[-1]) > MAX_COLUMNS:
            raise refused(
                "too_many_columns",
                name,
                value=str(len(seen[-1])),
                expected=str(MAX_COLUMNS),
            )
        return above + index, at, seen[-1]

    def _stage(self, relation: duckdb.DuckDBPyRelation, name: str) -> None:
        """Add rows with columns of text, our names among theirs."""
        ours = self.connection.table(self.table).columns
        told = {
            column: ColumnExpression(column)
            if column in relation.columns
            else ConstantExpression(self.constants.get(column)).cast("VARCHAR")
            for column in ours
        }
        empty, space = ConstantExpression(""), ConstantExpression(" \t\n")
        filled = [
            Function("nullif", Function("trim", ColumnExpression(column), space), empty)
            for column in relation.columns
        ]
        told["is_blank"] = Coalesce(*filled).isnull()
        try:
            relation.select(*told.values()).insert_into(self.table)
        except duckdb.Error as fault:
            raise refused("not_readable", name) from fault

    def _number(
        self, number: int, base: int, above: int, rejected: Iterable[int]
    ) -> None:
        """Say how rowids become rows of the file: `above` rows stand above the first,
        rejected ones are missing."""
        ahead = {base: above + 1 - base}
        for gone, line in enumerate(rejected, start=1):
            ahead[base + line - gone] = above + 1 + gone - base
        ends = [*(first - 1 for first in ahead), self._staged_rows() - 1][1:]
        tables.insert_rows(
            self.connection,
            "staged_run",
            [
                {
                    "file_number": number,
                    "first_place": first,
                    "last_place": last,
                    "ahead": ahead[first],
                }
                for first, last in zip(ahead, ends, strict=True)
            ],
        )

    def _staged_rows(self) -> int:
        return len(self.connection.table(self.table))

    def _folder(self) -> Path:
        """Where the warehouse is being prepared: what is left there is swept."""
        (path,) = self.connection.sql(
            "select path from duckdb_databases() "
            "where database_name = current_database()"
        ).fetchall()[0]
        return Path(path).parent


def _words(cell: Cell, mark: str) -> str:
    """A cell as text; dates with the year first, which no reader mistakes."""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    words = text_of(cell)
    return words.replace(",", mark) if isinstance(cell, float) else words
