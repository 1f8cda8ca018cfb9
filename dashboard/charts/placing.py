"""Where labels of neighbouring parts stand so that none overlaps another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

_GAP, _FLAG = 12.0, 4.0  # pixels between labels; from a leader to its words
OUT = 150  # how far words may pass the right end
_CLEAR, _INSET = 30.0, 4.0  # a part so long needs no leader near it; where it stands
_MOST = 10  # free choices that are tried in all combinations


@dataclass(frozen=True)
class Part:
    """A part of a bar and the width of its words, in pixels at the least width."""

    start: float
    end: float
    words: float

    @property
    def is_wide(self) -> bool:
        """Whether the words fit over the part itself."""
        return _FLAG + self.words + _GAP <= self.end - self.start

    @property
    def is_clear(self) -> bool:
        """Whether words beside the part are seen to be its own."""
        return self.end - self.start >= _CLEAR

    def anchor(self, *, below: bool) -> float:
        """Where the leader stands: near the start, for words below near the end."""
        inset = min(_INSET, (self.end - self.start) / 2)
        return self.end - inset if below else self.start + inset


@dataclass(frozen=True)
class Place:
    """Above or below the bar, and how many lines away from it (0 is the nearest)."""

    level: int
    below: bool


def place(parts: Sequence[Part], room: float) -> list[Place]:
    """A place for each part: above its words run to the right, below to the left.

    Both the words and the leaders are free of each other at `room` pixels, and at
    every greater width, where only the distances between the anchors grow.
    """
    options = [_options(one, room) for one in parts]
    free = sum(len(one) > 1 for one in options)
    if free > _MOST:
        options = [one[:1] for one in options]
    tried = (_try(parts, sides, room) for sides in product(*options))
    return min(tried, key=_cost)


def levels(anchors: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Lines for words that run to the right from rising anchors, the rightmost first.

    The leader from an anchor to its line crosses no words on the lines before it.
    """
    found: dict[int, int] = {}
    for index in reversed(range(len(anchors))):
        end = anchors[index] + _FLAG + widths[index] + _GAP
        met = [right for right in found if anchors[right] < end]
        # On the line of words that it meets, or before their leader, it would collide.
        found[index] = max((found[right] + 1 for right in met), default=0)
    return [found[index] for index in range(len(anchors))]


def _options(one: Part, room: float) -> list[bool]:
    if one.is_wide:
        return [False]
    reach = _FLAG + one.words
    above = one.anchor(below=False) + reach <= room + OUT
    below = one.anchor(below=True) - reach >= 0
    return [side for side, fits in ((False, above), (True, below)) if fits] or [True]


def _try(parts: Sequence[Part], sides: Sequence[bool], room: float) -> list[Place]:
    above = [index for index, below in enumerate(sides) if not below]
    below = [index for index, below in enumerate(sides) if below][::-1]
    up = levels(
        [parts[i].anchor(below=False) for i in above],
        [parts[i].words for i in above],
    )
    down = levels(
        [room - parts[i].anchor(below=True) for i in below],
        [parts[i].words for i in below],
    )
    found = {i: Place(level, below=False) for i, level in zip(above, up, strict=True)}
    found |= {i: Place(level, below=True) for i, level in zip(below, down, strict=True)}
    return [found[index] for index in range(len(parts))]


def _cost(places: Sequence[Place]) -> tuple[int, int, int, int]:
    """Lines in all, the farthest line, all lines away, then words below the bar."""
    rows = len({(one.below, one.level) for one in places})
    far = max((one.level for one in places), default=0)
    away = sum(one.level for one in places)
    return rows, far, away, sum(one.below for one in places)
