"""The definitions in force in a version, as typed rows by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from dashboard import queries
from dashboard.catalog import calendar, model
from dashboard.errors import Refusal
from dashboard.queries import records
from dashboard.stats.comparability import Break

R = TypeVar("R", bound=model.Row)


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

    @property
    def tiles(self) -> list[model.Indicator]:
        """The most important indicators, in their order."""
        chosen = [one for one in self.indicators.values() if one.tile is not None]
        return sorted(chosen, key=lambda one: one.tile or 0)

    def run_up_to(self, last: calendar.Period, points: int) -> list[calendar.Period]:
        """The periods of one kind and calendar that end with a given one."""
        same = [
            one
            for one in self.periods.values()
            if (one.calendar, one.kind) == (last.calendar, last.kind)
            and last.ordinal - points < one.ordinal <= last.ordinal
        ]
        return sorted(same, key=lambda one: one.ordinal)

    def breaks_of(self, indicator: model.Indicator) -> list[Break]:
        """The days on which an indicator's series breaks."""
        return [
            Break(one.id, one.date, frozenset(one.units) if one.units else None)
            for one in self.breaks
            if one.area in ("*", indicator.area)
        ]


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
    )


def _rows(warehouse: Path, name: str, kind: type[R]) -> list[R]:
    frame = queries.run(warehouse, f"catalog/{name}").frame
    return [kind(**row) for row in records(frame)]
