"""Which points of a control chart chance alone would hardly have given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrc

from dashboard.stats.intervals import Floats
from dashboard.stats.limits import Columns, counts, many, measured, one

Bools = NDArray[np.bool_]
Sides = NDArray[np.int8]  # 1: up, -1: down, 0: neither

RULES = ("outside", "trend", "two_of_three", "shift")  # by precedence
TAIL = 0.001  # on each side: 99.8 % together
RUN = 7  # points on one side, or rising or falling

# What a point says, and with it the last point of a series: its variation.
IMPROVING, WORSENING = "improving", "worsening"
UP, DOWN = "up", "down"  # where neither direction is better
USUAL, MISSING = "usual", "missing"

# What a series says of its target.
PASSES, FAILS, HIT_AND_MISS, NO_ASSURANCE = "passes", "fails", "hit_and_miss", "none"

SIGN = {"higher": 1, "lower": -1, "neither": 0}
# By sign, then by side; -1 takes the last.
WORDS = np.array(
    [(USUAL, UP, DOWN), (USUAL, IMPROVING, WORSENING), (USUAL, WORSENING, IMPROVING)]
)

# A mean of equal values lies a hair beside them. That must not put them on a side.
ROUNDING = 1e-12


def signals(values: ArrayLike, limits: pd.DataFrame, better: str) -> pd.DataFrame:
    """Which rules each point of one series hits, one row per point.

    `values` in any unit, NaN where missing; `limits` of the same points, as `xmr` or
    `p_prime` give them; `better` is higher, lower or neither. The columns:

    * `outside`: beyond a limit; on it is inside.
    * `trend`: one of seven points or more, each above (each below) the one before. A
      tie breaks it.
    * `two_of_three`: beyond a near limit, and one of three points in a row on that side
      of the centre of which at least two are beyond it. The third is not marked.
    * `shift`: one of seven points or more in a row on one side of the centre. A point
      on the centre breaks it.
    * `direction`: which way the first rule points that hits, in the order above:
      `improving` or `worsening`, `up` or `down` where neither is better; `usual` where
      none hits, `missing` without a value.

    All points of a run are marked. A missing value breaks every run. A point that ends
    one trend and starts the opposite one has the direction of the first, so that later
    points never turn a mark round. Equal but for rounding is equal to the centre and
    to a limit.

    Tools disagree on `two_of_three`. This is the logic the NHS announced in 2023
    (points beyond the outer limit count too), which the R package NHSRplotthedots, that
    takes only points between the two limits, does not follow, nor the Power BI visual
    PowerBI-SPC, which lets the third point lie on the other side. A tie breaks a trend
    in both. The precedence is that of the R package.

    ValueError for lists that do not match, infinite values, or another `better`.
    Source: NHS England, Making Data Count; NHSRplotthedots, issue 194.
    """
    given = np.asarray(values, np.float64)[None]
    return one(signals_many(given, many(limits), better))


def signals_many(
    values: ArrayLike, limits: Mapping[str, ArrayLike], better: ArrayLike
) -> Columns:
    """The same for many series at once: arrays, series x points, by column.

    `limits` holds such arrays too; `better` is one word or one for each series.
    """
    given = measured(values)
    sides = rule_sides(given, limits)
    side = np.zeros(given.shape, np.int8)
    for rule in reversed(RULES):
        side = np.where(sides[rule] != 0, sides[rule], side)
    marks: Columns = {rule: sides[rule] != 0 for rule in RULES}
    return marks | {"direction": _words(side, np.isnan(given), better)}


def rule_sides(values: Floats, limits: Mapping[str, ArrayLike]) -> dict[str, Sides]:
    """The side to which each rule points, by rule: arrays, series x points."""
    lines = {name: np.asarray(line, np.float64) for name, line in limits.items()}
    if any(line.shape != values.shape for line in lines.values()):
        raise ValueError("limits must be of the same points as the values")
    slack = ROUNDING * np.abs(np.nan_to_num(values)).max(-1, keepdims=True, initial=0)
    low, high = values + slack, values - slack
    above, below = high > lines["centre"], low < lines["centre"]
    far_above, far_below = high > lines["near_upper"], low < lines["near_lower"]
    return {
        "outside": _side(high > lines["upper"], low < lines["lower"]),
        "trend": _trend(values),
        "two_of_three": _side(
            _two_of_three(above, far_above), _two_of_three(below, far_below)
        ),
        "shift": _side(_in_run(above, RUN), _in_run(below, RUN)),
    }


def _trend(values: Floats) -> Sides:
    rising = values[:, 1:] > values[:, :-1]
    falling = values[:, 1:] < values[:, :-1]
    steps = _side(_in_run(rising, RUN - 1), _in_run(falling, RUN - 1))
    # A point of a trend is one that a step of it leads to, or from.
    width = values.shape[1]
    to = np.pad(steps, [(0, 0), (1, 0)])[:, :width]
    from_ = np.pad(steps, [(0, 0), (0, 1)])[:, :width]
    return np.where(to != 0, to, from_)


def _in_run(flags: Bools, length: int) -> Bools:
    """Which places lie in a row of at least `length` true ones."""
    around = np.pad(flags, [(0, 0), (length - 1, length - 1)])
    return _windows(_windows(around, length, np.logical_and), length, np.logical_or)


def _two_of_three(near: Bools, far: Bools) -> Bools:
    """Which are far out in three near ones in a row, two of them far at least."""
    around = np.pad(far, [(0, 0), (2, 2)])
    first, second, third = around[:, :-2], around[:, 1:-1], around[:, 2:]
    two = (first & second) | (first & third) | (second & third)
    three = _windows(np.pad(near, [(0, 0), (2, 2)]), 3, np.logical_and)
    return far & _windows(two & three, 3, np.logical_or)


def _windows(flags: Bools, length: int, join: np.ufunc) -> Bools:
    """The flags of each window of so many places joined: length - 1 places fewer."""
    width = flags.shape[1] - length + 1
    joined = flags[:, :width].copy()
    for start in range(1, length):
        join(joined, flags[:, start : start + width], out=joined)
    return joined


def _side(up: Bools, down: Bools) -> Sides:
    """1, -1 or 0 for two sets of places that have none in common."""
    return up.astype(np.int8) - down.astype(np.int8)


def _words(side: Sides, missing: Bools, better: ArrayLike) -> NDArray[np.str_]:
    """The direction of each point, of the side to which its rule points."""
    direction = WORDS[_signs(better, len(side))[:, None], side]
    return np.where(missing, MISSING, direction)


def _signs(better: ArrayLike, count: int) -> NDArray[np.int_]:
    """1, -1 or 0 for each series: whether higher, lower or neither is better."""
    given = np.broadcast_to(better, count)
    if not np.isin(given, list(SIGN)).all():
        raise ValueError(f"better must be one of {', '.join(SIGN)}")
    return np.array([SIGN[str(word)] for word in given], int)


def exact_tails(
    x: ArrayLike, n: ArrayLike, centre: float, better: str = "neither"
) -> pd.DataFrame:
    """The marks of one rate of few cases: a row per point, the columns of `signals`.

    x of n in each period, counts; NaN, or n of 0, where missing. `centre` is the rate
    they are judged by, a fraction, as a rule that of all periods together. `outside` is
    true where so few, or so many, have a probability of .001 or less; no other rule is
    applied. ValueError for counts outside 0 <= x <= n, a centre outside [0, 1], or
    another `better`.
    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202; by the tail
    itself, since a drawn limit would mark a small unit with a perfect record.
    """
    counted, whole = counts(x, n)
    return one(exact_tails_many(counted[None], whole[None], [centre], better))


def exact_tails_many(
    x: ArrayLike, n: ArrayLike, centre: ArrayLike, better: ArrayLike = "neither"
) -> Columns:
    """The same for many series: arrays, series x points, by column.

    `centre` holds a rate for each series, NaN for one without any point.
    """
    counted, whole = counts(x, n)
    side = tail_sides(counted, whole, np.asarray(centre, np.float64))
    marks: Columns = {rule: np.zeros(side.shape, np.bool_) for rule in RULES}
    direction = _words(side, np.isnan(whole), better)
    return marks | {"outside": side != 0, "direction": direction}


def tail_sides(x: Floats, n: Floats, centre: Floats) -> Sides:
    """1 where x is unusually high, -1 where it is low: series x points."""
    if np.any((centre < 0) | (centre > 1)):
        raise ValueError("the centre must be a rate from 0 to 1")
    rate, gone = centre[:, None], np.isnan(n)
    cases, trials = (np.where(gone, 0, given).astype(int) for given in (x, n))
    # The median of a binomial is within 1 of its mean: the other tail is never small.
    few = cases < trials * rate
    tail = np.where(few, bdtr(cases, trials, rate), bdtrc(cases - 1, trials, rate))
    hit = tail <= TAIL * (1 + 1e-9)  # 3 of 3 at a rate of 10 % is just .001
    return _side(~few & hit, few & hit)


def icons(
    marks: pd.DataFrame,
    limits: pd.DataFrame | None,
    target: float | None = None,
    *,
    better: str,
) -> tuple[str, str]:
    """What the last point says of one series: its variation and its assurance.

    `marks` as `signals` or `exact_tails` give them, `limits` of the same points or None
    where there are none, `target` in the unit of the values, `better` as before.

    Variation is the direction of the last point with a value (`missing` if there is
    none). Assurance is `passes` where the target lies beyond the limits there, on the
    side that is not better, so that every usual value meets it; `fails` where it lies
    beyond them on the better side; else, on a limit too, `hit_and_miss`; `none` without
    target, without limits, or where neither direction is better.
    Source: NHS England, Making Data Count; NHSRplotthedots.
    """
    lines = None if limits is None else many(limits)
    aim = np.nan if target is None else target
    variation, assurance = icons_many(many(marks), lines, aim, better)
    return str(variation[0]), str(assurance[0])


def icons_many(
    marks: Mapping[str, NDArray[Any]],
    limits: Mapping[str, NDArray[Any]] | None,
    target: ArrayLike,
    better: ArrayLike,
) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """The same for many series: two arrays of words, one for each series.

    Of `marks` and `limits` the arrays are series x points. `target` is one number or
    one for each series, NaN where there is none; so is `better`, a word.
    """
    direction = np.asarray(marks["direction"])
    count = len(direction)
    series = np.arange(count)
    # Before the first point there is nothing: where no point has a value, it is last.
    padded = np.concatenate([np.full((count, 1), MISSING), direction], axis=1)
    from_end = np.argmax(padded[:, ::-1] != MISSING, axis=1)
    last = np.where((padded != MISSING).any(axis=1), direction.shape[1] - from_end, 0)
    variation = padded[series, last]
    if limits is None:
        return variation, np.full(count, NO_ASSURANCE)
    lower, upper = (
        np.pad(limits[name], [(0, 0), (1, 0)], constant_values=np.nan)[series, last]
        for name in ("lower", "upper")
    )
    aim, sign = np.broadcast_to(target, count), _signs(better, count)
    beyond = _side(aim > upper, aim < lower) * sign
    known = (sign != 0) & ~np.isnan(aim) & ~np.isnan(upper)
    words = np.array([HIT_AND_MISS, FAILS, PASSES])[beyond]
    return variation, np.where(known, words, NO_ASSURANCE)
