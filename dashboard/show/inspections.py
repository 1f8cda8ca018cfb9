"""Everything the page on inspections and checks shows, asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from dashboard.filters import Filters
from dashboard.queries import records
from dashboard.show import page
from dashboard.show.session import Session
from dashboard.show.standing import Standing
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import inspections
from dashboard.workspace.inspections import AREAS


@dataclass(frozen=True)
class Page(page.Page):
    """Inspections and checks: two counts that are never added up."""

    area: ClassVar[str] = "inspections"
    lists: ClassVar[tuple[str, ...]] = (
        "inspections",
        "inspection_subjects",
        "inspection_plan",
    )

    @cached_property
    def standing(self) -> Standing:
        """The figures of the unit or bloc."""
        return Standing(self, AREAS)

    @cached_property
    def of_units(self) -> pd.DataFrame:
        """The figures of every member, one row per indicator and unit."""
        chosen = self.chosen
        return self.session.figures(
            self.standing.indicators,
            calendar=chosen.calendar,
            bloc_id=chosen.bloc_id,
            period_ids=[chosen.period_id],
        )

    @property
    def has_lists(self) -> bool:
        """Whether lists tell the whole period of some unit looked at."""
        mine = self.of_units[self.of_units["unit_id"].isin(self.wanted)]
        return bool((mine["basis"] == "computed").any())

    @cached_property
    def missing(self) -> list[str]:
        """Units looked at of which nothing is known in the period."""
        said = self.of_units[self.of_units["status"] != "not_reported"]
        return [one for one in self.wanted if one not in set(said["unit_id"])]

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if not self.members:
            return [say("page.no_members"), say("page.other_period")]
        if len(self.missing) == len(self.wanted):
            return [self.say("none"), self.say("none_remedy")]
        return []

    @property
    def source(self) -> str:
        """The lists behind the page and their cut-off; without any, the reports."""
        return self.reports if self.as_of is None else super().source

    def known_area(self, area: str) -> bool:
        """Whether some unit looked at had any inspection, or any check, in the
        period."""
        rows = self.of_units[self.of_units["unit_id"].isin(self.wanted)]
        mine = rows[rows["indicator_id"].str.startswith(f"{area}.")]
        return bool((mine["value"] > 0).any())


def gather(session: Session, chosen: Filters) -> Page:
    """Ask the questions of the page."""
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    wanted = [chosen.unit_id] if chosen.unit_id else members
    period = session.known.periods[chosen.calendar, chosen.period_id]
    asked = inspections.questions(period, wanted, members)
    results = {
        about: session.ask(name, **params) for about, (name, params) in asked.items()
    }
    return Page(session, chosen, members, results)


def head(place: DeltaGenerator, page: Page) -> None:
    """Kicker, finding and how far it can be trusted."""
    if page.nothing:
        page.head(place, page.session.say("page.empty"), "")
    else:
        page.head(place, _lead(page), _sub(page))


def _lead(page: Page) -> str:
    """How many, what was found, and whether anyone was met twice."""
    standing = page.standing
    said = []
    for area in AREAS:
        count = standing.value(f"{area}.count")
        if count is not None and (count or not page.known_area(AREAS[1])):
            said.append(page.say(f"lead.{area}", count=page.count(count)))
    counts = [
        page.say(f"lead.{one}", count=page.count(found))
        for one in ("establishments", "devices", "markets", "districts")
        if (found := standing.value(f"checks.{one}"))
    ]
    if counts and not standing.value("checks.count"):
        said.append(page.say("lead.checked", counts=", ".join(counts)))
    words = page.say("lead.and").join(said) or page.say("lead.some")
    overlaps = inspections.concerns(page.results["overlaps"].frame, page.wanted)
    if not page.has_lists:
        return page.say("lead.reported", who=page.who, words=words)
    key = "lead.overlaps" if len(overlaps) else "lead.no_overlap"
    year = page.period.to_date.year
    return page.say(
        key, who=page.who, words=words, year=year, overlaps=page.count(len(overlaps))
    )


def _sub(page: Page) -> str:
    """What is open, what the figures leave out, and what no longer compares."""
    standing, lines = page.standing, []
    pending = standing.value("inspections.pending")
    if pending is not None and page.has_lists:
        lines.append(
            page.say(
                "sub",
                pending=page.count(pending),
                overdue=page.count(standing.amount("inspections.overdue")),
                as_of=date(page.as_of) if page.as_of else "…",
            )
        )
    if page.missing:
        lines.append(
            page.say(
                "partial",
                reporting=len(page.wanted) - len(page.missing),
                members=len(page.wanted),
                names=", ".join(map(page.name, page.missing)),
            )
        )
    period = page.period
    lines += [
        one.reason[page.session.language]
        for one in page.session.known.breaks
        if one.area == page.area and period.from_date < one.date <= period.to_date
    ]
    return " ".join(lines)


def parts(page: Page, indicator_ids: list[str], key: str) -> pd.DataFrame:
    """The figures of the units looked at added up by a part key: `value` by
    `indicator_id` and `part` (the value of the key)."""
    chosen = page.chosen
    found = page.session.figures(
        indicator_ids,
        calendar=chosen.calendar,
        bloc_id=chosen.bloc_id,
        period_ids=[chosen.period_id],
        unit_ids=page.wanted,
        by=[key],
    )
    return pd.DataFrame(
        [
            {
                "indicator_id": one["indicator_id"],
                "part": one["part"].removeprefix(f"{key}="),
                "value": one["value"],
            }
            for one in records(found)
            if not is_missing(one["value"])
        ],
        columns=["indicator_id", "part", "value"],
    ).pivot_table(index="part", columns="indicator_id", values="value", aggfunc="sum")
