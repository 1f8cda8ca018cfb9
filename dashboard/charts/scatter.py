"""Units by two measures at once, each with its name, against those of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.absent import parted
from dashboard.charts.frame import plain, thin
from dashboard.charts.measure import Measure, measure
from dashboard.charts.plane import (
    Plane,
    Tag,
    beside,
    draw,
    level,
    over,
    plane,
    rounded,
)
from dashboard.charts.units import Unit
from dashboard.look import Tokens
from dashboard.settings import Language

_TOP = 30  # with the title of the upright axis
_GAPS = {False: 6, True: 4}  # between ticks across, at most
_SIDE = 0.04  # of the width, left and right of what is measured
_SAMPLES, _PARTS = 100, 8  # of a line through all, of an interval
_ENDS = ("low", "high")
_VEIL = 0.8  # opacity of the ground of words


@dataclass(frozen=True)
class Axis:
    """A measure: its title, how it is written, and the figure of all."""

    title: str
    is_rate: bool
    decimals: int
    reference: float | None = None
    reference_label: str = ""

    @property
    def drawn(self) -> float | None:
        """Where the figure of all stands, as drawn."""
        return None if self.reference is None else 100 * self.unit * self.reference

    @property
    def unit(self) -> float:
        """What a value counts: fractions are drawn in per cent."""
        return 1.0 if self.is_rate else 0.01


def scatter(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    x: Axis,
    y: Axis,
    narrow: bool = False,
) -> go.Figure:
    """A dot for each unit that has both values; rates as fractions, shown in per cent.

    Columns: label, x, y; optionally slot (1 to 8), counts (for the hover), x_low,
    x_high, y_low, y_high (ends of intervals, as thin crosses) and reason (below the
    plot, where a value is missing).
    """
    known, absent = parted(rows, ("x", "y"))
    across = _measure(known, "x", x, _GAPS[narrow])
    up = rounded(_measure(known, "y", y, _GAPS[False]))
    side = _SIDE * (across.high - across.low)
    on = plane(
        (100 * (across.low - side), 100 * (across.high + side)),
        up,
        tokens,
        language=language,
        narrow=narrow,
        count=len(known),
        title=x.title,
        top=_TOP,
        behind=thin(tokens.bg, _VEIL),
    )
    on.made.update_xaxes(tickvals=across.ticks, ticktext=across.words(language))
    _title(on, y.title)
    inked = [*_upright(on, x), *_level(on, y)]
    for one in known:
        inked += _cross(on, one, (x, y))
    units = [_unit(one, (x, y), (across, up), tokens, language) for one in known]
    draw(on, units, absent, _tags(on, x, y), inked)
    return on.made


def _measure(
    known: Sequence[Mapping[str, Any]], name: str, axis: Axis, gaps: int
) -> Measure:
    """All values and the figure of all are seen, ends of intervals where they can."""
    judged = [axis.unit * one[name] for one in known]
    judged += [axis.drawn / 100] if axis.drawn is not None else []
    keys = [f"{name}_{end}" for end in _ENDS]
    near = [axis.unit * one[key] for one in known for key in keys if key in one]
    return measure(
        judged, near, is_rate=axis.is_rate, decimals=axis.decimals, gaps=gaps
    )


def _title(on: Plane, title: str) -> None:
    """The title of the upright axis lies above it, to be read without turning."""
    on.made.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=4,
        text=plain(title),
        showarrow=False,
        borderpad=0,
        font={"size": 12.5, "color": on.tokens.ink2},
    )


def _upright(on: Plane, x: Axis) -> Iterator[tuple[float, float]]:
    """A line at the figure of all across, and samples of it."""
    if x.drawn is not None:
        level(on, [x.drawn, x.drawn], on.y, 1.2)
        share = on.at(x.drawn, 0)[0]
        yield from ((share, on.height * n / _SAMPLES) for n in range(_SAMPLES + 1))


def _level(on: Plane, y: Axis) -> Iterator[tuple[float, float]]:
    """A line at the figure of all upwards, and samples of it."""
    if y.drawn is not None:
        level(on, on.x, [y.drawn, y.drawn], 1.2)
        up = on.at(0, y.drawn)[1]
        yield from ((n / _SAMPLES, up) for n in range(_SAMPLES + 1))


def _tags(on: Plane, x: Axis, y: Axis) -> list[Tag]:
    """The words of both lines."""
    found = []
    if x.drawn is not None and x.reference_label:
        share = on.at(x.drawn, 0)[0]
        found.append(Tag(x.reference_label, beside(share, on.height)))
    if y.drawn is not None and y.reference_label:
        found.append(Tag(y.reference_label, over(on.at(0, y.drawn)[1])))
    return found


def _cross(
    on: Plane, one: Mapping[str, Any], axes: tuple[Axis, Axis]
) -> Iterator[tuple[float, float]]:
    """The intervals as thin lines in the unit's colour, and samples of them."""
    at = [100 * axis.unit * one[name] for name, axis in zip("xy", axes, strict=True)]
    for place, (name, axis) in enumerate(zip("xy", axes, strict=True)):
        keys = [f"{name}_{end}" for end in _ENDS]
        if not all(key in one for key in keys):
            continue
        ends = [100 * axis.unit * one[key] for key in keys]
        first, last = ([*at[:place], end, *at[place + 1 :]] for end in ends)
        on.made.add_scatter(
            x=[first[0], last[0]],
            y=[first[1], last[1]],
            mode="lines",
            line={"width": 1.5, "color": thin(_colour(one, on.tokens), 0.55)},
            hoverinfo="skip",
        )
        for part in (n / _PARTS for n in range(_PARTS + 1)):
            x, y = (a + part * (b - a) for a, b in zip(first, last, strict=True))
            yield on.at(x, y)


def _unit(
    one: Mapping[str, Any],
    axes: tuple[Axis, Axis],
    measures: tuple[Measure, Measure],
    tokens: Tokens,
    language: Language,
) -> Unit:
    across, up = (axis.unit * one[name] for name, axis in zip("xy", axes, strict=True))
    lines = [plain(one["label"])]
    for value, axis, scale in zip((across, up), axes, measures, strict=True):
        lines.append(f"{plain(axis.title)}: <b>{scale.figure(value, language)}</b>")
    lines += [plain(one["counts"])] if "counts" in one else []
    return Unit(
        x=100 * across,
        y=100 * up,
        label=str(one["label"]),
        colour=_colour(one, tokens),
        hover="<br>".join(lines),
    )


def _colour(one: Mapping[str, Any], tokens: Tokens) -> str:
    return tokens.units[int(one["slot"]) - 1] if "slot" in one else tokens.ink2
