"""Small files of reported figures, made for one test."""

import csv
from collections.abc import Mapping
from pathlib import Path

HEADER = (
    "indicator_id",
    "unit_id",
    "part",
    "period_label",
    "from_date",
    "to_date",
    "value",
    "qualifier",
    "as_of",
)


def row(indicator_id: str, value: object, **other: object) -> dict[str, str]:
    """A row of `syt` for 2022-H1, unless it says otherwise."""
    said = {
        "indicator_id": f"procedures.{indicator_id}"
        if "." not in indicator_id
        else indicator_id,
        "unit_id": "syt",
        "period_label": "2022-H1",
        "value": value,
        "as_of": "30/06/2022",
        **other,
    }
    if "from_date" in other:
        said.pop("period_label") if "period_label" not in other else None
    return {key: str(value) for key, value in said.items()}


def report(folder: Path, name: str, *rows: Mapping[str, str]) -> Path:
    """A csv with these rows."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(
            file, HEADER, restval="", delimiter=";", lineterminator="\n"
        )
        lines.writeheader()
        lines.writerows(rows)
    return path
