"""A small line of 112 × 34: the way to the last value, its limits and its mean."""

import math
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal

from dashboard.look import Tokens

Direction = Literal["improving", "worsening", "usual", "none"]

_WIDTH, _HEIGHT = 112, 34
_SIDE, _TOP = 5.0, 5.0


def sparkline(
    values: Sequence[float | None],
    tokens: Tokens,
    *,
    limits: tuple[float, float] | None = None,
    centre: float | None = None,
    direction: Direction = "usual",
) -> str:
    """The line as SVG; a missing value is a gap, a lone one a dot, none is empty."""
    known = [(i, v) for i, v in enumerate(values) if v is not None and math.isfinite(v)]
    scale = _vertical([v for _, v in known], limits, centre)
    body = _ground(limits, centre, scale, tokens)
    if known:
        at = {i: (_across(i, len(values)), scale(v)) for i, v in known}
        body += "".join(_stroke(run, tokens.ink2) for run in _runs(at))
        body += _last(*at[known[-1][0]], direction, tokens)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}">{body}</svg>'
    )


def _vertical(
    known: Sequence[float],
    limits: tuple[float, float] | None,
    centre: float | None,
) -> Callable[[float], float]:
    """A function from value to height; a constant series lies in the middle."""
    shown = [*known, *(limits or ()), *(() if centre is None else (centre,))]
    low, high = (min(shown), max(shown)) if shown else (0.0, 0.0)
    if high == low:
        return lambda value: _HEIGHT / 2
    reach = _HEIGHT - 2 * _TOP
    return lambda value: _TOP + reach * (high - value) / (high - low)


def _across(index: int, count: int) -> float:
    if count == 1:
        return _WIDTH / 2
    return _SIDE + (_WIDTH - 2 * _SIDE) * index / (count - 1)


def _ground(
    limits: tuple[float, float] | None,
    centre: float | None,
    scale: Callable[[float], float],
    tokens: Tokens,
) -> str:
    parts = []
    if limits:
        top, foot = scale(max(limits)), scale(min(limits))
        parts.append(
            f'<rect x="0" y="{top:.1f}" width="{_WIDTH}" '
            f'height="{max(foot - top, 1):.1f}" fill="{tokens.band}"/>'
        )
    if centre is not None:
        y = f"{scale(centre):.1f}"
        parts.append(
            f'<path d="M0 {y}H{_WIDTH}" stroke="{tokens.rule}" stroke-width="1" '
            'stroke-dasharray="1.5 2.5" fill="none"/>'
        )
    return "".join(parts)


def _runs(
    at: dict[int, tuple[float, float]],
) -> list[list[tuple[float, float]]]:
    """The points in unbroken runs: neighbours share index minus position."""
    numbered = enumerate(sorted(at))
    groups = groupby(numbered, key=lambda pair: pair[1] - pair[0])
    return [[at[index] for _, index in group] for _, group in groups]


def _stroke(run: list[tuple[float, float]], colour: str) -> str:
    if len(run) == 1:
        x, y = run[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.4" fill="{colour}"/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" '
        'stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _last(x: float, y: float, direction: Direction, tokens: Tokens) -> str:
    colour = {"improving": tokens.blue, "worsening": tokens.orange}
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" stroke="{tokens.bg}" '
        f'stroke-width="1" fill="{colour.get(direction, tokens.grey)}"/>'
    )
