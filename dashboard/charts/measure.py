"""The axis of any measure over periods, seen as near as what is judged allows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.labels import rate
from dashboard.charts.scale import Scale
from dashboard.settings import Language
from dashboard.text.numbers import number, percent

_NICE = (1, 2, 5, 10)
_FINEST = 0.0001  # a step of rates
_LEAST_RATE, _LEAST = 0.02, 0.02  # how much is seen at least: points, a part of it all
_NEAR, _FAR = 1, 3  # lengths of what is judged that other values may add to it
_ZERO = 0.2  # an axis whose low end is a smaller part of the high one begins at 0


@dataclass(frozen=True)
class Measure(Scale):
    """An axis of rates as fractions, or of another measure in hundredths of it."""

    is_rate: bool
    decimals: int

    @property
    def ticks(self) -> list[float]:
        """Where the ticks stand, as drawn: in per cent, or in the measure."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return [100 * self.step * n for n in range(first, last + 1)]

    def words(self, language: Language) -> list[str]:
        """The ticks as `97%`, or as `1.250`."""
        if self.is_rate:
            return super().words(language)
        places = max(0, -math.floor(math.log10(100 * self.step) + 1e-9))
        return [number(tick, places, language) for tick in self.ticks]

    def figure(self, value: float, language: Language) -> str:
        """A value in words, `97,8%` or `1.234`; escaped."""
        if not self.is_rate:
            return number(100 * value, self.decimals, language)
        if self.decimals == 1:
            return f"{rate(value, language)}%"
        return f"{percent(value, self.decimals, language)}%"


def measure(
    judged: Sequence[float],
    near: Sequence[float] = (),
    far: Sequence[float] = (),
    *,
    is_rate: bool,
    decimals: int,
    gaps: int = 6,
) -> Measure:
    """An axis with all that is judged, and of the rest what does not stretch it much.

    `near` may lengthen it by what the judged values span, `far` by three times as much;
    there are at most so many gaps between ticks.
    """
    shown = list(judged) or [*near, *far]
    unit = 10.0 ** (-decimals - 2)
    if not shown:
        high, step = (1.0, 0.2) if is_rate else (unit, unit)
        return Measure(0.0, high, step, is_rate, decimals)
    low, high = min(shown), max(shown)
    least = _LEAST_RATE if is_rate else max(_LEAST * max(abs(low), high), 4 * unit)
    lowest = 0.0 if low >= 0 else -math.inf
    bounds = lowest, 1.0 if is_rate and high <= 1 else math.inf
    for others, times in ((near, _NEAR), (far, _FAR)):
        reach = times * max(high - low, least)
        kept = [one for one in others if low - reach <= one <= high + reach]
        low, high = min([low, *kept]), max([high, *kept])
    low, high = _widened(low, high, least, bounds)
    if low < _ZERO * high:
        low = min(low, 0.0)
    step = _step(high - low, gaps, _FINEST if is_rate else unit)
    return Measure(low, high, step, is_rate, decimals)


def _widened(
    low: float, high: float, least: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """At least so much, around the middle unless that would pass a bound."""
    low, high = max(low, bounds[0]), min(high, bounds[1])
    missing = max(least - (high - low), 0.0) / 2
    low, high = low - missing, high + missing
    over, under = max(high - bounds[1], 0.0), max(bounds[0] - low, 0.0)
    return low - over + under, high - over + under


def _step(span: float, gaps: int, finest: float) -> float:
    power = 10.0 ** math.floor(math.log10(span / gaps))
    step = next(one * power for one in _NICE if span / (one * power) <= gaps + 1e-9)
    return max(step, finest)
