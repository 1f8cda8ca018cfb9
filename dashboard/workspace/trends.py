"""What indicators did over time: which limits may be drawn, and what chance alone would
hardly have given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.catalog.model import Indicator
from dashboard.stats import control
from dashboard.stats.intervals import Floats
from dashboard.stats.limits import pooled
from dashboard.workspace.series import Series

# none: not judged; runs: too little for limits, see `control.run_rules`.
Method = Literal["none", "runs", "tails", "xmr", "p_prime"]
# Counts vary by chance about as their root: with fewer, as with rates of few cases,
# they are a few steps apart and limits cry wolf.
LEAST_COUNT = 5
# Values of a few steps (whole days) leave no room between limits: Wheeler (2000) asks
# for five within them.
LEAST_VALUES = 5
LINES = ("centre", "lower", "upper", "near_lower", "near_upper")
Marks = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Trend:
    """A series judged: by period its limits (NaN where none may be drawn), which rules
    it hits and its direction (see `control.signals`); by segment the method. Variation
    and assurance are those of `control.icons`."""

    series: Series
    methods: tuple[Method, ...]
    limits: Marks
    marks: Marks
    variation: str
    assurance: str
    charts: tuple[control.Chart, ...]

    @property
    def method(self) -> Method:
        """How the newest segment is judged."""
        return self.methods[-1]

    @cached_property
    def runs(self) -> control.Runs:
        """What the runs of the newest segment say."""
        first, last = self.series.segments[-1]
        judged = np.where(self.series.apart, np.nan, self.series.values)
        return control.run_rules(judged[first:last])


@dataclass(frozen=True)
class _Rows:
    """The segments of many series, one row each, NaN outside."""

    whose: NDArray[np.int64]
    values: Floats
    x: Floats
    n: Floats
    better: NDArray[np.str_]
    methods: NDArray[np.str_]

    def of(self, method: str) -> NDArray[np.int64]:
        """Which rows are judged in a way."""
        return np.flatnonzero(self.methods == method)


def judge(series: Sequence[Series]) -> list[Trend]:
    """Each series judged as it may be; all of one length, vectorised."""
    if not series:
        return []
    rows = _rows(series)
    shape = rows.values.shape
    limits = {line: np.full(shape, np.nan) for line in LINES}
    marks: dict[str, NDArray[Any]] = {
        rule: np.zeros(shape, np.bool_) for rule in control.RULES
    }
    marks["direction"] = np.where(np.isnan(rows.values), control.MISSING, control.USUAL)
    marks["direction"] = marks["direction"].astype("U9")
    for method in ("xmr", "p_prime", "tails"):
        at = rows.of(method)
        if not at.size:
            continue
        values, x, n = rows.values[at], rows.x[at], rows.n[at]
        if method == "tails":
            found = control.exact_tails_many(x, n, pooled(x, n), rows.better[at])
        else:
            lines = (
                control.xmr_many(values)
                if method == "xmr"
                else control.p_prime_many(x, n)
            )
            found = control.signals_many(values, lines, rows.better[at])
            for line in LINES:
                limits[line][at] = lines[line]
        for rule, said in found.items():
            marks[rule][at] = said
    return _trends(series, rows, limits, marks)


def _rows(series: Sequence[Series]) -> _Rows:
    """The segments, and how each may be judged."""
    whose, taken = [], []
    for number, one in enumerate(series):
        for first, last in one.segments:
            inside = np.zeros(len(one.values), np.bool_)
            inside[first:last] = True
            whose.append(number)
            taken.append(inside & ~one.apart)
    at, mask = np.array(whose), np.array(taken)
    values, x, n = (
        np.where(mask, np.array([getattr(one, name) for one in series])[at], np.nan)
        for name in ("values", "x", "n")
    )
    enough = (~np.isnan(values)).sum(axis=1) >= control.MINIMUM
    is_judged = np.array([_is_judged(one.indicator) for one in series])[at]
    is_count = np.array([one.indicator.aggregate == "count" for one in series])[at]
    # Where every value of a rate has its counts; money over money has none.
    is_rate = (~np.isnan(n)).any(axis=1) & (np.isnan(n) == np.isnan(values)).all(axis=1)
    is_large = _distinct(values) >= LEAST_VALUES
    some = np.flatnonzero(enough & is_count)
    is_large[some] &= np.nanmedian(values[some], axis=1) >= LEAST_COUNT
    is_chartable = np.zeros(len(at), np.bool_)
    rates = np.flatnonzero(enough & is_rate)
    is_chartable[rates] = control.chartable_many(x[rates], n[rates])
    methods = np.select(
        [
            ~is_judged,
            ~enough | ~is_rate & ~is_large,
            is_rate & is_chartable,
            is_rate,
        ],
        ["none", "runs", "p_prime", "tails"],
        "xmr",
    )
    better = np.array([one.indicator.better for one in series])[at]
    return _Rows(at, values, x, n, better, methods)


def _distinct(values: Floats) -> NDArray[np.int64]:
    """How many values each row has that differ."""
    ordered = np.sort(values, axis=1)
    known = ~np.isnan(ordered)
    more = (np.diff(ordered, axis=1) > 0).sum(axis=1)
    return np.asarray(more + known.any(axis=1), np.int64)


def _is_judged(indicator: Indicator) -> bool:
    """Stocks, and counts with a stock inside, carry on from period to period: runs of
    them are no surprise."""
    return indicator.aggregate != "stock" and (
        indicator.adds_up or indicator.aggregate in ("ratio", "quantile")
    )


def _trends(
    series: Sequence[Series],
    rows: _Rows,
    limits: Mapping[str, Floats],
    marks: Mapping[str, NDArray[Any]],
) -> list[Trend]:
    """The segments of each series put together again."""
    found = []
    by_series = np.split(
        np.arange(len(rows.whose)), np.flatnonzero(np.diff(rows.whose)) + 1
    )
    for one, mine in zip(series, by_series, strict=True):
        joined = {
            name: _joined(lines, mine, one.segments)
            for name, lines in (*limits.items(), *marks.items())
        }
        last = int(mine[-1])
        target = np.nan if one.target is None else one.target
        variation, assurance = control.icons_many(
            {"direction": joined["direction"][None]},
            {line: joined[line][None] for line in ("lower", "upper")},
            target,
            one.indicator.better,
        )
        methods: list[Method] = [str(rows.methods[row]) for row in mine]  # type: ignore[misc]
        found.append(
            Trend(
                series=one,
                methods=tuple(methods),
                limits={line: joined[line] for line in LINES},
                marks={name: joined[name] for name in marks},
                variation=str(variation[0]),
                assurance=str(assurance[0])
                if rows.methods[last] in ("xmr", "p_prime")
                else control.NO_ASSURANCE,
                charts=tuple(
                    chart for row in mine if (chart := _chart(rows, row)) is not None
                ),
            )
        )
    return found


def _joined(
    lines: NDArray[Any], mine: NDArray[np.int64], segments: list[tuple[int, int]]
) -> NDArray[Any]:
    parts = [
        lines[row, first:last]
        for row, (first, last) in zip(mine, segments, strict=True)
    ]
    return np.concatenate(parts)


def _chart(rows: _Rows, row: int) -> control.Chart | None:
    """The row as far as chance is concerned; none where nothing can be marked."""
    method = str(rows.methods[row])
    if method == "xmr":
        return control.Chart.of_values(rows.values[row])
    if method in ("p_prime", "tails"):
        return control.Chart.of_rate(rows.x[row], rows.n[row], method)  # type: ignore[arg-type]
    return None


def expected(trends: Iterable[Trend]) -> control.FalseMarks:
    """How many of these charts would be marked although nothing ever changed; those
    with several segments count once for each."""
    return _expected(tuple(chart for trend in trends for chart in trend.charts))


def forget() -> None:
    """Draw anew what was drawn before."""
    _expected.cache_clear()


@lru_cache(maxsize=64)
def _expected(charts: tuple[control.Chart, ...]) -> control.FalseMarks:
    return control.expected_false_marks(charts)
