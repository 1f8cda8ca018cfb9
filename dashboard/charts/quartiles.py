"""One unit among all, a row for each indicator, each row on a scale of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import rows as drawn
from dashboard.charts.frame import plain, thin
from dashboard.charts.rows import Ground, Said
from dashboard.look import Tokens
from dashboard.settings import Language

_EDGES = (-0.03, 1.03)
_HEAD, _FOOT = 26, 6
_BOLD, _TICK = 9, 8  # pixels of the middle half; half of the tick at the median
_PLACES = ("least", "q1", "median", "q3", "most")


@dataclass(frozen=True)
class QuartileWords:
    """The grey words of a row, and what both ends of the scales mean.

    `median` such as `giữa {median}`, `units` such as `{units} đơn vị`; `neither` says
    of a row that more is neither better nor worse.
    """

    median: str
    units: str
    worse: str
    better: str
    neither: str


def quartiles(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    words: QuartileWords,
    narrow: bool = False,
) -> go.Figure:
    """From the lowest unit to the highest, the better end at the right, first on top.

    Columns: label (of the indicator), value (of the unit), least, q1, median, q3, most
    (of all), figure and median_figure (in words), better (higher, lower or neither,
    which is drawn low to high); optionally slot (1 to 8, the unit's colour), units (how
    many) and reason (where there is no value).
    """
    read = [drawn.given(record) for record in rows.to_dict("records")]
    said = [_said(one, words) for one in read]
    on = drawn.ground(
        said,
        _EDGES,
        tokens,
        language=language,
        narrow=narrow,
        top=_HEAD,
        bottom=_FOOT,
    )
    on.made.update_xaxes(visible=False)
    if any(_is_judged(one) for one in read):
        _heads(on, words)
    for one, row, y in zip(read, said, on.middles, strict=True):
        if row.figure:
            _draw(on, one, row, y)
    drawn.tell(on, said)
    return on.made


def _said(one: Mapping[str, Any], words: QuartileWords) -> Said:
    notes = []
    if "median_figure" in one:
        notes.append(words.median.replace("{median}", str(one["median_figure"])))
    if "units" in one:
        notes.append(words.units.replace("{units}", str(int(one["units"]))))
    is_known = all(name in one for name in ("value", *_PLACES))
    return Said(
        label=str(one["label"]),
        figure=plain(one["figure"]) if is_known else "",
        note=" · ".join(note for note in notes if note),
        reason=str(one.get("reason", "")),
        aside="" if _is_judged(one) else words.neither,
    )


def _is_judged(one: Mapping[str, Any]) -> bool:
    return one.get("better") in ("higher", "lower")


def _heads(on: Ground, words: QuartileWords) -> None:
    """What the ends of the scales mean, above them."""
    grey = on.tokens.ink2
    for x, anchor, text in ((0, "left", words.worse), (1, "right", words.better)):
        on.made.add_annotation(
            x=x,
            xanchor=anchor,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=plain(text),
            showarrow=False,
            font={"size": 12.5, "color": grey},
        )


def _draw(on: Ground, one: Mapping[str, Any], row: Said, y: float) -> None:
    """All thin, their middle half thick, a tick at the median, the unit as a dot."""
    least, first, median, third, most, at = _places(one)
    grey = on.tokens.ink2
    drawn.stroke(on, (least, most), (y, y), 1.5, on.tokens.rule)
    drawn.stroke(on, (first, third), (y, y), _BOLD, thin(grey, on.tokens.neutrals[2]))
    drawn.stroke(on, (median, median), (y - _TICK, y + _TICK), 2, grey)
    colour = on.tokens.units[int(one["slot"]) - 1] if "slot" in one else on.tokens.ink
    lines = [plain(row.label), f"<b>{row.figure}</b>", plain(row.note)]
    drawn.dot(on, at, y, colour, "<br>".join(lines))


def _places(one: Mapping[str, Any]) -> Sequence[float]:
    """All five places and the unit's between 0 and 1, turned so that more is better.

    Where all units are equal they stand in the middle.
    """
    values = [float(one[name]) for name in (*_PLACES, "value")]
    low, span = values[0], values[4] - values[0]
    if span <= 0:
        return [0.5] * len(values)
    shares = [min(max((value - low) / span, 0.0), 1.0) for value in values]
    if one.get("better") == "lower":
        return [1 - share for share in shares]
    return shares
