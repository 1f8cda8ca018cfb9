"""Everything the first page shows, asked for once and put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from dashboard import wording
from dashboard.catalog.model import Indicator
from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import actions, findings, provenance, rates, standing
from dashboard.show import figures as drawn
from dashboard.show.heading import heading_html
from dashboard.show.listing import Line
from dashboard.show.session import Session
from dashboard.show.tiles import Tile
from dashboard.text.numbers import date
from dashboard.workspace.overview import (
    Figure,
    figures,
    gaps,
    other_period,
    reporting_units,
)

TILES = 8


@dataclass(frozen=True)
class Page:
    """The figures of the unit or bloc chosen, of every unit, and what is doubtful."""

    session: Session
    chosen: Filters
    everything: list[Figure]
    whole: pd.DataFrame
    of_units: pd.DataFrame
    warnings: pd.DataFrame
    stated: pd.DataFrame
    past: pd.DataFrame
    result: Result
    units_result: Result

    @cached_property
    def tiled(self) -> list[Indicator]:
        """The most important indicators that some unit has a figure of; where none has
        any, the most important of all."""
        said = self.of_units[self.of_units["status"] != "not_reported"]
        known = set(said["indicator_id"])
        every = self.session.known.tiles
        return [one for one in every if one.indicator_id in known][:TILES] or every[
            :TILES
        ]

    @cached_property
    def shown(self) -> list[Figure]:
        """The figures of the tiles."""
        wanted = [one.indicator_id for one in self.tiled]
        by_id = {one.indicator.indicator_id: one for one in self.everything}
        return [by_id[one] for one in wanted if one in by_id]

    @property
    def missing(self) -> list[str]:
        """Members that have no figure at all in the period."""
        said = reporting_units(self.of_units)
        return [one for one in self.of_units["unit_id"].unique() if one not in said]

    @cached_property
    def gaps(self) -> dict[str, list[str]]:
        """By area: members that have figures of others, but no list that tells it."""
        return gaps(self.of_units)

    @property
    def rows(self) -> pd.DataFrame:
        """Figures of the units that the page is about: one, or all of the bloc."""
        units = self.of_units["unit_id"]
        wanted = self.chosen.unit_id
        return self.of_units[units == wanted] if wanted else self.of_units

    @property
    def nothing(self) -> list[str]:
        """Why there is nothing to show and what to do; empty where there is."""
        say = self.session.say
        if self.of_units.empty:
            return [say("page.no_members"), say("page.other_period")]
        if not reporting_units(self.of_units):
            return [say("page.no_figures"), say("page.widen")]
        return []

    @property
    def source(self) -> str:
        """The files behind the page, and their cut-off."""
        files = ", ".join(self.session.sources(self.chosen.bloc_id)["file_name"])
        as_of = self.session.as_of(self.chosen.bloc_id)
        day = date(as_of) if as_of else "…"
        return self.session.say("page.source", files=files, day=day)

    @property
    def rates(self) -> list[Figure]:
        """The rates among the tiles that can be drawn."""
        return [f for f in self.shown if f.indicator.is_rate and not f.is_missing]

    @property
    def heat_title(self) -> str:
        """The finding of the table of units."""
        members = self.of_units["unit_id"].nunique()
        lacking = set(self.missing).union(*self.gaps.values())
        key = "heat.title_gaps" if self.gaps else "heat.title"
        return self.session.say(key, reporting=members - len(lacking), members=members)

    def tile(self, figure: Figure) -> Tile:
        """A figure as a tile, with its history."""
        return standing.tile(self.session, self.chosen, figure, self.past)

    def lines(self) -> list[tuple[str, list[Line]]]:
        """Every figure of the unit or bloc chosen, by area; parts of one unit only."""
        stated = self.stated if self.chosen.unit_id else self.stated.head(0)
        return drawn.lines(self.session, self.chosen, self.everything, stated)

    def menu(self, kind: str, title: str, key: str = "") -> Callable[[], None]:
        """What can be taken away: `units` every unit's figures, `rates` those drawn,
        `figures` all of the unit or bloc chosen; `key` where a kind stands twice."""
        chosen = {"rates": self.rates, "figures": self.everything}.get(kind)
        if chosen is None:
            table, result = self.of_units, self.units_result
        else:
            table, result = pd.DataFrame([dict(f.row) for f in chosen]), self.result
        listed = [one.indicator for one in chosen or self.shown]
        return actions.menu(
            self.session,
            key or kind,
            title,
            table.drop(columns="source_ids"),
            result,
            self.session.sources(self.chosen.bloc_id),
            indicators=[one.indicator_id for one in listed]
            if kind != "figures"
            else (),
            drawn=actions.rates(self.session, rates.rows(self.session, self.rates))
            if kind == "rates"
            else None,
        )


def gather(session: Session, chosen: Filters) -> Page:
    """Ask every question of the page."""
    known = session.known
    asked = {"calendar": chosen.calendar, "bloc_id": chosen.bloc_id}
    period = known.periods[chosen.calendar, chosen.period_id]
    other = other_period(period, chosen.compare)
    everything = list(known.indicators)
    who = {"unit_ids": [chosen.unit_id]} if chosen.unit_id else {"whole_bloc": True}
    now = session.figures(everything, **asked, **who, period_ids=[chosen.period_id])
    then = session.figures(
        everything, **asked, **who, period_ids=[other] if other else []
    )
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    chosen_units = [chosen.unit_id] if chosen.unit_id else members
    run = [one.period_id for one in known.run_up_to(period, drawn.POINTS)]
    tiled = [one.indicator_id for one in known.tiles]
    in_period = {**asked, "period_ids": [chosen.period_id]}
    return Page(
        session=session,
        chosen=chosen,
        everything=figures(
            now, then, known, lambda row: standing.perimeter(session, row)
        ),
        whole=session.figures(everything, **in_period, whole_bloc=True),
        of_units=session.figures(everything, **in_period),
        warnings=session.ask(
            "quality/warnings",
            calendar=chosen.calendar,
            period_id=chosen.period_id,
            unit_ids=chosen_units,
        ).frame,
        stated=session.ask(
            "quality/stated",
            unit_ids=chosen_units,
            calendar=chosen.calendar,
            period_id=chosen.period_id,
            indicator_ids=everything,
        ).frame,
        past=session.figures(tiled, **asked, **who, period_ids=run),
        result=session.figures_result(everything, **in_period, **who),
        units_result=session.figures_result(everything, **in_period),
    )


def head(place: DeltaGenerator, page: Page) -> None:
    """Kicker, finding and how far it can be trusted."""
    session, chosen = page.session, page.chosen
    known, language = session.known, chosen.language
    bloc = known.blocs[chosen.bloc_id]
    period = known.periods[chosen.calendar, chosen.period_id]
    dates = wording.period(period.name[language], period.from_date, period.to_date)
    words = heading_html(
        session.say("view.overview"),
        [bloc.name[language], dates],
        findings.lead(session, chosen, page.shown, page.missing),
        findings.sub(session, chosen, page.rows, len(page.stated), len(page.warnings)),
        session.say("badge.invented") if bloc.origin == "invented" else "",
    )
    place.html(words)


def pick(page: Page) -> None:
    """Open the answer about the number that the link names, if it names one."""
    provenance.pick(
        page.session, (page.of_units, page.units_result), (page.whole, page.result)
    )
