"""The points of a control chart, as read from the frame, and the ground they lie on."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.charts.frame import plain
from dashboard.charts.periods import Ground, Period
from dashboard.charts.scale import Rate
from dashboard.look import Tokens

LINE = 16  # pixels of a line of words
_LINES = ("centre", "lower", "upper", "target", "earlier")
_FLAGS = ("is_provisional", "is_corrected", "is_apart")


@dataclass(frozen=True)
class Point(Period):
    """A period and what is said of it; all values as fractions or hundredths."""

    segment: int = 0
    state: str = "usual"
    words: str = ""
    note: str = ""
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    earlier: float | None = None
    is_provisional: bool = False
    is_corrected: bool = False
    is_apart: bool = False


@dataclass(frozen=True)
class Plot(Ground):
    """A ground with room above and below what the axis measures, in pixels."""

    tall: float
    head: float
    foot: float

    @property
    def height(self) -> float:
        """From the foot of the plot to its head."""
        return self.foot + self.tall + self.head

    @property
    def edges(self) -> tuple[float, float]:
        """Both ends of the plot, as drawn."""
        pixel = 100 * (self.axis.high - self.axis.low) / self.tall
        low, high = 100 * self.axis.low, 100 * self.axis.high
        return low - self.foot * pixel, high + self.head * pixel

    def inside(self, fraction: float) -> float:
        """A value as drawn, brought to the end of the axis if it lies outside."""
        return 100 * min(max(fraction, self.axis.low), self.axis.high)

    def at(self, pixels: float) -> float:
        """What stands so many pixels above the foot of the plot, as drawn."""
        low, high = self.edges
        return low + pixels / self.height * (high - low)


def read(rows: pd.DataFrame, *, is_rate: bool) -> list[Point]:
    """The rows as points; what is missing has its default."""
    return [_read(one, 1 if is_rate else 0.01) for one in rows.to_dict("records")]


def runs(points: Sequence[Point], name: str) -> Iterator[list[int]]:
    """The places of points in a row, of one segment, that have a value of this name."""
    known = [i for i, one in enumerate(points) if getattr(one, name) is not None]
    numbered = enumerate(known)
    for _, run in groupby(
        numbered, lambda pair: (pair[1] - pair[0], points[pair[1]].segment)
    ):
        yield [place for _, place in run]


def colour(state: str, tokens: Tokens, usual: str) -> str:
    """The colour of a state; a change that is neither good nor bad is in ink."""
    meant = {
        "improving": tokens.blue,
        "worsening": tokens.orange,
        "up": tokens.ink,
        "down": tokens.ink,
    }
    return meant.get(state, usual)


def symbol(state: str) -> str:
    """The shape of a state."""
    shapes = {"worsening": "diamond", "up": "triangle-up", "down": "triangle-down"}
    return shapes.get(state, "circle")


def is_signal(state: str) -> bool:
    """Whether the state is more than the usual variation."""
    return state in ("improving", "worsening", "up", "down")


def _read(record: Mapping[Hashable, Any], scale: float) -> Point:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    return Point(
        label=plain(given["label"]),
        rate=Rate(scale * given["value"]) if "value" in given else None,
        counts=plain(given.get("counts", "")),
        reason=plain(given.get("reason", "")),
        break_label=str(given.get("break_label", "")),
        segment=int(given.get("segment", 0)),
        state=str(given.get("state", "usual")),
        words=str(given.get("words", "")),
        note=str(given.get("note", "")),
        **{name: scale * given[name] for name in _LINES if name in given},
        **{name: bool(given.get(name, False)) for name in _FLAGS},
    )
