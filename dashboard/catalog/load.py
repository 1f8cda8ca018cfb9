"""The catalog: every definition file of a bloc, read, checked against each other."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from dashboard.catalog import calendar, model
from dashboard.catalog.agreement import Agreement
from dashboard.catalog.faults import faults
from dashboard.catalog.periods import periods
from dashboard.catalog.working_days import working_days
from dashboard.errors import DefinitionError

FILES = (
    "blocs.toml",
    "identities.toml",
    "indicators.toml",
    "law.csv",
    "measures.toml",
    "parts.toml",
    "periods.toml",
    "series_breaks.toml",
    "units.toml",
    "working_days.csv",
)

AGREEMENTS = "agreement-*.toml"

R = TypeVar("R", bound=model.Row)


def file_names(folder: Path) -> list[str]:
    """The definition files of a catalog folder: those that every one has, and the
    agreements of blocs, of which there may be any number."""
    return [*FILES, *sorted(path.name for path in folder.glob(AGREEMENTS))]


def read_folder(folder: Path) -> dict[str, bytes]:
    """The bytes of every definition file in a catalog folder, by name."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise DefinitionError(f"{folder}: {', '.join(missing)} is missing")
    return {name: (folder / name).read_bytes() for name in file_names(folder)}


@dataclass(frozen=True)
class Catalog:
    """The definitions in one set of files; each property is one table's rows."""

    files: Mapping[str, bytes]

    def _toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self.files[name].decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise DefinitionError(f"{name}: {fault}") from fault

    def _csv(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode("utf-8-sig"))))

    def _rows(self, name: str, kind: type[R], tables: Iterable[Any]) -> tuple[R, ...]:
        return tuple(_row(name, kind, table) for table in tables)

    @cached_property
    def units(self) -> tuple[model.Unit, ...]:
        """Units, in the order of the file."""
        tables = _keyed(self._toml("units.toml")["unit"], "unit_id")
        return self._rows("units.toml", model.Unit, tables)

    @cached_property
    def successions(self) -> tuple[model.Succession, ...]:
        """Which unit continues which."""
        tables = self._toml("units.toml").get("succession", [])
        return self._rows("units.toml", model.Succession, tables)

    @cached_property
    def blocs(self) -> tuple[model.Bloc, ...]:
        """Blocs."""
        tables = _keyed(self._toml("blocs.toml")["bloc"], "bloc_id")
        return self._rows("blocs.toml", model.Bloc, tables)

    @cached_property
    def members(self) -> tuple[model.Member, ...]:
        """Dated membership of blocs."""
        tables = self._toml("blocs.toml")["member"]
        return self._rows("blocs.toml", model.Member, tables)

    @cached_property
    def measures(self) -> tuple[model.Measure, ...]:
        """What figures are measured in."""
        tables = _keyed(self._toml("measures.toml"), "measured_in")
        return self._rows("measures.toml", model.Measure, tables)

    @cached_property
    def parts(self) -> tuple[model.Part, ...]:
        """Every value of every part key."""
        tables = [
            {"key": key, "value": value, **table}
            for key, values in self._toml("parts.toml")["value"].items()
            for value, table in values.items()
        ]
        return self._rows("parts.toml", model.Part, tables)

    @cached_property
    def part_keys(self) -> tuple[model.PartKey, ...]:
        """The ways in which indicators are divided."""
        tables = _keyed(self._toml("parts.toml")["key"], "key")
        return self._rows("parts.toml", model.PartKey, tables)

    @cached_property
    def law(self) -> tuple[model.Law, ...]:
        """Dated rows of law."""
        tables = [
            {k: v or None for k, v in row.items()} for row in self._csv("law.csv")
        ]
        return self._rows("law.csv", model.Law, tables)

    @cached_property
    def series_breaks(self) -> tuple[model.SeriesBreak, ...]:
        """Days on which series break."""
        tables = self._toml("series_breaks.toml")["break"]
        return self._rows("series_breaks.toml", model.SeriesBreak, tables)

    @cached_property
    def identities(self) -> tuple[model.Identity, ...]:
        """The form's arithmetic."""
        tables = self._toml("identities.toml")["identity"]
        return self._rows("identities.toml", model.Identity, tables)

    @cached_property
    def indicators(self) -> tuple[model.Indicator, ...]:
        """Indicators, in the order of the file."""
        tables = [
            {"indicator_id": f"{area}.{what}", **table}
            for area, whats in self._toml("indicators.toml").items()
            for what, table in whats.items()
        ]
        placed = [{**table, "position": at} for at, table in enumerate(tables, start=1)]
        return self._rows("indicators.toml", model.Indicator, placed)

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """The agreements of blocs, by the name of their file."""
        return {
            name: _row(name, Agreement, self._toml(name))
            for name in self.files
            if fnmatch(name, AGREEMENTS)
        }

    @cached_property
    def calendars(self) -> tuple[calendar.Calendar, ...]:
        """The two calendars, the default first."""
        tables = _keyed(self._toml("periods.toml")["calendar"], "calendar")
        return self._rows("periods.toml", calendar.Calendar, tables)

    @cached_property
    def kinds(self) -> tuple[calendar.Kind, ...]:
        """Kinds of period, in the order in which they are offered."""
        tables = self._toml("periods.toml")["kind"]
        return self._rows("periods.toml", calendar.Kind, tables)

    @cached_property
    def working_days(self) -> tuple[calendar.WorkingDay, ...]:
        """The working-day calendar, day by day."""
        return tuple(working_days(self._csv("working_days.csv")))

    @cached_property
    def periods(self) -> tuple[calendar.Period, ...]:
        """Every period of both calendars, and what breaks leave of them."""
        rules = self._toml("periods.toml")
        years = range(rules["first_year"], rules["last_year"] + 1)
        return tuple(
            periods(
                list(self.calendars),
                list(self.kinds),
                years,
                list(self.working_days),
                [one.date for one in self.series_breaks],
            )
        )

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of every dimension table, by table name."""
        money = {r.indicator_id for r in self.indicators if r.aggregate == "money"}
        indicators = [
            row.model_dump()
            | {"area": row.area, "is_counted": money.isdisjoint(row.numerator_of)}
            for row in self.indicators
        ]
        return {
            "unit": _dump(self.units),
            "unit_succession": _dump(self.successions),
            "bloc": _dump(self.blocs),
            "bloc_member": _dump(self.members),
            "measure": _dump(self.measures),
            "part": _dump(self.parts),
            "part_key": _dump(self.part_keys),
            "law": _dump(self.law),
            "series_break": _dump(self.series_breaks),
            "identity": _dump(self.identities),
            "indicator": indicators,
            "indicator_term": [t for row in self.indicators for t in row.terms()],
            "calendar": _dump(self.calendars),
            "kind": [
                {"kind": row.kind, "name": row.name.model_dump(), "position": at}
                for at, row in enumerate(self.kinds)
            ],
            "period": _dump(self.periods),
            "working_day": _dump(self.working_days),
        }


def load(files: Mapping[str, bytes]) -> Catalog:
    """The catalog in these files, after checking each file and their references.

    Raises DefinitionError naming the file, the key and the fault.
    """
    missing = [name for name in FILES if name not in files]
    if missing:
        raise DefinitionError(f"the catalog lacks {', '.join(missing)}")
    catalog = Catalog(dict(files))
    try:
        catalog.tables()
    except (KeyError, TypeError, AttributeError) as fault:
        raise DefinitionError(f"the catalog lacks the table {fault}") from fault
    for fault_found in faults(catalog):
        raise DefinitionError(fault_found)
    return catalog


def _keyed(tables: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [{key: name, **table} for name, table in tables.items()]


def _dump(rows: Iterable[model.Row]) -> list[dict[str, Any]]:
    return [row.model_dump() for row in rows]


def _row(name: str, kind: type[R], table: Mapping[str, Any]) -> R:
    try:
        return kind(**table)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(place) for place in first["loc"])
        title = next(iter(table.values()), "")
        raise DefinitionError(f"{name}: {title}: {key}: {first['msg']}") from fault
