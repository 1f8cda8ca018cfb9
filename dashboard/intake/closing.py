"""Reads the small file that closes a period, or opens it again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.errors import FileRefused, Problem
from dashboard.queries import fetch, query
from dashboard.store import Import, Read, tables

Status = Literal["open", "provisional", "closed"]


class Closing(BaseModel):
    """A period of a calendar and the state it is brought to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendar: str
    period_id: str
    status: Status


def apply(
    connection: duckdb.DuckDBPyConnection, one: Import, paths: Mapping[str, Path]
) -> Read:
    """Record the state of each file's period; FileRefused for an unknown period."""
    for name, path in paths.items():
        try:
            said = Closing(**tomllib.loads(path.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as fault:
            raise FileRefused([Problem(rule="not_readable", file=name)]) from fault
        key = {"calendar": said.calendar, "period_id": said.period_id}
        periods = fetch(connection, query("catalog/periods").sql, {})
        is_it = (periods[list(key)] == pd.Series(key)).all(axis=1)
        if not is_it.any():
            where = f"{said.calendar} {said.period_id}"
            problem = Problem(rule="unknown_period", file=name, value=where)
            raise FileRefused([problem])
        tables.run_file(connection, "forget_closing", key)
        if said.status != "open":
            tables.insert_rows(connection, "closing", [said.model_dump()])
    return Read(touched=frozenset(), kept=len(paths))
