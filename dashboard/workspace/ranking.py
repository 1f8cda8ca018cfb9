"""Units of any csv ranked by the weighted total of their indicators.

The table of values has a unit in each row and an indicator in each column; the table of
weights has a row for each indicator that counts. Where cells are parted by commas the
decimal mark is a point, where by semicolons or tabs a comma, as Excel writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.errors import Refusal
from dashboard.intake.grids import Grid, decoded, delimiter, records_of, refused
from dashboard.intake.tabular import Column, header_of, key, letter
from dashboard.stats import composite

WEIGHTS = (
    Column("indicator", True, ("Chỉ tiêu", "Tiêu chí", "Indicator")),
    Column("weight", True, ("Trọng số", "Điểm tối đa", "Weight")),
    Column("better", False, ("Chiều", "Better")),
    Column("lower", False, ("Cận dưới", "Lower")),
    Column("upper", False, ("Cận trên", "Mức giao", "Upper")),
)
BETTER = {
    "cao hon": "higher",
    "thap hon": "lower",
    "higher": "higher",
    "lower": "lower",
}
GROUPED = {mark: re.compile(rf"-?\d{{1,3}}(\{mark}\d{{3}})+(?!\d)") for mark in ".,"}
PLAIN = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """The cells of a csv as they were typed, and its decimal mark."""

    file: str
    grid: Grid
    decimal: str

    def number(self, row: int, at: int) -> float:
        """The number in a cell; missing where it is empty, FileRefused for words."""
        words = self.cell(row, at).replace("\u2212", "-").replace(" ", "")
        group = "." if self.decimal == "," else ","
        if match := GROUPED[group].match(words):
            words = match[0].replace(group, "") + words[match.end() :]
        words = words.replace(",", ".") if self.decimal == "," else words
        if not words:
            return np.nan
        if not PLAIN.fullmatch(words):
            raise refused(
                "not_a_number",
                self.file,
                cell=f"{letter(at)}{row + 1}",
                value=self.cell(row, at),
                column=letter(at),
            )
        return float(words)

    def cell(self, row: int, at: int) -> str:
        """A cell without the spaces around it; rows may be shorter than the header."""
        cells = self.grid[row]
        return str(cells[at]).replace("\xa0", " ").strip() if at < len(cells) else ""


@dataclass(frozen=True)
class Weighed:
    """An indicator that counts."""

    name: str
    weight: float
    better: str
    lower: float
    upper: float


def ranking(
    values: Path,
    weights: Path,
    *,
    normalise: str = "none",
    aggregate: str = "arithmetic",
    ties: str = "min",
) -> pd.DataFrame:
    """Units in the order of their places, those without a total last: `unit`, `total`,
    `rank` (ties as asked), `median`, `low` and `high` rank and `p_first` when the
    weights move by a quarter, `missing` the indicators that a unit lacks.

    Raises FileRefused for a fault in a file, Refusal where the method cannot work on
    what is in it.
    """
    known = _weights(weights)
    table = _table(values, {key(one.name) for one in known})
    at, start = _columns(table, known)
    rows = [
        row for row in range(start, len(table.grid)) if any(map(str, table.grid[row]))
    ]
    units = _units(table, rows)
    found = np.array([[table.number(row, place) for place in at] for row in rows])
    scores = np.empty_like(found)
    for place, one in enumerate(known):
        with _told(indicator=one.name):
            scores[:, place] = composite.normalise(
                found[:, place],
                normalise,
                one.better,
                None if np.isnan(one.lower) else one.lower,
                None if np.isnan(one.upper) else one.upper,
            )
    weight = np.array([one.weight for one in known])
    with _told(indicator=", ".join(one.name for one in known)):
        totals = composite.aggregate(scores, weight, aggregate)
        firm = composite.uncertainty(scores * weight, weight, method=aggregate)
    said = pd.DataFrame(
        {"unit": units, "total": totals, "rank": composite.rank(totals, ties)}
    )
    missing = [
        [one.name for one, is_none in zip(known, row, strict=True) if is_none]
        for row in np.isnan(scores)
    ]
    said = pd.concat([said, firm], axis=1).assign(missing=pd.Series(missing))
    return said.sort_values("rank", kind="stable", ignore_index=True)


@contextmanager
def _told(**values: str) -> Iterator[None]:
    """What the method cannot work on, as a refusal that names the indicator."""
    try:
        yield
    except composite.Unfit as fault:
        raise Refusal(f"rank.{fault.rule}", **values) from fault


def _table(path: Path, headers: set[str]) -> Table:
    if not path.is_file():
        raise Refusal("import.no_file", files=str(path))
    words = decoded(path, path.name)
    mark = delimiter(words, lambda word: key(word.strip('"')) in headers)
    grid = records_of(words, path.name, mark)
    return Table(path.name, grid, "." if mark == "," else ",")


def _weights(path: Path) -> list[Weighed]:
    """The indicators that count, in the order of the file."""
    headers = {key(word) for one in WEIGHTS for word in (one.name, *one.headers)}
    table = _table(path, headers)
    index, at = header_of(table.file, "", table.grid, WEIGHTS)
    found: dict[str, Weighed] = {}
    for row in range(index + 1, len(table.grid)):
        name = table.cell(row, at["indicator"])
        if not name:
            continue
        place = f"{letter(at['indicator'])}{row + 1}"
        if key(name) in found:
            raise refused("indicator_twice", table.file, cell=place, value=name)
        numbers = {
            column: table.number(row, at[column]) if column in at else np.nan
            for column in ("weight", "lower", "upper")
        }
        said = table.cell(row, at["better"]) if "better" in at else ""
        better = BETTER.get(key(said)) if said else "higher"
        if better is None:
            cell = f"{letter(at['better'])}{row + 1}"
            raise refused("not_better", table.file, cell=cell, value=said)
        found[key(name)] = Weighed(name, better=better, **numbers)
    if not found:
        raise refused("no_rows", table.file)
    return list(found.values())


def _columns(table: Table, known: Sequence[Weighed]) -> tuple[list[int], int]:
    """At which column each indicator stands, and the row after the headers."""
    named = [Column(one.name, True, (one.name,)) for one in known]
    index, at = header_of(table.file, "", table.grid, named)
    return [at[one.name] for one in known], index + 1


def _units(table: Table, rows: Sequence[int]) -> list[str]:
    """The units in the first column, each once."""
    seen: dict[str, None] = {}
    for row in rows:
        name, cell = table.cell(row, 0), f"A{row + 1}"
        if not name:
            raise refused("unit_missing", table.file, cell=cell)
        if name in seen:
            raise refused("unit_twice", table.file, cell=cell, value=name)
        seen[name] = None
    if not seen:
        raise refused("no_rows", table.file)
    return list(seen)
