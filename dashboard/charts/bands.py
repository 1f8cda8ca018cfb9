"""Limits, centre, target and the year before: the lines a series is seen against."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dashboard.charts.points import Plot, Point, runs

_DASH = "7px,5px"


def bands(plot: Plot, points: Sequence[Point]) -> None:
    """The ground between the limits with dashed edges, and the centre."""
    x, y = list[float | None](), list[float | None]()
    for run in runs(points, "upper"):
        if all(points[place].lower is not None for place in run):
            ahead, above = _steps(plot, points, run, "upper")
            _, below = _steps(plot, points, run, "lower")
            x += [*ahead, *ahead[::-1], None]
            y += [*above, *below[::-1], None]
    if x:
        look = {"fill": "toself", "fillcolor": plot.tokens.band, "line": {"width": 0}}
        _draw(plot, x, y, **look)
    for name in ("upper", "lower"):
        _line(plot, points, name, width=1.2, color=plot.tokens.rule, dash=_DASH)
    _line(plot, points, "centre", width=1.3, color=plot.tokens.rule)


def earlier(plot: Plot, points: Sequence[Point]) -> None:
    """The values of the year before as a thin line with its gaps."""
    if any(one.earlier is not None for one in points):
        y = [
            None if one.earlier is None else plot.inside(one.earlier) for one in points
        ]
        look = {"width": 1, "color": plot.tokens.rule}
        _draw(plot, list(range(len(points))), y, line=look)


def target(plot: Plot, points: Sequence[Point]) -> None:
    """What is to be reached, dotted; each height a line of its own."""
    x, y = list[float | None](), list[float | None]()
    for run in targets(points):
        value = points[run[0]].target
        if value is not None and plot.axis.low <= value <= plot.axis.high:
            x += [run[0] - 0.5, run[-1] + 0.5, None]
            y += [100 * value, 100 * value, None]
    if x:
        look = {"width": 1.6, "color": plot.tokens.ink, "dash": "dot"}
        _draw(plot, x, y, line=look)


def targets(points: Sequence[Point]) -> list[list[int]]:
    """The places over which a target stays the same, from the oldest."""
    stretches = groupby(range(len(points)), lambda place: points[place].target)
    return [list(run) for value, run in stretches if value is not None]


def _line(plot: Plot, points: Sequence[Point], name: str, **look: Any) -> None:
    """A stepped line; a limit beyond the axis, or beyond 100 %, is not drawn."""
    x, y = list[float | None](), list[float | None]()
    for run in runs(points, name):
        ahead, heights = _steps(plot, points, run, name)
        ends = 100 * plot.axis.low, 100 * plot.axis.high
        values = [getattr(points[place], name) for place in run for _ in (0, 1)]
        seen = [ends[0] <= 100 * value <= ends[1] for value in values]
        x += [*ahead, None]
        y += [
            height if is_seen else None
            for height, is_seen in zip(heights, seen, strict=True)
        ]
        y.append(None)
    if any(height is not None for height in y):
        _draw(plot, x, y, line=look)


def _steps(
    plot: Plot, points: Sequence[Point], run: Sequence[int], name: str
) -> tuple[list[float], list[float]]:
    """From half a period before each point to half a period after it."""
    x = [place + half for place in run for half in (-0.5, 0.5)]
    y = [plot.inside(getattr(points[place], name)) for place in run for _ in (0, 1)]
    return x, y


def _draw(
    plot: Plot, x: Sequence[float | None], y: Sequence[float | None], **look: Any
) -> None:
    # Traces, not shapes: a gridline would run over a shape that lies below the dots.
    plot.made.add_scatter(
        x=x, y=y, mode="lines", hoverinfo="skip", connectgaps=False, **look
    )
