"""A plain ruled table, its rows under the heads of their groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.show.markup import link, text


@dataclass(frozen=True)
class Line:
    """A row: its name, its figure, what follows; a part is drawn below its whole."""

    name: str
    figure: str
    rest: Sequence[str]
    href: str = ""
    is_part: bool = False


def listing_html(
    caption: str, heads: Sequence[str], groups: Sequence[tuple[str, Sequence[Line]]]
) -> str:
    """A real table: heads are those of name, figure and rest, groups (head, rows)."""
    top = "".join(f'<th scope="col">{text(head)}</th>' for head in heads)
    body = "".join(_group(head, lines, len(heads)) for head, lines in groups)
    return (
        f'<div class="t-scroll" tabindex="0" role="region" '
        f'aria-label="{text(caption)}"><table class="t-listing">'
        f'<caption class="t-sr">{text(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead>{body}</table></div>"
    )


def _group(head: str, lines: Sequence[Line], width: int) -> str:
    rows = "".join(_line(line) for line in lines)
    top = ""
    if head:
        top = f'<tr><th scope="rowgroup" colspan="{width}">{text(head)}</th></tr>'
    return f"<tbody>{top}{rows}</tbody>"


def _line(line: Line) -> str:
    css = ' class="t-part"' if line.is_part else ""
    figure = link(line.figure, line.href) if line.href else text(line.figure)
    rest = "".join(f"<td>{text(words)}</td>" for words in line.rest)
    return (
        f'<tr{css}><th scope="row">{text(line.name)}</th>'
        f'<td class="t-number">{figure}</td>{rest}</tr>'
    )
