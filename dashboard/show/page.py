"""What the pages on one subject each have in common: whose figures, of which period,
from which files, and how they are written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.charts import Figure, config
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import actions, downloads
from dashboard.show.figures import href
from dashboard.show.heading import heading_html
from dashboard.show.session import Session
from dashboard.text.numbers import date, number, percent

Draw = Callable[[bool], Figure]


@dataclass(frozen=True)
class Page:
    """`results` are the answers of the page, by what they are about. `area` begins the
    keys of its texts; `lists` are the kinds of files behind it, the first of which its
    cut-off is that of."""

    area: ClassVar[str]
    lists: ClassVar[tuple[str, ...]]

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

    @cached_property
    def files(self) -> pd.DataFrame:
        """The lists behind the page."""
        found = self.session.sources(self.chosen.bloc_id)
        return found[found["kind"].isin(self.lists)]

    @cached_property
    def as_of(self) -> dt.date | None:
        """The cut-off of the main lists."""
        days = self.files[self.files["kind"] == self.lists[0]]["as_of"]
        return days.max() if len(days) else None

    @cached_property
    def source(self) -> str:
        """The main lists behind the page, and their cut-off."""
        mine = self.files[self.files["kind"] == self.lists[0]]
        day = date(self.as_of) if self.as_of else "…"
        return self.say("source", files=", ".join(mine["file_name"]), day=day)

    @property
    def reports(self) -> str:
        """The reports behind the figures that no list tells."""
        found = self.session.sources(self.chosen.bloc_id)
        mine = found[found["kind"] == "reported"]
        return self.say("source_reported", files=", ".join(mine["file_name"]))

    def say(self, key: str, **values: object) -> str:
        """A text of this page."""
        return self.session.say(f"{self.area}.{key}", **values)

    def count(self, amount: float) -> str:
        """A count as it is written."""
        return number(float(amount), 0, self.session.language)

    def decimal(self, amount: float) -> str:
        """An amount as it is written, with one place where it has one."""
        return number(
            amount, 0 if float(amount).is_integer() else 1, self.session.language
        )

    def percent(self, fraction: float) -> str:
        """A share in per cent, without the sign."""
        return percent(float(fraction), 1, self.session.language)

    def name(self, unit_id: str) -> str:
        """The short name of a unit."""
        return self.session.known.units[unit_id].short[self.session.language]

    @property
    def who(self) -> str:
        """Whose figures these are, in words: the unit's, or the bloc's."""
        if self.chosen.unit_id:
            unit = self.session.known.units[self.chosen.unit_id]
            return unit.name[self.session.language]
        return self.session.say("lead.bloc")

    def part(self, key: str, value: str) -> str:
        """The name of a value of the catalog; one not in it as it was typed."""
        return wording.part(
            f"{key}={value}", self.session.known.parts, self.session.language
        )

    def field(self, value: str) -> str:
        """The name of a field."""
        return self.part("field", value)

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
        `indicators` are named without the area of the page, those of another with
        theirs."""
        origin = self.session.known.blocs[self.chosen.bloc_id].origin

        def marked() -> pd.DataFrame:
            found = table() if callable(table) else table
            return (result.frame if found is None else found).assign(origin=origin)

        named = [one if "." in one else f"{self.area}.{one}" for one in indicators]
        return actions.menu(
            self.session,
            key,
            title,
            marked,
            result,
            self.files,
            indicators=named,
            drawn=drawn,
        )

    def head(self, place: DeltaGenerator, lead: str, sub: str) -> None:
        """Kicker, finding and how far it can be trusted."""
        session, language, period = self.session, self.session.language, self.period
        bloc = session.known.blocs[self.chosen.bloc_id]
        dates = wording.period(period.name[language], period.from_date, period.to_date)
        badge = session.say("badge.invented") if bloc.origin == "invented" else ""
        kicker = [bloc.name[language], dates]
        place.html(
            heading_html(session.say(f"view.{self.area}"), kicker, lead, sub, badge)
        )

    def chart(self, key: str, title: str, draw: Draw) -> None:
        """A figure in a form for desks and one for phones; the screen shows one."""
        for form in ("wide", "narrow"):
            saved = config(
                self.session.language,
                key,
                svg_title=self.session.say("download.svg"),
                png_title=self.session.say("download.png"),
            )
            with st.container(key=f"{form}_{key}"):
                st.plotly_chart(
                    draw(form == "narrow"),
                    theme=None,
                    config=saved,
                    alt=title,
                    key=f"chart_{form}_{key}",
                )
