"""The kinds of import and the reader of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from dashboard.intake import (
    catalog,
    closing,
    dossiers,
    pauses,
    procedures,
    registers,
    reported,
)
from dashboard.store import Import, Read

SMALL = {
    "catalog": catalog.apply,
    "closing": closing.apply,
    "reported": reported.apply,
}
# Lists of records may be long: their readers tell what they are doing.
LISTS = {
    "procedures": procedures.apply,
    "dossiers": dossiers.apply,
    "dossier_pauses": pauses.apply,
    **dict.fromkeys(registers.REGISTERS, registers.apply),
}
KINDS = (*SMALL, *LISTS)


def read(
    connection: duckdb.DuckDBPyConnection,
    one: Import,
    paths: Mapping[str, Path],
    on_step: Callable[[str], None] = lambda _: None,
) -> Read:
    """Put an import of any kind into the tables."""
    if one.kind in LISTS:
        return LISTS[one.kind](connection, one, paths, on_step)
    return SMALL[one.kind](connection, one, paths)
