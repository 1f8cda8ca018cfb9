"""Units that cannot stand on a plot, listed below it with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import plain
from dashboard.charts.labels import folded
from dashboard.charts.rows import given
from dashboard.look import Tokens

_LETTERS = {False: 70, True: 48}
_LINE, _BETWEEN, _EDGE = 16, 2, 8


@dataclass(frozen=True)
class Absent:
    """The lines of each unit."""

    listed: Sequence[Sequence[str]]

    @property
    def height(self) -> int:
        """The pixels they take."""
        lines = sum(_LINE * len(one) + _BETWEEN for one in self.listed)
        return lines + (_EDGE if self.listed else 0)


def parted(
    rows: pd.DataFrame, names: Sequence[str], *, narrow: bool
) -> tuple[list[dict[str, Any]], Absent]:
    """What is known of the units that have all these values, and the other units."""
    records = [given(record) for record in rows.to_dict("records")]
    known = [one for one in records if all(name in one for name in names)]
    lines = list[list[str]]()
    for one in records:
        if not all(name in one for name in names):
            said = [str(one[name]) for name in ("label", "reason") if name in one]
            lines.append(folded(": ".join(said), _LETTERS[narrow], 3))
    return known, Absent(lines)


def tell(made: go.Figure, absent: Absent, down: int, tokens: Tokens) -> None:
    """The lines, so many pixels below the plot."""
    for lines in absent.listed:
        made.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=0,
            yref="paper",
            yanchor="top",
            yshift=-down,
            text="<br>".join(map(plain, lines)),
            align="left",
            showarrow=False,
            borderpad=0,
            font={"size": 12.5, "color": tokens.ink2},
        )
        down += _LINE * len(lines) + _BETWEEN
