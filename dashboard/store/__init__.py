"""Immutable versions of the whole warehouse, and the one way to publish another."""

from dashboard.store.layout import Store
from dashboard.store.manifest import Import, Manifest, SourceFile
from dashboard.store.outcome import Brought, ClosedPeriodChanged, Outcome, Read
from dashboard.store.publish import Publisher

__all__ = [
    "Brought",
    "ClosedPeriodChanged",
    "Import",
    "Manifest",
    "Outcome",
    "Publisher",
    "Read",
    "SourceFile",
    "Store",
]
