"""What the invented inspections found, by row and in all, and the planted faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.workspace.busy import Floats
from dashboard.workspace.invented_subjects import STALLS, words

INSPECTIONS = ("administrative", "specialised")
MONEY_STEP = 100_000  # of what is to be recovered
RECENT = 60  # days in which little of it is collected
EARLY_SHARE = 0.3

INSPECTION = [
    "inspection_id",
    "unit_id",
    "kind",
    "trigger",
    "title",
    "field",
    "place",
    "decision_no",
    "decision_date",
    "start_date",
    "end_date",
    "conclusion_due_date",
    "conclusion_date",
    "conclusion_no",
    "subjects",
    "establishments",
    "devices",
    "markets",
    "violators",
    "sanctioned_organisations",
    "sanctioned_persons",
    "fines_vnd",
    "recovery_proposed_vnd",
    "recovery_collected_vnd",
    "referred_cases",
    "referred_persons",
]
SUBJECT = [
    "inspection_id",
    "subject_name",
    "tax_code",
    "address",
    "place",
    "visit_date",
    "is_violating",
    "violation",
    "fine_vnd",
]


def found(
    rows: pd.DataFrame, own: Mapping[str, Any], chance: np.random.Generator
) -> None:
    """Who was in violation, of what, and how much each was fined."""
    count, sanction = len(rows), own["sanction"]
    rows["is_violating"] = chance.random(count) < rows["violating"]
    texts = words()["violation"]
    rows["violation"] = [
        texts[pool][int(share * len(texts[pool]))] if wrong else None
        for pool, share, wrong in zip(
            rows["pool"], chance.random(count), rows["is_violating"], strict=True
        )
    ]
    fine = rows["fine_vnd"] * np.exp(sanction["spread"] * chance.normal(size=count))
    fine *= np.where(rows["is_household"], sanction["household"], 1.0)
    steps = np.maximum(np.round(fine / sanction["step"]), 1)
    is_fined = rows["is_violating"] & (rows["fine_vnd"] > 0)
    is_fined &= chance.random(count) < sanction["fined"]
    fines = pd.Series(steps * sanction["step"], rows.index).astype("Int64")
    rows["fine_vnd"] = fines.where(is_fined)
    of_each = np.maximum(rows["devices"] - 1, 0)
    rows["device_count"] = (1 + chance.poisson(of_each)) * (rows["devices"] > 0)
    since = rows["visit_date"] >= np.datetime64(own["inspectorates"]["date"])
    rows["place"] = rows["place"].mask(since, rows["commune"])


def told(
    kept: pd.DataFrame,
    rows: pd.DataFrame,
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Every inspection with its counts, which are those of its rows, and its end."""
    is_fined, is_household = rows["fine_vnd"].notna(), rows["is_household"]
    rows = rows.assign(
        is_organisation_fined=is_fined & ~is_household,
        is_person_fined=is_fined & is_household,
    )
    groups = rows.groupby("at")
    is_measured = kept["devices"] > 0
    made = kept.assign(
        subjects=groups.size(),
        establishments=groups.size().where(is_measured),
        devices=groups["device_count"].sum().where(is_measured),
        markets=groups["market"].nunique().where(kept["pool"] == STALLS),
        violators=groups["is_violating"].sum(),
        sanctioned_organisations=groups["is_organisation_fined"].sum(),
        sanctioned_persons=groups["is_person_fined"].sum(),
        fines_vnd=groups["fine_vnd"].sum(),
        place=pd.Series(_places(rows)),
    )
    as_of = np.datetime64(said["as_of"])
    made["end_date"] = made["end_date"].where(made["end_date"] <= as_of)
    _concluded(made, said, own, chance)
    _recovered(made, said, own, chance)
    counts = INSPECTION[INSPECTION.index("subjects") :]
    made[counts] = made[counts].astype("Int64")
    return made


def _places(rows: pd.DataFrame) -> dict[int, str]:
    """The places of each inspection, up to three of them by name."""
    known: dict[int, dict[str, None]] = {}
    for at, place in zip(rows["at"], rows["place"], strict=True):
        known.setdefault(at, {}).update({place: None} if isinstance(place, str) else {})
    return {
        at: ", ".join(these) if len(these) <= 3 else "toàn tỉnh"
        for at, these in known.items()
    }


