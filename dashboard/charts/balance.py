"""What came in and what became of it: stacked bars on one scale, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.cascade import cascade
from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import cut, width, write
from dashboard.charts.placing import OUT, Part, Place, place
from dashboard.charts.segments import Bar, Piece, draw, pieces, words
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number

_ROOM = 550  # pixels along the bars on the narrowest screen for this form
_THICK, _LINE, _NEAR, _APART, _EDGE = 36, 20, 5, 22, 6
_LETTERS = 32
_LEAST = {False: 0.007, True: 0.014}  # of the scale: what is there is seen


@dataclass(frozen=True)
class _Label:
    """The words of a piece: at which count on which line, with a leader or without."""

    piece: Piece
    place: Place
    x: float
    is_led: bool


def balance(
    bars: Sequence[Bar], tokens: Tokens, *, language: Language, narrow: bool = False
) -> go.Figure:
    """Stacked bars on one scale, each part with its count and its words beside it.

    Counts in, counts shown; parts of 0 are left out, and a part shorter than 0.7 %
    of the scale (1.4 % on a phone) is drawn that long, at the cost of the longest.
    The wide form asks for a figure of 800 px or more; `narrow` has a line of its own
    for each part. The hover of a part holds all its words, `customdata` its link.
    """
    most = max((sum(one.value for one in bar.segments) for bar in bars), default=0.0)
    drawn = [(bar, pieces(bar, most, _LEAST[narrow])) for bar in bars]
    if narrow:
        return cascade(drawn, most, tokens, language=language)
    rows = [_labels(row, most, language) for _, row in drawn]
    middles, height = _heights(rows)
    made = figure(tokens, height, language=language, right=OUT, top=0, bottom=0)
    for labels, y in zip(rows, middles, strict=True):
        for label in labels:
            draw(made, label.piece, tokens, y=y, thick=_THICK, language=language)
            _write(made, label, y, tokens, language)
    made.update_layout(barmode="overlay")
    made.update_xaxes(visible=False, range=[0, most or 1])
    made.update_yaxes(
        range=[height, 0],
        tickvals=middles,
        ticktext=[f"<b>{plain(bar.name)}</b>  {plain(bar.total)}" for bar in bars],
    )
    return made


def _labels(row: list[Piece], most: float, language: Language) -> list[_Label]:
    pixels = _ROOM / most if most else 0.0
    parts = [_part(piece, pixels, language) for piece in row]
    found = []
    for piece, part, spot in zip(row, parts, place(parts, _ROOM), strict=True):
        is_led = spot.level > 0 or not part.is_clear
        x = piece.end if spot.below else piece.start
        if is_led:
            x = part.anchor(below=spot.below) / pixels
        found.append(_Label(piece, spot, x, is_led))
    return found


def _part(piece: Piece, pixels: float, language: Language) -> Part:
    count = number(piece.segment.value, 0, language)
    taken = width(f"{count}  {cut(piece.segment.label, _LETTERS)}")
    return Part(piece.start * pixels, piece.end * pixels, taken)


def _heights(rows: list[list[_Label]]) -> tuple[list[float], int]:
    """The middle of each bar in pixels from the top, and the height of all."""
    middles, y = [], float(_EDGE)
    for labels in rows:
        spots = [label.place for label in labels]
        above = max((one.level + 1 for one in spots if not one.below), default=0)
        below = max((one.level + 1 for one in spots if one.below), default=0)
        y += above * _LINE + _NEAR
        middles.append(y + _THICK / 2)
        y += _THICK + (below * _LINE + _NEAR if below else 0) + _APART
    return middles, max(round(y - _APART + _EDGE), _THICK)


def _write(
    made: go.Figure, label: _Label, y: float, tokens: Tokens, language: Language
) -> None:
    """The words on their line; a leader to them where they outgrow their part."""
    down = 1 if label.place.below else -1
    edge = y + down * _THICK / 2
    line = edge + down * (_NEAR + _LINE * (label.place.level + 0.5))
    segment = label.piece.segment
    write(
        made,
        label.x,
        line,
        words(segment, language, cut(segment.label, _LETTERS)),
        anchor="right" if label.place.below else "left",
        shift=-4 * down if label.is_led else 0,
    )
    if label.is_led:
        made.add_shape(
            type="line",
            x0=label.x,
            x1=label.x,
            y0=edge + down * 1.5,
            y1=line + down * 6,
            line={"width": 1, "color": tokens.rule},
        )
