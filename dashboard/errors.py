"""The two kinds of error a person is told about; anything else is a bug and raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class DefinitionError(Exception):
    """Our own definitions are wrong: names the file, the key and the fault."""


class Refusal(Exception):
    """What was asked cannot be done; `key` and `values` are worded by `text`."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Problem:
    """One fault found in a file that was given, at its exact place.

    `rule` is the key of its wording (`problem.<rule>`); `severity` is `refused` when
    the row (or, without a row, the file) cannot be used, else `warning`.
    """

    rule: str
    file: str
    severity: str = "refused"
    sheet: str = ""
    cell: str = ""
    row: int | None = None
    value: str = ""
    expected: str = ""
    column: str = ""


@dataclass
class FileRefused(Exception):
    """A file was given that cannot be imported; nothing was changed."""

    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        """Every rule and place, for a log."""
        return "; ".join(
            f"{p.rule} {p.file} {p.cell} {p.value!r}" for p in self.problems
        )
