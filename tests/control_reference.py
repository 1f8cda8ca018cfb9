"""Control charts worked out slowly: point by point, from the words of the rules, in
exact fractions where there is no root."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

Value = Fraction | int | float | None
Lines = Mapping[str, Sequence[Value]]


def array(values: Sequence[Value]) -> np.ndarray:
    """As the functions take them, NaN for what is missing."""
    return np.array([np.nan if value is None else value for value in values], float)


def mean(numbers: Sequence[Value]) -> Value:
    return sum(numbers) / Fraction(len(numbers)) if numbers else None


def slow_xmr(
    values: Sequence[Value], baseline: int | None = None, screen: bool = True
) -> dict[str, list[Value]]:
    """Limits in exact fractions, point by point."""
    used, moving, ranges = [], [], []
    for place, value in enumerate(values):
        before = values[place - 1] if place else None
        gap = value is None or before is None
        moving.append(None if gap else abs(value - before))
        if value is not None and (baseline is None or len(used) < baseline):
            used.append(value)
            ranges += [] if gap else [moving[-1]]
    centre, average = mean(used), mean(ranges)
    if screen and ranges:
        usual = [size for size in ranges if size * 1000 < 3267 * average]
        if any(usual):
            average = mean(usual)
    half = None if average is None else average * 266 / 100
    return slow_lines([centre] * len(values), [half] * len(values)) | {
        "moving_range": moving
    }


def slow_lines(centres: list[Value], halves: list[Value]) -> dict[str, list[Value]]:
    lines: dict[str, list[Value]] = {"centre": centres}
    for name, thirds in (("lower", -3), ("upper", 3), ("near_lower", -2)):
        lines[name] = [
            None if half is None else centre + half * thirds / 3
            for centre, half in zip(centres, halves, strict=True)
        ]
    lines["near_upper"] = [
        None if low is None else 2 * centre - low
        for centre, low in zip(centres, lines["near_lower"], strict=True)
    ]
    return lines


def slow_p_prime(xs: Sequence[Value], ns: Sequence[Value]) -> dict[str, list[Value]]:
    """Limits in floats, point by point: each in a loop of its own."""
    cases = [
        (x, n) if n and x is not None else None for x, n in zip(xs, ns, strict=True)
    ]
    total = sum(case[1] for case in cases if case)
    centre = sum(case[0] for case in cases if case) / total if total else None
    errors = [math.sqrt(centre * (1 - centre) / c[1]) if c else None for c in cases]
    z = [
        (case[0] / case[1] - centre) / error if case and error else None
        for case, error in zip(cases, errors, strict=True)
    ]
    ranges = [abs(b - a) for a, b in pairwise(z) if None not in (a, b)]
    sigma = sum(ranges) / len(ranges) / 1.128 if ranges else None
    halves = []
    for error in errors:
        known = error is not None and (error == 0 or sigma is not None)
        halves.append(3 * error * (sigma or 0) if known else None)
    lines = slow_lines([centre] * len(cases), halves)
    cut = {
        name: [None if value is None else min(max(value, 0), 1) for value in line]
        for name, line in lines.items()
    }
    return cut | {"sigma_z": [sigma] * len(cases)}


def slow_signals(values: Sequence[Value], lines: Lines, better: str) -> list[tuple]:
    """The rules as they are worded, of one point after the other."""
    rows = []
    for i, value in enumerate(values):
        if value is None:
            rows.append((False, False, False, False, "missing"))
            continue
        sides = [
            outside_side(value, i, lines),
            trend_side(values, i),
            two_side(values, i, lines),
            shift_side(values, i, lines),
        ]
        side = next((side for side in sides if side), 0)
        good = {"higher": side > 0, "lower": side < 0}
        if side == 0:
            direction = "usual"
        elif better == "neither":
            direction = "up" if side > 0 else "down"
        else:
            direction = "improving" if good[better] else "worsening"
        rows.append((*(side != 0 for side in sides), direction))
    return rows


def beyond(value: Value, line: Value, side: int, slack: float = 1e-12) -> bool:
    """Whether a value lies beyond a line; floats must be more than a rounding away."""
    if value is None or line is None:
        return False
    apart = (value - line) * side
    return bool(apart > (slack if isinstance(apart, float) else 0))


def outside_side(value: Value, i: int, lines: Lines) -> int:
    return beyond(value, lines["upper"][i], 1) - beyond(value, lines["lower"][i], -1)


def windows(values: Sequence[Value], i: int, length: int) -> list[list[int]]:
    """The places of each so many points in a row, point i among them, none missing."""
    starts = range(max(i - length + 1, 0), min(i, len(values) - length) + 1)
    rows = [list(range(start, start + length)) for start in starts]
    return [row for row in rows if all(values[place] is not None for place in row)]


def trend_side(values: Sequence[Value], i: int) -> int:
    for row in windows(values, i, 7):
        points = [values[place] for place in row]
        if all(b > a for a, b in pairwise(points)):
            return 1
        if all(b < a for a, b in pairwise(points)):
            return -1
    return 0


def two_side(values: Sequence[Value], i: int, lines: Lines) -> int:
    for side, name in ((1, "near_upper"), (-1, "near_lower")):
        for row in windows(values, i, 3):
            far = [
                place
                for place in row
                if beyond(values[place], lines[name][place], side)
            ]
            near = [beyond(values[p], lines["centre"][p], side) for p in row]
            if i in far and len(far) >= 2 and all(near):
                return side
    return 0


def shift_side(values: Sequence[Value], i: int, lines: Lines) -> int:
    for side in (1, -1):
        for row in windows(values, i, 7):
            if all(beyond(values[p], lines["centre"][p], side) for p in row):
                return side
    return 0


def slow_tail_side(x: int, n: int, rate: Fraction) -> int:
    def chance(k: int) -> Fraction:
        return math.comb(n, k) * rate**k * (1 - rate) ** (n - k)

    low = sum(chance(k) for k in range(x + 1)) <= Fraction(1, 1000)
    high = sum(chance(k) for k in range(x, n + 1)) <= Fraction(1, 1000)
    return high - low
