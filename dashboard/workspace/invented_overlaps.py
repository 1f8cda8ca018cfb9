"""Invented subjects that are met, or planned, twice in a year: planted as
`data/demo/inspections.toml` says, so that the answer is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.workspace.busy import Ints

Bools = NDArray[np.bool_]
FULL = "Công ty TNHH "
BRANCH = "-001"
SHORTER = (("Công ty TNHH", "Cty TNHH"), ("Thương mại và Dịch vụ", "TM DV"))
SHORTER_ADDRESS = (("Số ", ""), ("đường ", ""), ("phường ", "P."), ("thị trấn ", "TT "))
WHO = ("subject_name", "tax_code", "address", "place", "commune", "is_household")
NAME, CODE, ADDRESS, PLACE, COMMUNE, _ = WHO


class Rows:
    """Rows in which to plant: whose each is, and which are still as they were drawn."""

    def __init__(self, frame: pd.DataFrame, chance: np.random.Generator) -> None:
        self.frame, self.chance = frame, chance
        self.who = {name: frame[name].to_numpy(object, copy=True) for name in WHO}
        self.pool = frame["pool"].to_numpy(object)
        self.is_drawn = np.ones(len(frame), np.bool_)
        self.digits = np.array([len(code or "") for code in self.who[CODE]])

    @property
    def is_unplanned(self) -> Bools:
        """Which are of inspections and checks that no plan had."""
        return (self.frame["trigger"] == "unscheduled").to_numpy(np.bool_)

    def years(self, day: str) -> Ints:
        """The calendar years of a column of days."""
        years: Ints = self.frame[day].dt.year.to_numpy(np.int64)
        return years

    def pick(self, is_it: Bools, pool: str) -> int:
        """One of these rows, no longer as it was drawn."""
        found = np.flatnonzero(is_it & self.is_drawn & (self.pool == pool))
        assert len(found), f"too few rows of {pool} to plant in"
        picked = int(found[self.chance.integers(len(found))])
        self.is_drawn[picked] = False
        return picked

    def let_be(self, others: Sequence[int], first: int, *names: str) -> None:
        """Let other rows say of whom they are what the first says."""
        for name in names:
            self.who[name][others] = self.who[name][first]

    def say(self, these: Sequence[int], name: str, value: str | None) -> None:
        """Let rows say something else."""
        self.who[name][these] = value

    def keep(self) -> None:
        """Write down of whom they are now."""
        for name, values in self.who.items():
            self.frame[name] = values


def met_twice(rows: Rows, own: Mapping[str, Any]) -> None:
    """Let unscheduled visits go to whom others have met in the same calendar year: no
    plan has them, so that plans stay as they are."""
    at, years = rows.frame["at"].to_numpy(), rows.years("visit_date")
    is_unplanned = rows.is_unplanned
    is_full = rows.frame[NAME].str.startswith(FULL).to_numpy(np.bool_)
    firsts = {
        "tax_code": rows.digits == 10,
        "branch": rows.digits == 10,
        "name": (rows.digits == 10) & is_full,
        "other_address": rows.digits == 0,
        "name_alone": is_unplanned,
    }
    for said in own["overlap"]:
        is_year, by = years == said["year"], said["by"]
        for _ in range(said["count"]):
            first = rows.pick(is_year & firsts[by], said["pools"][0])
            used = [first]
            for pool in said["pools"][1:]:
                # Not in an inspection in which it was met already.
                is_other = is_year & is_unplanned & ~np.isin(at, at[used])
                used.append(rows.pick(is_other, pool))
            _name(rows, first, used[1:], by)


def _name(rows: Rows, first: int, others: Sequence[int], by: str) -> None:
    """Let the other rows be of the subject of the first, or seem so."""
    if by == "other_address":
        rows.let_be(others, first, NAME, CODE)
        return
    rows.let_be(others, first, *WHO)
    name, address = rows.who[NAME][first], rows.who[ADDRESS][first]
    if by == "name_alone":
        for column in (CODE, ADDRESS, PLACE, COMMUNE):
            rows.say([first, *others], column, None)
    elif by == "name":
        rows.say(others, NAME, _shorter(name, SHORTER))
        rows.say(others, CODE, None)
        rows.say(others, ADDRESS, _shorter(address, SHORTER_ADDRESS))
    elif by == "branch":
        rows.say(others, NAME, f"Chi nhánh {name}")
        rows.say(others, CODE, rows.who[CODE][first] + BRANCH)


def _shorter(text: str, words: Sequence[tuple[str, str]]) -> str:
    """Words as others write them."""
    for long, short in words:
        text = text.replace(long, short)
    return text


def planned_twice(plan: Rows, rows: Rows, own: Mapping[str, Any]) -> None:
    """Let rows of the plans of a year be of whom another row of it has already, or whom
    another unit has met: of those of which nothing is known yet, its last half-year."""
    quarter = plan.frame["planned_start_date"].dt.quarter.to_numpy()
    is_late = (quarter > 2) & (plan.digits == 10)
    years = plan.years("planned_start_date")
    for said in own["planned"]:
        is_it = is_late & (years == said["year"])
        for _ in range(said["count"]):
            first, other = (plan.pick(is_it, pool) for pool in said["pools"])
            plan.let_be([other], first, *WHO)
    for said in own["met_and_planned"]:
        is_met = rows.years("visit_date") == said["year"]
        is_met = is_met & rows.is_unplanned & (rows.digits == 10)
        is_it = is_late & (years == said["year"])
        for _ in range(said["count"]):
            met = rows.pick(is_met, said["pools"][0])
            other = plan.pick(is_it, said["pools"][1])
            for name in WHO:
                plan.who[name][other] = rows.who[name][met]
