"""Figures as commands and pages give them out: one shape, rates with their interval."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard import queries
from dashboard.errors import Refusal
from dashboard.stats.rates import with_intervals
from dashboard.workspace.workspace import Workspace

COLUMNS = [
    "indicator_id",
    "unit_id",
    "period_id",
    "calendar",
    "part",
    "from_date",
    "to_date",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "basis",
    "status",
    "qualifier",
    "origin",
    "sources",
]


def figures(
    warehouse: Path,
    indicator_ids: Sequence[str],
    *,
    calendar: str,
    period_ids: Sequence[str] | None = None,
    unit_ids: Sequence[str] | None = None,
    bloc_id: str | None = None,
    by: Sequence[str] = (),
    whole_bloc: bool = False,
    by_today: bool = False,
) -> tuple[queries.Result, pd.DataFrame]:
    """The answer of the query that was run, and its rows with `low`, `high`.

    One row per indicator, unit and period, missing ones included; with `by`, one per
    part instead; with `whole_bloc`, one for the bloc; with `by_today`, of units by
    today's structure, each with the units that it continues.
    """
    name = "of_parts" if by else "of_units"
    if whole_bloc or by_today:
        name, unit_ids = "of_groups", None if whole_bloc else unit_ids
    result = queries.run(
        warehouse,
        f"indicator/{name}",
        indicator_ids=list(indicator_ids),
        calendar=calendar,
        period_ids=None if period_ids is None else list(period_ids),
        unit_ids=None if unit_ids is None else list(unit_ids),
        bloc_id=bloc_id,
        by=sorted(by),
    )
    return result, with_intervals(result.frame)


def given_out(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The columns that commands print, `sources` by file name."""
    sources = [
        ", ".join(names.get(one, one) for one in ids) if ids is not None else ""
        for ids in frame["source_ids"]
    ]
    return frame.assign(sources=sources)[COLUMNS]


def indicator(
    workspace: Workspace,
    indicator_id: str,
    *,
    version: str = "current",
    units: Sequence[str] | None = None,
    periods: Sequence[str] | None = None,
    calendar: str = "state",
    bloc: str | None = None,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Figures of one indicator as the command prints them.

    With a bloc and no unit, the bloc's own figure; Refusal names an unknown id and
    what is known.
    """
    warehouse = workspace.open(version)
    asked = {
        "indicators": ("indicator_id", [indicator_id]),
        "units": ("unit_id", units or []),
        "periods": ("period_id", periods or []),
        "calendars": ("calendar", [calendar]),
        "blocs": ("bloc_id", [bloc] if bloc else []),
        "parts": ("key", by),
    }
    for name, (column, wanted) in asked.items():
        known = set(queries.run(warehouse, f"catalog/{name}").frame[column])
        for one in wanted:
            if one not in known:
                raise Refusal(f"unknown.{column}", id=one)
    _, frame = figures(
        warehouse,
        [indicator_id],
        calendar=calendar,
        period_ids=periods or None,
        unit_ids=units or None,
        bloc_id=bloc,
        by=by,
        whole_bloc=bool(bloc) and not units and not by,
    )
    return given_out(frame, workspace.file_names())
