"""Slow and plain: what reports say of periods, as `queries/indicator/` must answer it.

Written from the rules, not from the SQL: one figure at a time, with loops.
"""

import math
from dataclasses import dataclass
from itertools import product

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator

ADDS = ("count", "money", "stock")


@dataclass(frozen=True)
class Stated:
    """A figure of a report: for a named period, or for its very days."""

    indicator_id: str
    unit_id: str
    part: str
    label: str | None
    days: tuple[object, object] | None
    value: float
    rounding: float | None
    qualifier: str


Key = tuple[str, str, str, str, str]
Figure = tuple[float | None, float | None, float, str, str]


def tilings(first: object, last: object, tiles: list[tuple]) -> list[list[tuple]]:
    """Every way of covering the days from first to last with tiles, end to end."""
    found = []
    for start, end, after, stated in tiles:
        if start != first or end > last:
            continue
        if end == last:
            found.append([stated])
        else:
            found += [[stated, *rest] for rest in tilings(after, last, tiles)]
    return found


def answers(
    stated: list[Stated], indicators: dict[str, Indicator], periods: list[Period], day
) -> dict[Key, tuple[float, float | None, str, str]]:
    """Value, rounding, status and qualifier of what is said of every period."""
    found = {}
    keys = sorted({(s.indicator_id, s.unit_id, s.part) for s in stated})
    names = {(p.calendar, p.period_id): p for p in periods}
    for (indicator_id, unit_id, part), period in product(keys, periods):
        mine = [
            s
            for s in stated
            if (s.indicator_id, s.unit_id, s.part) == (indicator_id, unit_id, part)
        ]
        said = None
        for status in ("complete", "named_period"):
            by_name = status == "named_period"
            exact = [
                s
                for s in mine
                if (by_name and s.label == period.period_id and s.days is None)
                or (not by_name and s.days == (period.from_date, period.to_date))
            ]
            if exact:
                said = (exact[0].value, exact[0].rounding, status, exact[0].qualifier)
                break
            one = indicators[indicator_id]
            if one.aggregate not in ADDS or not one.adds_up:
                continue
            tiles = []
            for s in mine:
                if s.qualifier not in ("exact", "at_least"):
                    continue
                days = s.days
                if by_name and s.days is None:
                    named = names.get((period.calendar, s.label))
                    days = named and (named.from_date, named.to_date)
                elif by_name:
                    days = None
                if days and days != (period.from_date, period.to_date):
                    tiles.append((days[0], days[1], days[1] + day, s))
            ways = tilings(period.from_date, period.to_date, tiles)
            if ways:
                way = min(ways, key=len)
                total = (
                    way[-1].value
                    if one.aggregate == "stock"
                    else sum(s.value for s in way)
                )
                loose = any(s.qualifier != "exact" for s in way)
                said = (
                    total,
                    None,
                    "named_period" if by_name else "assembled",
                    "at_least" if loose else "exact",
                )
                break
        if said:
            found[indicator_id, unit_id, period.calendar, period.period_id, part] = said
    return found


def observations(
    said: dict[Key, tuple[float, float | None, str, str]],
    indicators: dict[str, Indicator],
) -> dict[Key, Figure]:
    """Numerator, denominator, value, basis and qualifier of every figure."""
    found: dict[Key, Figure] = {}
    status: dict[Key, str] = {}
    for key, (value, _, state, qualifier) in said.items():
        if not indicators[key[0]].is_rate:
            found[key] = (value, None, value, "reported", qualifier)
            status[key] = state
    size = -1
    while size != len(found):
        size = len(found)
        for kind in (totals, sums, quotients):
            for key, (value, state, qualifier) in kind(
                found, status, said, indicators
            ).items():
                if key not in found:
                    found[key] = (value, None, value, "derived", qualifier)
                    status[key] = state
    rates = {}
    places = {key[1:] for key in found} | {key[1:] for key in said}
    for one, place in product(
        [i for i in indicators.values() if i.is_rate], sorted(places)
    ):
        sides = [
            side(terms, place, found, status)
            for terms in (one.numerator_of, one.denominator_of)
        ]
        states = {state for got in sides if got for state in got[1]}
        divided = None
        if all(sides) and len(states) == 1 and sides[1][0] > 0:
            divided = (sides[0][0], sides[1][0])
        key = (one.indicator_id, *place)
        if divided:
            rates[key] = (
                *divided,
                divided[0] / divided[1],
                "reported" if key in said else "derived",
                said[key][3] if key in said else "exact",
            )
        elif key in said:
            rates[key] = (None, None, said[key][0], "reported", said[key][3])
    return found | rates


