"""The parts of a balance one below the other, as stairs: the form for a phone."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import cut, width, write
from dashboard.charts.segments import Bar, Piece, draw, words
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number

_ROOM = 300  # pixels along the bars on the narrowest phone
_HEAD, _LINE, _BESIDE, _THICK, _APART = 24, 18, 26, 14, 12
_SHIFT = 7
_LETTERS = 28


def cascade(
    drawn: Sequence[tuple[Bar, list[Piece]]],
    most: float,
    tokens: Tokens,
    *,
    language: Language,
) -> go.Figure:
    """Each bar as stairs: every part on its own line, where the one before it ends.

    The words stand beside the part where there is room, else above it.
    """
    made = figure(tokens, _HEAD, language=language, left=0, right=0, top=0, bottom=0)
    y = 0.0
    for bar, row in drawn:
        head = f"<b>{plain(bar.name)}</b>  {plain(bar.total)}"
        write(made, 0, y + _HEAD / 2, head)
        y += _HEAD
        for piece in row:
            y = _step(made, piece, y, most, tokens, language)
        y += _APART
    height = max(round(y - _APART), _HEAD)
    made.update_layout(height=height, barmode="overlay")
    made.update_xaxes(visible=False, range=[0, most or 1])
    made.update_yaxes(visible=False, range=[height, 0])
    return made


def _step(
    made: go.Figure,
    piece: Piece,
    y: float,
    most: float,
    tokens: Tokens,
    language: Language,
) -> float:
    """A part and its words from `y` on; where the next one begins."""
    label = cut(piece.segment.label, _LETTERS)
    text = words(piece.segment, language, label)
    count = number(piece.segment.value, 0, language)
    needed = (width(f"{count}  {label}") + 2 * _SHIFT) / _ROOM * most
    middle = y + _BESIDE / 2
    if piece.end + needed <= most:
        write(made, piece.end, middle, text, shift=_SHIFT)
    elif needed <= piece.start:
        write(made, piece.start, middle, text, anchor="right", shift=-_SHIFT)
    else:
        if piece.start + needed <= most:
            write(made, piece.start, y + _LINE / 2 + 2, text)
        else:
            write(made, most, y + _LINE / 2 + 2, text, anchor="right")
        middle += _LINE
    draw(made, piece, tokens, y=middle, thick=_THICK, language=language)
    return middle + _BESIDE / 2
