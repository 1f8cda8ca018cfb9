"""What the pages on one indicator have in common: how it is chosen and written, which
files tell it, and the frames of its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from dashboard import filters, wording
from dashboard.catalog.model import Indicator
from dashboard.queries import Result
from dashboard.show import actions, page
from dashboard.show.frame import foot, frame
from dashboard.show.session import Session
from dashboard.text.numbers import date, is_missing


@dataclass(frozen=True)
class Page(page.Page):
    """`rows` are the figures of units of the indicator, as `workspace.figures` gives
    them."""

    lists: ClassVar[tuple[str, ...]] = ()

    indicator: Indicator
    rows: pd.DataFrame

    @cached_property
    def files(self) -> pd.DataFrame:
        """The files that these figures come from."""
        every = self.session.sources(self.chosen.bloc_id)
        named = self.rows["source_ids"].dropna()
        return every[every["source_id"].isin({one for ids in named for one in ids})]

    @cached_property
    def source(self) -> str:
        """The files behind the page, and their cut-off."""
        files = ", ".join(self.files["file_name"])
        day = date(self.files["as_of"].max()) if len(self.files) else "…"
        return self.session.say("page.source", files=files, day=day)

    @property
    def measured(self) -> dict[str, str]:
        """The `name` of the indicator and its `measure`, in words."""
        language = self.session.language
        measure = self.session.known.measures[self.indicator.measured_in]
        return {
            "name": self.indicator.name[language],
            "measure": measure.name[language],
        }

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if not self.members:
            return [say("page.no_members"), say("page.other_period")]
        if self.rows["value"].isna().all():
            return [self.say("none"), self.say("none_remedy")]
        return []

    def figure(self, value: float) -> str:
        """A figure without what it is measured in, rates with their sign."""
        return wording.bare(self.indicator, value, self.session.language)

    def counts(self, row: Mapping[str, Any]) -> str:
        """Numerator and denominator where there are any."""
        if not self.indicator.is_rate or is_missing(row["denominator"]):
            return ""
        return wording.fraction(row, self.session.language)

    def framed(
        self,
        key: str,
        title: str,
        subtitle: str,
        content: Callable[[], object],
        result: Result,
        *indicators: str,
        table: pd.DataFrame | None = None,
        drawn: actions.Drawn | None = None,
    ) -> None:
        """A frame with what `content` writes and what can be asked of it; by default
        the figures of units are taken away, and the indicator is explained."""
        taken = self.rows if table is None else table
        with frame(title, subtitle, key):
            content()
            menu = self.menu(
                key,
                title,
                result,
                *(indicators or (self.indicator.indicator_id,)),
                table=taken.drop(columns="source_ids", errors="ignore"),
                drawn=drawn,
            )
            foot(self.source, key, menu)


def choose(session: Session, indicator_ids: Iterable[str]) -> str:
    """The choice of one of these indicators, by default the most important rate."""
    known, language = session.known, session.language
    listed = {
        one: f"{session.say(f'area.{known.indicators[one].area}')} · "
        f"{known.indicators[one].name[language]}"
        for one in indicator_ids
    }
    rates = (one.indicator_id for one in known.tiles if one.is_rate)
    return filters.own(
        "indicator_id",
        listed,
        session.say("filter.indicator_id"),
        default=next((one for one in rates if one in listed), ""),
        is_long=True,
    )
