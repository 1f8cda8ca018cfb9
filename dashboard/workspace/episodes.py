"""Stretches of marked points: what a chart says in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from dashboard.stats import control
from dashboard.workspace.trends import Trend

# Which rule a stretch is told by: the one that says most of it, where several are hit.
TOLD = ("shift", "trend", "outside", "two_of_three")


@dataclass(frozen=True)
class Episode:
    """Marked points in a row that point one way; `first` and `last` are places in the
    series, `points` how many of them hit the rule."""

    rule: str
    first: int
    last: int
    points: int
    direction: str
    is_above: bool


def episodes(trend: Trend) -> list[Episode]:
    """The stretches of a trend, the oldest first; none reaches over a segment."""
    direction = trend.marks["direction"]
    found = []
    for first, last in trend.series.segments:
        places = range(first, last)
        for said, stretch in groupby(places, lambda place: str(direction[place])):
            if said not in (control.USUAL, control.MISSING):
                found.append(_episode(trend, list(stretch), said))
    return found


def newest(trend: Trend, found: Sequence[Episode]) -> Episode | None:
    """The stretch in which the newest value lies, if it lies in one."""
    known = np.flatnonzero(~np.isnan(trend.series.values) & ~trend.series.apart)
    if not found or not known.size:
        return None
    return found[-1] if found[-1].last >= known[-1] else None


def _episode(trend: Trend, places: list[int], direction: str) -> Episode:
    rule = next(rule for rule in TOLD if trend.marks[rule][places].any())
    hit = [place for place in places if trend.marks[rule][place]]
    better = trend.series.indicator.better
    up = {"higher": control.IMPROVING, "lower": control.WORSENING}
    return Episode(
        rule=rule,
        first=hit[0],
        last=places[-1],
        points=len(hit),
        direction=direction,
        is_above=direction == up.get(better, control.UP),
    )
