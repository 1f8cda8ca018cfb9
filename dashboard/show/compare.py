"""Everything the page that compares units shows, asked for once and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, cast

import pandas as pd
import streamlit as st

from dashboard import filters, wording
from dashboard.catalog.model import Indicator
from dashboard.filters import Filters
from dashboard.queries import Result, records
from dashboard.show import page
from dashboard.show.session import Session
from dashboard.stats import funnel
from dashboard.text.numbers import date, is_missing, number
from dashboard.workspace.fair import Fair, fair, mixed

View = Literal["fair", "raw"]
VIEWS: tuple[View, ...] = ("fair", "raw")


@dataclass(frozen=True)
class Own:
    """What this page alone lets one choose."""

    indicator_id: str
    view: View


@dataclass(frozen=True)
class Page(page.Page):
    """One indicator of every member in a period; `everything`, all indicators."""

    area: ClassVar[str] = "compare"
    lists: ClassVar[tuple[str, ...]] = ()

    own: Own
    rows: pd.DataFrame
    whole: Mapping[str, Any]
    everything: pd.DataFrame

    @property
    def indicator(self) -> Indicator:
        """The indicator looked at."""
        return self.session.known.indicators[self.own.indicator_id]

    @cached_property
    def files(self) -> pd.DataFrame:
        """The files that the figures come from."""
        every = self.session.sources(self.chosen.bloc_id)
        named = self.rows["source_ids"].dropna()
        return every[every["source_id"].isin({one for ids in named for one in ids})]

    @property
    def source(self) -> str:
        """The files behind the page, and their cut-off."""
        files = ", ".join(self.files["file_name"])
        day = date(self.files["as_of"].max()) if len(self.files) else "…"
        return self.session.say("page.source", files=files, day=day)

    @cached_property
    def fair(self) -> Fair | None:
        """The units as far as chance allows; none where the figure has no counts."""
        if not self.indicator.is_rate:
            return None
        counted = self.rows[self.rows["is_counted"].eq(True)]
        return fair(counted, self.indicator.better)

    @cached_property
    def mix(self) -> tuple[pd.DataFrame, Mapping[str, int]] | None:
        """The units as if all had the procedures of the bloc."""
        if not self.indicator.is_rate:
            return None
        return mixed(self.results["mix"].frame, self.indicator)

    def flagged(self, flag: str, column: str = "flag") -> list[str]:
        """The names of units beyond a limit, in the order of the page."""
        if self.fair is None:
            return []
        mine = self.fair.rows[self.fair.rows[column] == flag]
        return [self.name(one) for one in self.members if one in set(mine["unit_id"])]

    def several(self, names: Sequence[str]) -> str:
        """Names as a sentence has them."""
        *first, last = names
        both = self.session.say("procedures.lead.and")
        return both.join([", ".join(first), last]) if first else last

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if not self.members:
            return [say("page.no_members"), say("page.other_period")]
        if self.rows["value"].isna().all():
            return [self.say("none"), self.say("none_remedy")]
        return []

    @property
    def subtitle(self) -> str:
        """What is measured, of when."""
        language = self.session.language
        measure = self.session.known.measures[self.indicator.measured_in]
        period = wording.period(
            self.period.name[language], self.period.from_date, self.period.to_date
        )
        return self.say(
            "measured",
            name=self.indicator.name[language],
            measure=measure.name[language],
            period=period,
        )

    def figure(self, value: float) -> str:
        """A figure, rates with their sign."""
        words = wording.value(self.indicator, value, self.session.language)
        return f"{words}%" if self.indicator.is_rate else words

    def counts(self, row: Mapping[str, Any]) -> str:
        """Numerator and denominator where there are any."""
        if not self.indicator.is_rate or is_missing(row["denominator"]):
            return ""
        return wording.fraction(row, self.session.language)


def choose(session: Session, chosen: Filters) -> Own | None:
    """The second row of filters; none where nobody has a figure in the period."""
    known, language = session.known, session.language
    asked = {"calendar": chosen.calendar, "bloc_id": chosen.bloc_id}
    every = session.figures(
        list(known.indicators), **asked, period_ids=[chosen.period_id]
    )
    said = set(every[every["value"].notna()]["indicator_id"])
    listed = {
        one.indicator_id: f"{session.say(f'area.{one.area}')} · {one.name[language]}"
        for one in known.indicators.values()
        if one.indicator_id in said
    }
    if not listed:
        return None
    tiled = [one.indicator_id for one in known.tiles if one.is_rate]
    with st.container(key="filters_own", horizontal=True):
        indicator_id = filters.own(
            "indicator_id",
            listed,
            session.say("filter.indicator_id"),
            default=next((one for one in tiled if one in listed), ""),
            is_long=True,
        )
        views = {one: session.say(f"compare.view.{one}") for one in VIEWS}
        label = session.say("compare.view.label")
        view = filters.own("view", cast(Mapping[str, str], views), label)
    return Own(indicator_id, cast(View, view))


def gather(session: Session, chosen: Filters, own: Own) -> Page:
    """Ask every question of the page."""
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    asked: dict[str, Any] = {
        "calendar": chosen.calendar,
        "bloc_id": chosen.bloc_id,
        "period_ids": [chosen.period_id],
    }
    wanted = [own.indicator_id]
    bloc = session.figures(wanted, **asked, whole_bloc=True)
    everything = list(session.known.indicators)
    in_period = {
        "calendar": chosen.calendar,
        "period_id": chosen.period_id,
        "unit_ids": members,
    }
    results: dict[str, Result] = {
        "units": session.figures_result(wanted, **asked),
        "everything": session.figures_result(everything, **asked),
        "mix": session.ask("compare/casemix", **in_period),
        "waits": session.ask("compare/durations", **in_period),
    }
    return Page(
        session=session,
        chosen=chosen,
        members=members,
        results=results,
        own=own,
        rows=session.figures(wanted, **asked),
        whole=records(bloc)[0] if len(bloc) else {},
        everything=session.figures(everything, **asked),
    )


def lead(found: Page) -> str:
    """Who differs from the common level by more than chance."""
    if found.own.view == "raw":
        return _raw_lead(found)
    if found.fair is None:
        return found.say(
            "lead.no_counts", name=found.indicator.name[found.chosen.language]
        )
    high, low = (
        found.flagged(flag, "flag_exact") for flag in (funnel.HIGH, funnel.LOW)
    )
    same = len(found.fair.rows) - len(high) - len(low)
    if not high and not low:
        return found.say("lead.same", count=same)
    return found.say("lead.apart", same=same, apart=_named(found, high, low))


def _named(found: Page, high: list[str], low: list[str]) -> str:
    """Who is higher and who is lower."""
    return ", ".join(
        found.say(f"lead.{key}", units=found.several(names))
        for key, names in (("high", high), ("low", low))
        if names
    )


def _raw_lead(found: Page) -> str:
    known = found.rows[found.rows["value"].notna()]
    ends = {
        key: known.loc[getattr(known["value"], f"idx{key}")()] for key in ("max", "min")
    }
    said = {
        f"{key}_{what}": words
        for key, row in ends.items()
        for what, words in (
            ("unit", found.name(row["unit_id"])),
            ("value", found.figure(row["value"])),
        )
    }
    return found.say("lead.raw", **said)


def sub(found: Page) -> str:
    """What the comparison rests on, and what it leaves out."""
    counted = len(found.rows[found.rows["value"].notna()])
    words = found.say("sub.units", count=counted, members=len(found.members))
    if found.fair is None or found.own.view == "raw":
        return words
    total = number(float(found.fair.rows["n"].sum()), 0, found.session.language)
    if found.fair.spread.tau2 <= 0:
        return f"{words} {found.say('sub.chance', total=total)}"
    high, low = (found.flagged(flag) for flag in (funnel.HIGH, funnel.LOW))
    left = _named(found, high, low) or found.say("sub.nobody")
    return f"{words} {found.say('sub.over', total=total, left=left)}"
