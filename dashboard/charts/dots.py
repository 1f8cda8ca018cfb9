"""Units or fields, one short row each: interval, dot, figure and denominator."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain, thin
from dashboard.charts.labels import rate, width, wrapped, write
from dashboard.charts.scale import Rate, Scale, scale
from dashboard.look import Tokens
from dashboard.settings import Language

_TOP, _BOTTOM, _ROW, _NAME = 26, 30, 31, 18
_APART, _FIGURE = 8, 46  # pixels beside the axis; of a figure such as `>99,9`
_LETTERS = 24  # of a name beside its row; above it there is room for twice as many
_REASON = 36
_SIDE = 14  # pixels for half of the first tick


@dataclass(frozen=True)
class _Row:
    """One row as read from the frame; without a rate it has a reason."""

    label: str
    rate: Rate | None
    counts: str
    colour: str
    reason: str


@dataclass(frozen=True)
class _Ground:
    """What every row is drawn on; the ends of the axis are in per cent.

    `cut` is how many pixels below a line it is told where it ends.
    """

    made: go.Figure
    edges: tuple[float, float]
    cut: int
    until: str
    tokens: Tokens
    language: Language

    def inside(self, x: float) -> float:
        """A figure in per cent, brought to the end of the axis if it lies outside."""
        return min(max(x, self.edges[0]), self.edges[1])


def dots(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    until: str,
    reference: float | None = None,
    reference_label: str = "",
    narrow: bool = False,
) -> go.Figure:
    """Compact rows, first on top; fractions in, per cent shown.

    Columns: label, value, low, high, counts (words at the right, `n = 384`);
    optionally slot (1 to 8, the unit's own colour; grey without one) and reason
    (words where there is no value). Small denominators do not stretch the axis: an
    end outside it is told by `until`, such as `đến {end}`, with an arrow.
    """
    read = [_read(record, tokens) for record in rows.to_dict("records")]
    axis = scale([row.rate for row in read if row.rate], reference)
    pitch = _ROW + (_NAME if narrow else 0)
    plot = max(pitch * len(read), 1)
    middles = [pitch * (n + 1) - _ROW / 2 for n in range(len(read))]
    made = _figure(read, plot, tokens, language=language, narrow=narrow)
    ground = _Ground(made, _edges(axis), 12 if narrow else -11, until, tokens, language)
    if reference is not None:
        _reference(made, 100 * reference, plot, reference_label, tokens)
    for row, y in zip(read, middles, strict=True):
        if narrow:
            above = wrapped(row.label, 2 * _LETTERS, 1)
            write(
                made,
                ground.edges[0],
                y - 8,
                above,
                shift=-_SIDE,
                foot=True,
                ground=tokens.bg,
            )
        _draw(ground, row, y)
    made.update_xaxes(
        range=ground.edges, tickvals=axis.ticks, ticktext=axis.words(language)
    )
    made.update_yaxes(
        range=[plot, 0],
        visible=not narrow,
        tickvals=middles,
        ticktext=[wrapped(row.label, _LETTERS, 2) for row in read],
    )
    return made


def _read(record: Mapping[Hashable, Any], tokens: Tokens) -> _Row:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    known = "value" in given
    slot = given.get("slot")
    return _Row(
        label=str(given["label"]),
        rate=Rate.read(given) if known else None,
        counts=str(given.get("counts", "")),
        colour=tokens.units[int(slot) - 1] if slot else tokens.ink2,
        reason=str(given.get("reason", "")),
    )


def _figure(
    rows: list[_Row], plot: int, tokens: Tokens, *, language: Language, narrow: bool
) -> go.Figure:
    words = max((width(row.counts, 12.5) for row in rows), default=0.0)
    return figure(
        tokens,
        _TOP + plot + _BOTTOM,
        language=language,
        left=_SIDE if narrow else 8,
        right=round(2 * _APART + _FIGURE + 1.05 * words),
        top=_TOP,
        bottom=_BOTTOM,
    )


def _edges(axis: Scale) -> tuple[float, float]:
    """Both ends of the axis as drawn, in per cent, with room for half a dot."""
    room = 100 * (axis.high - axis.low)
    return 100 * axis.low - 0.03 * room, 100 * axis.high + 0.03 * room


def _draw(ground: _Ground, row: _Row, y: float) -> None:
    left, right = ground.edges
    grey = ground.tokens.ink2
    if row.rate is None:
        reason = wrapped(row.reason, _REASON, 2)
        page = ground.tokens.bg
        write(ground.made, left, y, reason, shift=4, colour=grey, ground=page)
        return
    if row.rate.ends:
        _interval(ground, row.rate.ends, y, row.colour)
    _dot(ground, row, row.rate, y)
    words = f"<b>{rate(row.rate.value, ground.language)}</b>"
    beside = _APART + _FIGURE
    write(ground.made, right, y, words, anchor="right", shift=beside)
    counts = plain(row.counts)
    write(ground.made, right, y, counts, shift=beside + _APART, colour=grey)


def _interval(
    ground: _Ground, ends: tuple[float, float], y: float, colour: str
) -> None:
    """The line; where it goes on beyond the axis: how far, and an arrow that way."""
    made, (left, right) = ground.made, ground.edges
    made.add_scatter(
        x=[ground.inside(100 * end) for end in ends],
        y=[y, y],
        mode="lines",
        line={"width": 3, "color": thin(colour, 0.55)},
        hoverinfo="skip",
        cliponaxis=False,
    )
    told = [ground.until.replace("{end}", rate(end, ground.language)) for end in ends]
    grey = ground.tokens.ink2
    if 100 * ends[0] < left:
        write(made, left, y + ground.cut, f"← {told[0]}", shift=2, colour=grey)
    if 100 * ends[1] > right:
        write(made, right, y + ground.cut, f"{told[1]} →", anchor="right", colour=grey)


def _dot(ground: _Ground, row: _Row, given: Rate, y: float) -> None:
    """The dot; at an end of the axis a triangle points to where it would stand."""
    x = 100 * given.value
    inset = 0.015 * (ground.edges[1] - ground.edges[0])
    left, right = ground.edges[0] + inset, ground.edges[1] - inset
    symbol = "triangle-left" if x < left else "circle"
    symbol = "triangle-right" if x > right else symbol
    words = f"<b>{rate(given.value, ground.language)}%</b>"
    if given.ends:
        ends = (rate(end, ground.language) for end in given.ends)
        words += f" ({' – '.join(ends)})"
    ground.made.add_scatter(
        x=[min(max(x, left), right)],
        y=[y],
        mode="markers",
        marker={
            "size": 11,
            "opacity": 1,
            "symbol": symbol,
            "color": row.colour,
            "line": {"width": 1, "color": ground.tokens.bg},
        },
        cliponaxis=False,
        hovertemplate=f"{plain(row.label)}<br>{words}<br>{plain(row.counts)}"
        "<extra></extra>",
    )


def _reference(
    made: go.Figure, x: float, plot: int, label: str, tokens: Tokens
) -> None:
    # A trace, not a shape: a gridline would run over a shape that lies below the dots.
    made.add_scatter(
        x=[x, x],
        y=[0, plot],
        mode="lines",
        line={"width": 1.4, "color": tokens.rule},
        hoverinfo="skip",
        cliponaxis=False,
    )
    made.add_annotation(
        x=x,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=plain(label),
        showarrow=False,
        font={"size": 12.5, "color": tokens.ink2},
    )