def _concluded(
    made: pd.DataFrame,
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> None:
    """Inspections end with a conclusion, checks without one; those of a unit that ends
    are concluded on its last day at the latest."""
    is_inspection = made["kind"].isin(INSPECTIONS)
    least, most = own["days"]["conclusion"]
    days = chance.integers(least, most, len(made), endpoint=True)
    due = made["end_date"] + pd.Timedelta(days=most)
    ended = made["end_date"] + pd.to_timedelta(days, "D")
    # On a day off nothing is signed.
    ended -= pd.to_timedelta((ended.dt.day_of_week - 4).clip(lower=0), "D")
    merger = said["merger"]
    eve = pd.Timestamp(merger["date"]) - pd.Timedelta(days=1)
    is_old = made["unit_id"].isin(merger["from_units"])
    ended = ended.mask(is_old & (ended > eve), eve)
    made["conclusion_due_date"] = due.where(is_inspection)
    is_known = ended <= np.datetime64(said["as_of"])
    made["conclusion_date"] = ended.where(is_inspection & is_known)
    by = [made["unit_id"], made["conclusion_date"].dt.year]
    nth = made.groupby(by)["conclusion_date"].rank("first").astype("Int64")
    made["conclusion_no"] = nth.astype("string").str.zfill(2) + "/KL-TTr"


def _recovered(
    made: pd.DataFrame,
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> None:
    """What was to be paid back, how much of it was, and what went to investigators."""
    count, sanction = len(made), own["sanction"]
    spread = np.exp(sanction["spread"] * chance.normal(size=count))
    is_proposing = chance.random(count) < sanction["proposing"]
    least, most = sanction["recovered"]
    share = least + (most - least) * chance.random(count)
    ago = pd.Timestamp(said["as_of"]) - made["end_date"]
    share = np.where(ago.dt.days < RECENT, share * EARLY_SHARE, share)
    arrears = own["arrears"]
    is_year = [
        made[day].dt.year == arrears["year"]
        for day in ("start_date", "conclusion_date")
    ]
    is_more = (made["unit_id"] == arrears["unit_id"]) & (is_year[0] | is_year[1])
    share = np.where(is_more, arrears["share"], share)
    proposed = _stepped(made["recovery_vnd"] * spread * is_proposing)
    made["recovery_proposed_vnd"] = proposed
    made["recovery_collected_vnd"] = _stepped(proposed * share)
    is_inspection = made["kind"].isin(INSPECTIONS)
    is_referred = is_inspection & (chance.random(count) < sanction["referred"])
    made["referred_cases"] = is_referred.astype(int)
    made["referred_persons"] = is_referred * (1 + chance.poisson(0.5, count))


def _stepped(amounts: pd.Series | Floats) -> Floats:
    """Amounts in round figures."""
    return np.round(np.asarray(amounts, np.float64) / MONEY_STEP) * MONEY_STEP


def faulty(
    made: pd.DataFrame, rows: pd.DataFrame, own: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lists with the faults that were planted."""
    said = own["unconcluded"]
    at = _from(made, said, said["from_date"])
    made.loc[at, ["conclusion_date", "conclusion_no"]] = [pd.NaT, None]
    said = own["late"]
    at = _from(made, said, said["from_date"])
    due = made.loc[at, "conclusion_due_date"]
    made.loc[at, "conclusion_date"] = due + pd.Timedelta(days=said["days"])
    said = own["uncounted"]
    counts = INSPECTION[INSPECTION.index("subjects") :]
    made.loc[_fined(made, said), counts[: counts.index("fines_vnd") + 1]] = pd.NA
    for said in own["disagreeing"]:
        made.loc[_fined(made, said), said["column"]] += said["difference"]
    said = own["stray"]
    stray = rows[(rows["pool"] == said["pool"]) & rows["fine_vnd"].notna()].iloc[[0]]
    stray = stray.assign(tax_code=None, **{key: said[key] for key in _STRAY})
    stray["visit_date"] = pd.Timestamp(said["visit_date"])
    return made, pd.concat([rows, stray])


_STRAY = ("inspection_id", "subject_name", "address", "place", "fine_vnd")


def _from(made: pd.DataFrame, said: Mapping[str, Any], day: Any) -> Any:
    """The first inspection of a unit from a day on."""
    is_it = made["kind"].isin(INSPECTIONS) & (made["unit_id"] == said["unit_id"])
    return made.index[is_it & (made["start_date"] >= np.datetime64(day))][0]


def _fined(made: pd.DataFrame, said: Mapping[str, Any]) -> Any:
    """The first inspection of a unit in a year that found and fined somebody."""
    is_it = (made["unit_id"] == said["unit_id"]) & (made["fines_vnd"] > 0)
    return made.index[is_it & (made["start_date"].dt.year == said["year"])][0]
