"""What chance allows units of each size: two grounds, their edges and their names."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.charts.around import Spot
from dashboard.charts.frame import thin
from dashboard.charts.plane import Plane, Tag, over

_GROUNDS = (("998", 0.08), ("95", 0.14))  # opacities, the second on the first
_EDGES = {"998": "solid", "95": "7px,5px"}
_ALONG, _INKED = 24, 100  # places of words along a line; samples of it
_ASIDE = 5.0


@dataclass(frozen=True)
class FunnelWords:
    """The title of the sizes and what the lines are called: 95 %, 99.8 %, all."""

    axis: str
    inner: str
    outer: str
    centre: str = ""


def limits(ground: Plane, grid: pd.DataFrame) -> None:
    """What lies within each pair of limits, and their edges."""
    sizes = list(grid["n"])
    for name, opacity in _GROUNDS:
        low, high = (list(100 * grid[f"{side}{name}"]) for side in ("lower", "upper"))
        ground.made.add_scatter(
            x=[*sizes, *sizes[::-1]],
            y=[*low, *high[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=thin(ground.tokens.ink2, opacity),
            line={"width": 0},
            hoverinfo="skip",
        )
        for edge in (low, high):
            ground.made.add_scatter(
                x=sizes,
                y=edge,
                mode="lines",
                line={"width": 1, "color": ground.tokens.rule, "dash": _EDGES[name]},
                hoverinfo="skip",
            )


def inked(
    ground: Plane, grid: pd.DataFrame, centre: float
) -> Iterator[tuple[float, float]]:
    """Samples of all lines, evenly along the width."""
    sizes = np.geomspace(*ground.x, _INKED)
    for name in ("lower998", "lower95", "upper95", "upper998"):
        if len(grid):
            heights = np.interp(sizes, grid["n"], 100 * grid[name])
            yield from map(ground.at, sizes, heights)
    yield from (ground.at(n, 100 * centre) for n in sizes)


def tags(
    ground: Plane, grid: pd.DataFrame, centre: float, words: FunnelWords
) -> list[Tag]:
    """The names of the lines: the inner limit within, the outer one without."""
    found = []
    for name, text, is_inner in (
        ("95", words.inner, True),
        ("998", words.outer, False),
    ):
        spots = list[Spot]()
        for side, turn in (("lower", 1), ("upper", -1)):
            spots += _along(ground, grid, f"{side}{name}", turn if is_inner else -turn)
        if text and spots:
            found.append(Tag(text, tuple(spots)))
    if words.centre:
        level = ground.at(ground.x[0], 100 * centre)[1]
        found.append(Tag(words.centre, over(level)))
    return found


def _along(ground: Plane, grid: pd.DataFrame, name: str, turn: int) -> Iterator[Spot]:
    """Beside a limit, from where it enters the plot; over (1) or under it (-1)."""
    is_lower, sizes = name.startswith("lower"), np.geomspace(*ground.x, _ALONG)
    heights = np.interp(sizes, grid["n"], 100 * grid[name]) if len(grid) else sizes * 0
    for place, (n, y) in enumerate(zip(sizes, heights, strict=True)):
        share, up = ground.at(n, y)
        if not (0 < y < 100 and 0 <= up <= ground.height):
            continue
        # A lower limit rises to the right: over it there is room at the left.
        is_left = (turn > 0) == is_lower
        xanchor, shift = ("right", -_ASIDE) if is_left else ("left", _ASIDE)
        yanchor = "bottom" if turn > 0 else "top"
        cost = 0.1 * place + (0 if is_lower else 1)
        yield Spot(share, up, xanchor, yanchor, shift, 2.0 * turn, cost)
