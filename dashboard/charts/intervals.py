"""Rates with their intervals, one row each: a dot, its line and its figure."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import SEPARATORS, figure, plain, thin
from dashboard.look import Tokens

_ROW, _TOP, _BOTTOM = 58, 30, 34
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
_MOST_TICKS = 6
_LINE = 30  # letters of a reason, so that it fits beside the names on a phone


@dataclass(frozen=True)
class _Row:
    """One rate as read from the frame; what is not known is None or empty."""

    label: str
    sublabel: str
    value: float | None
    low: float | None
    high: float | None
    colour: str
    reason: str


def intervals(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: str,
    reference: float | None = None,
    reference_label: str = "",
) -> go.Figure:
    """One row per rate, first on top; fractions in, per cent on the axis.

    Columns: label, sublabel, value, low, high; optionally colour (of the row) and
    reason (words where there is no value). Without low or high: the dot alone.
    """
    read = [_read(record) for record in rows.to_dict("records")]
    height = _TOP + _BOTTOM + _ROW * len(read)
    made = figure(tokens, height, language=language, top=_TOP, bottom=_BOTTOM)
    for number, row in enumerate(read):
        _draw(made, row, -number, tokens=tokens, language=language)
    _scale(made, read, reference, language)
    if reference is not None:
        _reference(made, 100 * reference, reference_label, tokens)
    return made


def _read(record: Mapping[Hashable, Any]) -> _Row:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    return _Row(
        label=plain(given["label"]),
        sublabel=plain(given.get("sublabel", "")),
        value=given.get("value"),
        low=given.get("low"),
        high=given.get("high"),
        colour=given.get("colour", ""),
        reason=str(given.get("reason", "")),
    )


def _draw(made: go.Figure, row: _Row, y: int, *, tokens: Tokens, language: str) -> None:
    if row.value is None:
        _reason(made, row.reason, y, tokens)
        return
    if row.low is not None and row.high is not None:
        colour = thin(row.colour or tokens.ink, 0.55)
        made.add_scatter(
            x=[100 * row.low, 100 * row.high],
            y=[y, y],
            mode="lines",
            line={"width": 3, "color": colour},
            hoverinfo="skip",
            cliponaxis=False,
        )
    words = _figure(100 * row.value, language, 0 if row.value in {0, 1} else 1)
    made.add_scatter(
        x=[100 * row.value],
        y=[y],
        mode="markers",
        marker=_dot(row.colour or tokens.ink, tokens),
        cliponaxis=False,
        hovertemplate=_hover(row, words, language),
    )
    _write(made, 100 * row.value, y, f"<b>{words}</b>", tokens)


def _write(made: go.Figure, x: float, y: int, words: str, tokens: Tokens) -> None:
    # An annotation, not trace text: its ground keeps the reference line off the figure.
    made.add_annotation(
        x=x, y=y, yshift=17, text=words, showarrow=False, bgcolor=tokens.bg, borderpad=1
    )


def _dot(colour: str, tokens: Tokens) -> dict[str, Any]:
    edge = {"width": 1, "color": tokens.bg}
    return {"size": 11, "opacity": 1, "color": colour, "line": edge}


def _hover(row: _Row, words: str, language: str) -> str:
    between = ""
    if row.low is not None and row.high is not None:
        ends = (_figure(100 * end, language) for end in (row.low, row.high))
        between = f" ({' – '.join(ends)})"
    figures = f"<b>{words}%</b>{between}"
    return f"{row.label}<br>{figures}<br>{row.sublabel}<extra></extra>"


def _scale(
    made: go.Figure, rows: list[_Row], reference: float | None, language: str
) -> None:
    low, high, step = _span(rows, reference)
    decimals = 1 if step < 0.01 else 0
    count = round((high - low) / step)
    ticks = [100 * (low + step * n) for n in range(count + 1)]
    room = 100 * (high - low)
    made.update_xaxes(
        range=[100 * low - 0.03 * room, 100 * high + 0.05 * room],
        tickvals=ticks,
        ticktext=[f"{_figure(tick, language, decimals)}%" for tick in ticks],
    )
    names = [f"<b>{row.label}</b><br>{row.sublabel}" for row in rows]
    made.update_yaxes(
        range=[0.5 - len(rows), 0.5],
        tickvals=[-number for number in range(len(rows))],
        ticktext=names,
    )


def _span(rows: list[_Row], reference: float | None) -> tuple[float, float, float]:
    """The ends of the axis and its step; a high rate is seen against 100 %."""
    drawn = [row for row in rows if row.value is not None]
    ends = [(row.value, row.low, row.high) for row in drawn] + [(reference,) * 3]
    known = [end for three in ends for end in three if end is not None]
    if not known:
        return 0.0, 1.0, 0.2
    least, most = min(known), max(known)
    if most > 0.5:
        most = 1.0
    wide = max(most - least, 0.002)
    step = next((s for s in _STEPS if wide / s <= _MOST_TICKS - 1), _STEPS[-1])
    low = max(math.floor(least / step + 1e-9) * step, 0.0)
    high = min(math.ceil(most / step - 1e-9) * step, 1.0)
    return low, max(high, low + step), step


def _reference(made: go.Figure, x: float, label: str, tokens: Tokens) -> None:
    made.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        line={"width": 1.6, "color": tokens.ink, "dash": "dot"},
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


def _reason(made: go.Figure, text: str, y: int, tokens: Tokens) -> None:
    made.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=4,
        y=y,
        text="<br>".join(plain(line) for line in wrap(text, _LINE)),
        align="left",
        bgcolor=tokens.bg,
        showarrow=False,
        font={"size": 12.5, "color": tokens.ink2},
    )


def _figure(value: float, language: str, decimals: int = 1) -> str:
    text = f"{value:.{decimals}f}"
    return text.replace(".", SEPARATORS[language][0])
