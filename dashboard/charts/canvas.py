"""What lies on a plot in pixels, and the words that find a place among it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.remarks import DOT, Box, Remark, Spot

_REACH = 78.0  # how far words may stand above or below the axis, in pixels
_APART = 4  # pixels between samples of a line
# Cost of a sample of the series, of another line, of a break; of what is not readable.
_CROSSED, _TOUCHED, _BROKEN, _MOST = 5.0, 0.3, 6.0, 20.0
_LATER = 0.4  # cost of each place after the best

_XY = tuple[float, float]


@dataclass
class Canvas:
    """A plot as wide as `room` pixels, and what is on it already."""

    room: float
    tall: float
    count: int
    dots: list[Box] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    inked: list[tuple[float, float, float]] = field(default_factory=list)

    def x(self, place: float) -> float:
        """How far from the left a period stands."""
        return (place + 0.5) * self.room / max(self.count, 1)

    def series(self, heights: Sequence[float | None]) -> None:
        """The dots of a series, and the line that joins them."""
        known = [(self.x(i), y) for i, y in enumerate(heights) if y is not None]
        self.dots += [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in known]
        for first, last in pairwise(known):
            self._line(first, last, _CROSSED)

    def level(self, heights: Sequence[float | None]) -> None:
        """A line in steps."""
        for place, y in enumerate(heights):
            if y is not None:
                ends = (self.x(place - 0.5), y), (self.x(place + 0.5), y)
                self._line(*ends, _TOUCHED)

    def upright(self, place: float) -> None:
        """A line through the whole plot; words beyond the axis hide it."""
        x = self.x(place)
        self._line((x, 0), (x, self.tall), _BROKEN)

    def cost(self, remark: Remark, spot: Spot) -> float:
        """How much words disturb there; infinite where they must not stand."""
        x = self.x(spot.x)
        box, leader = remark.box(spot, x), remark.leader(spot, x)
        if box.left < 0 or box.right > self.room:
            return math.inf
        if box.foot < -_REACH or box.top > self.tall + _REACH:
            return math.inf
        if any(box.meets(other) for other in (*self.dots, *self.taken)):
            return math.inf
        if any(leader.meets(other) for other in self.taken):
            return math.inf
        across, up, weight = self._samples
        inside = (box.left < across) & (across < box.right)
        inside &= (box.foot < up) & (up < box.top)
        found = float(weight[inside].sum())
        return found if found <= _MOST else math.inf

    def take(self, remark: Remark, spot: Spot) -> None:
        """The words stand there, with their leader."""
        x = self.x(spot.x)
        self.taken += [remark.box(spot, x), remark.leader(spot, x)]

    @cached_property
    def _samples(self) -> NDArray[np.float64]:
        return np.array(self.inked, np.float64).reshape(-1, 3).T

    def _line(self, first: _XY, last: _XY, weight: float) -> None:
        across, up = last[0] - first[0], last[1] - first[1]
        count = math.ceil(math.hypot(across, up) / _APART)
        shares = [part / count for part in range(count)]
        self.inked += [
            (first[0] + share * across, first[1] + share * up, weight)
            for share in shares
        ]


def placed(
    remarks: Iterable[Remark], canvases: Sequence[Canvas]
) -> list[tuple[Remark, Spot]]:
    """The remarks that find a place, whole or in bold alone, in their order of weight.

    A place must do on each canvas: the narrowest plot that is drawn, and a wide one.
    """
    found = []
    for remark in remarks:
        for tried in (remark, replace(remark, lines=remark.lines[: remark.bold])):
            spot = _best(tried, canvases) if tried.lines else None
            if spot:
                found.append((tried, spot))
                for canvas in canvases:
                    canvas.take(tried, spot)
                break
    return found


def _best(remark: Remark, canvases: Sequence[Canvas]) -> Spot | None:
    """The place that disturbs least, if there is one at all."""
    costs = [
        place * _LATER + sum(one.cost(remark, spot) for one in canvases)
        for place, spot in enumerate(remark.spots)
    ]
    least = min(costs, default=math.inf)
    return remark.spots[costs.index(least)] if least < math.inf else None
