"""An agreement (giao ước) as typed rows: criteria, rules, grades, ties, exclusions."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from dashboard.catalog.model import Row, Words

Points = Annotated[Decimal, Field(allow_inf_nan=False)]


class Judged(Row):
    """People give the points, from 0 to the maximum."""

    kind: Literal["judged"]


class ShareOfTarget(Row):
    """The maximum times the share of the target reached; `target` here, or as the list
    of targets has it for the unit."""

    kind: Literal["share_of_target"]
    indicator_id: str
    target: float | None = Field(None, gt=0)
    is_capped: bool = True


class Step(Row):
    """Points from a value on, or at a value between lines."""

    at: float
    points: Points


class Stepped(Row):
    """The points of the best step reached."""

    kind: Literal["stepped"]
    indicator_id: str
    steps: tuple[Step, ...] = Field(min_length=1)


class Interpolated(Row):
    """Points on the line through knots of ascending values."""

    kind: Literal["interpolated"]
    indicator_id: str
    knots: tuple[Step, ...] = Field(min_length=2)


class RelativeToLeader(Row):
    """Points against those of the bloc that did best; `target` as in ShareOfTarget, and
    units without one are measured by the highest value."""

    kind: Literal["relative_to_leader"]
    indicator_id: str
    target: float | None = Field(None, gt=0)


class PassFail(Row):
    """The maximum where `at` is reached; without an indicator people say whether."""

    kind: Literal["pass_fail"]
    indicator_id: str | None = None
    at: float | None = None


class PerEvent(Row):
    """So many points for each; without an indicator people count them."""

    kind: Literal["per_event"]
    each: Points = Field(gt=0)
    indicator_id: str | None = None


class BonusPenalty(Row):
    """Points for each bonus less those for each penalty, within minimum and maximum;
    people count both."""

    kind: Literal["bonus_penalty"]
    bonus: Points = Field(Decimal(0), ge=0)
    penalty: Points = Field(Decimal(0), ge=0)


class LateReport(Row):
    """The maximum less points for each late report and each working day late."""

    kind: Literal["late_report"]
    per_report: Points = Field(Decimal(0), ge=0)
    per_day: Points = Field(Decimal(0), ge=0)


Rule = Annotated[
    Judged
    | ShareOfTarget
    | Stepped
    | Interpolated
    | RelativeToLeader
    | PassFail
    | PerEvent
    | BonusPenalty
    | LateReport,
    Field(discriminator="kind"),
]


class Criterion(Row):
    """A line of the table of points. Its maximum is the sum of those under it; one that
    `is_extra` (bonus, penalty) comes on top of the scale. Only leaves have a rule."""

    criterion_id: str
    number: str
    name: Words
    maximum: Points
    minimum: Points = Decimal(0)
    parent: str | None = None
    is_extra: bool = False
    rule: Rule | None = None
    appraiser: Words | None = None
    evidence: Words | None = None


class Grade(Row):
    """What a unit is called from `at_least` points on, if none of the criteria that
    floors are held to lies below `floor` (a fraction of its maximum)."""

    grade_id: str
    name: Words
    at_least: Points
    floor: Points = Field(Decimal(0), ge=0, le=1)


class Tie(Row):
    """What parts equal totals: more points of a criterion, of all that is extra, or
    more votes."""

    by: Literal["criterion", "extra", "votes"]
    criterion_id: str | None = None


class Exclusion(Row):
    """A fact for which a unit is not considered, and what it rests on."""

    exclusion_id: str
    name: Words
    law: str | None = None
    source: str


class Agreement(Row):
    """The rules by which a bloc scores its units in a year.

    `is_checked` says that they were compared with the signed document; where they were
    not, every page and export says so. `floor_depth` is the depth of the criteria that
    floors of grades are held to, 1 for the outermost.
    """

    bloc_id: str
    year: int
    calendar: str
    name: Words
    source: str
    is_checked: bool
    scale: Points = Field(gt=0)
    decimals: int = Field(ge=0, le=4)
    floor_depth: int = Field(1, ge=1)
    flags: int = Field(ge=0)
    certificates: int = Field(ge=0)
    criterion: tuple[Criterion, ...] = Field(min_length=1)
    grade: tuple[Grade, ...] = Field(min_length=1)
    tie: tuple[Tie, ...] = ()
    exclusion: tuple[Exclusion, ...] = ()

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria that points are given for, in the order of the file."""
        parents = {one.parent for one in self.criterion}
        return tuple(c for c in self.criterion if c.criterion_id not in parents)

    def under(self, parent: str | None) -> tuple[Criterion, ...]:
        """The criteria right under one; under none the outermost."""
        return tuple(one for one in self.criterion if one.parent == parent)

    def depth(self, one: Criterion) -> int:
        """How deep a criterion stands, 1 for the outermost."""
        by_id = {c.criterion_id: c for c in self.criterion}
        deep = 1
        while one.parent is not None:
            one, deep = by_id[one.parent], deep + 1
        return deep
