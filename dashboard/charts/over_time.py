"""A rate over periods: its line, its intervals, its gaps and breaks of its series."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain, thin
from dashboard.charts.labels import cut, rate, width
from dashboard.charts.periods import (
    APART,
    PLOT,
    Ground,
    Period,
    axes,
    breaks,
    rise,
)
from dashboard.charts.periods import reference as add_reference
from dashboard.charts.scale import Rate, scale
from dashboard.look import Tokens
from dashboard.settings import Language

_EDGE, _BOTTOM = 14, 30
_REFERENCE = 20


def over_time(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    reference: float | None = None,
    reference_label: str = "",
    narrow: bool = False,
) -> go.Figure:
    """One rate over periods, oldest first; fractions in, per cent shown.

    Columns: label (short, `T1/26`), value, low, high; optionally counts (words for
    the hover), reason (why there is no value) and break_label (words of a break of
    the series that lies just before this period). A missing period is a gap with a
    hollow square on the axis. The last value is written beside its dot.
    """
    read = [_read(record) for record in rows.to_dict("records")]
    axis = scale([one.rate for one in read if one.rate], reference)
    label = cut(reference_label, _REFERENCE)
    top = _EDGE + rise(read, narrow=narrow)
    made = figure(
        tokens,
        top + PLOT + _BOTTOM,
        language=language,
        right=_margin(read, label, language),
        top=top,
        bottom=_BOTTOM,
    )
    ground = Ground(made, axis, tokens, language, narrow)
    axes(ground, read)
    breaks(ground, read)
    if reference is not None:
        add_reference(ground, read, reference, label)
    _intervals(ground, read)
    _line(ground, read)
    _gaps(ground, read)
    _last(ground, read)
    return made


def _read(record: Mapping[Hashable, Any]) -> Period:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    return Period(
        label=plain(given["label"]),
        rate=Rate.read(given) if "value" in given else None,
        counts=plain(given.get("counts", "")),
        reason=plain(given.get("reason", "")),
        break_label=str(given.get("break_label", "")),
    )


def _margin(periods: Sequence[Period], label: str, language: Language) -> int:
    last = periods[-1].rate if periods else None
    figure_ = f"{rate(last.value, language)}%" if last else ""
    return round(2 * APART + max(width(figure_), width(label, 12.5)))


def _intervals(ground: Ground, periods: Sequence[Period]) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for index, one in enumerate(periods):
        if one.rate and one.rate.ends:
            x += [index, index, None]
            y += [*(ground.inside(end) for end in one.rate.ends), None]
    if x:
        ground.made.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": 3, "color": thin(ground.tokens.ink2, 0.3)},
            hoverinfo="skip",
        )


def _line(ground: Ground, periods: Sequence[Period]) -> None:
    """Every period has its place in the trace; what is missing is a gap."""
    last = max((i for i, one in enumerate(periods) if one.rate), default=-1)
    ground.made.add_scatter(
        x=list(range(len(periods))),
        y=[ground.inside(one.rate.value) if one.rate else None for one in periods],
        mode="lines+markers",
        connectgaps=False,
        line={"width": 1.6, "color": ground.tokens.ink2},
        marker={
            "opacity": 1,
            "size": [11 if index == last else 7 for index in range(len(periods))],
            "color": [
                ground.tokens.ink if index == last else ground.tokens.ink2
                for index in range(len(periods))
            ],
            "line": {"width": 1, "color": ground.tokens.bg},
        },
        cliponaxis=False,
        hovertext=[_hover(one, ground.language) for one in periods],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(period: Period, language: Language) -> str:
    if period.rate is None:
        lines = [period.label, period.reason]
    else:
        words = f"<b>{rate(period.rate.value, language)}%</b>"
        if period.rate.ends:
            ends = (rate(end, language) for end in period.rate.ends)
            words += f" ({' – '.join(ends)})"
        lines = [period.label, words, period.counts]
    return "<br>".join(line for line in (*lines, plain(period.break_label)) if line)


def _gaps(ground: Ground, periods: Sequence[Period]) -> None:
    missing = [index for index, one in enumerate(periods) if one.rate is None]
    if not missing:
        return
    low, high = ground.edges
    ground.made.add_scatter(
        x=missing,
        y=[low + 9 / PLOT * (high - low)] * len(missing),
        mode="markers",
        marker={
            "symbol": "square",
            "opacity": 1,
            "size": 8,
            "color": ground.tokens.bg,
            "line": {"width": 1.4, "color": ground.tokens.ink2},
        },
        hovertext=[_hover(periods[index], ground.language) for index in missing],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _last(ground: Ground, periods: Sequence[Period]) -> None:
    """The newest value: right of its dot, or above it when later ones are missing."""
    known = [(index, one.rate) for index, one in enumerate(periods) if one.rate]
    if not known:
        return
    index, newest = known[-1]
    is_final = index == len(periods) - 1
    ground.made.add_annotation(
        x=index,
        y=ground.inside(newest.value),
        xanchor="left" if is_final else "center",
        xshift=APART if is_final else 0,
        yshift=0 if is_final else 17,
        text=f"<b>{rate(newest.value, ground.language)}%</b>",
        showarrow=False,
        borderpad=1,
        bgcolor=ground.tokens.bg,
    )
