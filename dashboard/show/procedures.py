"""Everything the page on procedures shows, asked for once and put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from dashboard.filters import Filters
from dashboard.show import page
from dashboard.show.session import Session
from dashboard.text.numbers import date, percent
from dashboard.workspace import procedures


@dataclass(frozen=True)
class Page(page.Page):
    """The counts of a period in one sum, by unit, field and channel; see
    `workspace.procedures.questions`."""

    area: ClassVar[str] = "procedures"
    lists: ClassVar[tuple[str, ...]] = ("dossiers", "dossier_pauses", "procedures")

    def flow(self, by: str = "") -> pd.DataFrame:
        """Rows of `procedures/flow`; units of the whole bloc, the rest of `wanted`."""
        return self.results[by].frame

    @cached_property
    def whole(self) -> Mapping[str, Any]:
        """The counts of the unit or bloc, in one sum."""
        return procedures.one(self.flow())

    @cached_property
    def missing(self) -> list[str]:
        """Units looked at without a list for the whole period."""
        said = self.flow("unit")
        return procedures.missing_units(self.wanted, said)

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if not self.members:
            return [say("page.no_members"), say("page.other_period")]
        if len(self.missing) == len(self.wanted):
            remedies = [say("procedures.none_remedy"), say("procedures.none_reported")]
            return [say("procedures.none"), *remedies]
        return []

    def rates(self, by: str) -> pd.DataFrame:
        """The main rate of each unit, field or channel."""
        return procedures.rates(
            self.flow(by), self.session.known.indicators[procedures.MAIN]
        )


def gather(session: Session, chosen: Filters) -> Page:
    """Ask for the counts of the page."""
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    wanted = [chosen.unit_id] if chosen.unit_id else members
    asked = procedures.questions(chosen.calendar, chosen.period_id, wanted, members)
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
    """The finding: how many were settled, how many late, and whose those are."""
    whole, chosen, who = page.whole, page.chosen, page.who
    said = {key: page.count(whole[key]) for key in ("resolved", "late")}
    if not whole["resolved"]:
        return page.say("lead.empty", who=who)
    if not whole["late"]:
        return page.say("lead.none_late", who=who, **said)
    units, share = procedures.late_share(page.flow("unit"))
    if chosen.unit_id or len(units) * 2 > len(page.members):
        return page.say("lead.late", who=who, **said)
    named = page.say("lead.and").join(map(page.name, units)) if len(units) < 3 else ""
    return page.say(
        "lead.shared",
        who=who,
        share=percent(share, 0, page.session.language),
        units=named or page.say("lead.units", count=len(units)),
        **said,
    )


def _sub(page: Page) -> str:
    """What is still open, and what the figures leave out."""
    whole = page.whole
    as_of = page.as_of
    lines = [
        page.say(
            "sub",
            pending=page.count(whole["pending"]),
            overdue=page.count(whole["pending_overdue"]),
            waiting=page.count(whole["pending_waiting"]),
            as_of=date(as_of) if as_of else "…",
        )
    ]
    if page.missing:
        lines.append(
            page.say(
                "partial",
                reporting=len(page.wanted) - len(page.missing),
                members=len(page.wanted),
                names=", ".join(map(page.name, page.missing)),
            )
        )
    if whole["gone"]:
        lines.append(page.say("gone", count=page.count(whole["gone"])))
    return " ".join(lines)
