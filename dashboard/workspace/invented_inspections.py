"""Invented inspections and checks of the demonstration bloc and whom they met, drawn
from `data/demo/inspections.toml` and `inspections.csv`.

All are drawn up to the end of the last plan. What lies after the cut-off is in the
plans alone, and so is what was planned and came to nothing.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.workspace import (
    invented,
    invented_findings,
    invented_overlaps,
    invented_plans,
)
from dashboard.workspace.busy import DAY, Clock, Days, Floats, Ints, clock
from dashboard.workspace.invented_subjects import STALLS, met

STREAM = 1  # of the seed, so that dossiers stay as they are
Bools = NDArray[np.bool_]


def parameters() -> dict[str, Any]:
    """What they are drawn from."""
    path = invented.folder() / "inspections.toml"
    return tomllib.loads(path.read_text("utf-8"))


def standing(
    said: Mapping[str, Any], unit_id: str, first: dt.date, last: dt.date
) -> tuple[dt.date, dt.date]:
    """Of a span of days, those on which there is such a unit."""
    merger = said["merger"]
    if unit_id == merger["to_unit"]:
        return max(first, merger["date"]), last
    if unit_id in merger["from_units"]:
        return first, min(last, merger["date"] - dt.timedelta(1))
    return first, last


def registers(
    said: Mapping[str, Any],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The lists of inspections, of subjects and of the plans, with the columns that the
    intake knows."""
    own = parameters()
    chance = np.random.default_rng([said["seed"], STREAM])
    time = _ahead(clock(), own["plans"][1])
    begun = _begun(said, own, chance, time)
    slots = _slots(begun, own, chance, time)
    plan = invented_plans.plans(slots, said, own, chance)
    as_of = np.datetime64(said["as_of"])
    rows = slots[slots["is_met"] & (slots["visit_date"] <= as_of)].copy()
    _plant(rows, plan, own, chance)
    invented_findings.found(rows, own, chance)
    kept = begun.loc[rows["at"].unique()]
    kept = _numbered(kept, own, chance, time)
    made = invented_findings.told(kept, rows, said, own, chance)
    rows["inspection_id"] = rows["at"].map(kept["inspection_id"])
    made, rows = invented_findings.faulty(made, rows, own)
    issuer = {"issuer": own["issuer"]}
    return (
        made[invented_findings.INSPECTION].assign(**issuer),
        rows[invented_findings.SUBJECT].assign(**issuer),
        plan[invented_plans.PLAN].assign(**issuer),
    )


