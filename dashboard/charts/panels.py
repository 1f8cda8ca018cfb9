"""Small multiples as read from the frame, and the one scale that serves them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.measure import Measure, measure
from dashboard.charts.points import is_signal

_GAPS = 4  # between ticks, at most
_SHARE = 0.04  # of the usual values at either end, that do not set the scale


@dataclass(frozen=True)
class Dot:
    """One period of a panel; values as fractions, or hundredths of the measure."""

    value: float | None = None
    bloc: float | None = None
    state: str = "usual"
    reason: str = ""


@dataclass(frozen=True)
class Panel:
    """One unit with a dot for each period of all, the oldest first."""

    name: str
    figure: str
    slot: int | None
    dots: Sequence[Dot]

    @property
    def newest(self) -> int:
        """The place of the newest value, -1 without any."""
        known = (i for i, one in enumerate(self.dots) if one.value is not None)
        return max(known, default=-1)

    def is_alone(self, place: int) -> bool:
        """Whether a value has no neighbour that a line could join it to."""
        beside = (i for i in (place - 1, place + 1) if 0 <= i < len(self.dots))
        return all(self.dots[i].value is None for i in beside)


def periods(rows: pd.DataFrame) -> list[str]:
    """All periods of all units, the oldest first, though each may lack some."""
    found = list[str]()
    for _, group in rows.groupby("panel", sort=False):
        place = 0
        for period in group["period"].astype(str):
            if period not in found:
                found.insert(place, period)
            place = found.index(period) + 1
    return found


def panels(rows: pd.DataFrame, names: Sequence[str], *, is_rate: bool) -> list[Panel]:
    """The units in the order given; a period without a row has no value."""
    scale = 1 if is_rate else 0.01
    return [
        _panel(str(name), group, names, scale)
        for name, group in rows.groupby("panel", sort=False)
    ]


def axis(shown: Sequence[Panel], *, is_rate: bool, decimals: int) -> Measure:
    """All signals and newest values are seen; of the rest a few may lie beyond."""
    firm, rest, bloc = list[float](), list[float](), list[float]()
    for panel in shown:
        for place, one in enumerate(panel.dots):
            if one.bloc is not None:
                bloc.append(one.bloc)
            if one.value is not None:
                is_firm = place == panel.newest or is_signal(one.state)
                (firm if is_firm else rest).append(one.value)
    rest.sort()
    odd = int(_SHARE * len(rest))
    ends = rest[:odd] + rest[len(rest) - odd :]
    firm += rest[odd : len(rest) - odd]
    near = [*bloc, *ends]
    return measure(firm, near, is_rate=is_rate, decimals=decimals, gaps=_GAPS)


def _panel(name: str, rows: pd.DataFrame, names: Sequence[str], scale: float) -> Panel:
    known: list[dict[str, Any]] = [
        {str(key): value for key, value in record.items() if pd.notna(value)}
        for record in rows.to_dict("records")
    ]
    dots = {str(one["period"]): _dot(one, scale) for one in known}
    slots = [int(one["slot"]) for one in known if "slot" in one]
    figures = [str(one["figure"]) for one in known if "figure" in one]
    return Panel(
        name=name,
        figure=figures[-1] if figures else "",
        slot=slots[-1] if slots else None,
        dots=[dots.get(period, Dot()) for period in names],
    )


def _dot(given: Mapping[str, Any], scale: float) -> Dot:
    return Dot(
        value=scale * given["value"] if "value" in given else None,
        bloc=scale * given["bloc"] if "bloc" in given else None,
        state=str(given.get("state", "usual")),
        reason=str(given.get("reason", "")),
    )
