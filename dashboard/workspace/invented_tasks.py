"""Invented S&T tasks of the demonstration bloc and the steps of their lives, drawn from
`data/demo/tasks.toml` and `tasks.csv`, as far as they were known at the cut-off."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.workspace import invented
from dashboard.workspace.invented_lives import Life, life

STREAM = 2  # of the seed, so that dossiers and inspections stay as they are
BEFORE_START = dt.timedelta(20)  # of an end that is impossible


def parameters() -> dict[str, Any]:
    """What they are drawn from."""
    return tomllib.loads((invented.folder() / "tasks.toml").read_text("utf-8"))


def registers(said: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lists of tasks and of their steps, with the columns that the intake knows."""
    own, as_of = parameters(), said["as_of"]
    chance = np.random.default_rng([said["seed"], STREAM])
    lives = [life(one, said, own, chance) for one in numbered()]
    tasks = pd.DataFrame([_task(one, own, as_of, chance) for one in lives])
    for name in tasks:
        if str(name).endswith("_vnd"):
            tasks[name] = tasks[name].astype("Int64")
    events = [event for one in lives for event in _events(one, own, as_of, chance)]
    issuer = {"issuer": own["issuer"]}
    return tasks.assign(**issuer), pd.DataFrame(events).assign(**issuer)


def numbered() -> list[dict[str, Any]]:
    """The tasks of `tasks.csv`, each with its number within its year."""
    tasks = invented.listed("tasks").fillna({"course": ""})
    nth = (tasks.groupby("year").cumcount() + 1).astype(str).str.zfill(2)
    tasks["task_id"] = "MH.NV-" + tasks["year"].astype(str) + "-" + nth
    return [{str(key): one[key] for key in one} for one in tasks.to_dict("records")]


def _task(
    life: Life, own: Mapping[str, Any], as_of: dt.date, chance: np.random.Generator
) -> dict[str, Any]:
    """A row of the list, as far as it was known at the cut-off."""
    task, is_begun = life.task, life.reached("contracted", as_of)
    is_selected = chance.random() < own["share"]["selected"]
    start = life.start if is_begun and life.start <= as_of else None
    end = life.end if start and life.end <= as_of else None
    if task["course"] == "impossible":
        end = life.start - BEFORE_START
    row = {
        name: task[name]
        for name in ("task_id", "unit_id", "title", "level", "type", "science", "host")
    }
    return {
        **row,
        "programme": own["programme"].get(task["level"]),
        "selection": ("selected" if is_selected else "assigned")
        if life.reached("selected", as_of)
        else None,
        "planned_start_date": life.meant[0] if is_begun else None,
        "planned_end_date": life.meant[1] if is_begun else None,
        "start_date": start,
        "end_date": end,
        **_funds(life, own, as_of, chance),
    }


def _funds(
    life: Life, own: Mapping[str, Any], as_of: dt.date, chance: np.random.Generator
) -> dict[str, int | None]:
    """What was planned, contracted and disbursed by the State and by others."""
    least, most = own["funds"][life.task["level"]]
    others, contracted = own["share"]["other_funds"], own["share"]["contracted"]
    amount = least + (most - least) * chance.random()
    share = others[0] + (others[1] - others[0]) * chance.random()
    kept = contracted[0] + (contracted[1] - contracted[0]) * chance.random()
    has_others = life.task["type"] == "trial" or life.task["level"] == "rural_mountain"
    paid = [of for step, of in own["disbursed"].items() if life.reached(step, as_of)]
    made: dict[str, int | None] = {}
    for who, whole in (("state", amount), ("other", amount * share * has_others)):
        plan = _stepped(whole, own)
        signed = _stepped(plan * kept, own)
        is_planned = life.reached("funds_appraised", as_of)
        made[f"{who}_planned_vnd"] = plan if is_planned else None
        made[f"{who}_contracted_vnd"] = signed if paid else None
        made[f"{who}_disbursed_vnd"] = (
            _stepped(signed * max(paid), own) if paid else None
        )
    return made


def _stepped(amount: float, own: Mapping[str, Any]) -> int:
    """An amount in round figures, not more than it was."""
    return int(amount // own["funds"]["step"]) * int(own["funds"]["step"])


def _events(
    life: Life, own: Mapping[str, Any], as_of: dt.date, chance: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """The steps up to the cut-off, in order of their days."""
    steps: list[tuple[dt.date, str, str | None]]
    steps = [(day, step, None) for step, day in life.steps.items()]
    steps += [(day, "checked", kind) for day, kind in life.checks]
    for day, step, kind in sorted(steps, key=lambda one: one[0]):
        number, form = int(chance.integers(5, 900)), own["document"].get(step)
        grade = {"accepted_host": "passed", "accepted_level": life.grade}.get(step)
        if day <= as_of:
            yield {
                "task_id": life.task["task_id"],
                "event": step,
                "event_date": day,
                "check_kind": kind,
                "grade": grade,
                "document_no": f"{number}/{form}" if form else None,
            }
