"""Where the figures of a subject stand: tiles with what they are compared to, and the
list of all figures, each a way to where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.filters import Filters
from dashboard.queries import Result
from dashboard.show import figures as drawn
from dashboard.show import provenance
from dashboard.show.frame import foot, frame
from dashboard.show.listing import listing_html
from dashboard.show.page import Page
from dashboard.show.session import Session
from dashboard.show.tiles import Tile, tiles
from dashboard.text.numbers import is_missing
from dashboard.workspace.overview import Figure, figures, other_period, unbroken


@dataclass(frozen=True)
class Standing:
    """The figures of some areas for the unit or bloc chosen, beside those of the period
    compared with."""

    page: Page
    areas: Sequence[str]

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators of the areas."""
        known = self.page.session.known.indicators.values()
        return [one.indicator_id for one in known if one.area in self.areas]

    @cached_property
    def now(self) -> pd.DataFrame:
        """Rows of `workspace.figures.figures` for the period, one per indicator."""
        return self._ask([self.page.chosen.period_id])

    @cached_property
    def result(self) -> Result:
        """How they were asked for."""
        chosen = self.page.chosen
        return self.page.session.figures_result(
            self.indicators, **self._asked([chosen.period_id])
        )

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures by indicator, each with its comparison or what is against it."""
        period, session = self.page.period, self.page.session
        other = other_period(period, self.page.chosen.compare)
        found = figures(
            self.now,
            self._ask([other] if other else []),
            session.known,
            lambda row: perimeter(session, row),
        )
        return {one.indicator.indicator_id: one for one in found}

    @cached_property
    def stated(self) -> pd.DataFrame:
        """The rows of documents behind the figures of one unit."""
        chosen = self.page.chosen
        found = self.page.session.ask(
            "quality/stated",
            unit_ids=self.page.wanted,
            calendar=chosen.calendar,
            period_id=chosen.period_id,
            indicator_ids=self.indicators,
        ).frame
        return found if chosen.unit_id else found.head(0)

    def value(self, indicator_id: str) -> float | None:
        """A figure, none where it is missing."""
        row = self.figures[indicator_id].row
        return None if is_missing(row["value"]) else float(row["value"])

    def amount(self, indicator_id: str) -> float:
        """A figure where it is known not to be missing, or where none counts as 0 of
        what is drawn."""
        return self.value(indicator_id) or 0.0

    def tiles(self, wanted: Sequence[str]) -> None:
        """The figures that are not missing as tiles."""
        shown = [self.figures[one] for one in wanted if self.value(one) is not None]
        session, chosen = self.page.session, self.page.chosen
        run = session.known.run_up_to(self.page.period, drawn.POINTS)
        asked = self._asked([one.period_id for one in run])
        past = session.figures(list(wanted), **asked)
        tiles(
            [tile(session, chosen, one, past) for one in shown],
            session.tokens,
            lambda index: provenance.button(
                self.page.session, shown[index].row, self.result
            ),
            key=self.page.area,
        )

    def listing(self) -> None:
        """Every figure by area; the parts of one unit below their whole."""
        page, say = self.page, self.page.session.say
        groups = drawn.lines(
            page.session, page.chosen, list(self.figures.values()), self.stated
        )
        if not groups:
            return
        title = say("listing.title", count=sum(len(lines) for _, lines in groups))
        with frame(title, say("listing.subtitle"), "listing"):
            heads = [say(f"listing.{key}") for key in drawn.HEADS]
            st.html(listing_html(title, heads, groups))
            table = self.now.drop(columns="source_ids")
            foot(
                page.source,
                "listing",
                page.menu("figures", title, self.result, table=table),
            )

    def pick(self) -> None:
        """Open the answer about the number that the link names, if it names one."""
        provenance.pick(self.page.session, (self.now, self.result))

    def _ask(self, period_ids: list[str]) -> pd.DataFrame:
        return self.page.session.figures(self.indicators, **self._asked(period_ids))

    def _asked(self, period_ids: list[str]) -> dict[str, Any]:
        chosen = self.page.chosen
        who: dict[str, Any] = {"whole_bloc": True}
        if chosen.unit_id:
            who = {"unit_ids": [chosen.unit_id]}
        asked = {"calendar": chosen.calendar, "bloc_id": chosen.bloc_id}
        return {**asked, **who, "period_ids": period_ids}


def tile(session: Session, chosen: Filters, figure: Figure, past: pd.DataFrame) -> Tile:
    """A figure as a tile, with its history: `past` are figures of the periods up to the
    one chosen."""
    known, indicator = session.known, figure.indicator
    now = known.periods[chosen.calendar, chosen.period_id]
    mine = past[past["indicator_id"] == indicator.indicator_id]
    values = dict(zip(mine["period_id"], mine["value"], strict=True))
    run, units = known.run_up_to(now, drawn.POINTS), perimeter(session, figure.row)
    points = unbroken(run, values, known.breaks_of(indicator), units)
    other = other_period(now, chosen.compare)
    name = session.say("figure.no_period")
    if other is not None:
        name = known.periods[chosen.calendar, other].name[chosen.language]
    return drawn.tile(session, figure, name, points)


def perimeter(session: Session, row: Mapping[str, Any]) -> frozenset[str]:
    """The units a row stands for: itself, or the members of its bloc then."""
    if row["unit_id"] in session.known.units:
        return frozenset([row["unit_id"]])
    members = session.members(row["unit_id"], row["calendar"], row["period_id"])
    return frozenset(members)
