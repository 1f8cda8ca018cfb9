"""What reading an import gives, and what publishing it came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.errors import Problem, Refusal
from dashboard.store.manifest import Import, Manifest


@dataclass(frozen=True)
class Brought:
    """Files to be imported: of what kind they are and how they are to be read."""

    kind: str
    files: list[Path]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """What a reader did: the units it touched and the areas of indicators that its kind
    of file bears on (none: all), and what it found.

    `kept` and `refused` count data rows; their sum is the rows of the file.
    """

    touched: frozenset[str] | None
    problems: tuple[Problem, ...] = ()
    kept: int = 0
    refused: int = 0
    areas: frozenset[str] | None = None


def together(reads: Sequence[Read]) -> Read:
    """What reading several imports did in all."""
    units = [one.touched for one in reads]
    areas = [one.areas for one in reads]
    return Read(
        _union(units),
        tuple(problem for one in reads for problem in one.problems),
        sum(one.kept for one in reads),
        sum(one.refused for one in reads),
        _union(areas),
    )


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """All of them; none stands for everything."""
    known = [one for one in sets if one is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


Reader = Callable[[duckdb.DuckDBPyConnection, Import, Mapping[str, Path]], Read]


@dataclass(frozen=True)
class Outcome:
    """The version that is current now, whether it is new, and what was read."""

    manifest: Manifest
    is_new: bool
    read: Read = field(default_factory=lambda: Read(frozenset()))


class ClosedPeriodChanged(Refusal):
    """Figures of a closed period would change and no reason was given."""

    def __init__(self, changed: pd.DataFrame) -> None:
        periods = ", ".join(sorted(set(changed["period_id"])))
        super().__init__("store.closed", periods=periods, count=len(changed))
        self.changed = changed
