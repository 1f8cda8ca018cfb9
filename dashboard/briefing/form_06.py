"""The official form of thirteen columns, II.06a/VPCP/KSTT: its arithmetic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.text.numbers import is_missing

SIDES = {"c": "computed", "r": "reported"}


@cache
def declared() -> Mapping[str, Any]:
    """The columns, groups and identities of the form."""
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text("utf-8"))


def indicators() -> dict[int, str]:
    """The indicator of each column by its number."""
    return {one["number"]: one["indicator_id"] for one in declared()["column"]}


def differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells where what was reported is not what the records give.

    Takes `field`, `name`, `c<n>` and `r<n>`; gives `field`, `name`, `column`,
    `computed`, `reported`, `difference` (reported less computed). A cell that one
    side lacks is not compared.
    """
    found = [
        {
            "field": row["field"],
            "name": row["name"],
            "column": at,
            "computed": row[f"c{at}"],
            "reported": row[f"r{at}"],
            "difference": row[f"r{at}"] - row[f"c{at}"],
        }
        for row in rows.to_dict("records")
        for at in indicators()
        if not lacks(row, f"c{at}", f"r{at}") and row[f"r{at}"] != row[f"c{at}"]
    ]
    columns = ["field", "name", "column", "computed", "reported", "difference"]
    return pd.DataFrame(found, columns=columns)


def identities(rows: pd.DataFrame) -> pd.DataFrame:
    """The arithmetic of the form for every row and side: `field`, `name`, `side`,
    `identity` such as `3 = 4 + 5 + 6`, `left`, `right`, `difference`. Where a member is
    missing an identity is not tested."""
    found = []
    for row in rows.to_dict("records"):
        for prefix, side in SIDES.items():
            for one in declared()["identity"]:
                members = [f"{prefix}{at}" for at in (one["left"], *one["right"])]
                if lacks(row, *members):
                    continue
                left, *right = (row[member] for member in members)
                found.append(
                    {
                        "field": row["field"],
                        "name": row["name"],
                        "side": side,
                        "identity": words(one["left"], one["right"]),
                        "left": left,
                        "right": sum(right),
                        "difference": left - sum(right),
                    }
                )
    columns = ["field", "name", "side", "identity", "left", "right", "difference"]
    return pd.DataFrame(found, columns=columns)


def words(left: int, right: Sequence[int]) -> str:
    """An identity as the form prints it."""
    return f"{left} = {' + '.join(map(str, right))}"


def lacks(row: Mapping[Any, Any], *keys: str) -> bool:
    """Whether one of the cells is missing."""
    return any(row.get(key) is None or is_missing(row[key]) for key in keys)