def side(terms, place, found, status):
    """The sum of a side of a rate and the statuses it rests on; none if incomplete."""
    total, states = 0.0, set()
    for term in terms:
        sign, name = (-1, term[1:]) if term.startswith("-") else (1, term)
        key = (name, *place)
        if key not in found or found[key][4] != "exact":
            return None
        total += sign * found[key][2]
        states.add(status[key])
    return total, states


def totals(found, status, said, indicators):
    """Unstated wholes, where every way of dividing gives the same sum."""
    groups: dict[Key, dict[str, list[Key]]] = {}
    for key, figure in found.items():
        if (
            key[4]
            and figure[4] in ("exact", "at_least")
            and indicators[key[0]].aggregate in ADDS
        ):
            keys = ";".join(piece.split("=")[0] for piece in key[4].split(";"))
            groups.setdefault((*key[:4], ""), {}).setdefault(keys, []).append(key)
    new = {}
    for whole, ways in groups.items():
        sums_ = {
            keys: sum(found[k][2] for k in listed) for keys, listed in ways.items()
        }
        if len(set(sums_.values())) == 1:
            listed = ways[min(ways)]
            loose = any(found[k][4] == "at_least" for k in listed)
            new[whole] = (
                sums_[min(ways)],
                max(status[k] for k in listed),
                "at_least" if loose else "exact",
            )
    return new


def sums(found, status, said, indicators):
    """Unstated counts by adding and subtracting stated ones."""
    new = {}
    for one in indicators.values():
        for formula in one.derive:
            if " / " in formula:
                continue
            words = ("+ " + formula).split(" ")
            terms = [
                (1 if words[i] == "+" else -1, words[i + 1])
                for i in range(0, len(words), 2)
            ]
            for place in sorted({key[1:] for key in found}):
                keys = [(name, *place) for _, name in terms]
                if not all(
                    k in found and found[k][4] in ("exact", "at_least") for k in keys
                ):
                    continue
                open_ = any(
                    sign < 0 and found[(name, *place)][4] == "at_least"
                    for sign, name in terms
                )
                total = sum(sign * found[(name, *place)][2] for sign, name in terms)
                states = {status[k] for k in keys}
                if open_ or total < 0 or len(states) > 1:
                    continue
                loose = any(found[k][4] == "at_least" for k in keys)
                new.setdefault(
                    (one.indicator_id, *place),
                    (total, states.pop(), "at_least" if loose else "exact"),
                )
    return new


def quotients(found, status, said, indicators):
    """Unstated denominators: the only whole number that gives the rate as rounded."""
    new = {}
    for one in indicators.values():
        for formula in one.derive:
            if " / " not in formula:
                continue
            counted, rate = formula.split(" / ")
            for place in sorted({key[1:] for key in found}):
                upper, lower = found.get((counted, *place)), said.get((rate, *place))
                if not upper or not lower or upper[4] != "exact" or lower[3] != "exact":
                    continue
                if (
                    status[(counted, *place)] != lower[2]
                    or lower[1] is None
                    or upper[2] <= 0
                ):
                    continue
                top = lower[0] + lower[1]
                bottom = lower[0] - lower[1]
                if bottom <= 0:
                    continue
                fits = [
                    n
                    for n in range(int(upper[2]), math.ceil(upper[2] / bottom) + 2)
                    if round(upper[2] / top, 9) <= n <= round(upper[2] / bottom, 9)
                ]
                if len(fits) == 1:
                    new[(one.indicator_id, *place)] = (
                        float(fits[0]),
                        lower[2],
                        "exact",
                    )
    return new
