"""Control charts: all their names, and how often chance alone would mark them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.intervals import Floats
from dashboard.stats.limits import (
    MINIMUM,
    Runs,
    chartable,
    chartable_many,
    counts,
    p_prime,
    p_prime_many,
    pooled,
    run_rules,
    xmr,
    xmr_many,
)
from dashboard.stats.signals import (
    DOWN,
    FAILS,
    HIT_AND_MISS,
    IMPROVING,
    MISSING,
    NO_ASSURANCE,
    PASSES,
    RULES,
    UP,
    USUAL,
    WORSENING,
    Bools,
    exact_tails,
    exact_tails_many,
    icons,
    icons_many,
    rule_sides,
    signals,
    signals_many,
    tail_sides,
)

__all__ = [
    "DOWN",
    "FAILS",
    "HIT_AND_MISS",
    "IMPROVING",
    "MINIMUM",
    "MISSING",
    "NO_ASSURANCE",
    "PASSES",
    "RULES",
    "UP",
    "USUAL",
    "WORSENING",
    "Chart",
    "FalseMarks",
    "Runs",
    "chartable",
    "chartable_many",
    "exact_tails",
    "exact_tails_many",
    "expected_false_marks",
    "icons",
    "icons_many",
    "p_prime",
    "p_prime_many",
    "run_rules",
    "signals",
    "signals_many",
    "xmr",
    "xmr_many",
]

Judged = Literal["xmr", "p_prime", "tails"]

DRAWS = 6000  # series drawn in all
SEED = 20260614


@dataclass(frozen=True)
class Chart:
    """One chart as it is shown, as far as chance is concerned.

    Of a chart of measured values (no `sizes`) only the places of the missing ones
    matter: stable normal values of any mean and spread are marked alike.
    """

    there: tuple[bool, ...]  # by period
    judged: Judged = "xmr"
    baseline: int | None = None  # for xmr, as there
    sizes: tuple[int, ...] | None = None  # n by period of a rate, 0 where missing
    rate: float = 0  # of all periods together, a fraction

    @classmethod
    def of_values(cls, values: ArrayLike, baseline: int | None = None) -> Chart:
        """A chart of measured values, NaN where missing, with limits from `xmr`."""
        there = ~np.isnan(np.asarray(values, np.float64))
        return cls(tuple(there.tolist()), baseline=baseline)

    @classmethod
    def of_rate(
        cls, x: ArrayLike, n: ArrayLike, judged: Judged, baseline: int | None = None
    ) -> Chart:
        """A chart of rates, x of n in each period, missing as for `p_prime`.

        `judged` says how: by the rules within the limits of `xmr` (of the fractions
        x/n) or of `p_prime`, or by the exact `tails` alone.
        """
        if judged not in get_args(Judged) or (baseline and judged != "xmr"):
            raise ValueError("judged is xmr, p_prime or tails; a baseline is for xmr")
        counted, whole = counts(x, n)
        there = ~np.isnan(whole)
        sizes = np.where(there, whole, 0).astype(int)
        rate = np.nan_to_num(pooled(counted[None], whole[None]))[0]
        fixed = tuple(there.tolist()), judged, baseline
        return cls(*fixed, tuple(sizes.tolist()), float(rate))


@dataclass(frozen=True)
class FalseMarks:
    """How many of the charts chance alone would mark, were all of them stable."""

    charts: int
    marked: float  # somewhere
    last_marked: float  # in their last point


def expected_false_marks(
    charts: Sequence[Chart], draws: int = DRAWS, seed: int = SEED
) -> FalseMarks:
    """How many of these very charts would bear a mark although nothing ever changed.

    For each chart stable series are drawn with its own missing points (normal values;
    for rates binomial counts with its own n and rate) and judged as it is, limits and
    all. The answers are expected numbers of charts, with any mark and with a mark in
    the last point that has a value. Charts alike are drawn for once.

    `draws` series are shared out among the charts, since the error of the sums hardly
    depends on how many these are: with 6000, 1 standard error is 2 to 5 % of `marked`
    and about 10 % of `last_marked` (of the few marks of exact tails, more). The same
    charts and seed give the same answer.
    ValueError for draws below 1.
    """
    if draws < 1:
        raise ValueError("draw at least 1 series")
    distinct = Counter(charts)
    each = math.ceil(draws / max(len(distinct), 1))
    rng = np.random.default_rng(seed)
    marked = last_marked = 0.0
    for kind in sorted({_kind(chart) for chart in distinct}):
        alike = [chart for chart in distinct if _kind(chart) == kind]
        weights = np.array([distinct[chart] for chart in alike])
        marks = _drawn_marks(alike, each, rng)
        last = [_last(chart) for chart in alike]
        in_last = marks[np.arange(len(alike)), :, last]
        marked += float(weights @ marks.any(axis=2).mean(axis=1))
        last_marked += float(weights @ in_last.mean(axis=1))
    return FalseMarks(len(charts), marked, last_marked)


def _kind(chart: Chart) -> tuple[Judged, bool]:
    return chart.judged, chart.sizes is None


def _last(chart: Chart) -> int:
    """The last point with a value (without any the first: it is never marked)."""
    return max((place for place, there in enumerate(chart.there) if there), default=0)


def _drawn_marks(charts: Sequence[Chart], each: int, rng: np.random.Generator) -> Bools:
    """Which points are marked: charts of one kind x series drawn for each x points."""
    judged, is_measured = _kind(charts[0])
    # Shorter charts are as if their later points were missing.
    width = max(1, *(len(chart.there) for chart in charts))
    shape = len(charts), each, width
    baselines = np.repeat([chart.baseline or np.inf for chart in charts], each)
    if is_measured:
        there = _filled([chart.there for chart in charts], width)[:, None] > 0
        values = np.where(there, rng.standard_normal(shape), np.nan)
        values = values.reshape(-1, width)
        limits = xmr_many(values, baselines)
    else:
        x, n = _drawn_counts(charts, each, width, rng)
        if judged == "tails":
            marked: Bools = tail_sides(x, n, pooled(x, n)) != 0
            return marked.reshape(shape)
        values = x / n
        is_laney = judged == "p_prime"
        limits = p_prime_many(x, n) if is_laney else xmr_many(values, baselines)
    marks: Bools = np.zeros(shape, np.bool_)
    for side in rule_sides(values, limits).values():
        marks |= (side != 0).reshape(shape)
    return marks


def _drawn_counts(
    charts: Sequence[Chart], each: int, width: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Binomial counts and their n, series x points, chart by chart."""
    sizes = _filled([chart.sizes or () for chart in charts], width)[..., None]
    rates = np.array([chart.rate for chart in charts])[:, None, None]
    # Draws last: numpy prepares a binomial anew where n or the rate changes.
    x = rng.binomial(sizes, rates, (len(charts), width, each))
    n = np.broadcast_to(sizes, x.shape)
    by_series = (np.swapaxes(array, 1, 2).reshape(-1, width) for array in (x, n))
    return counts(*by_series)


def _filled(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    """The rows as an array of one width, 0 after their ends."""
    filled = np.zeros((len(rows), width), np.int64)
    for row, given in zip(filled, rows, strict=True):
        row[: len(given)] = given
    return filled
