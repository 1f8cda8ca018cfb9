"""The axis of rates: where it begins and ends, and its ticks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from dashboard.settings import Language
from dashboard.text.numbers import number

_STEPS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
_GAPS = 5  # between ticks, at most
_VAGUE = 0.25  # an interval wider than this says too little to set the axis
_HIGH = 0.85


@dataclass(frozen=True)
class Rate:
    """A rate and the ends of its interval, as fractions; the ends may be unknown."""

    value: float
    low: float | None = None
    high: float | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Rate":
        """From what is known of value, low and high; the value must be."""
        return cls(given["value"], given.get("low"), given.get("high"))

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both ends of the interval, if there is one."""
        if self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True)
class Scale:
    """Both ends of an axis and its step, as fractions."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """Where the ticks stand, in per cent."""
        count = round((self.high - self.low) / self.step)
        return [100 * (self.low + self.step * n) for n in range(count + 1)]

    def words(self, language: Language) -> list[str]:
        """The ticks as `97%` or `97,5%`, all with the same number of places."""
        places = 0 if self.step >= 0.01 else 1 if self.step >= 0.001 else 2
        return [f"{number(tick, places, language)}%" for tick in self.ticks]


def scale(rates: Sequence[Rate], reference: float | None = None) -> Scale:
    """An axis for these rates, which one small denominator does not stretch.

    Rates with an interval wider than 25 points do not set it when there are others;
    nor do ends that lie far outside the values. A high rate is seen against 100 %.
    """
    firm = _firm(rates)
    values = [one.value for one in firm]
    if reference is not None:
        values.append(reference)
    if not values:
        return Scale(0.0, 1.0, 0.2)
    known = [(one.value, *one.ends) for one in firm if one.ends]
    spread = 0.6 * (max(values) - min(values))
    below = 1.5 * median([value - low for value, low, _ in known] or [0.0])
    above = 1.5 * median([high - value for value, _, high in known] or [0.0])
    floor = min(values) - max(spread, below)
    roof = max(values) + max(spread, above)
    ends = [end for _, *both in known for end in both if floor <= end <= roof]
    return _round(min(values + ends), max(values + ends))


def _firm(rates: Sequence[Rate]) -> list[Rate]:
    firm = [one for one in rates if not one.ends or one.ends[1] - one.ends[0] <= _VAGUE]
    return firm if len(firm) > 1 else list(rates)


def _round(least: float, most: float) -> Scale:
    if most > _HIGH:
        most = 1.0
    room = max(most - least, 0.0002)
    step = next((one for one in _STEPS if room / one <= _GAPS), _STEPS[-1])
    low = max(math.floor(least / step + 1e-9) * step, 0.0)
    high = min(math.ceil(most / step - 1e-9) * step, 1.0)
    if high <= low:
        low, high = (low, low + step) if low + step <= 1 else (1 - step, 1.0)
    return Scale(low, high, step)
