"""Working days by number and back, and how busy each of them is."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.catalog.working_days import working_days
from dashboard.settings import shipped

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Clock:
    """Working days by number and back; days are numpy dates."""

    dates: Days
    is_working: NDArray[np.bool_]
    reasons: tuple[str, ...]

    @cached_property
    def ordinals(self) -> Ints:
        """Working days up to each day."""
        return np.cumsum(self.is_working)

    @cached_property
    def working(self) -> Days:
        """The working days in order: the first has the number 1."""
        return self.dates[self.is_working]

    def number(self, days: Days) -> Ints:
        """Working days up to and with each day."""
        return self.ordinals[between(self.dates[0], days)]

    def day(self, numbers: Ints) -> Days:
        """The working day of a number, the last one known for those beyond."""
        return self.working[np.clip(numbers, 1, len(self.working)) - 1]


def clock() -> Clock:
    """The shipped calendar."""
    text = (shipped("data") / "catalog" / "working_days.csv").read_text("utf-8-sig")
    days = list(working_days(csv.DictReader(io.StringIO(text))))
    return Clock(
        np.array([one.date for one in days], "datetime64[D]"),
        np.array([one.is_working for one in days]),
        tuple(one.reason or "" for one in days),
    )


def intensity(said: Mapping[str, Any], time: Clock) -> Floats:
    """How busy each day is, 1 for a usual working day, 0 for days off."""
    level = np.array(said["season"]["months"])[_months(time.dates)]
    years = between(np.datetime64(said["first_day"]), time.dates) / 365.25
    level = level * (1 + said["growth_a_year"]) ** years
    tet = [one == said["tet"]["reason"] for one in time.reasons]
    reach = said["tet"]["days_around"]
    near = np.convolve(tet, np.ones(2 * reach + 1), mode="same") > 0
    level = np.where(near, level * said["tet"]["share"], level)
    return np.where(time.is_working, level, 0.0)


def between(first: np.datetime64, days: Days) -> Ints:
    """Days from the first to each."""
    return np.asarray((days - first).astype("timedelta64[D]"), np.int64)


def _months(days: Days) -> Ints:
    """Months from 0."""
    return np.asarray(pd.DatetimeIndex(days).month, np.int64) - 1
