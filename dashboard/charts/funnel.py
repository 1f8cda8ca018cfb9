"""Units by a rate and their size: who differs from all by more than chance allows."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.absent import parted
from dashboard.charts.chance import FunnelWords, inked, limits, tags
from dashboard.charts.frame import plain
from dashboard.charts.labels import width
from dashboard.charts.measure import Measure, measure
from dashboard.charts.plane import ROOM, draw, level, plane, rounded
from dashboard.charts.units import Unit
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number

_HIGH = 0.85  # a rate beyond it is seen against 100 %
_ROOM = {False: 1.25, True: 1.4}  # what the axis adds to the sizes on either side
_NICE = ((1, 2, 5), (1, 3), (1,))
_APART = 8  # pixels between ticks
_COUNTS = 16  # letters of counts beside a name


@dataclass(frozen=True)
class _Row:
    """One unit as read from the frame; without a rate it has a reason."""

    label: str
    n: float
    value: float
    slot: int | None
    state: str
    words: str
    counts: str

    @property
    def is_named(self) -> bool:
        """Whether it is beyond what chance allows."""
        return self.state in ("high", "low")


def funnel(
    rows: pd.DataFrame,
    grid: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    centre: float,
    words: FunnelWords,
    narrow: bool = False,
) -> go.Figure:
    """Each unit at its size and rate, with the limits of chance; per cent shown.

    Columns of `rows`: label, n (cases), value (a fraction); optionally slot (1 to 8),
    state (high or low beyond 99.8 %: bold, with `words` on a line of their own),
    counts (`24 / 24`: for the hover, and beside a name that has all or none) and reason
    (below the plot, where there is no value). `grid`: n, lower998, lower95, upper95,
    upper998 (fractions). A rate beyond the axis stands at its end, with an arrow.
    """
    known, absent = parted(rows, ("n", "value"))
    read = [_read(one) for one in known]
    axis, x = _axis(read, grid, centre), _sizes(read, grid, narrow)
    on = plane(
        x,
        axis,
        tokens,
        language=language,
        narrow=narrow,
        count=len(read),
        title=words.axis,
        is_log=True,
    )
    ticks = _ticks(x, ROOM[narrow][0], language)
    names = [number(size, 0, language) for size in ticks]
    on.made.update_xaxes(tickvals=ticks, ticktext=names)
    limits(on, grid)
    level(on, x, [100 * centre] * 2)
    units = [_unit(one, axis, tokens, language) for one in read]
    named = tags(on, grid, centre, words)
    draw(on, units, absent, named, list(inked(on, grid, centre)))
    return on.made


def _read(one: Mapping[str, Any]) -> _Row:
    return _Row(
        label=str(one["label"]),
        n=float(one["n"]),
        value=float(one["value"]),
        slot=int(one["slot"]) if "slot" in one else None,
        state=str(one.get("state", "none")),
        words=str(one.get("words", "")),
        counts=str(one.get("counts", "")),
    )


def _axis(rows: Sequence[_Row], grid: pd.DataFrame, centre: float) -> Measure:
    """Larger units and those that differ are seen; a small one does not stretch it."""
    sizes = sorted(row.n for row in rows)
    middle = sizes[len(sizes) // 2] if sizes else 1.0
    firm = [one.value for one in rows if one.n >= middle and not one.is_named]
    far = [one.value for one in rows if one.is_named]
    near = [one.value for one in rows if one.n < middle and not one.is_named]
    for name in ("lower998", "upper998"):
        near += [float(np.interp(middle, grid["n"], grid[name]))] if len(grid) else []
    judged = [*(firm or far), centre]
    if max(judged) > _HIGH:
        judged.append(1.0)
    return rounded(measure(judged, near, far, is_rate=True, decimals=1))


def _sizes(
    rows: Sequence[_Row], grid: pd.DataFrame, narrow: bool
) -> tuple[float, float]:
    """Both ends of the axis of sizes."""
    known = [row.n for row in rows] or list(grid["n"]) or [10.0, 1000.0]
    room = _ROOM[narrow] * (max(known) / min(known)) ** 0.04
    return min(known) / room, max(known) * room


def _ticks(ends: tuple[float, float], room: float, language: Language) -> list[float]:
    """1, 2, 5 and their tens, or fewer, so that they stand apart and within."""
    low, high = (math.log10(end) for end in ends)
    powers = range(max(math.floor(low), 0), math.ceil(high) + 1)
    found = list[float]()
    for steps in _NICE:
        found, before = [], -float(_APART)
        is_free = True
        for size in (one * 10.0**power for power in powers for one in steps):
            at = (math.log10(size) - low) / (high - low) * room
            half = width(number(size, 0, language), 12.5) / 2
            if at >= -_APART and at + half <= room + _APART:
                is_free &= at - half >= before + _APART
                found.append(size)
                before = at + half
        if is_free:
            break
    return found


def _unit(row: _Row, axis: Measure, tokens: Tokens, language: Language) -> Unit:
    """Its figure is written where it differs, has all or none, or lies beyond."""
    beyond = (row.value > axis.high) - (row.value < axis.low)
    said = axis.figure(row.value, language)
    shown = said.replace("&lt;", "<").replace("&gt;", ">")
    name = ""
    if row.value in (0, 1) and len(row.counts) <= _COUNTS and not row.is_named:
        name = row.counts
    if row.is_named or beyond:
        name = shown
    arrow = ("", "↑ ", "↓ ")[beyond]
    return Unit(
        x=row.n,
        y=100 * min(max(row.value, axis.low), axis.high),
        label=arrow + row.label,
        colour=tokens.units[row.slot - 1] if row.slot else tokens.ink2,
        hover=f"{plain(row.label)}<br><b>{said}</b><br>{plain(row.counts)}",
        figure=name,
        words=row.words if row.is_named else "",
        is_bold=row.is_named,
        symbol=("circle", "triangle-up", "triangle-down")[beyond],
    )
