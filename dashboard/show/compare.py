"""Everything the page that compares units shows, asked for once and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, cast

import pandas as pd
import streamlit as st

from dashboard import filters, wording
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import one_indicator
from dashboard.show.session import Session
from dashboard.stats import funnel
from dashboard.text.numbers import number
from dashboard.workspace.fair import Fair, fair, mixed

View = Literal["fair", "raw"]
VIEWS: tuple[View, ...] = ("fair", "raw")


@dataclass(frozen=True)
class Own:
    """What this page alone lets one choose."""

    indicator_id: str
    view: View


@dataclass(frozen=True)
class Page(one_indicator.Page):
    """One indicator of every member in a period; `everything` are all indicators of
    each, `bloc` those of the whole bloc."""

    area: ClassVar[str] = "compare"

    own: Own
    everything: pd.DataFrame
    bloc: pd.DataFrame

    def asked(self, name: str) -> Result:
        """What a query of `queries/compare/` answers about the members."""
        return self.session.ask(
            f"compare/{name}",
            calendar=self.chosen.calendar,
            period_id=self.chosen.period_id,
            unit_ids=self.members,
        )

    def common(self, indicator_id: str) -> float | None:
        """The rate of the whole bloc; none where it has none or it is no rate."""
        mine = self.bloc[self.bloc["indicator_id"] == indicator_id]["value"].dropna()
        is_rate = self.session.known.indicators[indicator_id].is_rate
        return float(mine.iloc[0]) if is_rate and len(mine) else None

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
        return mixed(self.asked("casemix").frame, self.indicator)

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
    def subtitle(self) -> str:
        """What is measured, of when."""
        period = wording.period(
            self.period.name[self.session.language],
            self.period.from_date,
            self.period.to_date,
        )
        return self.say("measured", **self.measured, period=period)


def choose(session: Session, chosen: Filters) -> Own | None:
    """The second row of filters; none where nobody has a figure in the period."""
    every = _everything(session, chosen)
    said = set(every[every["value"].notna()]["indicator_id"])
    if not said:
        return None
    known = [one for one in session.known.indicators if one in said]
    with st.container(key="filters_own", horizontal=True):
        indicator_id = one_indicator.choose(session, known)
        views: dict[str, str] = {
            one: session.say(f"compare.view.{one}") for one in VIEWS
        }
        view = filters.own("view", views, session.say("compare.view.label"))
    return Own(indicator_id, cast(View, view))


def gather(session: Session, chosen: Filters, own: Own) -> Page:
    """Ask every question of the page."""
    every = list(session.known.indicators)
    everything = _everything(session, chosen)
    return Page(
        session=session,
        chosen=chosen,
        members=session.members(chosen.bloc_id, chosen.calendar, chosen.period_id),
        results={
            "units": session.figures_result([own.indicator_id], **_period(chosen)),
            "everything": session.figures_result(every, **_period(chosen)),
        },
        indicator=session.known.indicators[own.indicator_id],
        rows=everything[everything["indicator_id"] == own.indicator_id],
        own=own,
        everything=everything,
        bloc=session.figures(every, **_period(chosen), whole_bloc=True),
    )


def _everything(session: Session, chosen: Filters) -> pd.DataFrame:
    """All figures of every member in the period."""
    return session.figures(list(session.known.indicators), **_period(chosen))


def _period(chosen: Filters) -> dict[str, Any]:
    return {
        "calendar": chosen.calendar,
        "bloc_id": chosen.bloc_id,
        "period_ids": [chosen.period_id],
    }


def lead(found: Page) -> str:
    """Who differs from the common level by more than chance."""
    if found.own.view == "raw":
        return _raw_lead(found)
    if found.fair is None:
        return found.say("lead.no_counts", name=found.measured["name"])
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
