"""Looks whether everything that thidua needs is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.metadata import version

import pandas as pd

from dashboard import text
from dashboard.catalog.load import load, read_folder
from dashboard.errors import DefinitionError, Refusal
from dashboard.settings import Language, settings, shipped
from dashboard.workspace.workspace import Workspace

PACKAGES = ("thidua", "duckdb", "streamlit", "pandas", "plotly")
FREE_BYTES = 2 * 2**30


def examine(workspace: Workspace, language: Language) -> pd.DataFrame:
    """One row per thing looked at: `subject`, `state` (ok, note, fault), `finding`."""
    rows = [
        {
            "subject": text.of(f"doctor.{subject}.subject", language),
            "state": state,
            "finding": text.of(f"doctor.{subject}.{key}", language, **values),
        }
        for subject, state, key, values in _findings(workspace, language)
    ]
    return pd.DataFrame(rows)


def _findings(
    workspace: Workspace, language: Language
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield "packages", "ok", "found", {"versions": versions}
    yield "shipped", "ok", "found", {"folder": shipped("data").parent}
    yield from _store(workspace, language)
    yield from _catalog(workspace)
    root = next(p for p in (workspace.root, *workspace.root.parents) if p.exists())
    free = shutil.disk_usage(root).free
    state = "ok" if free > FREE_BYTES else "note"
    yield "disk", state, "free", {"megabytes": free // 2**20}
    budget = settings().disk_budget_bytes
    yield "budget", "ok", "set", {"megabytes": budget // 2**20}


def _store(
    workspace: Workspace, language: Language
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    if not workspace.exists:
        yield "store", "fault", "none", {"root": workspace.root}
        return
    manifest = workspace.store.current()
    yield "store", "ok", "current", {"version": manifest.version_id}
    try:
        damaged = workspace.damaged()
    except Refusal as refusal:
        yield "whole", "fault", "refused", {"why": text.refusal(refusal, language)}
        return
    if damaged:
        yield "whole", "fault", "damaged", {"names": ", ".join(damaged)}
    else:
        yield "whole", "ok", "whole", {}


def _catalog(workspace: Workspace) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    try:
        load(read_folder(workspace.catalog))
    except DefinitionError as fault:
        yield "catalog", "fault", "faulty", {"why": fault}
        return
    differs = workspace.catalog_differs()
    if differs:
        yield "catalog", "note", "differs", {"names": ", ".join(differs)}
    else:
        yield "catalog", "ok", "same", {}
