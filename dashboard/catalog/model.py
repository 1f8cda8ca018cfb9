"""One typed row for each thing the catalog defines; the same shape in TOML and SQL."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dashboard.settings import Language

Better = Literal["higher", "lower", "neither"]
Aggregate = Literal["count", "stock", "ratio", "quantile", "money"]
Origin = Literal["real", "invented"]
Role = Literal["head", "deputy", "member"]

FORMULA = re.compile(r"^[a-z_.]+( / [a-z_.]+|( [+-] [a-z_.]+)+)$")
TERM = re.compile(r"([+/-])? ?([a-z_.]+)")


class Row(BaseModel):
    """A frozen definition; an unknown or missing key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Row):
    """The same words in both languages; neither may be empty."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Unit(Row):
    """A department and the dates of its existence (none: not known or still open)."""

    unit_id: str
    name: Words
    short: Words
    origin: Origin
    slot: int = Field(ge=1, le=8)
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    source: str


class Succession(Row):
    """One unit continuing another from `date` on."""

    from_unit: str
    to_unit: str
    date: dt.date
    kind: Literal["merged", "renamed", "new_duties", "part"]
    source: str


class Bloc(Row):
    """Units that sign an agreement together."""

    bloc_id: str
    name: Words
    short: Words
    origin: Origin
    source: str


class Member(Row):
    """A unit's place in a bloc between two dates, both inclusive."""

    bloc_id: str
    unit_id: str
    from_date: dt.date
    to_date: dt.date | None = None
    role: Role
    source: str


class Measure(Row):
    """What figures are measured in."""

    measured_in: str
    name: Words
    one: Words | None = None


class Part(Row):
    """A value a part of an indicator may take, as `level=province`."""

    key: str
    value: str
    name: Words


class PartKey(Row):
    """A way in which indicators are divided."""

    key: str
    name: Words


class Law(Row):
    """One dated value or text of law."""

    rule_id: str
    valid_from: dt.date
    value: str | None = None
    measured_in: str | None = None
    title: str
    article: str | None = None
    url: str | None = None


class SeriesBreak(Row):
    """A day from which figures of an area no longer mean what they meant."""

    id: str
    area: str
    date: dt.date
    reason: Words
    law: str | None = None
    units: tuple[str, ...] | None = None
    is_structural: bool = False


class Identity(Row):
    """Arithmetic that the official form demands: left = sum of right."""

    id: str
    left: str
    right: tuple[str, ...]
    law: str
    name: Words


def signed(term: str) -> tuple[str, int]:
    """The indicator id and sign of a term such as `-procedures.late`."""
    return (term[1:], -1) if term.startswith("-") else (term, 1)


class Indicator(Row):
    """Something measured, declared once; titles, formats and colours come from it."""

    indicator_id: str
    position: int
    name: Words
    short: Words
    finding: Words | None = None
    measured_in: str
    decimals: int = Field(ge=0, le=4)
    better: Better
    aggregate: Aggregate
    adds_up: bool = True
    adds_over_units: bool = True
    numerator: Words
    denominator: Words | None = None
    numerator_of: tuple[str, ...] = ()
    denominator_of: tuple[str, ...] = ()
    derive: tuple[str, ...] = ()
    query: str
    law: tuple[str, ...]
    form: str | None = None
    version: int = Field(ge=1)
    owner: Words
    reviewed: dt.date
    caveat: Words | None = None
    parts: tuple[str, ...] = ()
    tile: int | None = None

    @property
    def area(self) -> str:
        """The part of the id before the point."""
        return self.indicator_id.split(".")[0]

    @property
    def is_rate(self) -> bool:
        """Whether it is a numerator over a denominator."""
        return self.aggregate == "ratio"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        sides = (self.numerator_of, self.denominator_of, self.denominator)
        if self.is_rate and not all(sides):
            raise ValueError("a ratio names numerator_of, denominator_of, denominator")
        if not self.is_rate and any(sides):
            raise ValueError("only a ratio has a denominator")
        for formula in self.derive:
            if not FORMULA.match(formula):
                raise ValueError(f"formula {formula!r} is not 'a + b - c' or 'a / b'")
        return self

    def terms(self) -> list[dict[str, object]]:
        """Rows of `indicator_term`: what its sides and formulas are made of."""
        sides = {"numerator": self.numerator_of, "denominator": self.denominator_of}
        rows: list[dict[str, object]] = []
        for side, terms in sides.items():
            for term in terms:
                term_id, sign = signed(term)
                rows.append(self._term(side, 0, term_id, sign))
        for rule, formula in enumerate(self.derive, start=1):
            side = "quotient" if " / " in formula else "sum"
            for operator, term_id in TERM.findall(formula):
                rows.append(
                    self._term(side, rule, term_id, {"-": -1, "/": 0}.get(operator, 1))
                )
        return rows

    def _term(self, side: str, rule: int, term_id: str, sign: int) -> dict[str, object]:
        formula = self.derive[rule - 1] if rule else None
        return {
            "indicator_id": self.indicator_id,
            "side": side,
            "rule": rule,
            "term_id": term_id,
            "sign": sign,
            "formula": formula,
        }
