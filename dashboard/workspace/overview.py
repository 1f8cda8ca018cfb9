"""What the first page says: figures of a period, and what they may be compared to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator
from dashboard.queries import records
from dashboard.stats.comparability import Break, Obstacle, Side, obstacles
from dashboard.text.numbers import is_missing
from dashboard.workspace.definitions import Definitions, Structure

Compare = Literal["year_before", "previous"]
COMPARES: tuple[Compare, ...] = ("year_before", "previous")


@dataclass(frozen=True)
class Figure:
    """A figure of one unit (or bloc) for a period, and its comparison.

    `row` is a row of `indicator/of_units` or `of_groups` with `low` and `high`. `then`
    is the row compared with; `difference` is there only when nothing stands against
    it, in the measure of the indicator (rates: a fraction).
    """

    indicator: Indicator
    row: Mapping[str, Any]
    then: Mapping[str, Any] | None = None
    obstacles: tuple[Obstacle, ...] = ()
    difference: float | None = None

    @property
    def is_missing(self) -> bool:
        """Whether there is no value."""
        return is_missing(self.row["value"])


def other_period(period: Period, compare: Compare) -> str | None:
    """The period that one is compared with; none at the edge of the calendar."""
    return period.year_before_id if compare == "year_before" else period.previous_id


def figures(
    now: pd.DataFrame,
    then: pd.DataFrame,
    known: Definitions,
    perimeter: Callable[[Mapping[str, Any]], frozenset[str]],
    structure: Structure = "then",
) -> list[Figure]:
    """Figures of `now`, each beside the row of `then` with its indicator and unit.

    `perimeter` says which units a row stands for; `structure`, whether both are of
    units as they were, or of those of today.
    """
    earlier = {(row["indicator_id"], row["unit_id"]): row for row in records(then)}
    return [
        figure(
            row,
            earlier.get((row["indicator_id"], row["unit_id"])),
            known,
            perimeter,
            structure,
        )
        for row in records(now)
    ]


def figure(
    row: Mapping[str, Any],
    then: Mapping[str, Any] | None,
    known: Definitions,
    perimeter: Callable[[Mapping[str, Any]], frozenset[str]],
    structure: Structure = "then",
) -> Figure:
    """A row beside another one of the same indicator and unit (none: there is no such
    period), with the difference or what stands against it."""
    indicator = known.indicators[row["indicator_id"]]
    if then is None:
        return Figure(indicator, row, None, (Obstacle("no_period"),))
    now, before = (
        _side(one, indicator, known, _whole(perimeter(one), known, structure))
        for one in (row, then)
    )
    found = obstacles(now, before, known.breaks_of(indicator, structure))
    if found:
        return Figure(indicator, row, then, tuple(found))
    return Figure(indicator, row, then, (), row["value"] - then["value"])


def _whole(
    units: frozenset[str], known: Definitions, structure: Structure
) -> frozenset[str]:
    """Units as they were, or as they are today."""
    if structure == "then":
        return units
    return frozenset(known.today.get(one, one) for one in units)


def _side(
    row: Mapping[str, Any],
    indicator: Indicator,
    known: Definitions,
    units: frozenset[str],
) -> Side:
    period = known.periods[row["calendar"], row["period_id"]]
    return Side(
        value=None if is_missing(row["value"]) else row["value"],
        definition_version=row["definition_version"],
        aggregate=indicator.aggregate,
        kind=period.kind,
        from_date=period.from_date,
        to_date=period.to_date,
        status=row["status"],
        # A sum is derived, but from what?
        basis="computed" if row.get("is_computed") is True else row["basis"],
        qualifier=row["qualifier"],
        origin=row["origin"],
        perimeter=units,
    )


def unbroken(
    run: Sequence[Period],
    values: Mapping[str, float | None],
    breaks: Sequence[Break],
    units: frozenset[str],
) -> list[float | None]:
    """The values of a run of periods up to its last one, by period id; those from
    before a break of the series are left out, for they meant something else."""
    last = run[-1].to_date
    meant = [
        one.date
        for one in breaks
        if one.date <= last and (one.units is None or one.units & units)
    ]
    return [
        None
        if is_missing(values.get(one.period_id))
        or any(one.from_date < day for day in meant)
        else values[one.period_id]
        for one in run
    ]


def gaps(of_units: pd.DataFrame) -> dict[str, list[str]]:
    """By area of indicators that lists of some unit tell: the units that have figures,
    but none of these. Who has no figure at all is missing altogether."""
    area = of_units["indicator_id"].str.partition(".")[0]
    said = set(reporting_units(of_units))
    found = {}
    for one in area[of_units["basis"] == "computed"].unique():
        rows = of_units[(area == one) & (of_units["status"] != "not_reported")]
        lacking = sorted(said - set(rows["unit_id"]))
        if lacking:
            found[str(one)] = lacking
    return found


def reporting_units(of_units: pd.DataFrame) -> list[str]:
    """Units that have at least one figure among these rows."""
    said = of_units[of_units["status"] != "not_reported"]
    return sorted(set(said["unit_id"]))
