"""The definitions in force in a version, as typed rows by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeVar

from dashboard import queries
from dashboard.catalog import calendar, model
from dashboard.catalog.periods import DAY, PIECE
from dashboard.errors import Refusal
from dashboard.queries import records
from dashboard.stats.comparability import Break

R = TypeVar("R", bound=model.Row)
Structure = Literal["then", "today"]
STRUCTURES: tuple[Structure, ...] = ("then", "today")


@dataclass(frozen=True)
class Definitions:
    """What pages know of units, periods and indicators: the catalog of one version."""

    units: Mapping[str, model.Unit]
    blocs: Mapping[str, model.Bloc]
    calendars: Mapping[str, calendar.Calendar]
    periods: Mapping[tuple[str, str], calendar.Period]
    indicators: Mapping[str, model.Indicator]
    measures: Mapping[str, model.Measure]
    parts: Mapping[tuple[str, str], model.Part]
    part_keys: Mapping[str, model.PartKey]
    law: tuple[model.Law, ...]
    breaks: tuple[model.SeriesBreak, ...]
    lineage: Mapping[str, frozenset[str]]

    @property
    def tiles(self) -> list[model.Indicator]:
        """The most important indicators, in their order."""
        chosen = [one for one in self.indicators.values() if one.tile is not None]
        return sorted(chosen, key=lambda one: one.tile or 0)

    def run_ending(
        self, within: calendar.Period, kind: str, points: int
    ) -> list[calendar.Period]:
        """The periods of a kind that end with a given one of its calendar, or in it."""
        ended = [
            one
            for one in self.periods.values()
            if (one.calendar, one.kind) == (within.calendar, kind)
            and one.to_date <= within.to_date
        ]
        if not ended:
            return []
        return self.run_up_to(max(ended, key=lambda one: one.ordinal), points)

    def run_up_to(self, last: calendar.Period, points: int) -> list[calendar.Period]:
        """The periods of one kind and calendar that end with a given one."""
        same = [
            one
            for one in self.periods.values()
            if (one.calendar, one.kind) == (last.calendar, last.kind)
            and last.ordinal - points < one.ordinal <= last.ordinal
        ]
        return sorted(same, key=lambda one: one.ordinal)

    def pieces(
        self, whole: calendar.Period, cuts: Iterable[dt.date]
    ) -> list[calendar.Period]:
        """What days of breaks leave of a period, in order; none where these days were
        not among the breaks, or do not fall between half-months."""
        inside = {day for day in cuts if whole.from_date < day <= whole.to_date}
        if not inside:
            return []
        days = sorted({whole.from_date, whole.to_date + DAY} | inside)
        by_dates = {
            (one.from_date, one.to_date): one
            for one in self.periods.values()
            if (one.calendar, one.kind) == (whole.calendar, PIECE)
        }
        found = [by_dates.get((a, b - DAY)) for a, b in pairwise(days)]
        return [one for one in found if one] if all(found) else []

    @cached_property
    def today(self) -> Mapping[str, str]:
        """The unit of today's structure that each unit has wholly become."""
        found = {one: one for one in self.units}
        for unit_id in sorted(self.lineage, key=lambda one: len(self.lineage[one])):
            found |= dict.fromkeys(self.lineage[unit_id], unit_id)
        return found

    def breaks_of(
        self, indicator: model.Indicator, structure: Structure = "then"
    ) -> list[Break]:
        """The days on which an indicator's series breaks. By today's structure, who
        does what is no break for units that are added to those they continue."""
        passed = {
            one for line in self.lineage.values() if len(line) > 1 for one in line
        }
        found = []
        for one in self.breaks:
            if one.area not in ("*", indicator.area):
                continue
            units = frozenset(one.units) if one.units else None
            if units and one.is_structural and structure == "today":
                units -= passed
            if units is None or units:
                found.append(Break(one.id, one.date, units))
        return found


def definitions(warehouse: Path) -> Definitions:
    """Read the definitions of a version; Refusal before a catalog is imported."""

    rows = partial(_rows, warehouse)
    blocs = rows("blocs", model.Bloc)
    if not blocs:
        raise Refusal("store.no_catalog")
    periods = rows("periods", calendar.Period)
    indicators = rows("indicators", model.Indicator)
    return Definitions(
        units={one.unit_id: one for one in rows("units", model.Unit)},
        blocs={one.bloc_id: one for one in blocs},
        calendars={one.calendar: one for one in rows("calendars", calendar.Calendar)},
        periods={(one.calendar, one.period_id): one for one in periods},
        indicators={one.indicator_id: one for one in indicators},
        measures={one.measured_in: one for one in rows("measures", model.Measure)},
        parts={(one.key, one.value): one for one in rows("parts", model.Part)},
        part_keys={one.key: one for one in rows("part_keys", model.PartKey)},
        law=tuple(rows("law", model.Law)),
        breaks=tuple(rows("series_breaks", model.SeriesBreak)),
        lineage=_lineage(warehouse),
    )


def _lineage(warehouse: Path) -> dict[str, frozenset[str]]:
    """The units that each unit wholly continues, itself among them."""
    found = queries.run(warehouse, "catalog/lineage").frame
    lines = found.groupby("unit_id")["predecessor_id"]
    return {str(unit_id): frozenset(units) for unit_id, units in lines}


def _rows(warehouse: Path, name: str, kind: type[R]) -> list[R]:
    frame = queries.run(warehouse, f"catalog/{name}").frame
    return [kind(**row) for row in records(frame)]
