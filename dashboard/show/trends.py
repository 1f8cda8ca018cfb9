"""Everything the page on trends shows, asked for once and put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from dashboard.catalog.calendar import Period
from dashboard.queries import Result, records
from dashboard.show import one_indicator
from dashboard.workspace.definitions import Structure
from dashboard.workspace.episodes import Episode, episodes
from dashboard.workspace.series import Key, changes, series
from dashboard.workspace.targets import in_force
from dashboard.workspace.trends import Trend, judge


@dataclass(frozen=True)
class Own:
    """What this page alone lets one choose."""

    indicator_id: str
    kind: str
    structure: Structure


@dataclass(frozen=True)
class Page(one_indicator.Page):
    """An indicator over periods of one kind, of the unit or bloc chosen (`subject`) and
    of each member. `targets` and `notes` are rows of the queries of these names."""

    area: ClassVar[str] = "trends"

    own: Own
    run: list[Period]
    bloc_rows: pd.DataFrame
    targets: pd.DataFrame
    notes: pd.DataFrame

    @property
    def last(self) -> Period:
        """The newest period drawn."""
        return self.run[-1]

    @property
    def subject_id(self) -> str:
        """The unit looked at, or the bloc."""
        return self.chosen.unit_id or self.chosen.bloc_id

    @property
    def subject_rows(self) -> pd.DataFrame:
        """The figures of the unit or bloc looked at."""
        if not self.chosen.unit_id:
            return self.bloc_rows
        return self.rows[self.rows["unit_id"] == self.chosen.unit_id]

    @cached_property
    def subject(self) -> Trend | None:
        """What these figures did; none without any row."""
        found = self._judged(self.subject_rows)
        return found[0] if found else None

    @cached_property
    def units(self) -> list[Trend]:
        """What those of each member did, in Vietnamese order of names."""
        order = {one: place for place, one in enumerate(self.members)}
        mine = self.rows[self.rows["unit_id"].isin(self.members)]
        found = self._judged(mine)
        return sorted(found, key=lambda one: order.get(one.series.unit_id, len(order)))

    @cached_property
    def found(self) -> list[Episode]:
        """The stretches of marked points of the unit or bloc looked at."""
        return episodes(self.subject) if self.subject else []

    def steps(self, unit_id: str) -> dict[str, float]:
        """What a unit is to reach in each of the periods, where that was agreed."""
        mine = self.targets[self.targets["unit_id"] == unit_id]
        return in_force(mine, self.run, self.session.known.periods, self.indicator)

    @cached_property
    def status(self) -> Mapping[str, str]:
        """In what state the periods of the calendar are, where that was said."""
        found = self.session.ask("catalog/closings").frame
        mine = found[found["calendar"] == self.chosen.calendar]
        return dict(zip(mine["period_id"], mine["status"], strict=True))

    def units_of(self, unit_id: str, period: Period) -> frozenset[str]:
        """Whom a figure stands for: the unit, or the members of the bloc then; by
        today's structure where that was chosen."""
        known, chosen = self.session.known, self.chosen
        if unit_id in known.units:
            return frozenset([unit_id])
        then = self.session.members(unit_id, chosen.calendar, period.period_id)
        if self.own.structure == "then":
            return frozenset(then)
        return frozenset(known.today[one] for one in then)

    def cuts(self, period: Period) -> list[dt.date]:
        """The days on which the series looked at breaks within a period."""
        units = self.units_of(self.subject_id, period)
        return [
            one.date
            for one in self.session.known.breaks_of(self.indicator, self.own.structure)
            if period.from_date <= one.date <= period.to_date
            and (one.units is None or one.units & units)
        ]

    def also(self, period_ids: Sequence[str]) -> tuple[pd.DataFrame, Result]:
        """Figures of the bloc and of its members in other periods, and how those of
        members were asked for."""
        asked: dict[str, Any] = {
            "calendar": self.chosen.calendar,
            "bloc_id": self.chosen.bloc_id,
            "period_ids": list(period_ids),
        }
        is_today = self.own.structure == "today"
        units = {"unit_ids": self.members, "by_today": is_today}
        wanted, session = [self.indicator.indicator_id], self.session
        found = [
            session.figures(wanted, **asked, **who)
            for who in ({"whole_bloc": True}, units)
        ]
        both = pd.concat([one.dropna(axis=1, how="all") for one in found])
        columns = [one for one in found[1].columns if one in both]
        return both[columns], session.figures_result(wanted, **asked, **units)

    def _judged(self, rows: pd.DataFrame) -> list[Trend]:
        if rows.empty:
            return []
        keys: list[Key] = [
            (self.indicator.indicator_id, one) for one in set(rows["unit_id"])
        ]
        days = {key: self.changes(key[1]) for key in keys}
        aims = {key: self.steps(key[1]).get(self.last.period_id) for key in keys}
        known = self.session.known.indicators
        return judge(series(rows, known, self.run, days, aims))

    def changes(self, unit_id: str) -> list[dt.date]:
        """The days from which figures of a unit or bloc mean something else, or things
        are done in another way."""
        return changes(
            self.session.known.breaks_of(self.indicator, self.own.structure),
            records(self.notes),
            unit_id,
            [self.units_of(unit_id, one) for one in self.run],
            self.run,
        )
