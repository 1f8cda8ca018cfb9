"""What of a bloc asks for a look: its own history, its units, its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import pdtr

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator
from dashboard.queries import records
from dashboard.stats import control
from dashboard.stats.multiple import benjamini_hochberg
from dashboard.stats.tails import lower_tail, upper_tail
from dashboard.workspace.episodes import Episode, episodes, newest
from dashboard.workspace.targets import cumulative, in_force
from dashboard.workspace.trends import Trend, expected

FALSE_DISCOVERIES = 0.10
OFF_COURSE = 0.025
JUDGED = (control.IMPROVING, control.WORSENING)


@dataclass(frozen=True)
class Signal:
    """A stretch of marked points of one series that has not ended, or just has."""

    trend: Trend
    episode: Episode


@dataclass(frozen=True)
class Watched:
    """Series whose newest value is marked (`now`, what worsens first), those whose
    value before was, but the newest is not (`over`), and what chance would mark."""

    now: tuple[Signal, ...]
    over: tuple[Signal, ...]
    expected: control.FalseMarks


def watched(trends: Sequence[Trend]) -> Watched:
    """The signals of series of which it is known which way is better."""
    mine = [one for one in trends if one.series.indicator.better != "neither"]
    now, over = [], []
    for trend in mine:
        found = [one for one in episodes(trend) if one.direction in JUDGED]
        last = newest(trend, found)
        if last is not None:
            now.append(Signal(trend, last))
        elif found and _ended_just_now(trend, found[-1]):
            over.append(Signal(trend, found[-1]))
    return Watched(
        tuple(sorted(now, key=_worst_first)),
        tuple(sorted(over, key=_worst_first)),
        expected(mine),
    )


def _ended_just_now(trend: Trend, last: Episode) -> bool:
    """Whether the stretch reached up to the value before the newest."""
    known = np.flatnonzero(~np.isnan(trend.series.values) & ~trend.series.apart)
    return known.size > 1 and last.last == known[-2]


def _worst_first(one: Signal) -> tuple[bool, int, int, str]:
    return (
        one.episode.direction != control.WORSENING,
        -one.episode.points,
        one.trend.series.indicator.position,
        one.trend.series.unit_id,
    )


def differing(rows: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Units whose rate differs from that of all of them by more than chance: rows of
    `of_units` of one period with `centre` (the rate of all), `p` (twice the smaller
    exact tail) and `is_worse`, the least likely first. Of all the rates and units
    compared, one in ten of those named may be chance (Benjamini & Hochberg)."""
    some = rows[rows["is_counted"].eq(True) & (rows["denominator"] > 0)]
    some = some[some["numerator"].between(0, some["denominator"])]
    better = some["indicator_id"].map(lambda one: indicators[one].better)
    some = some[better != "neither"]
    if some.empty:
        return some.assign(centre=[], p=[], is_worse=[])
    whole = some.groupby("indicator_id")[["numerator", "denominator"]].transform("sum")
    centre = whole["numerator"] / whole["denominator"]
    low, high = (
        tail(some["numerator"], some["denominator"], centre)
        for tail in (lower_tail, upper_tail)
    )
    p, is_low = np.minimum(2 * np.minimum(low, high), 1), low < high
    is_worse = is_low == (better[some.index] == "higher").to_numpy()
    found = some.assign(centre=centre, p=p, is_worse=is_worse)
    named = found[benjamini_hochberg(p, FALSE_DISCOVERIES)]
    return named.sort_values(["p", "unit_id"], kind="stable")


def off_course(
    rows: pd.DataFrame,
    targets: pd.DataFrame,
    period: Period,
    periods: Mapping[tuple[str, str], Period],
    indicators: Mapping[str, Indicator],
) -> pd.DataFrame:
    """Units that have not reached what they undertook for a period, by more than chance
    would leave them short of it: rows of `of_units` of that period with `target`, the
    farthest short first. Shares are judged by the exact binomial tail, counts by that
    of Poisson, at 2.5 %; where lower is better, by the other tail."""
    found = []
    by_key = targets.groupby(["indicator_id", "unit_id"], sort=False)
    aims = {
        (str(one), str(unit)): _aim(mine, period, periods, indicators[str(one)])
        for (one, unit), mine in by_key
    }
    for row in records(rows[rows["value"].notna()]):
        aim = aims.get((row["indicator_id"], row["unit_id"]))
        if aim is None:
            continue
        tail = _short(row, aim, indicators[row["indicator_id"]])
        if tail <= OFF_COURSE:
            found.append({**row, "target": aim, "tail": tail})
    made = pd.DataFrame(found, columns=[*rows.columns, "target", "tail"])
    return made.sort_values(["tail", "unit_id"], kind="stable")


def _aim(
    targets: pd.DataFrame,
    period: Period,
    periods: Mapping[tuple[str, str], Period],
    indicator: Indicator,
) -> float | None:
    steps = in_force(targets, [period], periods, indicator)
    sums = cumulative(targets, [period], periods)
    return steps.get(period.period_id, sums.get(period.period_id))


def _short(row: Mapping[str, object], aim: float, indicator: Indicator) -> float:
    """How likely it is to be so far from a target or farther, were it the true level;
    1 where chance has no say in it."""
    x, n = row["numerator"], row["denominator"]
    is_higher = indicator.better == "higher"
    if indicator.better == "neither" or not row["is_counted"]:
        return 1.0
    if indicator.is_rate:
        if x is None or not n or not 0 <= float(x) <= float(n):  # type: ignore[arg-type]
            return 1.0
        tail = lower_tail if is_higher else upper_tail
        return float(tail(x, n, min(max(aim, 0.0), 1.0)))  # type: ignore[arg-type]
    if indicator.aggregate != "count":
        return 1.0
    count = float(row["value"])  # type: ignore[arg-type]
    return float(pdtr(count, aim) if is_higher else 1 - pdtr(count - 1, aim))
