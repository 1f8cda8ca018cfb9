"""Stages the files of a list of records as text, within the memory allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.intake.grids import refused
from dashboard.intake.loading import Loaded, Loader
from dashboard.intake.mapping import Reading, mapping_of
from dashboard.intake.records import Connection, Kind, codes, columns, declared
from dashboard.settings import settings
from dashboard.store import Import, tables

# Of the memory allowed: the rest is for Python and what it holds while rows pass.
SHARE = 0.5
# Letters of a cell of a register, of ids and of other words.
SHORT, LONG = 200, 2000


def read_mapping(kind: Kind, one: Import, paths: Mapping[str, Path]) -> Reading:
    """The mapping of an import, held against the columns of its kind."""
    words: dict[str, set[str]] = {
        column: set(said.values()) for column, said in codes(kind.stem).items()
    }
    words |= {column: set() for column in (*kind.ids, *kind.catalogued)}
    return mapping_of(one, paths, list(declared(kind.stem)), words)


def stage(
    connection: Connection,
    kind: Kind,
    one: Import,
    paths: Mapping[str, Path],
    reading: Reading,
    told: Mapping[str, str],
) -> dict[int, Loaded]:
    """The text of every file in the staging table, by number; `told` are values of
    columns that files lack."""
    _limit(connection)
    tables.run_file(connection, "staging_lists")
    tables.run_file(connection, f"staging_{kind.queries}")
    if kind.family:
        declare(connection, kind)
    _check_forms(connection, reading, one)
    loader = Loader(
        connection,
        kind.staged,
        reading,
        reading.columns_of(columns(kind.stem), told),
        {**told, **reading.constants},
    )
    files: dict[int, Loaded] = {}
    for file in one.files:
        if file.name != one.options.get("map"):
            number = len(files) + 1
            files[number] = loader.load(number, paths[file.name], file.name)
            row = {"file_number": number, "source_id": file.sha256}
            tables.insert_rows(
                connection, "staged_file", [row | {"file_name": file.name}]
            )
    return files


def _limit(connection: Connection) -> None:
    """Leave memory to Python: both together keep within what is allowed."""
    amount, unit = re.findall(r"^([\d.]+)\s*(.*)$", settings().memory_limit)[0]
    limit = f"{float(amount) * SHARE:.3f}{unit}"
    connection.execute("set memory_limit = $limit", {"limit": limit})
    connection.execute("set threads = $threads", {"threads": settings().threads})


def _check_forms(connection: Connection, reading: Reading, one: Import) -> None:
    """Refuse a time zone or a form of dates that nobody knows, by its key."""
    file = reading.file
    zones = connection.execute(
        "select count(*) from pg_timezone_names() where name = $zone",
        {"zone": file.time_zone},
    ).fetchall()
    fault = "" if zones[0][0] else "file.time_zone"
    for form in file.date_format:
        try:
            asked = connection.execute("select try_strptime('', $form)", {"form": form})
            asked.fetchall()
        except duckdb.InvalidInputException:
            fault = f"file.date_format: {form}"
    if fault:
        raise refused(
            "mapping_fault",
            one.options["map"],
            value=fault,
            expected="Asia/Ho_Chi_Minh, %d/%m/%Y %H:%M:%S",
        )


def declare(connection: Connection, kind: Kind) -> None:
    """Make the staging table of a register and tell what its columns are."""
    said = declared(kind.stem)
    names = [pa.field(name, pa.string()) for name in said]
    empty = pa.schema([*names, pa.field("is_blank", pa.bool_())]).empty_table()
    connection.register("no_rows", empty)
    connection.execute("create temp table staged_register as from no_rows")
    connection.unregister("no_rows")
    rows = [
        {
            "column_name": name,
            "form": one.get("form", "text"),
            "is_required": one.get("required", False),
            "longest": one.get("longest", SHORT if one.get("form") == "id" else LONG),
        }
        for name, one in said.items()
    ]
    tables.insert_rows(connection, "declared_column", rows)
