"""Tasks over the years, one thin row each: how long they ran, when they should end."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import figure, plain
from dashboard.charts.labels import cut, width, wrapped
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import date

# Pixels: a row when there are at most so many, else the least; with a name above it.
_PITCHES, _LEAST, _ABOVE, _OVER = ((12, 28), (40, 23)), 19, 19, 16
_EDGE, _HEAD, _LINE, _CLEAR, _APART, _RIGHT = 24, 30, 18, 3, 6, 16
_THIN, _THICK, _TICK, _DOT = 5, 9, 15, 6
_ROOM, _LETTER = {False: 300, True: 280}, 6.4  # along the years, at least; a letter
_YEAR, _STEPS = 33, (1, 2, 5, 10, 20, 50)  # to the next year that is named
_NAME, _REASON, _HOVER = {False: 44, True: 52}, 42, 60  # letters
_AHEAD = 5  # years; what lies farther ahead than these and than the past is cut
_SAID = "%{hovertext}<extra></extra>"


@dataclass(frozen=True)
class _Task:
    """One row as read from the frame; what goes on ends where the figures end.

    `words` stand after what happened last, or in place of a bar not drawn.
    """

    y: float
    start: dt.date
    end: dt.date
    planned: dt.date | None
    events: list[tuple[dt.date, str]]
    words: str
    hover: str
    is_drawn: bool


@dataclass(frozen=True)
class _Ground:
    """What the rows are drawn on: whole years, at least `room` pixels wide."""

    made: go.Figure
    notes: list[dict[str, Any]]
    edges: tuple[dt.date, dt.date]
    room: int
    tokens: Tokens

    def pixels(self, day: dt.date) -> float:
        """How far from the left a day stands, at least."""
        return (day - self.edges[0]) / (self.edges[1] - self.edges[0]) * self.room

    def write(self, day: dt.date, y: float, text: str, shift: int, **more: Any) -> None:
        """Words beside a day that hide what runs behind them."""
        # Kept to be added at once: one by one, those of 100 rows take seconds.
        look = {"bgcolor": self.tokens.bg, "showarrow": False, "borderpad": 0}
        place = {"x": day, "y": y, "xanchor": "left", "xshift": shift, "text": text}
        font = {"size": 12.5, "color": more.pop("colour", self.tokens.ink)}
        self.notes.append(look | place | {"font": font} | more)


def timeline(
    rows: pd.DataFrame,
    tokens: Tokens,
    *,
    language: Language,
    as_of: dt.date,
    as_of_label: str,
    planned_label: str,
    breaks: Sequence[tuple[dt.date, str]] = (),
    narrow: bool = False,
) -> go.Figure:
    """One thin row per task, first on top, each group under its heading.

    Columns: label, from_date, planned_end, actual_end (missing: it goes on, to
    `as_of`); optionally group, slip_label (words after the bar), events (pairs of day
    and words) and reason (why there is no bar: no beginning, an end or a planned end
    before it, a beginning or an end after `as_of`). A tick at the planned end; beyond
    it the bar is thick and in ink. `planned_label`, such as `hạn {date}`, is for the
    hover; `breaks` are days and words of dashed lines through all rows.
    """
    names, middles, plot = _places(rows, narrow=narrow)
    records = zip(rows.to_dict("records"), middles, strict=True)
    tasks = [_read(record, y, as_of, planned_label) for record, y in records]
    drawn = [task for task in tasks if task.is_drawn]
    made = figure(tokens, plot + 2 * _EDGE, language=language, top=_EDGE, bottom=_EDGE)
    ground = _Ground(made, [], _edges(drawn, as_of), _ROOM[narrow], tokens)
    band = _marks(ground, [(as_of, as_of_label), *breaks], plot)
    _draw(ground, drawn)
    right = _words(ground, tasks)
    for y, name in names.items() if narrow else ():
        ground.write(ground.edges[0], y, name, -8)
    _years(ground)
    named = {"tickvals": list(names), "ticktext": list(names.values())}
    made.update_yaxes(range=[plot, -band], visible=not narrow, **named)
    sizes = {"height": plot + band + 2 * _EDGE, "margin": {"r": right}}
    made.update_layout(barmode="overlay", annotations=ground.notes, **sizes)
    return made


def _places(
    rows: pd.DataFrame, *, narrow: bool
) -> tuple[dict[float, str], list[float], int]:
    """Headings and names by where they stand, the middles of the bars, the height."""
    pitch = next((one for most, one in _PITCHES if len(rows) <= most), _LEAST)
    above, over = (_ABOVE, _OVER) if narrow else (0, 0)
    names, middles, end, before = dict[float, str](), list[float](), _APART, ""
    read = rows.reindex(columns=["label", "group"]).astype("string").fillna("")
    for label, group in zip(read["label"], read["group"], strict=True):
        if group not in ("", before):
            names[end + _HEAD / 2 + 2] = f"<b>{plain(cut(group, _NAME[narrow]))}</b>"
            end += _HEAD
        before = group
        end += above + pitch
        middles.append(end - pitch / 2)
        names[middles[-1] - over] = plain(cut(label, _NAME[narrow]))
    return names, middles, end


def _read(
    record: Mapping[Hashable, Any], y: float, as_of: dt.date, planned_label: str
) -> _Task:
    listed: Any = record.get("events")
    given = {str(k): v for k, v in record.items() if k != "events" and pd.notna(v)}
    # What has no beginning begins after every end, so that it is not drawn.
    start = _day(given.get("from_date", dt.date.max))
    end = _day(given.get("actual_end", as_of))
    planned = _day(given["planned_end"]) if "planned_end" in given else None
    is_drawn = start <= min(end, planned or end) and end <= as_of
    words = given.get("slip_label", "") if is_drawn else given.get("reason") or "–"
    name = wrapped(str(given["label"]), _HOVER, 6)
    events = [
        (_day(day), f"{name}<br><b>{date(_day(day))}</b> {plain(kind)}")
        for day, kind in (listed if pd.api.types.is_list_like(listed) else ())
    ]
    hover = [name, plain(words)]
    if is_drawn:
        until = date(end) if "actual_end" in given else "…"
        plan = planned_label.replace("{date}", date(planned)) if planned else ""
        hover[1:1] = [f"<b>{date(start)} – {until}</b>", plain(plan)]
    said = "<br>".join(filter(None, hover))
    return _Task(y, start, end, planned, events, str(words), said, is_drawn)


def _day(value: Any) -> dt.date:
    return pd.Timestamp(value).date()


def _edges(tasks: Sequence[_Task], as_of: dt.date) -> tuple[dt.date, dt.date]:
    """From the first year of all to the last one that is not too far ahead."""
    days = [day for one in tasks for day in (one.start, one.planned or as_of)]
    days += [as_of, *(day for one in tasks for day, _ in one.events)]
    first, last = min(days).year, max(days).year
    most = as_of.year + max(as_of.year - first, _AHEAD)
    return dt.date(first, 1, 1), dt.date(min(last, most) + 1, 1, 1)


def _marks(ground: _Ground, given: Sequence[tuple[dt.date, str]], plot: float) -> int:
    """Lines through all rows, only the first one solid; how high their words reach."""
    (left, right), half, ink2 = ground.edges, ground.room / 2, ground.tokens.ink2
    kept = [one for one in given if left <= one[0] < right]
    # The words run towards the middle, so the outermost stand highest.
    kept.sort(key=lambda one: abs(ground.pixels(one[0]) - half))
    for line, (day, words) in enumerate(kept, 1):
        dash = "solid" if (day, words) == given[0] else "5px,4px"
        look = {"width": 1.3, "color": ink2, "dash": dash}
        # On the axis of the years above, which is not drawn without a trace.
        _line(ground, [day, day], [-_LINE * line, plot], xaxis="x2", line=look)
        far = ground.pixels(day) - half
        text = plain(cut(words, int((half + abs(far)) / _LETTER)))
        side, shift = ("right", -_APART) if far > 0 else ("left", _APART)
        more = {"xanchor": side, "hovertext": plain(words), "colour": ink2}
        ground.write(day, _LINE * (0.5 - line), text, shift, **more)
    return _LINE * len(kept) + _CLEAR


def _draw(ground: _Ground, tasks: Sequence[_Task]) -> None:
    """Guides, bars, what is late, planned ends, events; from below."""
    left, tokens = ground.edges[0], ground.tokens
    plans = [(one.planned, one) for one in tasks if one.planned]
    guides = [(left, one.start, one.y) for one in tasks]
    guides += [(one.end, day, one.y) for day, one in plans if day > one.end]
    days = [x for first, last, _ in guides for x in (first, last, None)]
    heights = [at for *_, y in guides for at in (y, y, None)]
    _line(ground, days, heights, line={"width": 1, "color": tokens.hair})
    _bars(ground, tasks, _THIN, tokens.rule)
    late = [replace(one, start=day) for day, one in plans if day < one.end]
    _bars(ground, late, _THICK, tokens.ink)
    ticks = [(day, one.y, one.hover) for day, one in plans]
    _points(ground, ticks, "line-ns", _TICK)
    dots = [(day, one.y, hover) for one in tasks for day, hover in one.events]
    _points(ground, dots, "circle", _DOT)


def _line(ground: _Ground, x: list[Any], y: list[Any], **look: Any) -> None:
    ground.made.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", **look)


def _bars(ground: _Ground, tasks: Sequence[_Task], thick: int, colour: str) -> None:
    ground.made.add_bar(
        base=[one.start for one in tasks],
        x=[(one.end - one.start) / dt.timedelta(milliseconds=1) for one in tasks],
        y=[one.y for one in tasks],
        width=thick,
        orientation="h",
        # Without an edge a bar of a day or less would not be drawn.
        marker={"color": colour, "line": {"width": 1, "color": colour}},
        hovertext=[one.hover for one in tasks],
        hovertemplate=_SAID,
    )


def _points(ground: _Ground, given: list[Any], symbol: str, size: int) -> None:
    """Hollow symbols; an arrow at the end of the axis for what lies beyond it."""
    end, edge = ground.edges[1], {"width": 1.5, "color": ground.tokens.ink}
    symbols = ["triangle-right" if day > end else symbol for day, *_ in given]
    look = {"opacity": 1, "size": size, "color": ground.tokens.bg, "line": edge}
    ground.made.add_scatter(
        x=[min(day, end) for day, *_ in given],
        y=[y for _, y, _ in given],
        mode="markers",
        marker=look | {"symbol": symbols},
        cliponaxis=False,
        hovertext=[hover for *_, hover in given],
        hovertemplate=_SAID,
    )


def _words(ground: _Ground, tasks: Sequence[_Task]) -> int:
    """Words after the bars or in their place; what they need right of the axis."""
    left, right = ground.edges[0], float(_RIGHT)
    for one in (task for task in tasks if task.words):
        if one.is_drawn:
            last = max([one.end, *(day for day, _ in one.events)])
            ground.write(last, one.y, f"<b>{plain(one.words)}</b>", _APART)
            end = ground.pixels(last) + width(one.words) + 2 * _APART
            right = max(right, end - ground.room)
        else:
            look = {"colour": ground.tokens.ink2, "hovertext": one.hover}
            ground.write(left, one.y, plain(cut(one.words, _REASON)), _APART, **look)
    return round(right)


def _years(ground: _Ground) -> None:
    """The years below and above, each named between its lines."""
    pitch = ground.room / (ground.edges[1].year - ground.edges[0].year)
    step = next((one for one in _STEPS if one * pitch >= _YEAR), _STEPS[-1])
    lines = {"dtick": f"M{12 if step == 2 else 12 * step}", "showgrid": True}
    ground.made.update_xaxes(
        type="date",
        range=ground.edges,
        dtick=f"M{12 * step}",
        tickformat="%Y",
        ticklabelmode="period",
        minor=lines | {"gridcolor": ground.tokens.grid},
    )
    above = {"overlaying": "x", "side": "top", "showgrid": False, "minor": None}
    ground.made.layout.xaxis2 = ground.made.layout.xaxis.to_plotly_json() | above
