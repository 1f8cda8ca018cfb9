"""The same series for many units, each in a small panel, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import category_axis, figure, plain, value_axis
from dashboard.charts.labels import cut, width, wrapped
from dashboard.charts.measure import Measure
from dashboard.charts.panels import Panel, axis, panels, periods
from dashboard.charts.points import colour, is_signal, symbol
from dashboard.look import Tokens
from dashboard.settings import Language

_FEW = 8  # panels, at most, in rows of four
_COLUMNS = {False: (4, 5), True: (2, 2)}
_ACROSS = {False: (236.0, 184.0), True: (135.0, 135.0)}  # pixels of a panel, at least
_TALL = {False: 136, True: 104}
_HEAD, _FOOT, _BOTTOM, _TOP, _RIGHT = 28, 16, 26, 2, 22
_BETWEEN = {False: 0.032, True: 0.13}  # panels, of the width of all
_MARGIN, _SQUARE = 0.09, 9
_HOVER = 50
_LETTERS, _LINES = 24, 4  # of the reason in an empty panel
_SAID = "%{hovertext}<extra></extra>"


@dataclass(frozen=True)
class _Sheet:
    """All panels are drawn on it."""

    made: go.Figure
    axis: Measure
    tokens: Tokens
    language: Language
    narrow: bool
    columns: int
    names: Sequence[str]

    def domain(self, place: int) -> tuple[list[float], list[float]]:
        """Where a panel lies in the figure, across and up, as parts of it."""
        row, column = divmod(place, self.columns)
        whole = self.made.layout.height - _TOP - _BOTTOM
        top = row * (_HEAD + _TALL[self.narrow] + _FOOT) + _HEAD
        gap = _BETWEEN[self.narrow]
        part = (1 - gap * (self.columns - 1)) / self.columns
        left = column * (part + gap)
        up = [1 - (top + _TALL[self.narrow]) / whole, 1 - top / whole]
        return [left, min(left + part, 1.0)], up

    @property
    def edges(self) -> tuple[float, float]:
        """Both ends of the scale as drawn, with room for dots."""
        room = 100 * _MARGIN * (self.axis.high - self.axis.low)
        return 100 * self.axis.low - room, 100 * self.axis.high + room

    def inside(self, value: float | None) -> float | None:
        """A value as drawn, at the end of the scale if it lies beyond."""
        return (
            None
            if value is None
            else 100 * min(max(value, self.axis.low), self.axis.high)
        )


def multiples(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    is_rate: bool,
    decimals: int,
    narrow: bool = False,
) -> go.Figure:
    """One panel per unit in the order given, all on one scale; rates as fractions.

    Rows are periods of units, the oldest first. Columns: panel (the unit), period
    (short) and value; optionally slot (its colour, 1 to 8; ink without), bloc (the
    value of all, a thin line), state (improving, worsening, up, down or usual, drawn
    where it is a signal and at the newest value), figure (words of the newest value,
    beside the unit) and reason (why there is no value).
    """
    names = periods(rows)
    shown = panels(rows, names, is_rate=is_rate)
    columns = _COLUMNS[narrow][len(shown) > _FEW]
    count = max(-(-len(shown) // columns), 1)
    pitch = _HEAD + _TALL[narrow] + _FOOT
    sides = {"top": _TOP, "bottom": _BOTTOM, "right": _RIGHT}
    made = figure(tokens, count * pitch + _TOP + _BOTTOM, language=language, **sides)
    scale = axis(shown, is_rate=is_rate, decimals=decimals)
    sheet = _Sheet(made, scale, tokens, language, narrow, columns, names)
    for place, panel in enumerate(shown):
        _axes(sheet, place, is_lowest=place + columns >= len(shown))
        _title(sheet, panel, place)
        _draw(sheet, panel, place)
    return made


def _axes(sheet: _Sheet, place: int, *, is_lowest: bool) -> None:
    """Every panel has its line and gridlines, names only at the left and below."""
    across, up = sheet.domain(place)
    mine = "" if place == 0 else str(place + 1)
    last = len(sheet.names) - 1
    shown = sorted({0, last // 2, last}) if last > 3 else sorted({0, last})
    ticks = {"showline": True, "linecolor": sheet.tokens.rule, "ticks": "outside"}
    ticks |= {"ticklen": 4, "tickcolor": sheet.tokens.rule}
    font = {"size": 12, "color": sheet.tokens.ink2}
    sheet.made.layout[f"xaxis{mine}"] = (
        category_axis(sheet.tokens)
        | ticks
        | {
            "domain": across,
            "anchor": f"y{mine}",
            "range": [-0.5, last + 0.5],
            "tickvals": shown,
            "ticktext": [plain(sheet.names[index]) for index in shown],
            "showticklabels": is_lowest,
            "ticklabelstandoff": 2,
            "tickfont": font,
        }
    )
    sheet.made.layout[f"yaxis{mine}"] = value_axis(sheet.tokens) | {
        "domain": up,
        "anchor": f"x{mine}",
        "range": sheet.edges,
        "tickvals": sheet.axis.ticks,
        "ticktext": sheet.axis.words(sheet.language),
        "showticklabels": place % sheet.columns == 0,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 6,
        "tickfont": font,
    }


def _title(sheet: _Sheet, panel: Panel, place: int) -> None:
    """The unit, cut if need be, and its newest value; they never reach the next."""
    across, up = sheet.domain(place)
    room = _ACROSS[sheet.narrow][sheet.columns > 4] - width(f"  {panel.figure}")
    name = panel.name
    while width(name, 13.8) > room and len(name) > 2:
        name = cut(name, len(name) - 1)
    _write(
        sheet,
        across[0],
        up[1],
        f"<b>{plain(name)}</b>  {plain(panel.figure)}",
        "bottom",
    )
    if panel.newest < 0:
        reasons = [one.reason for one in panel.dots if one.reason]
        words = wrapped((reasons or ["–"])[-1], _LETTERS, _LINES)
        _write(sheet, sum(across) / 2, sum(up) / 2, words, "middle")


def _write(sheet: _Sheet, x: float, y: float, text: str, yanchor: str) -> None:
    is_title = yanchor == "bottom"
    sheet.made.add_annotation(
        x=x,
        xref="paper",
        xanchor="left" if is_title else "center",
        y=y,
        yref="paper",
        yanchor=yanchor,
        yshift=4 if is_title else 0,
        text=text,
        showarrow=False,
        borderpad=0 if is_title else 3,
        bgcolor=None if is_title else sheet.tokens.bg,
        font={
            "size": 13 if is_title else 12.5,
            "color": sheet.tokens.ink if is_title else sheet.tokens.ink2,
        },
    )


def _draw(sheet: _Sheet, panel: Panel, place: int) -> None:
    """The bloc as a thin line, the unit, its gaps."""
    mine = {"xaxis": f"x{place + 1}", "yaxis": f"y{place + 1}"}
    if any(one.bloc is not None for one in panel.dots):
        sheet.made.add_scatter(
            x=list(range(len(panel.dots))),
            y=[sheet.inside(one.bloc) for one in panel.dots],
            mode="lines",
            line={"width": 1, "color": sheet.tokens.rule},
            hoverinfo="skip",
            **mine,
        )
    if panel.newest < 0:
        return
    _line(sheet, panel, mine)
    missing = [i for i, one in enumerate(panel.dots) if one.value is None]
    if missing:
        low, high = sheet.edges
        edge = {"width": 1.2, "color": sheet.tokens.ink2}
        look = {"symbol": "square", "size": 6, "color": sheet.tokens.bg, "line": edge}
        sheet.made.add_scatter(
            x=missing,
            y=[low + _SQUARE / _TALL[sheet.narrow] * (high - low)] * len(missing),
            mode="markers",
            marker=look | {"opacity": 1},
            hovertext=[_hover(sheet, panel, index) for index in missing],
            hovertemplate=_SAID,
            **mine,
        )


def _line(sheet: _Sheet, panel: Panel, mine: Mapping[str, str]) -> None:
    """The unit in its colour; dots where something is to be seen."""
    units, places = sheet.tokens.units, range(len(panel.dots))
    hue = units[(panel.slot - 1) % len(units)] if panel.slot else sheet.tokens.ink2
    looks = [_look(sheet, panel, index, hue) for index in places]
    sheet.made.add_scatter(
        x=list(places),
        y=[sheet.inside(one.value) for one in panel.dots],
        mode="lines+markers",
        connectgaps=False,
        line={"width": 2, "color": hue},
        marker={
            "opacity": 1,
            "symbol": [shape for shape, _, _ in looks],
            "size": [size for _, size, _ in looks],
            "color": [shade for _, _, shade in looks],
            "line": {
                "color": [sheet.tokens.bg if size else hue for _, size, _ in looks],
                "width": [1 if size else 0 for _, size, _ in looks],
            },
        },
        cliponaxis=False,
        hovertext=[_hover(sheet, panel, index) for index in places],
        hovertemplate=_SAID,
        **mine,
    )


def _look(sheet: _Sheet, panel: Panel, place: int, hue: str) -> tuple[str, int, str]:
    """Shape, size and colour of a dot; most have none."""
    one, scale = panel.dots[place], sheet.axis
    if one.value is not None and not scale.low <= one.value <= scale.high:
        return "triangle-up" if one.value > scale.high else "triangle-down", 7, hue
    if place == panel.newest or is_signal(one.state):
        size = 10 if place == panel.newest else 7
        shade = colour(one.state, sheet.tokens, sheet.tokens.grey)
        return symbol(one.state), size, shade
    return "circle", 5 if one.value is not None and panel.is_alone(place) else 0, hue


def _hover(sheet: _Sheet, panel: Panel, place: int) -> str:
    one, lines = panel.dots[place], [wrapped(panel.name, _HOVER, 3)]
    lines.append(plain(sheet.names[place]))
    if one.value is None:
        lines.append(plain(one.reason))
    else:
        lines.append(f"<b>{sheet.axis.figure(one.value, sheet.language)}</b>")
    return "<br>".join(line for line in lines if line)
