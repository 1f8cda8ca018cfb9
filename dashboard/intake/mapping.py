"""How another system's export is read as ours: its columns, words and dates."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from dashboard.errors import FileRefused, Problem
from dashboard.intake.grids import refused
from dashboard.intake.tabular import Column, key
from dashboard.store import Import

LOCAL = "Asia/Ho_Chi_Minh"
DAY_FIRST = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
# A form must be given where DuckDB expects one; these are read anyhow.
A_DAY, A_TIME = "%Y-%m-%d", "%Y-%m-%d %H:%M"
PARTS_OF_A_DAY = ({"%d"}, {"%m", "%b", "%B"}, {"%Y", "%y"})


class _Table(BaseModel):
    """A table of the file; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _listed(given: object) -> object:
    return [given] if isinstance(given, str) else given


def _states_a_day(form: str) -> str:
    if "%z" in form:
        raise ValueError("offsets are read without being named: leave %z out")
    if not all(any(one in form for one in part) for part in PARTS_OF_A_DAY):
        raise ValueError("needs a day, a month and a year, as in %d/%m/%Y")
    return form


Form = Annotated[str, AfterValidator(_states_a_day)]


class FileTable(_Table):
    """How the file is written."""

    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: Literal["utf-8", "utf-16", "windows-1258"] | None = None
    sheet: str | None = None
    decimal: Literal[",", "."] = ","
    null: tuple[str, ...] = ()
    date_format: Annotated[tuple[Form, ...], BeforeValidator(_listed)] = ()
    time_zone: str = LOCAL
    header_row: int | None = Field(default=None, ge=1)


class Coverage(_Table):
    """What the list speaks for; `unit_id` none: the units named in it."""

    unit_id: str | None = None
    from_date: dt.date
    to_date: dt.date


class Source(_Table):
    """What is true of the whole list."""

    as_of: dt.date | None = None


class Reading(_Table):
    """Their headers and words, and ours."""

    file: FileTable = FileTable()
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    coverage: tuple[Coverage, ...] = ()
    source: Source = Source()

    def columns_of(
        self, columns: Sequence[Column], told: Collection[str]
    ) -> list[Column]:
        """The columns with the headers that this file has for them. Those that are
        named here must be in the file; those `told` otherwise need not be."""
        theirs = {ours: header for header, ours in self.columns.items()}
        return [
            Column(one.name, True, (theirs[one.name],), is_mapped=True)
            if one.name in theirs
            else Column(
                one.name,
                one.is_required and one.name not in told,
                one.headers,
            )
            for one in columns
            if one.name not in self.constants
        ]

    @property
    def is_day_first(self) -> bool:
        """Whether 31/12/2023 is read so: unless other forms are named instead."""
        forms = self.file.date_format
        return not forms or not set(DAY_FIRST).isdisjoint(forms)

    def forms(self) -> dict[str, Any]:
        """How dates and amounts are read, as parameters of queries."""
        forms = self.file.date_format
        return {
            "nulls": list(self.file.null),
            "is_day_first": self.is_day_first,
            "day_forms": [A_DAY, *(one for one in forms if "%H" not in one)],
            "time_forms": [A_TIME, *(one for one in forms if "%H" in one)],
            "zone": self.file.time_zone,
            "decimal": self.file.decimal,
        }


def mapping_of(
    one: Import,
    paths: Mapping[str, Path],
    columns: Sequence[str],
    words: Mapping[str, Collection[str]],
) -> Reading:
    """The mapping kept with an import; one that changes nothing when there is none.

    `words` says which columns may have their values mapped, and to which codes (none:
    to anything).

    Raises FileRefused naming the file and each faulty key.
    """
    name = one.options.get("map")
    if name is None:
        return Reading()
    try:
        found = Reading(**tomllib.loads(paths[name].read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise refused("mapping_not_readable", name, value=str(fault)) from fault
    except ValidationError as fault:
        raise FileRefused(
            [
                Problem(
                    rule="mapping_fault",
                    file=name,
                    value=".".join(map(str, error["loc"])),
                    expected=error["msg"],
                )
                for error in fault.errors()
            ]
        ) from fault
    problems = [
        Problem(rule="mapping_fault", file=name, value=value, expected=expected)
        for value, expected in _faults(found, columns, words)
    ]
    if problems:
        raise FileRefused(problems)
    return found


def _faults(
    mapping: Reading, columns: Sequence[str], words: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """Keys that name what is not ours, or say a thing twice; and what was expected."""
    ours = ", ".join(columns)
    for theirs, column in mapping.columns.items():
        if column not in columns:
            yield f"columns.{theirs}: {column}", ours
    for column in mapping.constants:
        if column not in columns:
            yield f"constants.{column}", ours
    for column, values in mapping.values.items():
        codes = words.get(column)
        if codes is None:
            yield f"values.{column}", ", ".join(words)
        for theirs, code in values.items():
            if codes and code not in codes:
                yield f"values.{column}.{theirs}: {code}", ", ".join(codes)
    headers = [key(theirs) for theirs in mapping.columns]
    said = [*mapping.columns.values(), *mapping.constants]
    for listed in (headers, said):
        for twice in sorted({one for one in listed if listed.count(one) > 1}):
            yield f"columns: {twice}", "1"
    for number, one in enumerate(mapping.coverage, start=1):
        if one.from_date > one.to_date:
            yield f"coverage.{number}.to_date", f">= {one.from_date:%d/%m/%Y}"
