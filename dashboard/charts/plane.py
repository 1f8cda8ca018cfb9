"""Units as dots on a plane, each with its name, and those that cannot stand there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from dashboard.charts.absent import listed, tell
from dashboard.charts.around import Label, Sheet, Spot, around, placed
from dashboard.charts.frame import figure, plain, value_axis
from dashboard.charts.labels import width
from dashboard.charts.measure import Measure
from dashboard.charts.units import Unit, numbered
from dashboard.look import Tokens
from dashboard.settings import Language

ROOM = {False: (440.0, 1320.0), True: (280.0, 560.0)}  # pixels across
_TOP, _BOTTOM = 8, 56
_TALL, _HEAD, _FOOT = 300.0, 34.0, 12.0  # pixels of the measure, above and below it
_FEW, _MORE = 8, 10  # units; pixels for each one more
_CROWD = 0.6  # a greater part of names at leaders is no longer read
_SPARE = 10.0  # pixels at the right that words may take of the margin
_SIZE, _SMALL, _LINE, _BOLD = 12.5, 12, 16, 1.06
_FIRST = 3.0  # how much more it counts that bold words stand near their dot


@dataclass(frozen=True)
class Plane:
    """What the dots lie on: the ends of both axes as drawn, its pixels upwards.

    `behind` is a colour that keeps lines off the words.
    """

    made: go.Figure
    x: tuple[float, float]
    y: tuple[float, float]
    height: float
    tokens: Tokens
    narrow: bool
    is_log: bool = False
    behind: str | None = None

    def across(self, x: float) -> float:
        """Where annotations stand, which on a log axis count in tens."""
        return math.log10(x) if self.is_log else x

    def up(self, pixels: float) -> float:
        """What stands so many pixels above the foot, as drawn."""
        return self.y[0] + pixels / self.height * (self.y[1] - self.y[0])

    def at(self, x: float, y: float) -> tuple[float, float]:
        """How far along the width as a part of it, and how high up in pixels."""
        low, high = self.across(self.x[0]), self.across(self.x[1])
        up = (y - self.y[0]) / (self.y[1] - self.y[0]) * self.height
        return (self.across(x) - low) / (high - low), up


@dataclass(frozen=True)
class Tag:
    """Words of a line, in small grey letters, with the places where they may stand."""

    text: str
    spots: tuple[Spot, ...]


def plane(
    x: tuple[float, float],
    axis: Measure,
    tokens: Tokens,
    *,
    language: Language,
    narrow: bool,
    count: int,
    title: str,
    top: int = _TOP,
    is_log: bool = False,
    behind: str | None = None,
) -> Plane:
    """An empty plot for so many units: a measure upwards, another across.

    `x` are both ends of the latter as drawn, `title` its own.
    """
    tall = _TALL + _MORE * max(count - _FEW, 0)
    pixel = 100 * (axis.high - axis.low) / tall
    y = 100 * axis.low - _FOOT * pixel, 100 * axis.high + _HEAD * pixel
    height, bottom = _FOOT + tall + _HEAD, _BOTTOM
    made = figure(
        tokens, round(top + height + bottom), language=language, top=top, bottom=bottom
    )
    found = Plane(made, x, y, height, tokens, narrow, is_log, behind)
    made.layout.xaxis = value_axis(tokens) | {
        "type": "log" if is_log else "linear",
        "range": [found.across(end) for end in x],
        "showgrid": not is_log,
        "title": {
            "text": plain(title),
            "standoff": 10,
            "font": {"size": 12.5, "color": tokens.ink2},
        },
    }
    made.layout.yaxis = value_axis(tokens) | {
        "range": y,
        "tickvals": axis.ticks,
        "ticktext": axis.words(language),
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 6,
    }
    return found


def rounded(axis: Measure) -> Measure:
    """The axis from the tick before its lowest value on."""
    return replace(axis, low=math.floor(axis.low / axis.step + 1e-9) * axis.step)


def over(level: float) -> tuple[Spot, ...]:
    """Places over or under a level line, at its right end or its left one."""
    return tuple(
        Spot(share, level, xanchor, yanchor, shift, 4.0 * turn)
        for share, xanchor, shift in ((1.0, "right", -4.0), (0.0, "left", 4.0))
        for turn, yanchor in ((1, "bottom"), (-1, "top"))
    )


def beside(share: float, height: float) -> tuple[Spot, ...]:
    """Places beside an upright line, at its head or its foot."""
    return tuple(
        Spot(share, up, xanchor, yanchor, shift, rise)
        for up, yanchor, rise in ((height, "top", 0.0), (0.0, "bottom", 4.0))
        for xanchor, shift in (("left", 5.0), ("right", -5.0))
    )


def level(
    on: Plane, x: Sequence[float], y: Sequence[float], thick: float = 1.4
) -> None:
    """A thin line of what units are seen against."""
    # A trace, not a shape: a gridline would run over a shape that lies below the dots.
    on.made.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"width": thick, "color": on.tokens.rule},
        hoverinfo="skip",
    )


def draw(
    on: Plane,
    units: Sequence[Unit],
    absent: Sequence[str] = (),
    tags: Sequence[Tag] = (),
    inked: Sequence[tuple[float, float]] = (),
) -> None:
    """The dots and, free of each other and of the lines, all words.

    Where names find no room near most dots they are listed below, with numbers; there
    too stands what is said of units that are `absent`.
    """
    sheet = Sheet(*ROOM[on.narrow], on.height, inked, _SPARE)
    shown, names = list(units), list[str]()
    spots, is_free = placed(_labels(on, shown, tags), sheet)
    if not is_free or sum(one.is_far for one in spots) > _CROWD * len(units):
        shown, names = numbered(units)
        spots, _ = placed(_labels(on, shown, tags), sheet)
    for unit, spot in zip(shown, spots, strict=False):
        if spot.is_far:
            _leader(on, unit, spot)
    for unit, spot in zip(shown, spots, strict=False):
        _dot(on, unit)
        _write(on, spot, unit.text(narrow=on.narrow), on.tokens.ink, _SIZE)
    for tag, spot in zip(tags, spots[len(shown) :], strict=True):
        _write(on, spot, plain(tag.text), on.tokens.ink2, _SMALL)
    end = listed(on.made, names, on.tokens, down=_BOTTOM, narrow=on.narrow)
    end = tell(on.made, absent, on.tokens, down=end, narrow=on.narrow)
    on.made.layout.height += end - _BOTTOM
    on.made.layout.margin.b += end - _BOTTOM


def _labels(on: Plane, units: Sequence[Unit], tags: Sequence[Tag]) -> list[Label]:
    small = [Label(width(tag.text, _SMALL), _LINE, tag.spots) for tag in tags]
    return [_label(on, unit) for unit in units] + small


def _label(on: Plane, unit: Unit) -> Label:
    lines = unit.lines(narrow=on.narrow)
    share, up = on.at(unit.x, unit.y)
    weight = _FIRST if unit.is_bold else 1.0
    wide = max(width(line, _SIZE) for line in lines) * (_BOLD if unit.is_bold else 1)
    return Label(wide, _LINE * len(lines), around(share, up, weight), (share, up))


def _dot(on: Plane, unit: Unit) -> None:
    on.made.add_scatter(
        x=[unit.x],
        y=[unit.y],
        mode="markers",
        marker={
            "size": 11,
            "opacity": 1,
            "symbol": unit.symbol,
            "color": unit.colour,
            "line": {"width": 1, "color": on.tokens.bg},
        },
        cliponaxis=False,
        hovertemplate=f"{unit.hover}<extra></extra>",
    )


def _write(on: Plane, spot: Spot, text: str, colour: str, size: float) -> None:
    low, high = on.across(on.x[0]), on.across(on.x[1])
    on.made.add_annotation(
        x=low + spot.share * (high - low),
        y=on.up(spot.up),
        xanchor=spot.xanchor,
        yanchor=spot.yanchor,
        xshift=spot.across,
        yshift=spot.rise,
        text=text,
        align=spot.xanchor,
        showarrow=False,
        borderpad=0,
        bgcolor=on.behind,
        font={"size": size, "color": colour},
    )


def _leader(on: Plane, unit: Unit, spot: Spot) -> None:
    """From the dot straight up or down to the middle of the words."""
    y = [on.up(spot.up), on.up(spot.up + spot.rise)]
    level(on, [unit.x, unit.x], y, 1)
