"""The official form II.06a/VPCP/KSTT as a workbook in its official arrangement."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard.briefing import form_06
from dashboard.briefing.sheet import harmless
from dashboard.settings import Language
from dashboard.text.numbers import date, is_missing

FONT = {"font_name": "Times New Roman", "font_size": 11}
CELL = {**FONT, "border": 1, "valign": "vcenter"}
Say = Callable[..., str]


@dataclass(frozen=True)
class Facts:
    """What stands around the table; `notes` tell where the figures come from."""

    unit: str
    receiver: str
    period: str
    from_date: dt.date
    to_date: dt.date
    as_of: dt.date
    is_invented: bool
    notes: Sequence[tuple[str, str]]


def xlsx(rows: pd.DataFrame, facts: Facts, language: Language, say: Say) -> bytes:
    """The form in its official arrangement, a sheet that compares it with what was
    reported, and one that says where the figures come from. The last row of `rows` is
    the whole; `say(key)` words what is not part of the official form."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _form(book, rows, facts, language, say)
        _compared(book, rows, say)
        _notes(book, facts, say)
    return file.getvalue()


def _form(
    book: Any, rows: pd.DataFrame, facts: Facts, language: Language, say: Say
) -> None:
    page = book.add_worksheet(say("sheet"))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.center_horizontally()
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 36)
    page.set_column(2, 12, 10.5)
    _above(book, page, facts, say)
    top = 8
    _heads(book, page, top, language, say)
    page.repeat_rows(top, top + 2)
    first = top + 3
    number = book.add_format({**CELL, "align": "right", "num_format": "#,##0"})
    text = book.add_format({**CELL, "text_wrap": True})
    middle = book.add_format({**CELL, "align": "center"})
    *parts, whole = rows.to_dict("records")
    for at, row in enumerate(parts):
        page.write_number(first + at, 0, at + 1, middle)
        page.write_string(first + at, 1, harmless(row["name"]), text)
        for column in form_06.indicators():
            _cell(page, first + at, column - 1, row[f"c{column}"], number)
    last = first + len(parts)
    bold = {**CELL, "bold": True}
    page.write_blank(last, 0, None, book.add_format(bold))
    page.write_string(last, 1, say("total"), book.add_format(bold))
    total = book.add_format({**bold, "align": "right", "num_format": "#,##0"})
    for column in form_06.indicators():
        value, letter = whole[f"c{column}"], chr(ord("A") + column - 1)
        if parts and not form_06.lacks(whole, f"c{column}"):
            formula = f"=SUM({letter}{first + 1}:{letter}{last})"
            page.write_formula(last, column - 1, formula, total, int(value))
        else:
            _cell(page, last, column - 1, value, total)
    small = book.add_format(
        {**FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
    )
    page.merge_range(last + 1, 0, last + 1, 12, say("folded"), small)
    page.set_row(last + 1, 30)
    _below(book, page, last + 3, say)
    page.freeze_panes(first, 2)
    page.set_footer("&C&P / &N")


def _above(book: Any, page: Any, facts: Facts, say: Say) -> None:
    """The number of the form, who reports to whom, the title and the days."""
    left = book.add_format({**FONT, "bold": True})
    plain = book.add_format(FONT)
    title = book.add_format({**FONT, "bold": True, "font_size": 13, "align": "center"})
    centre = book.add_format({**FONT, "align": "center", "italic": True})
    wide = book.add_format({**FONT, "align": "center", "bold": True})
    said = form_06.declared()
    page.write_string(0, 0, say("number", number=said["number"]), left)
    page.write_string(1, 0, said["issued"], plain)
    page.write_string(0, 8, say("reporter", unit=facts.unit), plain)
    page.write_string(1, 8, say("receiver", unit=facts.receiver or "…"), plain)
    page.merge_range(3, 0, 3, 12, say("title", unit=facts.unit.upper()), title)
    page.merge_range(4, 0, 4, 12, say("period", period=facts.period), wide)
    days = {"first": date(facts.from_date), "last": date(facts.to_date)}
    page.merge_range(5, 0, 5, 12, say("days", **days), centre)
    if facts.is_invented:
        loud = {**FONT, "bold": True, "align": "center", "border": 1, "pattern": 14}
        page.merge_range(6, 4, 6, 8, say("invented"), book.add_format(loud))
    page.write_string(7, 10, say("measured"), book.add_format({**FONT, "italic": True}))


def _heads(book: Any, page: Any, top: int, language: Language, say: Say) -> None:
    """Three groups over their columns, and the numbers of the columns."""
    head = book.add_format({**CELL, "bold": True, "align": "center", "text_wrap": True})
    light = book.add_format({**CELL, "align": "center", "text_wrap": True})
    page.set_row(top, 22)
    page.set_row(top + 1, 62)
    for column, key in enumerate(("order", "field")):
        page.merge_range(top, column, top + 1, column, say(key), head)
    for group in form_06.declared()["group"]:
        first, last = group["columns"][0] - 1, group["columns"][-1] - 1
        page.merge_range(top, first, top, last, group["name"][language], head)
    for column in form_06.declared()["column"]:
        page.write_string(
            top + 1, column["number"] - 1, column["name"][language], light
        )
    sums = {one["number"]: one.get("sum") for one in form_06.declared()["column"]}
    for at in range(1, 14):
        added = sums.get(at)
        shown = f"({at})" + (
            f"={'+'.join(f'({one})' for one in added)}" if added else ""
        )
        page.write_string(top + 2, at - 1, shown, light)


def _below(book: Any, page: Any, row: int, say: Say) -> None:
    """Where the form is signed."""
    centre = book.add_format({**FONT, "align": "center", "bold": True})
    italic = book.add_format({**FONT, "align": "center", "italic": True})
    page.merge_range(row, 8, row, 12, say("place"), italic)
    page.merge_range(row + 1, 0, row + 1, 3, say("maker"), centre)
    page.merge_range(row + 1, 8, row + 1, 12, say("head"), centre)
    page.merge_range(row + 2, 0, row + 2, 3, say("sign"), italic)
    page.merge_range(row + 2, 8, row + 2, 12, say("stamp"), italic)


def _compared(book: Any, rows: pd.DataFrame, say: Say) -> None:
    """Every cell that differs, and every identity of both sides, the broken first."""
    page = book.add_worksheet(say("comparison"))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 36)
    rows = rows.assign(name=[*rows["name"][:-1], say("total")])
    page.set_column(1, 5, 16)
    bold = book.add_format({**FONT, "bold": True, "bottom": 1})
    plain = book.add_format(FONT)
    at = _table(
        page,
        0,
        [say(key) for key in ("field", "column", "computed", "reported", "difference")],
        form_06.differences(rows).drop(columns="field"),
        bold,
        plain,
    )
    tested = form_06.identities(rows).drop(columns="field")
    is_broken = tested["difference"] != 0
    tested = pd.concat([tested[is_broken], tested[~is_broken]])
    tested["side"] = [say(one) for one in tested["side"]]
    keys = ("field", "side", "identity", "left", "right", "difference")
    _table(page, at + 1, [say(key) for key in keys], tested, bold, plain)


def _table(
    page: Any, top: int, heads: Sequence[str], rows: pd.DataFrame, bold: Any, plain: Any
) -> int:
    for column, head in enumerate(heads):
        page.write_string(top, column, head, bold)
    for at, row in enumerate(rows.itertuples(index=False), start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(at, column, harmless(value), plain)
            else:
                page.write_number(at, column, value, plain)
    return top + 1 + len(rows)


def _notes(book: Any, facts: Facts, say: Say) -> None:
    page = book.add_worksheet(say("about"))
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 110, book.add_format({**FONT, "text_wrap": True}))
    bold = book.add_format({**FONT, "bold": True})
    lines = [*facts.notes, (say("as_of"), date(facts.as_of))]
    for at, (label, said) in enumerate(lines):
        page.write_string(at, 0, label, bold)
        page.write_string(at, 1, harmless(said))


def _cell(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None or is_missing(value):
        page.write_blank(row, column, None, form)
    else:
        page.write_number(row, column, int(value), form)
