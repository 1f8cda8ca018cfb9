"""Slow and plain: what reports say of periods, as `queries/indicator/` must answer it.

Written from the rules, not from the SQL: one figure at a time, with loops.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator

ADDS = ("count", "money", "stock")
BOUNDED = ("exact", "at_least")
DAY = dt.timedelta(days=1)

Days = tuple[dt.date, dt.date]
Place = tuple[str, str, str, str]
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Stated:
    """A figure of a report: for a named period, or for its very days.

    `words` is the number as written; `as_of` the cut-off of its file.
    """

    indicator_id: str
    unit_id: str
    part: str
    label: str
    days: Days | None
    words: str
    qualifier: str
    as_of: dt.date

    @property
    def exact(self) -> Fraction:
        """The number that is written; a rate as a fraction."""
        number = Fraction(self.words.rstrip("%").replace(",", "."))
        return number / 100 if self.words.endswith("%") else number

    @property
    def rounding(self) -> Fraction:
        """Half a unit of the last place written."""
        places = len(self.words.rstrip("%").partition(",")[2])
        return Fraction(1, 2 * 10**places * (100 if self.words.endswith("%") else 1))


@dataclass(frozen=True)
class Said:
    """What is said of a period: in one place, or in tiles."""

    value: Fraction
    status: str
    qualifier: str
    rounding: Fraction | None = None


@dataclass(frozen=True)
class Figure:
    """An observation, without its files."""

    numerator: float | None
    denominator: float | None
    value: float
    basis: str
    status: str
    qualifier: str
    formula: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether it was placed by the name of its period."""
        return self.status == "named_period"


def in_force(stated: Sequence[Stated]) -> list[Stated]:
    """Those that no later file replaces: it speaks for a unit, an area and a period."""

    def covers(one: Stated) -> tuple[object, ...]:
        area = one.indicator_id.split(".")[0]
        return (one.unit_id, area, one.days or one.label)

    return [
        one
        for one in stated
        if not any(covers(o) == covers(one) and o.as_of > one.as_of for o in stated)
    ]


def answers(
    stated: Sequence[Stated],
    indicators: Mapping[str, Indicator],
    periods: Sequence[Period],
) -> dict[Key, Said]:
    """What is said of every period; dates before names, whole before tiles."""
    found = {}
    for (name, unit, part), period in product(
        sorted({(s.indicator_id, s.unit_id, s.part) for s in stated}), periods
    ):
        mine = [
            s
            for s in stated
            if (s.indicator_id, s.unit_id, s.part) == (name, unit, part)
        ]
        dated = [s for s in mine if s.days]
        named = [s for s in mine if not s.days]
        days = {
            p.period_id: (p.from_date, p.to_date)
            for p in periods
            if p.calendar == period.calendar
        }
        said = None
        for ours, is_named in ((dated, False), (named, True)):
            placed = [
                (s.days or days[s.label], s) for s in ours if s.days or s.label in days
            ]
            whole = [
                s
                for at, s in placed
                if (
                    s.label == period.period_id
                    if is_named
                    else at == (period.from_date, period.to_date)
                )
            ]
            if whole:
                status = "named_period" if is_named else "complete"
                one = whole[0]
                said = said or Said(one.exact, status, one.qualifier, one.rounding)
            elif indicators[name].aggregate in ADDS and indicators[name].adds_up:
                tiles = [(at, s) for at, s in placed if s.qualifier in BOUNDED]
                ways = list(tilings(period.from_date, period.to_date, tiles))
                if ways:
                    way = min(ways, key=len)
                    status = "named_period" if is_named else "assembled"
                    if indicators[name].aggregate == "stock":
                        way = way[-1:]
                    loose = any(s.qualifier != "exact" for s in way)
                    total = sum((s.exact for s in way), Fraction())
                    said = said or Said(total, status, "at_least" if loose else "exact")
        if said:
            found[name, unit, period.calendar, period.period_id, part] = said
    return found


def tilings(
    first: dt.date, last: dt.date, tiles: Sequence[tuple[Days, Stated]]
) -> Iterator[list[Stated]]:
    """Every way of covering the days from first to last end to end, in two or more."""
    for (start, end), stated in tiles:
        if start == first and end < last:
            for (other, final), closing in tiles:
                if other == end + DAY and final == last:
                    yield [stated, closing]
            for rest in tilings(end + DAY, last, tiles):
                yield [stated, *rest]


def observations(
    said: Mapping[Key, Said],
    indicators: Mapping[str, Indicator],
    periods: Sequence[Period],
) -> dict[Key, Figure]:
    """Every figure: stated, derived until nothing more follows, and rates."""
    found = {
        key: Figure(
            float(s.value), None, float(s.value), "reported", s.status, s.qualifier
        )
        for key, s in said.items()
        if not indicators[key[0]].is_rate
    }
    size = -1
    while size != len(found):
        size = len(found)
        for more in (
            totals(found, indicators, periods),
            sums(found, indicators),
            quotients(found, said, indicators),
        ):
            for key, figure in more:
                found.setdefault(key, figure)
    return found | dict(rates(found, said, indicators))


