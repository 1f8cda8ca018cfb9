"""Rows of a figure, first on top: a name, a plot, a bold figure and small words."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import folded, width, wrapped, write
from dashboard.look import Tokens
from dashboard.settings import Language

TOP, BOTTOM = 26, 30
SIDE = 14  # pixels for half of the first tick
_ROW, _LINE, _PAD = 31, 16, 8
_PHONE = 34  # pixels of a row below its name
_APART, _GAP, _INSET = 10, 12, 8
_SMALL, _BOLD = 12.5, 13.8  # sizes as they are measured
_LETTERS = 24  # of a name beside its row
_ROOM, _LETTER = 330, 7.0  # pixels above a row on a phone, and of a letter there
_REASON = 36
_WIDE = 150  # pixels of small words on one line


@dataclass(frozen=True)
class Said:
    """What a row says; the figure is escaped. Without a figure it has a reason.

    `aside` stands under the name, `note` beside the figure, on a phone beside the name.
    """

    label: str
    figure: str = ""
    note: str = ""
    reason: str = ""
    aside: str = ""

    def names(self, room: float | None) -> list[str]:
        """The name on its lines: beside the row, or above it where there is room."""
        if room is None:
            return folded(self.label, _LETTERS, 2)
        is_beside = self.note and not self.is_long(room)
        free = room - (width(self.note, _SMALL) + _GAP if is_beside else 0)
        is_short = width(self.label) <= free
        return [self.label] if is_short else folded(self.label, int(free / _LETTER), 2)

    def is_long(self, room: float) -> bool:
        """Whether the small words take a line of their own below the name."""
        return width(self.note, _SMALL) > room / 2

    def notes(self, room: float | None) -> list[str]:
        """The small words: on two lines beside a row, if they are long."""
        if room is not None or width(self.note, _SMALL) <= _WIDE:
            return [self.note] if self.note else []
        return folded(self.note, _LETTERS, 2)

    def over(self, room: float | None) -> int:
        """Pixels of the name above its row, if it stands there."""
        if room is None:
            return 0
        lines = len(self.names(room)) + bool(self.aside) + self.is_long(room)
        return _LINE * lines

    def row(self, room: float | None) -> int:
        """Pixels of the row itself."""
        if room is not None:
            return _PHONE
        names = len(self.names(None)) + bool(self.aside)
        return max(_ROW, _LINE * max(names, len(self.notes(None))) + _PAD)


@dataclass(frozen=True)
class Ground:
    """What the rows are drawn on, in pixels from the top of the plot.

    `tops` are those of the rows with their names, `middles` those of their marks;
    `room` is what names have above their rows, `behind` the colour they lie on.
    """

    made: go.Figure
    edges: tuple[float, float]
    tops: tuple[float, ...]
    middles: tuple[float, ...]
    tall: float
    column: float
    right: int
    tokens: Tokens
    room: float | None
    behind: str

    def inside(self, x: float) -> float:
        """A value as drawn, brought to the end of the axis if it lies outside."""
        return min(max(x, self.edges[0]), self.edges[1])


def given(record: Mapping[Hashable, Any]) -> dict[str, Any]:
    """What is known of a row."""
    return {str(key): value for key, value in record.items() if pd.notna(value)}


def ground(
    said: Sequence[Said],
    edges: tuple[float, float],
    tokens: Tokens,
    *,
    language: Language,
    narrow: bool,
    top: int = TOP,
    bottom: int = BOTTOM,
    above: Sequence[int] = (),
    behind: str = "",
) -> Ground:
    """An empty figure for the rows, with `above` so many pixels more over each.

    With a colour `behind` them all words but the figures lie on it.
    """
    column = max((width(one.figure, _BOLD) for one in said), default=0.0)
    room = _ROOM - (column + _APART + 2 * _INSET if behind else 0) if narrow else None
    over, rows = [one.over(room) for one in said], [one.row(room) for one in said]
    free = above or [0] * len(said)
    ends = list(accumulate(map(sum, zip(free, over, rows, strict=True))))
    middles = tuple(end - row / 2 for end, row in zip(ends, rows, strict=True))
    heads = map(sum, zip(over, rows, strict=True))
    tops = tuple(end - one for end, one in zip(ends, heads, strict=True))
    lines = [line for one in said for line in one.notes(room)]
    notes = max((width(line, _SMALL) for line in lines), default=0.0)
    right = round(max(_APART + column + (0 if narrow else _GAP + notes), SIDE))
    tall = max([1, *ends]) + (4 if above else 0)
    made = figure(
        tokens,
        round(top + tall + bottom),
        language=language,
        left=SIDE if narrow else 8,
        right=right,
        top=top,
        bottom=bottom,
    )
    made.update_xaxes(range=edges)
    made.update_yaxes(
        range=[tall, 0],
        visible=not narrow,
        tickvals=middles,
        ticktext=[_name(one, tokens) for one in said],
    )
    return Ground(made, edges, tops, middles, tall, column, right, tokens, room, behind)


def tell(on: Ground, said: Sequence[Said]) -> None:
    """Figures, small words and reasons, and names where they stand above their rows."""
    grey, page = on.tokens.ink2, on.behind or on.tokens.bg
    left, right = on.edges
    for one, top, y in zip(said, on.tops, on.middles, strict=True):
        if on.room is not None:
            _above(on, one, top, on.room)
        elif one.note:
            shift = _APART + round(on.column) + _GAP
            note = "<br>".join(map(plain, one.notes(None)))
            write(on.made, right, y, note, shift=shift, colour=grey)
        if one.figure:
            shift = _APART + round(on.column)
            bold = f"<b>{one.figure}</b>"
            write(on.made, right, y, bold, anchor="right", shift=shift)
        elif one.reason:
            reason = wrapped(one.reason, _REASON, 2)
            shift = _INSET if on.behind else 4
            write(on.made, left, y, reason, shift=shift, colour=grey, ground=page)


def stroke(
    on: Ground,
    x: tuple[float, float],
    y: tuple[float, float],
    thick: float,
    colour: str,
) -> None:
    """A line; a trace, not a shape, which would lie below the gridlines."""
    on.made.add_scatter(
        x=list(x),
        y=list(y),
        mode="lines",
        line={"width": thick, "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def dot(on: Ground, x: float, y: float, colour: str, hover: str) -> None:
    """A dot with an edge of the page; escaped words when pointed at."""
    on.made.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={
            "size": 11,
            "opacity": 1,
            "color": colour,
            "line": {"width": 1, "color": on.tokens.bg},
        },
        cliponaxis=False,
        hovertemplate=f"{hover}<extra></extra>",
    )


def reference(on: Ground, x: float, label: str) -> None:
    """A line through all rows, its words above it."""
    stroke(on, (x, x), (0, on.tall), 1.4, on.tokens.rule)
    share = (x - on.edges[0]) / (on.edges[1] - on.edges[0])
    on.made.add_annotation(
        x=x,
        xanchor="left" if share < 0.2 else "right" if share > 0.8 else "center",
        y=1,
        yref="paper",
        yanchor="bottom",
        text=plain(label),
        showarrow=False,
        font={"size": 12.5, "color": on.tokens.ink2},
    )


def _above(on: Ground, one: Said, top: float, room: float) -> None:
    """The name over its row; the small words at its right, or below it if long."""
    page, grey = on.behind or on.tokens.bg, on.tokens.ink2
    start, end = (_INSET, -_INSET) if on.behind else (-SIDE, on.right)
    text = "<br>".join(map(plain, one.names(room))) + _small(one.aside, on.tokens)
    if one.is_long(room):
        text += _small(one.note, on.tokens)
    elif one.note:
        line, right = top + _LINE / 2 + 4, on.edges[1]
        note = plain(one.note)
        write(
            on.made,
            right,
            line,
            note,
            anchor="right",
            shift=end,
            colour=grey,
            ground=page,
        )
    foot = top + one.over(room) + 4
    write(on.made, on.edges[0], foot, text, shift=start, foot=True, ground=page)


def _name(one: Said, tokens: Tokens) -> str:
    return "<br>".join(map(plain, one.names(None))) + _small(one.aside, tokens)


def _small(words: str, tokens: Tokens) -> str:
    """A line of its own below a name."""
    if not words:
        return ""
    style = f"font-size:12px;color:{tokens.ink2}"
    return f'<br><span style="{style}">{plain(words)}</span>'
