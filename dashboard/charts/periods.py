"""The ground of a rate over periods: its axes, breaks of the series, a reference."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import category_axis, plain, value_axis
from dashboard.charts.labels import cut, width
from dashboard.charts.placing import levels
from dashboard.charts.scale import Rate, Scale
from dashboard.look import Tokens
from dashboard.settings import Language

PLOT, APART = 230, 10
_LINE = 18
_TICKS = {False: 12, True: 6}
_STEPS = (1, 2, 3, 4, 6, 12, 24)
_ROOM = {False: 560, True: 240}  # pixels along the periods, at least
_LETTERS = {False: 44, True: 24}


@dataclass(frozen=True)
class Period:
    """One period as read from the frame; without a rate it has a reason."""

    label: str
    rate: Rate | None
    counts: str
    reason: str
    break_label: str


@dataclass(frozen=True)
class Ground:
    """What the periods are drawn on, on a phone or on a wide screen."""

    made: go.Figure
    axis: Scale
    tokens: Tokens
    language: Language
    narrow: bool

    @property
    def edges(self) -> tuple[float, float]:
        """Both ends of the axis as drawn, in per cent, with room for half a dot."""
        room = 4 * (self.axis.high - self.axis.low)
        return 100 * self.axis.low - room, 100 * self.axis.high + room

    def inside(self, fraction: float) -> float:
        """A fraction in per cent, brought to the end of the axis if it lies outside."""
        return min(max(100 * fraction, self.edges[0]), self.edges[1])

    def pixels(self, fraction: float) -> float:
        """How many pixels above the foot of the axis a fraction stands."""
        low, high = self.edges
        return (self.inside(fraction) - low) / (high - low) * PLOT


def axes(ground: Ground, periods: Sequence[Period]) -> None:
    """Names of some periods below, per cent at the left."""
    shown = _ticks(len(periods), _TICKS[ground.narrow])
    ground.made.layout.xaxis = category_axis(ground.tokens) | {
        "range": [-0.5, max(len(periods), 1) - 0.5],
        "tickvals": shown,
        "ticktext": [periods[index].label for index in shown],
        "tickfont": {"size": 12.5, "color": ground.tokens.ink2},
        "showline": True,
        "linecolor": ground.tokens.rule,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": ground.tokens.rule,
        "ticklabelstandoff": 2,
    }
    ground.made.layout.yaxis = value_axis(ground.tokens) | {
        "range": ground.edges,
        "tickvals": ground.axis.ticks,
        "ticktext": ground.axis.words(ground.language),
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 6,
    }


def breaks(ground: Ground, periods: Sequence[Period]) -> None:
    """Dashed verticals up to their words, where a new series begins."""
    for index, level in _lines(periods, ground.narrow).items():
        _break(ground, periods, index, level)


def rise(periods: Sequence[Period], *, narrow: bool) -> int:
    """How many pixels the words of the breaks take above the plot."""
    return _LINE * (max(_lines(periods, narrow).values(), default=-1) + 1)


def reference(
    ground: Ground, periods: Sequence[Period], value: float, label: str
) -> None:
    """A dotted line, its words right of it and clear of the newest value."""
    # A trace, not a shape: a gridline would run over a shape that lies below the dots.
    ground.made.add_scatter(
        x=[-0.5, len(periods) - 0.5],
        y=[100 * value] * 2,
        mode="lines",
        line={"width": 1.6, "color": ground.tokens.ink, "dash": "dot"},
        hoverinfo="skip",
    )
    newest = periods[-1].rate if periods else None
    away = ground.pixels(value) - ground.pixels(newest.value) if newest else _LINE
    push = 0.0 if abs(away) >= _LINE else math.copysign(_LINE, away) - away
    ground.made.add_annotation(
        x=1,
        xref="paper",
        xanchor="left",
        xshift=APART,
        y=100 * value,
        yshift=push,
        text=plain(label),
        showarrow=False,
        borderpad=0,
        font={"size": 12.5, "color": ground.tokens.ink2},
    )


def _ticks(count: int, most: int) -> list[int]:
    """The periods that are named: the last one and every so many before it."""
    step = next((one for one in _STEPS if count <= one * most), -(-count // most))
    return list(range(count - 1, -1, -step))[::-1]


def _lines(periods: Sequence[Period], narrow: bool) -> dict[int, int]:
    """The periods that begin a new series, and the line of their words.

    In the first half words run to the right, in the second to the left; where the
    two meet, the second stand above the first.
    """
    room = _ROOM[narrow]
    at = {
        i: i * room / len(periods) for i, one in enumerate(periods) if one.break_label
    }
    taken = {index: _words(periods[index], narrow)[1] for index in at}
    first = [index for index in at if not _runs_left(index, len(periods))]
    second = [index for index in at if index not in first][::-1]
    found = _levelled(first, {i: at[i] for i in first}, taken)
    end = max((at[i] + taken[i] for i in first), default=0)
    meet = any(at[i] - taken[i] < end for i in second)
    base = max(found.values(), default=-1) + 1 if meet else 0
    mirrored = _levelled(second, {i: room - at[i] for i in second}, taken)
    return found | {index: base + level for index, level in mirrored.items()}


def _levelled(
    indices: Sequence[int], at: dict[int, float], taken: dict[int, float]
) -> dict[int, int]:
    lines = levels([at[i] for i in indices], [taken[i] for i in indices])
    return dict(zip(indices, lines, strict=True))


def _runs_left(index: int, count: int) -> bool:
    return index > count / 2


def _words(period: Period, narrow: bool) -> tuple[str, float]:
    shown = cut(period.break_label, _LETTERS[narrow])
    return plain(shown), width(shown, 12.5)


def _break(ground: Ground, periods: Sequence[Period], index: int, level: int) -> None:
    left = _runs_left(index, len(periods))
    above = _LINE * level + 4
    ground.made.add_shape(
        type="line",
        x0=index - 0.5,
        x1=index - 0.5,
        y0=0,
        y1=1 + (above + 6) / PLOT,
        yref="paper",
        layer="below",
        line={"width": 1.2, "color": ground.tokens.rule, "dash": "5px,4px"},
    )
    ground.made.add_annotation(
        x=index - 0.5,
        xanchor="right" if left else "left",
        xshift=-4 if left else 4,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=above,
        text=_words(periods[index], ground.narrow)[0],
        showarrow=False,
        borderpad=0,
        bgcolor=ground.tokens.bg,
        font={"size": 12.5, "color": ground.tokens.ink2},
    )