def totals(
    found: Mapping[Key, Figure],
    indicators: Mapping[str, Indicator],
    periods: Sequence[Period],
) -> list[tuple[Key, Figure]]:
    """Unstated wholes, where every way of dividing gives the same sum."""
    days = {(p.calendar, p.period_id): (p.from_date, p.to_date) for p in periods}
    ways: dict[Place, dict[str, dict[str, Figure]]] = {}
    for key, figure in found.items():
        if key[4] and indicators[key[0]].aggregate in ADDS:
            keys = re.sub("=[^;]*", "", key[4])
            ways.setdefault(key[:4], {}).setdefault(keys, {})[key[4]] = figure
    new = []
    for place, divided in ways.items():
        name, unit, calendar, period = place
        first, last = days[calendar, period]
        good = {}
        for keys, figures in divided.items():
            known = {
                part
                for other, ways_there in ways.items()
                if other[:3] == (name, unit, calendar)
                and first <= days[calendar, other[3]][0]
                and days[calendar, other[3]][1] <= last
                for part in ways_there.get(keys, {})
            }
            bounded = all(f.qualifier in BOUNDED for f in figures.values())
            if (
                bounded
                and known == set(figures)
                and len({f.is_named for f in figures.values()}) == 1
            ):
                good[keys] = figures
        amounts = {sum(f.value for f in figures.values()) for figures in good.values()}
        if len(amounts) == 1:
            keys = min(good)
            used = good[keys].values()
            formula = f"sum({keys.replace(';', ', ')})"
            status = min(f.status for f in used)
            new.append(((*place, ""), derived(amounts.pop(), status, used, formula)))
    return new


def derived(value: float, status: str, used: object, formula: str) -> Figure:
    """A figure made of others; one lower bound among them makes it one."""
    loose = any(f.qualifier == "at_least" for f in used)  # type: ignore[attr-defined]
    qualifier = "at_least" if loose else "exact"
    return Figure(value, None, value, "derived", status, qualifier, formula)


def sums(
    found: Mapping[Key, Figure], indicators: Mapping[str, Indicator]
) -> list[tuple[Key, Figure]]:
    """Unstated counts by adding and subtracting; the first formula that works."""
    new = []
    for one in indicators.values():
        for formula in (f for f in one.derive if " / " not in f):
            words = f"+ {formula}".split()
            terms = list(zip(words[::2], words[1::2], strict=True))
            for place in sorted({key[1:] for key in found}):
                used = [(sign, found.get((name, *place))) for sign, name in terms]
                figures = [f for _, f in used if f and f.qualifier in BOUNDED]
                if len(figures) < len(terms) or len({f.status for f in figures}) > 1:
                    continue
                minus = [f for sign, f in used if sign == "-"]
                total = sum(f.value for f in figures) - 2 * sum(f.value for f in minus)
                if total >= 0 and all(f.qualifier == "exact" for f in minus):
                    key = (one.indicator_id, *place)
                    new.append(
                        (key, derived(total, figures[0].status, figures, formula))
                    )
    return new


def quotients(
    found: Mapping[Key, Figure],
    said: Mapping[Key, Said],
    indicators: Mapping[str, Indicator],
) -> list[tuple[Key, Figure]]:
    """Unstated denominators: the only whole number that gives the rate as rounded."""
    new = []
    for one in indicators.values():
        for formula in (f for f in one.derive if " / " in f):
            counted, rate = formula.split(" / ")
            for place in sorted({key[1:] for key in found}):
                upper, lower = found.get((counted, *place)), said.get((rate, *place))
                if not upper or not lower or lower.rounding is None or not upper.value:
                    continue
                exact = upper.qualifier == lower.qualifier == "exact"
                if (
                    not exact
                    or upper.status != lower.status
                    or lower.value <= lower.rounding
                ):
                    continue
                most = int(upper.value / float(lower.value - lower.rounding)) + 2
                fits = [
                    n
                    for n in range(int(upper.value), most)
                    if abs(Fraction(upper.value) / n - lower.value) <= lower.rounding
                ]
                if len(fits) == 1:
                    key = (one.indicator_id, *place)
                    new.append((key, derived(fits[0], upper.status, (), formula)))
    return new


def rates(
    found: Mapping[Key, Figure],
    said: Mapping[Key, Said],
    indicators: Mapping[str, Indicator],
) -> Iterator[tuple[Key, Figure]]:
    """Rates by their counts, else as stated; dates before names."""
    places = {key[1:] for key in (*found, *said)}
    for one, place in product((i for i in indicators.values() if i.is_rate), places):
        key = (one.indicator_id, *place)
        stated = said.get(key)
        divided = _divided(one, place, found)
        if stated and divided and divided.is_named != (stated.status == "named_period"):
            divided = None if divided.is_named else divided
            stated = None if divided else stated
        if divided and stated:
            yield (
                key,
                Figure(
                    divided.numerator,
                    divided.denominator,
                    divided.value,
                    "reported",
                    stated.status,
                    "exact",
                    divided.formula,
                ),
            )
        elif divided:
            yield key, divided
        elif stated:
            yield (
                key,
                Figure(
                    None,
                    None,
                    float(stated.value * 100) / 100,  # as read: per cent by 100
                    "reported",
                    stated.status,
                    stated.qualifier,
                ),
            )


def _divided(
    one: Indicator, place: Place, found: Mapping[Key, Figure]
) -> Figure | None:
    sides, words, statuses = [], [], set()
    for terms in (one.numerator_of, one.denominator_of):
        names = [term.lstrip("-") for term in terms]
        figures = [found.get((name, *place)) for name in names]
        if not all(f and f.qualifier == "exact" for f in figures):
            return None
        signs = [-1 if term.startswith("-") else 1 for term in terms]
        sides.append(sum(s * f.value for s, f in zip(signs, figures, strict=True) if f))
        joined = " ".join(
            f"{'-' if s < 0 else '+'} {n}" for s, n in zip(signs, names, strict=True)
        )
        words.append(joined.removeprefix("+ "))
        statuses |= {f.status for f in figures if f}
    if len(statuses) > 1 or sides[1] <= 0:
        return None
    formula = f"({words[0]}) / ({words[1]})"
    rate = sides[0] / sides[1]
    return Figure(sides[0], sides[1], rate, "derived", statuses.pop(), "exact", formula)
