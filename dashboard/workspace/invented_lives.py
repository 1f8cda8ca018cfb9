"""The lives of the invented S&T tasks: what becomes of each, were there no cut-off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

BEFORE = (
    "ordered",
    "selected",
    "outline_appraised",
    "funds_appraised",
    "approved",
    "contracted",
)
# Those that are not accepted, or not yet.
UNACCEPTED = ("slips", "unaccepted", "stopped")
STANDING = "at "
A_YEAR = dt.timedelta(365)
CHECK_LAST = 20  # days before the host accepts


@dataclass
class Life:
    """The days of a task from its proposal on."""

    task: Mapping[str, Any]
    steps: dict[str, dt.date]
    checks: list[tuple[dt.date, str]]
    meant: tuple[dt.date, dt.date]
    start: dt.date
    end: dt.date
    grade: str

    def reached(self, step: str, as_of: dt.date) -> bool:
        """Whether it had come to a step by the cut-off."""
        if step == "checked":
            return any(day <= as_of for day, _ in self.checks)
        return step in self.steps and self.steps[step] <= as_of


def life(
    task: Mapping[str, Any],
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> Life:
    """The days of a task, one after another."""
    days = _Days(chance)
    steps = {"proposed": _proposed(task, said, own, chance)}
    share = own["grassroots"]["share"] if task["level"] == "grassroots" else 1
    day = steps["proposed"]
    for step in BEFORE:
        day += days.between(own["days"][step], share)
        steps[step] = day
    after, course = own["after"], task["course"]
    begun = day + days.between(after["begun"])
    last = (pd.Timestamp(begun) + pd.DateOffset(months=task["months"])).date()
    start = begun + days.between(after["begun"])
    least, most = own["share"]["stopped"]
    stopped = start + (last - start) * (least + (most - least) * chance.random())
    early = last - days.between(after["accepted_early"])
    late = last + days.between(after["accepted_late"])
    accepted = late if course == "late" else early
    ended = last + days.between(after["ended"])
    ends = {"stopped": stopped, "unaccepted": ended, "slips": said["as_of"] + A_YEAR}
    made = Life(
        task, steps, [], (begun, last), start, ends.get(course, accepted), "passed"
    )
    _accept(made, own, days)
    _check(made, own, said["as_of"], days)
    step = course.removeprefix(STANDING)
    if step != course:
        ago = days.between(own["standing"])
        _move(made, said["as_of"] - ago - made.steps[step])
    return made


def _move(life: Life, by: dt.timedelta) -> None:
    """Let all its days be others."""
    life.steps = {step: day + by for step, day in life.steps.items()}
    life.checks = [(day + by, kind) for day, kind in life.checks]
    life.meant = (life.meant[0] + by, life.meant[1] + by)
    life.start, life.end = life.start + by, life.end + by


@dataclass(frozen=True)
class _Days:
    """Days drawn by chance."""

    chance: np.random.Generator

    def between(self, span: Sequence[int], share: float = 1) -> dt.timedelta:
        """A number of days from the least to the most."""
        days = self.chance.integers(span[0], span[1], endpoint=True)
        return dt.timedelta(max(round(int(days) * share), 0))


def _proposed(
    task: Mapping[str, Any],
    said: Mapping[str, Any],
    own: Mapping[str, Any],
    chance: np.random.Generator,
) -> dt.date:
    """When it was proposed: within its year, before the cut-off, to a unit that was."""
    merger, new_year = said["merger"], dt.date(task["year"], 1, 1)
    first, last = (new_year + dt.timedelta(one) for one in own["proposed"])
    if task["unit_id"] == merger["to_unit"]:
        first = max(first, merger["date"])
    span = (min(last, said["as_of"]) - first).days
    return first + dt.timedelta(int(chance.integers(0, span)))


def _accept(life: Life, own: Mapping[str, Any], days: _Days) -> None:
    """The steps from the acceptance on, or the stop."""
    after, course, steps = own["after"], life.task["course"], life.steps
    is_excellent, is_applied = days.chance.random(2) < [
        own["share"]["excellent"],
        own["share"]["applied"],
    ]
    host = life.end - days.between(after["host"])
    registered = life.end + days.between(after["registered"])
    liquidated = registered + days.between(after["liquidated"])
    applied = liquidated + days.between(after["applied"])
    if course == "stopped":
        steps["stopped"] = life.end
    if course in UNACCEPTED:
        return
    steps |= {"accepted_host": host, "accepted_level": life.end}
    steps["liquidated"] = liquidated
    if course == "failed":
        life.grade = "failed"
        return
    life.grade = "excellent" if is_excellent else "passed"
    steps["registered"] = registered
    if is_applied:
        steps["applied"] = applied


def _check(life: Life, own: Mapping[str, Any], as_of: dt.date, days: _Days) -> None:
    """Periodic checks for as long as it runs, and an unscheduled one of some."""
    said, course = own["check"], life.task["course"]
    until = life.steps.get("accepted_host", life.end) - dt.timedelta(CHECK_LAST)
    day = life.start + days.between(said["every"])
    while day < until:
        life.checks.append((day, "periodic"))
        day += days.between(said["every"])
    if days.chance.random() < said["unscheduled"] and life.checks:
        middle = life.checks[0][0] + days.between([15, 120])
        life.checks.append((min(middle, until), "unscheduled"))
    if course == "unchecked":
        since = as_of - dt.timedelta(said["not_since"])
        life.checks = [one for one in life.checks if one[0] < since]
    if course == "early_event":
        (day, kind), *others = life.checks
        life.checks = [(day - dt.timedelta(said["early_by"]), kind), *others]
