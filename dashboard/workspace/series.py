"""Figures over periods as series: where each changed its meaning, and what is apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator
from dashboard.stats.comparability import Break
from dashboard.stats.intervals import Floats

# Kinds of period that do not hold each other: the rest add up from the year's start.
KINDS = ("month", "quarter", "half", "year")
Key = tuple[str, str]


@dataclass(frozen=True)
class Series:
    """One indicator of one unit or bloc over a run of periods, oldest first.

    `values` in the measure of the indicator (rates: fractions), `x` of `n` for rates of
    counts, all NaN where missing. `apart` are periods that are shown but not judged;
    limits begin anew at each of `starts`, the first of which is 0.
    """

    indicator: Indicator
    unit_id: str
    values: Floats
    x: Floats
    n: Floats
    apart: NDArray[np.bool_]
    starts: tuple[int, ...] = (0,)
    target: float | None = None

    @property
    def segments(self) -> list[tuple[int, int]]:
        """First place and the one after the last of each stretch of one meaning."""
        ends = (*self.starts[1:], len(self.values))
        return list(zip(self.starts, ends, strict=True))


def series(
    figures: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    run: Sequence[Period],
    days: Mapping[Key, Iterable[dt.date]],
    targets: Mapping[Key, float | None],
) -> list[Series]:
    """A series for each indicator and unit among rows of `workspace.figures.figures`.

    `days` are those on which the meaning or the way of working changed, by indicator
    and unit; `targets` what is to be reached in the last period of the run.
    """
    whose = pd.MultiIndex.from_frame(figures[["indicator_id", "unit_id"]])
    row, keys = whose.factorize()
    ids = {one.period_id: place for place, one in enumerate(run)}
    at = row, figures["period_id"].map(ids).to_numpy(np.int64)

    def spread(column: pd.Series) -> Floats:
        made = np.full((len(keys), len(run)), np.nan)
        made[at] = column.to_numpy(np.float64, na_value=np.nan)
        return made

    values = spread(figures["value"])
    is_rate = spread(figures["is_counted"]) == 1
    is_rate &= ~np.isnan(values) & ~np.isnan(spread(figures["denominator"]))
    x, n = (
        np.where(is_rate, spread(figures[side]), np.nan)
        for side in ("numerator", "denominator")
    )
    computed = spread(figures["basis"].eq("computed").where(figures["basis"].notna()))
    tet = np.array([one.tet_days > 0 for one in run]) & (run[-1].kind == "month")
    found = []
    for place, key in enumerate(keys):
        indicator = indicators[key[0]]
        starts, broken = _starts(run, days.get(key, ()), computed[place])
        is_flow = indicator.aggregate in ("count", "money")
        found.append(
            Series(
                indicator=indicator,
                unit_id=key[1],
                values=values[place],
                x=x[place],
                n=n[place],
                apart=broken | (tet & is_flow),
                starts=starts,
                target=targets.get(key),
            )
        )
    return found


def changes(
    breaks: Iterable[Break],
    notes: Iterable[Mapping[str, Any]],
    unit_id: str,
    whose: Sequence[frozenset[str]],
    run: Sequence[Period],
) -> list[dt.date]:
    """The days from which figures of a unit or bloc mean something else, or things are
    done in another way: breaks, other members, marked changes.

    `whose` says for each period of the run which units the figure stands for; `notes`
    are rows of `trends/notes`.
    """
    concerned: frozenset[str] = frozenset().union(*whose)
    days = [one.date for one in breaks if one.units is None or one.units & concerned]
    days += [
        now.from_date
        for now, before, after in zip(run[1:], whose, whose[1:], strict=False)
        if before != after
    ]
    return days + [
        one["note_date"]
        for one in notes
        if one["kind"] == "change" and one["unit_id"] in (None, unit_id)
    ]


def _starts(
    run: Sequence[Period], days: Iterable[dt.date], computed: Floats
) -> tuple[tuple[int, ...], NDArray[np.bool_]]:
    """Where limits begin anew, and which periods have a change inside: what they count
    is neither the old nor the new. What was reported and what is computed from lists
    are not of one series either."""
    starts, broken = {0}, np.zeros(len(run), np.bool_)
    for day in days:
        for place, period in enumerate(run):
            if period.from_date < day <= period.to_date:
                broken[place] = True
                starts.add(place + 1)
            elif day == period.from_date:
                starts.add(place)
    known = np.flatnonzero(~np.isnan(computed))
    changed = np.flatnonzero(np.diff(computed[known]))
    starts |= {int(known[place + 1]) for place in changed}
    return tuple(sorted(starts - {len(run)})), broken
