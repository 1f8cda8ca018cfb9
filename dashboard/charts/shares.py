"""Shares of a whole, one row each: early, on time and late add up to 100 %."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import rate, width, wrapped, write
from dashboard.charts.segments import Shade, look
from dashboard.look import Tokens
from dashboard.settings import Language

_PARTS: tuple[tuple[str, Shade], ...] = (
    ("early", "light"),
    ("on_time", "middle"),
    ("late", "ink"),
)
_HEAD, _ROW, _THICK, _NAME = 28, 56, 26, 16
_ROOM = {False: 340, True: 250}  # pixels along the bars, at least
_FIGURE = 48  # pixels of `81,7%` with its distances
_SQUARE, _BESIDE = 9, 10
_REASON = 34


@dataclass(frozen=True)
class _Row:
    """One row as read from the frame; without shares it has a reason."""

    label: str
    sublabel: str
    shares: tuple[float, float, float] | None
    reason: str


def shares(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    heads: tuple[str, str, str],
    narrow: bool = False,
) -> go.Figure:
    """Rows of 100 %, first on top; fractions in, per cent shown; late in ink.

    Columns: label, sublabel, early, on_time, late (fractions that add up to 1, or
    none of them); optionally reason (words where there are none). `heads` are the
    words for early, on time and late. In the `narrow` form names stand above.
    """
    read = [_read(record) for record in rows.to_dict("records")]
    pitch = _ROW + (_NAME if narrow else 0)
    height = _HEAD + pitch * len(read)
    right = round(2 * _BESIDE + _SQUARE + max(width(heads[2], 12.5), _FIGURE))
    left = 0 if narrow else 8
    made = figure(
        tokens, height, language=language, left=left, right=right, top=0, bottom=0
    )
    middles = [_HEAD + pitch * (n + 1) - _ROW / 2 for n in range(len(read))]
    _heads(made, heads, tokens)
    for row, y in zip(read, middles, strict=True):
        _draw(made, row, y, tokens=tokens, language=language, room=_ROOM[narrow])
        if narrow:
            above = y - _THICK / 2 - 12
            name = f"<b>{row.label}</b>  {row.sublabel}"
            write(made, 0, above, name)
    made.update_layout(barmode="overlay")
    made.update_xaxes(visible=False, range=[0, 1])
    names = [f"<b>{row.label}</b><br>{row.sublabel}" for row in read]
    made.update_yaxes(
        range=[height, 0], visible=not narrow, tickvals=middles, ticktext=names
    )
    return made


def _read(record: Mapping[Hashable, Any]) -> _Row:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    known = [float(given[key]) for key, _ in _PARTS if key in given]
    return _Row(
        label=plain(given["label"]),
        sublabel=plain(given.get("sublabel", "")),
        shares=(known[0], known[1], known[2]) if len(known) == len(_PARTS) else None,
        reason=str(given.get("reason", "")),
    )


def _heads(made: go.Figure, heads: tuple[str, str, str], tokens: Tokens) -> None:
    """Each word with a square of its shade: left, right and beside the bars."""
    back = -round(width(heads[1], 12.5)) - _SQUARE - 5
    places = ((0, 0), (1, back), (1, _BESIDE))
    for (x, shift), word, (_, shade) in zip(places, heads, _PARTS, strict=True):
        made.add_shape(
            type="rect",
            xref="paper",
            xsizemode="pixel",
            xanchor=x,
            x0=shift,
            x1=shift + _SQUARE,
            y0=_HEAD / 2 - _SQUARE / 2,
            y1=_HEAD / 2 + _SQUARE / 2,
            fillcolor=look(shade, tokens)["color"],
            line={"width": 0},
        )
        made.add_annotation(
            x=x,
            xanchor="left",
            xshift=shift + _SQUARE + 5,
            y=_HEAD / 2,
            text=plain(word),
            showarrow=False,
            borderpad=0,
            font={"size": 12.5, "color": tokens.ink2},
        )


def _draw(
    made: go.Figure,
    row: _Row,
    y: float,
    *,
    tokens: Tokens,
    language: Language,
    room: int,
) -> None:
    if row.shares is None:
        reason = wrapped(row.reason, _REASON, 2)
        write(made, 0, y, reason, shift=4, colour=tokens.ink2)
        return
    early, on_time, late = (f"{rate(share, language)}%" for share in row.shares)
    start = 0.0
    for share, (_, shade) in zip(row.shares, _PARTS, strict=True):
        made.add_bar(
            x=[share],
            base=[start],
            y=[y],
            width=[_THICK],
            orientation="h",
            marker=look(shade, tokens),
            hovertemplate=f"{row.label}  {row.sublabel}<br>"
            f"{early} · {on_time} · <b>{late}</b><extra></extra>",
        )
        start += share
    _figures(made, row.shares, (early, on_time, late), y, room)


def _figures(
    made: go.Figure,
    given: tuple[float, float, float],
    texts: tuple[str, str, str],
    y: float,
    room: int,
) -> None:
    """Inside where a part is long enough, else under it; late beside the bar."""
    fits = [share * room >= _FIGURE for share in given]
    under, end = y + _THICK / 2 + 9, given[0] + given[1]
    write(made, 0, y if fits[0] else under, texts[0], shift=5 if fits[0] else 0)
    if fits[1]:
        write(made, given[0], y, texts[1], shift=5)
    elif end * room >= 2 * _FIGURE:
        write(made, end, under, texts[1], anchor="right")
    else:
        write(made, 0, under, texts[1], shift=0 if fits[0] else _FIGURE)
    write(made, 1, y, f"<b>{texts[2]}</b>", shift=_BESIDE)
