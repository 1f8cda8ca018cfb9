"""Working days that procedures take: the median, the 90th percentile, the term."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import folded, width, wrapped, write
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number

_TOP, _BOTTOM, _ROW, _LINE = 8, 30, 40, 17
_APART, _OVER = 12, 11
_LETTERS = {False: 36, True: 46}
_REASON, _HOVER = 36, 60
_GAPS = 6
# A 90th percentile so many times beyond all medians and terms is cut, and where.
_FAR, _CUT = 3, 2


@dataclass(frozen=True)
class _Row:
    """One procedure as read from the frame, in working days."""

    label: str
    sublabel: str
    median: float | None
    p90: float | None
    term: float | None
    reason: str

    @property
    def is_slow(self) -> bool:
        """Whether more than one dossier in ten takes longer than the term."""
        return self.p90 is not None and self.term is not None and self.p90 > self.term


@dataclass(frozen=True)
class _Ground:
    """What every row is drawn on; the axis ends at `end` working days."""

    made: go.Figure
    end: float
    tokens: Tokens


def durations(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    term_label: str,
    narrow: bool = False,
) -> go.Figure:
    """One row per procedure, first on top; working days in and shown.

    Columns: label (the name), median, p90, term (working days; each may be unknown);
    optionally sublabel (words for the hover) and reason (where there is no median).
    A dot at the median, a line to a small tick at the 90th percentile, a thick mark
    at the term; the figures `5 / 11 · hạn 15`, the last words from `term_label`, such
    as `hạn {term}`. A row slower than its term is bold, its line thick beyond it.
    """
    read = [_read(record) for record in rows.to_dict("records")]
    names = [folded(row.label, _LETTERS[narrow], 2) for row in read]
    middles, plot = _heights(names, narrow=narrow)
    ticks = _ticks(read)
    figures = [_figures(row, language, term_label) for row in read]
    taken = max((width(one) for one in figures), default=0.0)
    made = figure(
        tokens,
        _TOP + plot + _BOTTOM,
        language=language,
        right=round(_APART + 1.03 * taken),
        top=_TOP,
        bottom=_BOTTOM,
    )
    ground = _Ground(made, 1.02 * ticks[-1], tokens)
    shown = [_name(row, lines) for row, lines in zip(read, names, strict=True)]
    for row, name, words, y in zip(read, shown, figures, middles, strict=True):
        if narrow:
            over = y - _OVER
            write(made, 0, over, name, shift=-8, foot=True, ground=tokens.bg)
        _draw(ground, row, plain(words), y)
    made.update_xaxes(
        range=[0, ground.end],
        tickvals=ticks,
        ticktext=[number(one, 0, language) for one in ticks],
    )
    made.update_yaxes(
        range=[plot, 0], visible=not narrow, tickvals=middles, ticktext=shown
    )
    return made


def _read(record: Mapping[Hashable, Any]) -> _Row:
    given = {str(key): value for key, value in record.items() if pd.notna(value)}
    return _Row(
        label=str(given["label"]),
        sublabel=plain(given.get("sublabel", "")),
        median=given.get("median"),
        p90=given.get("p90"),
        term=given.get("term"),
        reason=str(given.get("reason", "")),
    )


def _heights(names: list[list[str]], *, narrow: bool) -> tuple[list[float], int]:
    """The middle of each row in pixels from the top, and the height of all."""
    above = [_LINE * len(lines) if narrow else 0 for lines in names]
    rows = list(accumulate(_ROW + one for one in above))
    return [end - _ROW / 2 for end in rows], max([1, *rows])


def _name(row: _Row, lines: list[str]) -> str:
    name = "<br>".join(plain(line) for line in lines)
    return f"<b>{name}</b>" if row.is_slow else name


def _ticks(rows: list[_Row]) -> list[float]:
    """From 0 to beyond the last mark, in whole days."""
    firm = [x for row in rows for x in (row.median, row.term) if x is not None]
    slow = [row.p90 for row in rows if row.p90 is not None]
    most = max([*firm, 1.0])
    far = max([most, *(one for one in slow if one <= _FAR * most)])
    if any(one > far for one in slow):
        far = max(far, _CUT * most)
    step = _step(far / _GAPS)
    return [step * n for n in range(math.ceil(far / step) + 1)]


def _step(least: float) -> float:
    """1, 2 or 5 and its tens, at least so much and at least a day."""
    ten = 10.0 ** math.floor(math.log10(max(least, 1.0)))
    return next(ten * one for one in (1, 2, 5, 10) if ten * one >= least)


def _figures(row: _Row, language: Language, term_label: str) -> str:
    if row.median is None:
        return ""
    days = " / ".join(
        "–" if one is None else _days(one, language) for one in (row.median, row.p90)
    )
    if row.term is None:
        return days
    return f"{days} · {term_label.replace('{term}', _days(row.term, language))}"


def _days(value: float, language: Language) -> str:
    return number(value, 0 if float(value).is_integer() else 1, language)


def _draw(ground: _Ground, row: _Row, words: str, y: float) -> None:
    made, tokens = ground.made, ground.tokens
    if row.median is None:
        reason = wrapped(row.reason, _REASON, 2)
        write(made, 0, y, reason, shift=4, colour=tokens.ink2)
        return
    if row.p90 is not None:
        _line(ground, row, row.median, row.p90, y)
    if row.term is not None:
        _stroke(ground, (row.term, row.term), (y - 9, y + 9), 4, tokens.ink)
    shade = tokens.ink if row.is_slow else tokens.ink2
    name = wrapped(row.label, _HOVER, 6)
    made.add_scatter(
        x=[row.median],
        y=[y],
        mode="markers",
        marker=_marker(11, shade) | {"line": {"width": 1, "color": tokens.bg}},
        cliponaxis=False,
        hovertemplate=f"{name}<br><b>{words}</b><br>{row.sublabel}<extra></extra>",
    )
    first, rest = words.split(" ", 1)
    bold = f"<b>{words}</b>" if row.is_slow else f"<b>{first}</b> {rest}"
    write(made, ground.end, y, bold, shift=_APART)


def _line(ground: _Ground, row: _Row, median: float, p90: float, y: float) -> None:
    """To the 90th percentile; an arrow where the axis ends before it."""
    tokens, end = ground.tokens, min(p90, ground.end)
    _stroke(ground, (median, end), (y, y), 2.5, tokens.ink2)
    if row.is_slow and row.term is not None:
        _stroke(ground, (max(row.term, median), end), (y, y), 5, tokens.ink)
    if p90 > end:
        marker = _marker(11, tokens.ink) | {"symbol": "triangle-right"}
        _add(ground, [end], [y], mode="markers", marker=marker)
    else:
        thick, colour = (3.0, tokens.ink) if row.is_slow else (2.0, tokens.ink2)
        _stroke(ground, (end, end), (y - 6, y + 6), thick, colour)


def _stroke(
    ground: _Ground,
    x: tuple[float, float],
    y: tuple[float, float],
    thick: float,
    colour: str,
) -> None:
    line = {"width": thick, "color": colour}
    _add(ground, list(x), list(y), mode="lines", line=line)


def _add(ground: _Ground, x: list[float], y: list[float], **look: Any) -> None:
    ground.made.add_scatter(x=x, y=y, hoverinfo="skip", cliponaxis=False, **look)


def _marker(size: float, colour: str) -> dict[str, Any]:
    return {"size": size, "opacity": 1, "color": colour}
