"""The colours of the product, by mode; declared once in `look.toml`."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

Mode = Literal["light", "dark"]

FONT = "IBM Plex Sans, sans-serif"
_FILE = Path(__file__).with_name("look.toml")


@dataclass(frozen=True)
class Tokens:
    """The colours of one mode, as `#RRGGBB`, and the opacities of neutral parts."""

    bg: str
    sf: str
    band: str
    ink: str
    ink2: str
    rule: str
    hair: str
    grid: str
    blue: str
    orange: str
    grey: str
    blue_cell: str
    blue_cell_text: str
    orange_cell: str
    orange_cell_text: str
    units: tuple[str, ...]
    neutrals: tuple[float, ...]


@cache
def tokens(mode: Mode) -> Tokens:
    """The tokens of a mode; a missing or unknown key names file and key."""
    declared = tomllib.loads(_FILE.read_text("utf-8"))
    return _read(declared, mode)


def css_variables(mode: Mode) -> str:
    """One `:root` rule with `--t-ink`, `--t-blue-cell`… and `--t-unit-1` to 8."""
    chosen = tokens(mode)
    plain = {
        field.name: getattr(chosen, field.name)
        for field in fields(Tokens)
        if field.name not in {"units", "neutrals"}
    }
    plain |= {f"unit_{slot}": colour for slot, colour in enumerate(chosen.units, 1)}
    body = ";".join(f"--t-{key.replace('_', '-')}:{v}" for key, v in plain.items())
    return f":root{{{body}}}"


def _read(declared: dict[str, Any], mode: Mode) -> Tokens:
    if mode not in declared or "neutrals" not in declared:
        raise KeyError(f"{_FILE.name}: [{mode}] or neutrals is missing")
    table = declared[mode] | {"neutrals": declared["neutrals"]}
    wanted = {field.name for field in fields(Tokens)}
    if wanted != set(table):
        odd = ", ".join(sorted(wanted ^ set(table)))
        raise KeyError(f"{_FILE.name} [{mode}]: missing or unknown: {odd}")
    lists = {"units": tuple(table["units"]), "neutrals": tuple(table["neutrals"])}
    return Tokens(**(table | lists))
