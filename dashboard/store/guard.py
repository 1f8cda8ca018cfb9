"""What stands against publishing: a closed period that would change, or nothing new."""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.errors import Refusal
from dashboard.queries import fetch, query
from dashboard.store.manifest import SCHEMA_VERSION, Import, Manifest
from dashboard.store.outcome import ClosedPeriodChanged


def other_schema(manifest: Manifest) -> Refusal:
    """What is said of a version that another program wrote."""
    found = manifest.schema_version
    key = "newer_schema" if found > SCHEMA_VERSION else "other_schema"
    return Refusal(f"store.{key}", found=found, ours=SCHEMA_VERSION)


def closed_periods(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The periods that are closed in a warehouse."""
    return fetch(connection, query("quality/closed_periods").sql, {})


def figures(late: pd.DataFrame) -> None:
    """Refuse when figures of closed periods would change."""
    if len(late):
        raise ClosedPeriodChanged(late)


def closings(closed: pd.DataFrame, still: pd.DataFrame) -> None:
    """Refuse when a period that is closed would no longer be."""
    kept = set(still.itertuples(index=False, name=None))
    opened = set(closed.itertuples(index=False, name=None)) - kept
    if opened:
        names = ", ".join(sorted(period_id for _, period_id in opened))
        raise Refusal("store.opens", periods=names)


def repeats(parent: Manifest, one: Import) -> bool:
    """Whether an import would bring nothing: for figures the bytes of every file were
    last read in the same way, whatever the file was called; for the rest (catalog,
    closings) the last of its kind was the same."""
    same_kind = [i for i in parent.imports if i.kind == one.kind]
    if one.kind in ("catalog", "closing"):
        return bool(same_kind) and same_kind[-1].same_as(one)
    last = {file.sha256: i.options for i in same_kind for file in i.files}
    return all(last.get(file.sha256) == one.options for file in one.files)
