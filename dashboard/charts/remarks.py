"""Words beside points and lines, and the places where they may stand."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.charts.frame import plain
from dashboard.charts.labels import width
from dashboard.charts.points import LINE, Plot

DOT, _THIN, _TAIL = 7.0, 2.0, 3.0  # pixels: around a dot and a leader, before words
_BESIDE, _INSET, _ASIDE = 11, 12, 4
_BEYOND = 4  # lines beyond the axis on which words may begin
_HEIGHTS = (10, 22)  # from a point to words above or below it
_HALVES = {"left": 0, "center": 1, "right": 2, "bottom": 0, "middle": 1, "top": 2}


class Spot(NamedTuple):
    """Where words stand at a period, as Plotly says it."""

    x: float
    xanchor: str
    yanchor: str
    xshift: float
    yshift: float

    @property
    def is_far(self) -> bool:
        """Whether a leader joins the words and their dot."""
        return abs(self.yshift) > _HEIGHTS[-1]


class Box(NamedTuple):
    """A rectangle in pixels, from the left end and from the low end of the axis."""

    left: float
    foot: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.foot < other.top and other.foot < self.top


@dataclass(frozen=True)
class Remark:
    """Words at a height in pixels above the low end of the axis, the first lines bold.

    `spots` are the places where they may stand, the best one first.
    """

    lines: tuple[str, ...]
    y: float
    spots: tuple[Spot, ...]
    colour: str
    bold: int = 0

    def box(self, spot: Spot, x: float) -> Box:
        """What the words cover when they stand at a spot."""
        sizes = [13.2] * self.bold + [12.5] * len(self.lines)  # bold is wider
        across = max(map(width, self.lines, sizes))
        down = LINE * len(self.lines)
        left = x + spot.xshift - _HALVES[spot.xanchor] * across / 2
        foot = self.y + spot.yshift - _HALVES[spot.yanchor] * down / 2
        return Box(left, foot, left + across, foot + down)

    def leader(self, spot: Spot, x: float) -> Box:
        """The line from the dot to words that stand far from it."""
        if not spot.is_far:
            return Box(x, self.y, x, self.y)
        up = math.copysign(1, spot.yshift)
        ends = self.y + up * DOT, self.y + spot.yshift - up * _TAIL
        return Box(x - _THIN, min(ends), x + _THIN, max(ends))

    def text(self) -> str:
        """The words as Plotly reads them."""
        lines = [plain(line) for line in self.lines]
        lines[: self.bold] = [f"<b>{line}</b>" for line in lines[: self.bold]]
        return "<br>".join(lines)


def around(x: float, y: float, tall: float, *, above: bool) -> tuple[Spot, ...]:
    """Above or below a dot first, then at its sides, at last beyond the axis."""
    found = []
    for height in _HEIGHTS:
        both = [("bottom", height), ("top", -height)]
        for yanchor, yshift in both if above else both[::-1]:
            found.append(Spot(x, "center", yanchor, 0, yshift))
            found.append(Spot(x, "left", yanchor, -_INSET, yshift))
            found.append(Spot(x, "right", yanchor, _INSET, yshift))
        if height == _HEIGHTS[0]:
            found.append(Spot(x, "left", "middle", _BESIDE, 0))
            found.append(Spot(x, "right", "middle", -_BESIDE, 0))
    for line in range(_BEYOND):
        away = _HEIGHTS[0] + line * (LINE + 1)
        rise = ("bottom", tall - y + away) if above else ("top", -y - away)
        for xanchor, xshift in (("center", 0), ("left", -_INSET), ("right", _INSET)):
            found.append(Spot(x, xanchor, rise[0], xshift, rise[1]))
    return tuple(found)


def ends(first: int, last: int) -> tuple[Spot, ...]:
    """Under or over the end of a line, its beginning, then anywhere along it."""
    sides = [(last + 0.5, "right", -_ASIDE), (first - 0.5, "left", _ASIDE)]
    inner = range(last - 1, first, -1)
    sides += [(place, "center", 0) for place in inner]
    return tuple(
        Spot(x, xanchor, yanchor, shift, rise)
        for x, xanchor, shift in sides
        for yanchor, rise in (("top", -2), ("bottom", 2))
    )


def write(plot: Plot, remark: Remark, spot: Spot) -> None:
    """The words where they were placed; beyond the axis they hide a break."""
    box, leader = remark.box(spot, 0), remark.leader(spot, 0)
    if spot.is_far:
        plot.made.add_shape(
            type="line",
            x0=spot.x,
            x1=spot.x,
            y0=plot.at(plot.foot + leader.foot),
            y1=plot.at(plot.foot + leader.top),
            line={"width": 1, "color": remark.colour},
        )
    is_beyond = box.top <= 0 or box.foot >= plot.tall
    plot.made.add_annotation(
        x=spot.x,
        y=plot.at(plot.foot + remark.y),
        xanchor=spot.xanchor,
        yanchor=spot.yanchor,
        xshift=spot.xshift,
        yshift=spot.yshift,
        text=remark.text(),
        align=spot.xanchor,
        showarrow=False,
        borderpad=0,
        bgcolor=plot.tokens.bg if is_beyond else None,
        font={"size": 12.5, "color": remark.colour},
    )
