"""Words around points of a plane, so placed that none overlaps another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DOT = 7.0  # pixels from the middle of a dot within which no words stand
_BESIDE, _ABOVE, _ASLANT, _INSET = 10.0, 8.0, 7.0, 8.0
_MAST, _LEVEL, _LEVELS = 24.0, 18.0, 16  # words at a leader: from the dot, apart
_THIN, _FLAG, _AIR = 1.5, 4.0, 1.5
_HALVES = {"left": 0, "center": 1, "right": 2, "bottom": 0, "middle": 1, "top": 2}
# Costs: words on words, beyond the plot, on a dot; a leader over a dot; a sample of a
# line; each place after the best, the first leader and each longer one.
_WORDS, _OUT, _ON, _OVER, _INK = 1000.0, 2000.0, 1000.0, 8.0, 0.12
_LATER, _FAR, _LONGER = 0.1, 4.0, 0.6
_SWEEPS, _TRIES, _LEAST, _ANEW = 30, 150, 40, 10  # tries in all, and at least

_Boxes = NDArray[np.float64]  # rows of left, right at the least and greatest width; y
_Flags = NDArray[np.bool_]


class Spot(NamedTuple):
    """Where words stand: a point (part of the width, pixels from the foot) and how far
    from it, in pixels to the right and up."""

    share: float
    up: float
    xanchor: str
    yanchor: str
    across: float
    rise: float
    cost: float = 0.0
    is_far: bool = False


@dataclass(frozen=True)
class Label:
    """How large words are, in pixels, and where they may stand; with a dot or not."""

    wide: float
    tall: float
    spots: tuple[Spot, ...]
    dot: tuple[float, float] | None = None


@dataclass(frozen=True)
class Sheet:
    """A plot between two widths, in pixels; `inked` are points of its lines.

    Words may run over its right end by `spare`.
    """

    least: float
    most: float
    tall: float
    inked: Sequence[tuple[float, float]] = ()
    spare: float = 0.0


@dataclass(frozen=True)
class _Choice:
    """All places of all words: whose they are, what each costs, which of them meet."""

    every: Sequence[slice]
    alone: NDArray[np.float64]
    clash: NDArray[np.int16]

    def total(self, chosen: NDArray[np.int_]) -> float:
        """What these places cost together."""
        met = self.clash[chosen][:, chosen].sum() / 2
        return float(self.alone[chosen].sum() + _WORDS * met)

    def is_free(self, chosen: NDArray[np.int_]) -> bool:
        """Whether no words meet others, a dot or the end of the plot."""
        met = self.clash[chosen][:, chosen].any()
        return not met and bool((self.alone[chosen] < _ON).all())


def around(share: float, up: float, weight: float = 1.0) -> tuple[Spot, ...]:
    """Places near a dot, the best one first, then at ever longer leaders.

    With more weight words stand nearer than others.
    """
    near = [
        ("left", "middle", _BESIDE, 0.0),
        ("right", "middle", -_BESIDE, 0.0),
        ("center", "bottom", 0.0, _ABOVE),
        ("center", "top", 0.0, -_ABOVE),
        *(
            (xanchor, yanchor, side * across, turn * rise)
            for across, rise in ((_ASLANT, 3.0), (-_INSET, _ABOVE))
            for turn, yanchor in ((1, "bottom"), (-1, "top"))
            for side, xanchor in ((1, "left"), (-1, "right"))
        ),
    ]
    found = [Spot(share, up, *one, _LATER * n) for n, one in enumerate(near)]
    for level in range(_LEVELS):
        cost, rise = weight * (_FAR + level * _LONGER), _MAST + level * _LEVEL
        for turn in (1, -1):
            for side, xanchor in ((1, "left"), (-1, "right")):
                place = xanchor, "middle", side * _FLAG, turn * rise
                found.append(Spot(share, up, *place, cost, is_far=True))
    return tuple(found)


def placed(labels: Sequence[Label], sheet: Sheet) -> tuple[list[Spot], bool]:
    """A place for each, and whether all are free of each other at the least width and
    at every wider one.

    Words that keep to their sides of each other at both widths do so between them,
    for what lies between two points grows evenly.
    """
    owner = np.array([n for n, one in enumerate(labels) for _ in one.spots], int)
    words, masts = _boxes(labels, sheet)
    clash = _meet(words, words) | _meet(words, masts) | _meet(masts, words)
    clash &= owner[:, None] != owner[None, :]
    ends = np.cumsum([0, *(len(one.spots) for one in labels)])
    choice = _Choice(
        [slice(first, last) for first, last in pairwise(ends)],
        _alone(labels, sheet, owner, words, masts),
        clash.astype(np.int16),
    )
    best = _searched(choice, _orders(labels))
    spots = [
        one.spots[index - first]
        for one, first, index in zip(labels, ends, best, strict=False)
    ]
    return spots, choice.is_free(best)


def _orders(labels: Sequence[Label]) -> Iterator[list[int]]:
    """In which order words are placed first: from the left, the right, the foot…"""
    numbers = list(range(len(labels)))
    if not numbers:
        return
    for key in ("share", "up"):
        order = sorted(numbers, key=lambda n: getattr(labels[n].spots[0], key))
        yield from (order, order[::-1])
    yield sorted(numbers, key=lambda n: -labels[n].wide * labels[n].tall)


def _searched(choice: _Choice, orders: Iterable[Sequence[int]]) -> NDArray[np.int_]:
    """The cheapest places found: from all sides, then with some words placed anew."""
    count = len(choice.every)
    none = np.full(count, -1)
    found = [_settled(choice, order, none.copy()) for order in orders]
    best = min(found, key=choice.total, default=none)
    dice = np.random.default_rng(0)
    for number in range(_TRIES if count else 0):
        if number >= _LEAST and choice.is_free(best):
            break
        start = best.copy()
        start[dice.integers(count, size=_ANEW)] = -1
        tried = _settled(choice, dice.permutation(count), start)
        best = min(best, tried, key=choice.total)
    return best


def _settled(
    choice: _Choice, order: Iterable[int], chosen: NDArray[np.int_]
) -> NDArray[np.int_]:
    """Each in its cheapest place, again and again until none moves; -1 has none yet."""
    met = choice.clash[:, chosen[chosen >= 0]].sum(axis=1)
    for _ in range(_SWEEPS):
        before = chosen.copy()
        for number in order:
            mine, old = choice.every[number], chosen[number]
            best = mine.start + (choice.alone[mine] + _WORDS * met[mine]).argmin()
            if best != old:
                met += choice.clash[:, best]
                met -= choice.clash[:, old] if old >= 0 else 0
                chosen[number] = best
        if (chosen == before).all():
            break
    return chosen


def _alone(
    labels: Sequence[Label],
    sheet: Sheet,
    owner: NDArray[np.int_],
    words: _Boxes,
    masts: _Boxes,
) -> NDArray[np.float64]:
    """What each place costs without regard to other words."""
    cost = np.array([spot.cost for one in labels for spot in one.spots], float)
    out = (words[:, 0] < 0) | (words[:, 1] < 0)
    out |= words[:, 2] > sheet.least + sheet.spare
    out |= words[:, 3] > sheet.most + sheet.spare
    out |= (words[:, 4] < 0) | (words[:, 5] > sheet.tall)
    cost += _OUT * out
    marked = [(n, *one.dot) for n, one in enumerate(labels) if one.dot]
    dots = _around([(share, up) for _, share, up in marked], sheet, DOT)
    foreign = owner[:, None] != np.array([n for n, _, _ in marked], int)[None, :]
    cost += _ON * (_meet(words, dots) & foreign).sum(axis=1)
    cost += _OVER * (_meet(masts, dots) & foreign).sum(axis=1)
    inked = _around(sheet.inked, sheet, 0.5)
    return np.asarray(cost + _INK * _meet(words, inked).sum(axis=1), np.float64)


def _boxes(labels: Sequence[Label], sheet: Sheet) -> tuple[_Boxes, _Boxes]:
    """What words cover in each place, and what their leader does."""
    words, masts = list[list[float]](), list[list[float]]()
    for one in labels:
        for spot in one.spots:
            left = spot.across - _HALVES[spot.xanchor] * one.wide / 2
            foot = spot.up + spot.rise - _HALVES[spot.yanchor] * one.tall / 2
            x = spot.share * sheet.least, spot.share * sheet.most
            ends = [at + left - _AIR for at in x] + [
                at + left + one.wide + _AIR for at in x
            ]
            words.append([*ends, foot - _AIR, foot + one.tall + _AIR])
            reach = spot.up, spot.up + spot.rise * spot.is_far
            thin = _THIN if spot.is_far else 0.0
            sides = [at - thin for at in x] + [at + thin for at in x]
            masts.append([*sides, min(reach), max(reach)])
    return _array(words), _array(masts)


def _around(points: Iterable[tuple[float, float]], sheet: Sheet, room: float) -> _Boxes:
    """Squares around points."""
    found = []
    for share, up in points:
        x = share * sheet.least, share * sheet.most
        sides = [at - room for at in x] + [at + room for at in x]
        found.append([*sides, up - room, up + room])
    return _array(found)


def _array(rows: Sequence[Sequence[float]]) -> _Boxes:
    return np.array(rows, np.float64).reshape(-1, 6)


def _meet(some: _Boxes, others: _Boxes) -> _Flags:
    """Whether each of some shares room with each of the others at any width."""
    one, other = some[:, None, :], others[None, :, :]
    before = (one[..., 2] <= other[..., 0]) & (one[..., 3] <= other[..., 1])
    after = (other[..., 2] <= one[..., 0]) & (other[..., 3] <= one[..., 1])
    beside = (one[..., 4] < other[..., 5]) & (other[..., 4] < one[..., 5])
    return np.asarray(beside & ~(before | after), np.bool_)
