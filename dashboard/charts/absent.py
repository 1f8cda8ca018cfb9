"""What is said below a plot: units that cannot stand on it, names of numbered dots."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import plain
from dashboard.charts.labels import below, folded, width
from dashboard.charts.rows import given
from dashboard.look import Tokens

_LETTERS = {False: 70, True: 46}
_LINE, _BETWEEN, _EDGE, _SIZE = 16, 2, 8, 12.5
_PITCH = 1.3 * _SIZE  # of lines in one text
_COLUMNS = {False: 3, True: 2}  # of names, at most
_ROOM = {False: 440, True: 300}  # pixels across, at least
_NUMBER = 22  # pixels of a number and what parts it from its name


def parted(
    rows: pd.DataFrame, names: Sequence[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """What is known of the units that have all these values, and words of the others:
    the name and the reason."""
    records = [given(record) for record in rows.to_dict("records")]
    known = [one for one in records if all(name in one for name in names)]
    others = [one for one in records if not all(name in one for name in names)]
    said = [[str(one.get(key, "")) for key in ("label", "reason")] for one in others]
    return known, [": ".join(word for word in pair if word) for pair in said]


def tell(
    made: go.Figure, said: Sequence[str], tokens: Tokens, *, down: int, narrow: bool
) -> int:
    """The lines, `down` pixels below the plot, and how far down they end."""
    for words in said:
        lines = folded(words, _LETTERS[narrow], 3)
        below(made, "<br>".join(map(plain, lines)), tokens, down=down)
        down += _LINE * len(lines) + _BETWEEN
    return down + (_EDGE if said else 0)


def listed(
    made: go.Figure, names: Sequence[str], tokens: Tokens, *, down: int, narrow: bool
) -> int:
    """The names with their numbers from 1 in as many columns as they leave room for."""
    widest = max((width(name, _SIZE) for name in names), default=0.0) + 2 * _NUMBER
    columns = min(max(int(_ROOM[narrow] / widest), 1), _COLUMNS[narrow])
    lines = -(-len(names) // columns)
    for first in range(0, len(names), lines or 1):
        x, shown = first / lines / columns, names[first : first + lines]
        numbers = [f"<b>{first + place}</b>" for place in range(1, len(shown) + 1)]
        below(made, "<br>".join(numbers), tokens, x=x, down=down)
        words = "<br>".join(map(plain, shown))
        below(made, words, tokens, x=x, shift=_NUMBER, down=down)
    return down + round(lines * _PITCH) + (_EDGE if names else 0)
