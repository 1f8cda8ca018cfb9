"""Invented dossiers of the demonstration bloc, drawn from the numbers in `data/demo/`.

Everything is drawn at once for all dossiers of a unit, in one order, from one seed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.settings import shipped
from dashboard.workspace import drawn
from dashboard.workspace.busy import DAY, Clock, Floats, Ints, clock, intensity

WORKING_DAYS_A_YEAR = 250


def folder() -> Path:
    """Where the numbers are."""
    return shipped("data") / "demo"


def parameters() -> dict[str, Any]:
    """What the dossiers are drawn from."""
    return tomllib.loads((folder() / "parameters.toml").read_text("utf-8"))


def listed(name: str) -> pd.DataFrame:
    """A table of the folder."""
    return pd.read_csv(folder() / f"{name}.csv")


def dossiers(said: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every dossier and every pause, with the columns that the intake knows and, of a
    dossier, how it was drawn."""
    time = clock()
    chance = np.random.default_rng(said["seed"])
    busy = intensity(said, time)
    terms = listed("procedures").set_index("procedure_id")
    each = [
        _unit(said, chance, time, busy, unit_id, mine.join(terms, on="procedure_id"))
        for unit_id, mine in listed("volumes").groupby("unit_id", sort=False)
    ]
    made = pd.concat(each, ignore_index=True)
    made = _numbered(made, said)
    _disagree(made, said, chance)
    pauses = made.loc[made["paused"], list(PAUSE)].rename(columns=PAUSE)
    return made, pauses.reset_index(drop=True)


COLUMNS = [
    "dossier_id",
    "unit_id",
    "procedure_id",
    "channel",
    "submitted_date",
    "accepted_date",
    "due_date",
    "finished_date",
    "returned_date",
    "status",
    "stated_class",
    "issuer",
    "fee_due_vnd",
    "paid_online",
    "digitised_in",
    "digitised_out",
    "apology_sent",
]
PAUSE = {
    "dossier_id": "dossier_id",
    "issuer": "issuer",
    "paused_from": "from_date",
    "paused_to": "to_date",
    "paused_for": "reason",
}


def _unit(
    said: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
    busy: Floats,
    unit_id: object,
    volumes: pd.DataFrame,
) -> pd.DataFrame:
    """The dossiers of one unit."""
    first, last = _existence(said, str(unit_id))
    uneven = chance.gamma(1 / said["spread_of_a_day"] ** 2, size=len(busy))
    uneven *= said["spread_of_a_day"] ** 2
    open_days = busy * uneven * ((time.dates >= first) & (time.dates <= last))
    a_day = volumes["dossiers_a_year"].to_numpy() / WORKING_DAYS_A_YEAR
    counts = chance.poisson(a_day[:, None] * open_days[None, :])
    which, day = (np.repeat(axis, counts.ravel()) for axis in _axes(counts))
    rows = volumes.iloc[which].reset_index(drop=True)
    rows["accepted_date"] = time.dates[day]
    drawn.received(rows, said, chance, time)
    drawn.settled(rows, said, chance, time, str(unit_id))
    drawn.handled(rows, said, chance, time)
    kept = (rows["finished_date"].isna()) | (
        rows["finished_date"] >= np.datetime64(said["listed_from"])
    )
    gap = said["not_reported"]
    if unit_id == gap["unit_id"]:
        kept &= ~(
            (rows["accepted_date"] >= np.datetime64(gap["from_date"]))
            & (rows["finished_date"] <= np.datetime64(gap["to_date"]))
        )
    return rows[kept].sort_values("accepted_date", kind="stable")


def _axes(counts: Ints) -> tuple[Ints, Ints]:
    """The row and the column of every cell."""
    rows, columns = np.indices(counts.shape)
    return rows.ravel(), columns.ravel()


def _existence(said: Mapping[str, Any], unit_id: str) -> tuple[Any, Any]:
    """The first and the last day on which a unit accepts dossiers."""
    merger, last = said["merger"], np.datetime64(said["as_of"])
    begins, day = np.datetime64(said["first_day"]), np.datetime64(merger["date"])
    if unit_id == merger["to_unit"]:
        return day, last
    return begins, day - DAY if unit_id in merger["from_units"] else last


def _numbered(rows: pd.DataFrame, said: Mapping[str, Any]) -> pd.DataFrame:
    """Each dossier with the number of its unit, its day and its place on that day."""
    units = list(dict.fromkeys(rows["unit_id"]))
    number = rows["unit_id"].map({one: at for at, one in enumerate(units, start=1)})
    place = rows.groupby(["unit_id", "accepted_date"]).cumcount() + 1
    day = rows["accepted_date"].dt.strftime("%y%m%d")
    made = (
        "MH."
        + number.astype(str).str.zfill(2)
        + "-"
        + day
        + "-"
        + place.astype(str).str.zfill(4)
    )
    return rows.assign(dossier_id=made, issuer=said["issuer"])


def _disagree(
    rows: pd.DataFrame, said: Mapping[str, Any], chance: np.random.Generator
) -> None:
    """A few stated due dates and classes that the clock contradicts."""
    wrong = said["disagreeing"]
    settled = rows.index[rows["stated_class"] == "early"]
    picked = chance.choice(
        settled, wrong["due_dates"] + wrong["classes"], replace=False
    )
    moved, called = picked[: wrong["due_dates"]], picked[wrong["due_dates"] :]
    rows.loc[moved, "due_date"] += pd.to_timedelta(1 + moved % 3, "D")
    rows.loc[called, "stated_class"] = "on_time"
