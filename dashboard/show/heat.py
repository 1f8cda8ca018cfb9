"""Units by indicators: figures whose ground says how they moved, never how high."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.show.markup import link, state_class, text

State = Literal["improving", "worsening", "usual", "none", "missing"]

_SIGNS = {"improving": "✓", "worsening": "!"}


@dataclass(frozen=True)
class Cell:
    """A figure, what its change means, a note above it, a fuller sentence, a way in."""

    text: str
    state: State
    note: str = ""
    title: str = ""
    href: str = ""


@dataclass(frozen=True)
class Table:
    """The words of a table: columns are (name, measured in), rows (label, cells, sum).

    `legend` says each state in words; a coloured cell is read aloud with them.
    """

    caption: str
    row_head: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, Sequence[Cell], bool]]
    legend: Sequence[tuple[State, str]] = ()


def table_html(table: Table) -> str:
    """A real table in a scroll region of its own, and its legend below."""
    spoken = dict(reversed(table.legend))
    heads = "".join(_head(name, unit) for name, unit in table.columns)
    body = "".join(_row(*row, spoken=spoken) for row in table.rows)
    return (
        f'<div class="t-scroll" tabindex="0" role="region" '
        f'aria-label="{text(table.caption)}"><table class="t-heat">'
        f'<caption class="t-sr">{text(table.caption)}</caption><thead><tr>'
        f'<th scope="col">{text(table.row_head)}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_legend(table.legend)}"
    )


def _head(name: str, measured_in: str) -> str:
    return f'<th scope="col">{text(name)}<small>{text(measured_in)}</small></th>'


def _row(
    label: str, cells: Sequence[Cell], total: bool, *, spoken: dict[State, str]
) -> str:
    css = ' class="t-sum"' if total else ""
    inside = "".join(_cell(cell, spoken) for cell in cells)
    return f'<tr{css}><th scope="row">{text(label)}</th>{inside}</tr>'


def _cell(cell: Cell, spoken: dict[State, str]) -> str:
    sign, said = _SIGNS.get(cell.state, ""), ""
    if sign:
        said = f'<span class="t-sr">{text(spoken.get(cell.state, ""))}</span>'
        sign = f'<i aria-hidden="true">{sign}</i>'
    note = f"<sup>{text(cell.note)}</sup>" if cell.note else ""
    title = f' title="{text(cell.title)}"' if cell.title else ""
    shown = link(cell.text, cell.href) if cell.href else text(cell.text)
    return (
        f'<td class="{state_class(cell.state)}"{title}><div class="t-cell">'
        f"{sign}{note}<span>{shown}</span>{said}</div></td>"
    )


def _legend(legend: Sequence[tuple[State, str]]) -> str:
    if not legend:
        return ""
    parts = "".join(
        f'<span class="{state_class(state)}">{_SIGNS.get(state, "")} '
        f"{text(words)}</span>"
        for state, words in legend
    )
    return f'<p class="t-legend">{parts}</p>'
