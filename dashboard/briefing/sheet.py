"""A table as csv or xlsx, with a sheet that says where it comes from."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60
A4 = 9


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made plain text."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def listed(value: Any) -> Any:
    """A list as a person writes one, `A, B`; anything else as it is."""
    if isinstance(value, list | np.ndarray):
        return ", ".join(map(str, value))
    return value


def csv(table: pd.DataFrame) -> bytes:
    """The table in UTF-8 with a mark that spreadsheets recognise."""
    plain = table.map(lambda value: harmless(listed(value)))
    return str(plain.to_csv(index=False)).encode("utf-8-sig")


def xlsx(
    table: pd.DataFrame,
    title: str,
    sheet: str,
    about: str,
    notes: Sequence[tuple[str, str]],
) -> bytes:
    """A workbook: `sheet` holds title and table, numbers as numbers; `about` holds the
    notes (definition, parameters, version, sources)."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        head = book.add_format({"bold": True, "font_size": 13})
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        page = book.add_worksheet(sheet)
        page.write_string(0, 0, title, head)
        for column, name in enumerate(table.columns):
            page.write_string(2, column, str(name), bold)
            page.set_column(column, column, _width(name, table[name].map(listed)))
        for row, cells in enumerate(table.itertuples(index=False), start=3):
            for column, value in enumerate(cells):
                _write(page, row, column, listed(value), date)
        page.freeze_panes(3, 1)
        notes_page = book.add_worksheet(about)
        for one in (page, notes_page):
            one.set_paper(A4)
            one.set_landscape()
            one.fit_to_pages(1, 0)
        notes_page.set_column(0, 0, 24)
        notes_page.set_column(1, 1, 110, book.add_format({"text_wrap": True}))
        for row, (label, words) in enumerate(notes):
            notes_page.write_string(row, 0, label, bold)
            notes_page.write_string(row, 1, words)
    return file.getvalue()


def _write(page: Any, row: int, column: int, value: Any, date: Any) -> None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return
    if isinstance(value, dt.date):
        page.write_datetime(row, column, value, date)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value))


def _width(name: object, values: pd.Series) -> int:
    longest = max((len(str(one)) for one in (name, *values)), default=0)
    return min(longest + 2, WIDEST)
