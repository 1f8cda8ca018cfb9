"""Words on the screen, in both languages, and how numbers and dates are written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.errors import DefinitionError, Problem, Refusal
from dashboard.settings import Language


@cache
def table(language: Language) -> Mapping[str, str]:
    """Every text of a language by its dotted key."""
    path = Path(__file__).with_name(f"{language}.toml")
    return dict(_flat("", tomllib.loads(path.read_text("utf-8"))))


def _flat(prefix: str, tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found += _flat(f"{prefix}{key}.", value)
        else:
            found.append((f"{prefix}{key}", value))
    return found


def of(key: str, language: Language, **values: object) -> str:
    """The text of a key with its values put in; DefinitionError when there is none."""
    try:
        return table(language)[key].format(**values)
    except KeyError as missing:
        where = f"dashboard/text/{language}.toml"
        raise DefinitionError(f"{where}: {key}: {missing} is missing") from missing


def problem(one: Problem, language: Language) -> str:
    """One sentence: the file, the place, the reason, and what to do."""
    place = f"{one.sheet}!{one.cell}" if one.sheet and one.cell else one.cell
    where = " ".join(part for part in (one.file, place or one.sheet) if part)
    column = of(f"column.{one.column}", language) if one.column else ""
    said = of(
        f"problem.{one.rule}",
        language,
        value=one.value,
        expected=one.expected,
        column=column,
    )
    return f"{where}: {said}"


def refusal(fault: Refusal, language: Language) -> str:
    """The sentence of a refusal."""
    return of(f"refusal.{fault.key}", language, **fault.values)
