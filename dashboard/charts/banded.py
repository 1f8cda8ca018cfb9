"""Units in bands that can be told apart: interval, dot and figure of each."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import rows as drawn
from dashboard.charts.frame import plain, thin
from dashboard.charts.labels import write
from dashboard.charts.measure import Measure, measure
from dashboard.charts.rows import Ground, Said
from dashboard.look import Tokens
from dashboard.settings import Language

_HEAD, _GAP = 26, 8  # pixels of a band's words, and between bands
_ABOVE, _BELOW = -13, 10  # of a line, where it is told how far it goes
_GAPS = {False: 7, True: 4}  # between ticks, at most
_NAMES = ("value", "low", "high", "raw")


def banded(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    is_rate: bool,
    decimals: int,
    reference: float | None = None,
    reference_label: str = "",
    narrow: bool = False,
) -> go.Figure:
    """Units in the order given; a new ground where `band`, its words, changes.

    Columns: label, value (rates as fractions, shown in per cent), band; optionally low
    and high (the interval), raw (a hollow ring), slot (1 to 8), figure (the value in
    words, bold), note (small words) and reason (where there is no value). What lies
    beyond the axis is told at its end with an arrow.
    """
    unit = 1.0 if is_rate else 0.01
    read = [_read(record, unit) for record in map(drawn.given, rows.to_dict("records"))]
    middle = None if reference is None else unit * reference
    axis = _axis(read, middle, is_rate=is_rate, decimals=decimals, gaps=_GAPS[narrow])
    said = [_said(one, axis, language) for one in read]
    room = 3 * (axis.high - axis.low)
    on = drawn.ground(
        said,
        (100 * axis.low - room, 100 * axis.high + room),
        tokens,
        language=language,
        narrow=narrow,
        above=_above(read),
        behind=tokens.band,
    )
    _bands(on, read)
    if middle is not None:
        drawn.reference(on, 100 * middle, reference_label)
    for one, y in zip(read, on.middles, strict=True):
        if "value" in one:
            _draw(on, one, y, axis, language)
    drawn.tell(on, said)
    on.made.update_xaxes(
        showgrid=False, tickvals=axis.ticks, ticktext=axis.words(language)
    )
    return on.made


def _read(record: Mapping[str, Any], unit: float) -> dict[str, Any]:
    """All values as fractions, or hundredths."""
    sizes = {name: unit * record[name] for name in _NAMES if name in record}
    return {**record, **sizes}


def _axis(
    read: Sequence[Mapping[str, Any]],
    middle: float | None,
    *,
    is_rate: bool,
    decimals: int,
    gaps: int,
) -> Measure:
    """All values are seen; intervals and rings where they do not stretch it much."""
    known = {
        name: [one[name] for one in read if "value" in one and name in one]
        for name in _NAMES
    }
    judged = known["value"] + ([] if middle is None else [middle])
    near = known["low"] + known["high"]
    return measure(
        judged, near, known["raw"], is_rate=is_rate, decimals=decimals, gaps=gaps
    )


def _said(one: Mapping[str, Any], axis: Measure, language: Language) -> Said:
    figure = ""
    if "value" in one:
        written = axis.figure(one["value"], language)
        figure = plain(one["figure"]) if "figure" in one else written
    return Said(
        label=str(one["label"]),
        figure=figure,
        note=str(one.get("note", "")),
        reason=str(one.get("reason", "")),
    )


def _above(read: Sequence[Mapping[str, Any]]) -> list[int]:
    """Pixels over each row: the head of a band and what parts it from the last."""
    found = list[int]()
    for _, band in groupby(read, _band):
        found += [_HEAD + (_GAP if found else 0)] + [0] * (len(list(band)) - 1)
    return found


def _band(one: Mapping[str, Any]) -> str:
    return str(one.get("band", ""))


def _bands(on: Ground, read: Sequence[Mapping[str, Any]]) -> None:
    """A ground for each band, its words at the upper left."""
    grey, ground = on.tokens.ink2, on.tokens.band
    place = 0
    for words, band in groupby(read, _band):
        top = on.tops[place] - _HEAD
        place += len(list(band))
        foot = on.tops[place] - _HEAD - _GAP if place < len(read) else on.tall
        on.made.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=top,
            y1=foot,
            layer="below",
            fillcolor=ground,
            line={"width": 0},
        )
        text, left = plain(words), on.edges[0]
        write(on.made, left, top + 14, text, shift=8, colour=grey, ground=ground)


def _draw(
    on: Ground, one: Mapping[str, Any], y: float, axis: Measure, language: Language
) -> None:
    """The interval, the ring of the raw value, the dot."""
    colour = on.tokens.units[int(one["slot"]) - 1] if "slot" in one else on.tokens.ink2
    words = f"<b>{axis.figure(one['value'], language)}</b>"
    if "low" in one and "high" in one:
        ends = [100 * one["low"], 100 * one["high"]]
        low, high = (on.inside(end) for end in ends)
        drawn.stroke(on, (low, high), (y, y), 3, thin(colour, 0.55))
        told = [axis.figure(one[name], language) for name in ("low", "high")]
        words += f" ({' – '.join(told)})"
        for end, text in zip(ends, told, strict=True):
            _beyond(on, end, y, text)
    if "raw" in one:
        _ring(on, 100 * one["raw"], y)
        _beyond(on, 100 * one["raw"], y, axis.figure(one["raw"], language))
    lines = [plain(one["label"]), words]
    lines += [plain(one["note"])] if "note" in one else []
    drawn.dot(on, 100 * one["value"], y, colour, "<br>".join(lines))


def _ring(on: Ground, x: float, y: float) -> None:
    """The raw value; at an end of the axis a hollow triangle points to it."""
    left, right = on.edges
    inset = 0.015 * (right - left)
    symbol = "triangle-left-open" if x < left else "circle-open"
    symbol = "triangle-right-open" if x > right else symbol
    on.made.add_scatter(
        x=[min(max(x, left + inset), right - inset)],
        y=[y],
        mode="markers",
        marker={
            "size": 12,
            "opacity": 1,
            "symbol": symbol,
            "color": on.tokens.ink2,
            "line": {"width": 1.5, "color": on.tokens.ink2},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _beyond(on: Ground, x: float, y: float, words: str) -> None:
    """How far it goes, where that is beyond the axis, and an arrow that way."""
    left, right = on.edges
    at = y + (_ABOVE if on.room is None else _BELOW)
    grey = on.tokens.ink2
    if x < left:
        write(on.made, left, at, f"← {words}", shift=2, colour=grey)
    if x > right:
        write(on.made, right, at, f"{words} →", anchor="right", colour=grey)
