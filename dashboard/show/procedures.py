"""Everything the page on procedures shows, asked for once and put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import actions, downloads
from dashboard.show.figures import href
from dashboard.show.heading import heading_html
from dashboard.show.session import Session
from dashboard.text.numbers import date, number, percent
from dashboard.workspace import procedures

LISTS = ("dossiers", "dossier_pauses", "procedures")


@dataclass(frozen=True)
class Page:
    """The counts of a period in one sum, by unit, field and channel; see
    `workspace.procedures.questions`."""

    session: Session
    chosen: Filters
    members: list[str]
    results: Mapping[str, Result]

    @property
    def period(self) -> Period:
        """The period looked at."""
        return self.session.known.periods[self.chosen.calendar, self.chosen.period_id]

    @property
    def wanted(self) -> list[str]:
        """Units that the page is about: one, or the members of the bloc."""
        return [self.chosen.unit_id] if self.chosen.unit_id else self.members

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

    @cached_property
    def files(self) -> pd.DataFrame:
        """The lists behind the page."""
        found = self.session.sources(self.chosen.bloc_id)
        return found[found["kind"].isin(LISTS)]

    @cached_property
    def as_of(self) -> dt.date | None:
        """The cut-off of the lists of dossiers."""
        days = self.files[self.files["kind"] == LISTS[0]]["as_of"]
        return days.max() if len(days) else None

    @cached_property
    def source(self) -> str:
        """The lists of dossiers behind the page, and their cut-off."""
        mine = self.files[self.files["kind"] == LISTS[0]]
        day = date(self.as_of) if self.as_of else "…"
        words = ", ".join(mine["file_name"])
        return self.session.say("procedures.source", files=words, day=day)

    def say(self, key: str, **values: object) -> str:
        """A text of this page."""
        return self.session.say(f"procedures.{key}", **values)

    def count(self, dossiers: float) -> str:
        """A count as it is written."""
        return number(float(dossiers), 0, self.session.language)

    def percent(self, fraction: float) -> str:
        """A share in per cent, without the sign."""
        return percent(float(fraction), 1, self.session.language)

    def name(self, unit_id: str) -> str:
        """The short name of a unit."""
        return self.session.known.units[unit_id].short[self.session.language]

    def field(self, value: str) -> str:
        """The name of a field; one that is not in the catalog as it was typed."""
        return wording.part(
            f"field={value}", self.session.known.parts, self.session.language
        )

    def rates(self, by: str) -> pd.DataFrame:
        """The main rate of each unit, field or channel."""
        return procedures.rates(
            self.flow(by), self.session.known.indicators[procedures.MAIN]
        )

    def rows_href(self, measure: str, **where: str) -> str:
        """The link from a number to the rows behind it."""
        return href(self.chosen, **{"measure": measure, **where})

    def menu(
        self,
        key: str,
        title: str,
        result: Result,
        *indicators: str,
        table: pd.DataFrame | downloads.Table | None = None,
        drawn: actions.Drawn | None = None,
    ) -> Callable[[], None]:
        """What can be asked of a frame; what is taken away says where it comes from.
        `indicators` are named without their area."""
        origin = self.session.known.blocs[self.chosen.bloc_id].origin

        def marked() -> pd.DataFrame:
            found = table() if callable(table) else table
            return (result.frame if found is None else found).assign(origin=origin)

        return actions.menu(
            self.session,
            key,
            title,
            marked,
            result,
            self.files,
            indicators=[f"{procedures.AREA}{one}" for one in indicators],
            drawn=drawn,
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
    session, chosen, language = page.session, page.chosen, page.session.language
    bloc, period = session.known.blocs[chosen.bloc_id], page.period
    dates = wording.period(period.name[language], period.from_date, period.to_date)
    badge = session.say("badge.invented") if bloc.origin == "invented" else ""
    words = heading_html(
        session.say("view.procedures"),
        [bloc.name[language], dates],
        session.say("page.empty") if page.nothing else _lead(page),
        "" if page.nothing else _sub(page),
        badge,
    )
    place.html(words)


def _lead(page: Page) -> str:
    """The finding: how many were settled, how many late, and whose those are."""
    whole, chosen = page.whole, page.chosen
    who = page.session.say("lead.bloc")
    if chosen.unit_id:
        who = page.session.known.units[chosen.unit_id].name[page.session.language]
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