def _plant(
    rows: pd.DataFrame,
    plan: pd.DataFrame,
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> None:
    """Let some be met, or planned, twice in a year."""
    met, planned = (invented_overlaps.Rows(one, chance) for one in (rows, plan))
    invented_overlaps.met_twice(met, own)
    invented_overlaps.planned_twice(planned, met, own)
    met.keep()
    planned.keep()


def _ahead(time: Clock, year: int) -> Clock:
    """The calendar up to the end of a year of which no notice is known yet."""
    last = np.datetime64(dt.date(year, 12, 31))
    more = np.arange(time.dates[-1] + DAY, last + DAY)
    return Clock(
        np.concatenate([time.dates, more]),
        np.concatenate([time.is_working, np.is_busday(more)]),
        time.reasons + ("",) * len(more),
    )


def _begun(
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> pd.DataFrame:
    """Every inspection and check that was meant, in order of their first days."""
    programme = invented.listed("inspections")
    years = np.array([int(year) for year in own["year"]])
    rate = programme["a_year"].to_numpy()[:, None] * list(own["year"].values())
    by_chance = rate * own["unscheduled"] * programme[["is_planned"]].to_numpy()
    rates = np.stack([rate, by_chance], axis=2)
    counts = np.floor(rates + chance.random(rates.shape)).astype(np.int64)
    which, year, other = (
        np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape)
    )
    rows = programme.iloc[which].reset_index(drop=True)
    rows["trigger"] = np.where(other == 1, "unscheduled", "planned")
    is_stalls = (rows["pool"] == STALLS).to_numpy()
    rows["first"] = _first(years[year], is_stalls, own, chance, time)
    rows["start_date"] = time.day(rows["first"].to_numpy())
    rows = rows[_stands(rows, said, own)]
    rows = rows.sort_values("start_date", kind="stable", ignore_index=True)
    since = rows["start_date"] >= np.datetime64(own["inspectorates"]["date"])
    after = rows["kind"].replace(own["inspectorates"]["after"])
    rows["kind"] = rows["kind"].mask(since, after)
    _last(rows, own, chance, time)
    return rows


def _first(
    years: Ints,
    is_stalls: Bools,
    own: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> Ints:
    """The numbers of the first working days: busy months have more, markets are seen
    to before Tết."""
    share = np.array(own["months"])
    month = chance.choice(12, len(years), p=share / share.sum())
    day = (years - 1970).astype("datetime64[Y]").astype("datetime64[M]") + month
    day = day.astype("datetime64[D]") + chance.integers(0, 28, len(years))
    is_tet = [one == own["tet"]["reason"] for one in time.reasons]
    holidays = np.append(time.dates[is_tet], np.datetime64(own["tet"]["next"]))
    tet = holidays[np.searchsorted(holidays, (years - 1970).astype("datetime64[Y]"))]
    most, least = own["before_tet"]
    before = tet - chance.integers(least, most, len(years), endpoint=True)
    return time.number(np.where(is_stalls, before, day))


def _stands(
    rows: pd.DataFrame, said: Mapping[str, Any], own: Mapping[str, Any]
) -> pd.Series:
    """Which of them their unit could both begin and bring to an end."""
    last = dt.date(own["plans"][1], 12, 31)
    spans = {
        one: standing(said, one, own["listed_from"], last)
        for one in rows["unit_id"].unique()
    }
    first, to = (
        rows["unit_id"].map(
            {one: np.datetime64(span[at]) for one, span in spans.items()}
        )
        for at in (0, 1)
    )
    ends = rows["unit_id"].isin(said["merger"]["from_units"])
    room = pd.to_timedelta(ends * own["days"]["most"] * 2, "D")
    stands: pd.Series = (rows["start_date"] >= first) & (
        rows["start_date"] + room <= to
    )
    return stands


def _last(
    rows: pd.DataFrame,
    own: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> None:
    """How many subjects each is to meet, and until when; none lasts into another
    year."""
    count, days = len(rows), own["days"]
    is_planned = rows["trigger"] == "planned"
    planned = 1 + chance.poisson(rows["subjects"] - 1)
    rows["meant"] = np.where(is_planned, planned, 1 + chance.binomial(3, 0.4, count))
    is_inspection = rows["kind"].isin(invented_findings.INSPECTIONS)
    group = is_inspection.map({True: "inspection", False: "check"})
    group = group.mask(rows["pool"] == STALLS, "market")
    least, most, whole = (
        group.map({one: said[at] for one, said in days["of"].items()}).to_numpy()
        for at in (0, 1, 2)
    )
    each = least + (most - least) * chance.random(count)
    length = np.clip(np.ceil(rows["meant"] * each), whole, days["most"])
    number = rows["first"] + length.astype(np.int64) - 1
    start = rows["start_date"].to_numpy("datetime64[Y]")
    new_year: Days = (start + np.timedelta64(1, "Y")).astype("datetime64[D]")
    rows["last"] = np.minimum(number, time.number(new_year - DAY))
    rows["end_date"] = time.day(rows["last"].to_numpy())


def _slots(
    begun: pd.DataFrame,
    own: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> pd.DataFrame:
    """A row for every subject meant, its day, and whether it was met."""
    rows = begun.loc[np.repeat(begun.index, begun["meant"])]
    rows = rows.rename_axis("at").reset_index()
    at, count = rows["at"].to_numpy(), len(rows)
    # In order within each inspection.
    share: Floats = np.sort(at + chance.random(count)) - at
    length = (rows["last"] - rows["first"] + 1).to_numpy()
    number = rows["first"].to_numpy() + np.floor(share * length).astype(np.int64)
    visits: Days = time.day(number)
    rows["visit_date"] = visits
    is_in_plan = (rows["trigger"] == "planned") & rows["is_planned"]
    rows["is_in_plan"] = is_in_plan
    rows["is_met"] = ~is_in_plan | (chance.random(count) < own["met"]["share"])
    return pd.concat([rows, met(rows, chance)], axis=1)


def _numbered(
    begun: pd.DataFrame,
    own: Mapping[str, Any],
    chance: np.random.Generator,
    time: Clock,
) -> pd.DataFrame:
    """Those that took place, with their numbers and decisions."""
    rows = begun.copy()
    code = rows["unit_id"].map(own["code"])
    year = rows["start_date"].dt.year
    place = rows.groupby(["unit_id", year]).cumcount() + 1
    number = place.astype(str).str.zfill(3)
    rows["inspection_id"] = "MH." + code + "-" + (year % 100).astype(str) + "-" + number
    least, most = own["days"]["decision"]
    before = chance.integers(least, most, len(rows), endpoint=True)
    decided = time.day(rows["first"].to_numpy() - before)
    rows["decision_date"] = decided
    by = [rows["unit_id"], rows["decision_date"].dt.year]
    nth = rows.groupby(by)["decision_date"].rank("first").astype(int)
    rows["decision_no"] = nth.astype(str).str.zfill(2) + "/QĐ-" + code
    rows["title"] = rows["kind"].map(own["kind"]) + " " + rows["topic"]
    rows["title"] += " năm " + year.astype(str)
    return rows
