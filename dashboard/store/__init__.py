"""Immutable versions of the whole warehouse, and the one way to publish another."""

from dashboard.store.layout import Store
from dashboard.store.manifest import Import, Manifest, SourceFile
from dashboard.store.publish import (
    ClosedPeriodChanged,
    Outcome,
    Publisher,
    Read,
)

__all__ = [
    "ClosedPeriodChanged",
    "Import",
    "Manifest",
    "Outcome",
    "Publisher",
    "Read",
    "SourceFile",
    "Store",
]
