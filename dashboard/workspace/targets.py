"""Targets: what was to be reached in which period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator
from dashboard.queries import records

# A level holds for every part of the period it was set for; a count does not.
LEVELS = ("ratio", "quantile")


def in_force(
    targets: pd.DataFrame,
    run: Sequence[Period],
    periods: Mapping[tuple[str, str], Period],
    indicator: Indicator,
) -> dict[str, float]:
    """What one unit is to reach in each period of a run, by period id, in the measure
    of the indicator (rates: fractions); of levels that of the shortest period around
    it, of counts that of the period itself alone.

    `targets` are rows of `trends/targets` of one unit and indicator.
    """
    steps = [
        (periods[one["calendar"], one["period_id"]], float(one["value"]))
        for one in records(targets)
        if not one["is_cumulative"] and not one["part"]
    ]
    steps.sort(key=lambda one: (one[0].to_date - one[0].from_date, one[0].period_id))
    found: dict[str, float] = {}
    for period in run:
        for whole, value in steps:
            inside = whole.from_date <= period.from_date
            inside &= period.to_date <= whole.to_date
            is_level = indicator.aggregate in LEVELS
            if whole.period_id == period.period_id or (is_level and inside):
                found[period.period_id] = value
                break
    return found


def cumulative(
    targets: pd.DataFrame,
    ends: Sequence[Period],
    periods: Mapping[tuple[str, str], Period],
) -> dict[str, float]:
    """What one unit is to have reached since the year began, by the id of the period up
    to whose end; both kinds of target count, those of a period from its year's start
    alone."""
    found: dict[str, float] = {}
    for one in records(targets):
        whole = periods[one["calendar"], one["period_id"]]
        for end in ends:
            is_whole = one["is_cumulative"] or whole.from_date == end.from_date
            if is_whole and not one["part"] and whole.to_date == end.to_date:
                found[end.period_id] = float(one["value"])
    return found
