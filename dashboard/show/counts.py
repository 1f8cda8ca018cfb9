"""A ruled table of counts, each of which can be a way to the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.show.markup import link, text

WORDS = ' class="t-words"'


@dataclass(frozen=True)
class Count:
    """A figure, or words, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    """The name of a row and its cells; a total stands out."""

    name: str
    cells: Sequence[Count]
    is_total: bool = False
    href: str = ""


def counts_html(
    caption: str, heads: Sequence[str], rows: Sequence[Row], words: int = 0
) -> str:
    """A real table in a scroll region of its own; heads are those of name and cells,
    of which the first `words` hold words."""
    top = "".join(
        f'<th scope="col"{WORDS if 0 < at <= words else ""}>{text(head)}</th>'
        for at, head in enumerate(heads)
    )
    body = "".join(_row(row, words) for row in rows)
    return (
        f'<div class="t-scroll" tabindex="0" role="region" '
        f'aria-label="{text(caption)}"><table class="t-listing t-counts">'
        f'<caption class="t-sr">{text(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row, words: int) -> str:
    css = ' class="t-total"' if row.is_total else ""
    cells = "".join(_cell(cell, at < words) for at, cell in enumerate(row.cells))
    name = link(row.name, row.href) if row.href else text(row.name)
    return f'<tr{css}><th scope="row">{name}</th>{cells}</tr>'


def _cell(cell: Count, is_words: bool) -> str:
    css = "" if is_words else ' class="t-number"'
    shown = link(cell.text, cell.href) if cell.href else text(cell.text)
    return f"<td{css}>{shown}</td>"
