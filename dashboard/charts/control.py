"""A series over periods against its limits: what is usual, and what is a signal."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bands, column, notes
from dashboard.charts.canvas import placed
from dashboard.charts.captions import (
    ControlWords,
    Sheet,
    canvases,
    entries,
    hover,
    remarks,
)
from dashboard.charts.column import Entry
from dashboard.charts.frame import figure
from dashboard.charts.labels import width
from dashboard.charts.measure import Measure, measure
from dashboard.charts.notes import Notes
from dashboard.charts.periods import axes, breaks, rise
from dashboard.charts.points import Plot, Point, colour, is_signal, read, symbol
from dashboard.charts.remarks import Remark, Spot, write
from dashboard.look import Tokens
from dashboard.settings import Language

_EDGE, _BOTTOM, _PAD, _LANE = 14, 30, 12, 18
_NEWEST = 9  # pixels, at least
_CROWD = 40  # points on a phone above which dots are smaller
_SAID = "%{hovertext}<extra></extra>"


def control(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    decimals: int,
    is_rate: bool,
    words: ControlWords,
    narrow: bool = False,
) -> go.Figure:
    """A control or run chart of one measure over periods, oldest first.

    Columns: label (short, `T1/26`) and value (rates as fractions, shown in per cent);
    optionally
    - centre, lower, upper: missing where none may be drawn, in steps; a new segment
      (a number) begins them anew;
    - state: improving, worsening, up, down or usual; words of a signal, `<br>`
      between lines, the first bold;
    - target and earlier (the value of the year before);
    - is_apart: shown but not judged; is_provisional; is_corrected;
    - reason (why there is no value), counts (for the hover), break_label (words of a
      break just before the period) and note (words of an event).
    """
    points = read(rows, is_rate=is_rate)
    axis = _axis(points, is_rate=is_rate, decimals=decimals)
    sheet = Sheet(points, axis, tokens, language, words, narrow)
    said = placed(remarks(sheet), canvases(sheet))
    spaced = column.spread(entries(sheet))
    found = notes.notes(points, sheet.room, narrow=narrow)
    lane = _LANE if any(one.rate is None for one in points) else _LANE / 3
    plot = _plot(sheet, said, spaced, found, lane)
    axes(plot, points)
    _thinned(plot, sheet.room / max(len(points), 1))
    breaks(plot, points)
    bands.bands(plot, points)
    bands.earlier(plot, points)
    bands.target(plot, points)
    _lines(plot, points)
    _dots(plot, sheet)
    _corrected(plot, points)
    _gaps(plot, sheet)
    for remark, spot in said:
        write(plot, remark, spot)
    column.draw(plot, spaced)
    notes.draw(plot, found, lane)
    return plot.made


def _axis(points: Sequence[Point], *, is_rate: bool, decimals: int) -> Measure:
    """Every value that is judged is seen; nothing else stretches the axis much."""

    def known(*names: str) -> list[float]:
        values = [getattr(one, name) for name in names for one in points]
        return [value for value in values if value is not None]

    judged = [one.rate.value for one in points if one.rate and not one.is_apart]
    apart = [one.rate.value for one in points if one.rate and one.is_apart]
    return measure(
        judged,
        known("centre", "lower", "upper"),
        [*apart, *known("target", "earlier")],
        is_rate=is_rate,
        decimals=decimals,
    )


def _plot(
    sheet: Sheet,
    said: Sequence[tuple[Remark, Spot]],
    spaced: Sequence[tuple[float, Entry]],
    found: Notes,
    lane: float,
) -> Plot:
    """A figure with room for all words above, below and at the right."""
    boxes = [remark.box(spot, 0) for remark, spot in said]
    tops = [y + one.height / 2 for y, one in spaced] + [box.top for box in boxes]
    feet = [y - one.height / 2 for y, one in spaced] + [box.foot for box in boxes]
    head = max([0.0, *(top - sheet.tall for top in tops)]) + _PAD
    foot = max([0.0, *(-low for low in feet)]) + _PAD + found.foot + lane
    top = _EDGE + rise(sheet.points, narrow=sheet.narrow)
    bottom = _BOTTOM + found.below
    made = figure(
        sheet.tokens,
        round(top + head + sheet.tall + foot + bottom),
        language=sheet.language,
        right=column.margin(spaced),
        top=top,
        bottom=bottom,
    )
    ground = made, sheet.axis, sheet.tokens, sheet.language, sheet.narrow
    return Plot(*ground, sheet.tall, head, foot)


def _thinned(plot: Plot, pitch: float) -> None:
    """So few names of periods that they stand upright and apart."""
    shown, names = (
        list(plot.made.layout.xaxis[key]) for key in ("tickvals", "ticktext")
    )
    gaps = [after - before for before, after in pairwise(shown)]
    widest = max((width(name, 12.5) for name in names), default=0.0) + _PAD
    every = math.ceil(widest / (pitch * gaps[-1])) if gaps else 1
    first = (len(shown) - 1) % every
    kept = {"tickvals": shown[first::every], "ticktext": names[first::every]}
    plot.made.update_xaxes(tickangle=0, **kept)


def _lines(plot: Plot, points: Sequence[Point]) -> None:
    """What is judged is joined; dotted is the way to and from what stands apart."""
    y = [plot.inside(one.rate.value) if one.rate else None for one in points]
    x, heights = list[int | None](), list[float | None]()
    for place, (one, other) in enumerate(pairwise(points)):
        if one.rate and other.rate and (one.is_apart or other.is_apart):
            x += [place, place + 1, None]
            heights += [y[place], y[place + 1], None]
    if x:
        look = {"width": 1.2, "color": plot.tokens.rule, "dash": "2px,3px"}
        plot.made.add_scatter(x=x, y=heights, mode="lines", line=look, hoverinfo="skip")
    plot.made.add_scatter(
        x=list(range(len(points))),
        y=[None if one.is_apart else at for one, at in zip(points, y, strict=True)],
        mode="lines",
        connectgaps=False,
        line={"width": 1.6, "color": plot.tokens.ink2},
        hoverinfo="skip",
    )


def _dots(plot: Plot, sheet: Sheet) -> None:
    """Signals are larger and have the colour and the shape of what they say."""
    points, small = sheet.points, sheet.narrow and len(sheet.points) > _CROWD
    looks = [_look(plot, one) for one in points]
    looks = [look | {"size": look["size"] - 2 * small} for look in looks]
    if sheet.newest >= 0:
        looks[sheet.newest]["size"] = max(looks[sheet.newest]["size"], _NEWEST)
    names = ("size", "symbol", "color")
    marker: dict[str, Any] = {name: [look[name] for look in looks] for name in names}
    edges = {
        name: [look["edge"][name] for look in looks] for name in ("color", "width")
    }
    plot.made.add_scatter(
        x=list(range(len(points))),
        y=[plot.inside(one.rate.value) if one.rate else None for one in points],
        mode="markers",
        # With sizes in a list the opacity would fall to 0.7.
        marker=marker | {"opacity": 1, "line": edges},
        cliponaxis=False,
        hovertext=[hover(sheet, one) for one in points],
        hovertemplate=_SAID,
    )


def _look(plot: Plot, point: Point) -> dict[str, Any]:
    """Hollow is what is provisional, or stands apart; an arrow lies beyond the axis."""
    tokens = plot.tokens
    if point.is_apart:
        value = point.rate.value if point.rate else plot.axis.low
        beyond = (value > plot.axis.high) - (value < plot.axis.low)
        shape = ("diamond", "triangle-up", "triangle-down")[beyond]
        edge = {"color": tokens.grey, "width": 1.4}
        return {"size": 7, "symbol": shape, "color": tokens.bg, "edge": edge}
    hue = colour(point.state, tokens, tokens.grey)
    size = 11 if is_signal(point.state) else 7
    if point.is_provisional:
        edge = {"color": hue, "width": 2}
        shown = {"size": size + 1, "color": tokens.bg, "edge": edge}
    else:
        edge = {"color": tokens.bg, "width": 1}
        shown = {"size": size, "color": hue, "edge": edge}
    return shown | {"symbol": symbol(point.state)}


def _corrected(plot: Plot, points: Sequence[Point]) -> None:
    """A star beside figures that were corrected."""
    shown = [
        (i, one.rate) for i, one in enumerate(points) if one.is_corrected and one.rate
    ]
    if shown:
        plot.made.add_scatter(
            x=[place for place, _ in shown],
            y=[plot.inside(rate.value) for _, rate in shown],
            mode="text",
            text=["*"] * len(shown),
            textposition="top right",
            textfont={"size": 13, "color": plot.tokens.ink2},
            hoverinfo="skip",
        )


def _gaps(plot: Plot, sheet: Sheet) -> None:
    """A hollow square on the axis for each period that should have a value."""
    missing = [
        i for i, one in enumerate(sheet.points) if one.rate is None and one.reason
    ]
    if not missing:
        return
    plot.made.add_scatter(
        x=missing,
        y=[plot.at(_LANE / 2)] * len(missing),
        mode="markers",
        marker={
            "symbol": "square",
            "opacity": 1,
            "size": 6 if sheet.narrow and len(sheet.points) > _CROWD else 8,
            "color": plot.tokens.bg,
            "line": {"width": 1.4, "color": plot.tokens.ink2},
        },
        hovertext=[hover(sheet, sheet.points[place]) for place in missing],
        hovertemplate=_SAID,
    )
