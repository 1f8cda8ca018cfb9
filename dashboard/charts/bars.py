"""Units by one measure from nothing on: a bar, its figure and its counts."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import rows as drawn
from dashboard.charts.frame import plain
from dashboard.charts.measure import Measure, measure
from dashboard.charts.rows import Said
from dashboard.charts.segments import look
from dashboard.look import Tokens
from dashboard.settings import Language

_THICK = 16
_HIGH = 0.85  # a rate beyond it is seen against 100 %
_GAPS = {False: 6, True: 4}  # between ticks, at most


def bars(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    is_rate: bool,
    decimals: int,
    reference: float | None = None,
    reference_label: str = "",
    narrow: bool = False,
) -> go.Figure:
    """Bars from 0 in the order given, first on top, all in one grey.

    Columns: label, value (rates as fractions, shown in per cent); optionally counts
    (`1.641 / 1.802`, small) and reason (where there is no value).
    """
    unit = 1.0 if is_rate else 0.01
    read = [drawn.given(record) for record in rows.to_dict("records")]
    values = [unit * one["value"] for one in read if "value" in one]
    if reference is not None:
        values.append(unit * reference)
    if is_rate and max(values, default=0.0) > _HIGH:
        values.append(1.0)
    axis = measure(
        [0.0, *values] if values else [],
        is_rate=is_rate,
        decimals=decimals,
        gaps=_GAPS[narrow],
    )
    said = [_said(one, unit, axis, language) for one in read]
    low, high = min(100 * axis.low, 0.0), 100 * axis.high
    edges = low, high + 0.01 * (high - low)
    on = drawn.ground(said, edges, tokens, language=language, narrow=narrow)
    for one, words, y in zip(read, said, on.middles, strict=True):
        if "value" in one:
            on.made.add_bar(
                x=[100 * unit * one["value"]],
                y=[y],
                width=[_THICK],
                orientation="h",
                marker=look("middle", tokens),
                hovertemplate=f"{plain(words.label)}<br><b>{words.figure}</b><br>"
                f"{plain(words.note)}<extra></extra>",
            )
    if reference is not None:
        drawn.reference(on, 100 * unit * reference, reference_label)
    drawn.tell(on, said)
    on.made.update_xaxes(tickvals=axis.ticks, ticktext=axis.words(language))
    return on.made


def _said(
    one: Mapping[str, Any], unit: float, axis: Measure, language: Language
) -> Said:
    return Said(
        label=str(one["label"]),
        figure=axis.figure(unit * one["value"], language) if "value" in one else "",
        note=str(one.get("counts", "")),
        reason=str(one.get("reason", "")),
    )
