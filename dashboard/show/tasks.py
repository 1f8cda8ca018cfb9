"""Everything the page on S&T tasks shows, asked for once and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import page, provenance
from dashboard.show.session import Session
from dashboard.text.numbers import date
from dashboard.workspace import tasks

NAMED = 3


@dataclass(frozen=True)
class Page(page.Page):
    """Tasks under way in a period and the steps taken in it; see
    `workspace.tasks.questions`."""

    area: ClassVar[str] = "tasks"
    lists: ClassVar[tuple[str, ...]] = ("tasks", "task_events")

    @cached_property
    def whole(self) -> Mapping[str, Any]:
        """The counts of the unit or bloc, in one sum."""
        return tasks.one(self.results[""].frame)

    @property
    def source(self) -> str:
        """The lists of tasks and of their steps behind the page, and their cut-off."""
        day = date(self.as_of) if self.as_of else "…"
        return self.say("source", files=", ".join(self.files["file_name"]), day=day)

    @cached_property
    def listed(self) -> list[str]:
        """Units looked at whose lists tell the whole period."""
        told = set(self.results["unit"].frame["key"])
        return [one for one in self.wanted if one in told]

    @cached_property
    def figures(self) -> dict[str, pd.DataFrame]:
        """Figures of the steps of the units looked at, by how they are divided."""
        return {
            about: self.session.figures(list(tasks.INDICATORS), **self._asked(by))
            for about, by in tasks.DIVIDED.items()
        }

    def by(self, key: str) -> Result:
        """The tasks of the units looked at divided by what the reader chose."""
        chosen = self.chosen
        return self.session.ask(
            tasks.FLOW,
            calendar=chosen.calendar,
            period_id=chosen.period_id,
            unit_ids=self.wanted,
            by=key,
        )

    def figures_result(self, about: str) -> Result:
        """How figures divided in a way were asked for."""
        return self.session.figures_result(
            list(tasks.INDICATORS), **self._asked(tasks.DIVIDED[about])
        )

    def _asked(self, by: Sequence[str]) -> dict[str, Any]:
        chosen = self.chosen
        return {
            "calendar": chosen.calendar,
            "bloc_id": chosen.bloc_id,
            "period_ids": [chosen.period_id],
            "unit_ids": self.wanted,
            "by": list(by),
        }

    @cached_property
    def grid(self) -> pd.DataFrame:
        """Steps by unit and level; see `workspace.tasks.grid`."""
        return tasks.grid(self.figures)

    @cached_property
    def levels(self) -> list[str]:
        """Levels of management from the highest, others of the catalog last."""
        known = [value for key, value in self.session.known.parts if key == "level"]
        return [*tasks.LEVELS, *(one for one in known if one not in tasks.LEVELS)]

    def rank(self, by: str, key: str) -> tuple[bool, int]:
        """Where a value that divides tasks stands: levels from the highest, what is not
        stated last."""
        known = self.levels if by == "level" else []
        return not key, known.index(key) if key in known else len(known)

    @property
    def stated(self) -> pd.DataFrame:
        """The rows of the grid that reports alone tell."""
        return self.grid[~self.grid["is_computed"].astype(bool)]

    @property
    def taken(self) -> pd.DataFrame:
        """The rows of the grid that lists of steps tell."""
        return self.grid[self.grid["is_computed"].astype(bool)]

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if not self.members:
            return [say("page.no_members"), say("page.other_period")]
        if not self.listed and self.grid.empty:
            return [
                self.say("none"),
                self.say("none_remedy"),
                self.say("none_reported"),
            ]
        return []

    def named(self, key: str, value: str) -> str:
        """The name of a value by which tasks are divided; empty: it is not stated."""
        if key == "unit":
            return self.name(value)
        if not value:
            return self.say("not_stated")
        if key == "type":
            return self.say(f"type.{value}")
        return self.part(key, value) if key in ("level", "science") else value

    def headed(self, key: str, value: str) -> str:
        """The same at the head of a row or column: with a capital letter, and of a
        level nothing of what follows a comma."""
        said = self.named(key, value)
        said = said.split(",")[0] if key == "level" else said
        return said[:1].upper() + said[1:]


def gather(session: Session, chosen: Filters) -> Page:
    """Ask the questions of the page."""
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    wanted = [chosen.unit_id] if chosen.unit_id else members
    asked = tasks.questions(chosen.calendar, chosen.period_id, wanted, members)
    results = {
        about: session.ask(name, **params) for about, (name, params) in asked.items()
    }
    return Page(session, chosen, members, results)


def pick(page: Page) -> None:
    """Open the answer about the number that the link names, if it names one."""
    provenance.pick(page.session, (page.figures[""], page.figures_result("")))


def head(place: DeltaGenerator, page: Page) -> None:
    """Kicker, finding and how far it can be trusted."""
    if page.nothing:
        page.head(place, page.session.say("page.empty"), "")
    else:
        page.head(place, _lead(page), _sub(page))


def _lead(page: Page) -> str:
    """The finding: how many are under way, how many past their contract; where only
    reports speak, what they state."""
    if not page.listed:
        words = steps(page, page.grid)
        if page.chosen.unit_id:
            return page.say("lead.reported", who=page.who, words=words)
        counts = {
            "reporting": page.grid["unit_id"].nunique(),
            "members": len(page.members),
        }
        return page.say("lead.stated", words=words, **counts)
    said = {
        key: page.count(page.whole[key]) for key in ("active", "pending", "slipping")
    }
    if not page.whole["active"]:
        return page.say("lead.empty", who=page.who)
    key = "slipping" if page.whole["slipping"] else "in_time"
    return page.say(f"lead.{key}", who=page.who, **said)


def steps(page: Page, found: pd.DataFrame) -> str:
    """The steps taken in words, each with how many: `nghiệm thu 5, kiểm tra 13`."""
    whole = found[found["level"] == ""]
    counted = whole.groupby("step")["value"].sum()
    checks = sum(n for step, n in counted.items() if str(step).startswith("checked"))
    said = [(one, counted.get(one, 0.0)) for one in ("approved", "outlines_appraised")]
    said += [("checked", checks), ("accepted", counted.get("accepted", 0.0))]
    words = [
        page.say(f"lead.{step}", count=page.count(count))
        for step, count in said
        if count
    ]
    return ", ".join(words) or page.say("lead.no_step")


def _sub(page: Page) -> str:
    """What was begun and ended, and whose lists are there."""
    if not page.listed:
        return page.say("only_reported")
    whole, as_of = page.whole, page.as_of
    lines = [
        page.say(
            "sub",
            as_of=date(as_of) if as_of else "…",
            **{
                key: page.count(whole[key])
                for key in ("carried_over", "started", "ended")
            },
        )
    ]
    if len(page.listed) < len(page.wanted):
        said = {"reporting": len(page.listed), "members": len(page.wanted)}
        names = ", ".join(map(page.name, page.listed))
        key = "partial" if len(page.listed) <= NAMED else "partial_many"
        lines.append(page.say(key, names=names, **said))
    return " ".join(lines)
