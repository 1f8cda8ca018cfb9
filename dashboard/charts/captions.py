"""The words of a control chart: in the margin, beside points, when pointed at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

from dashboard.charts.bands import targets
from dashboard.charts.canvas import Canvas
from dashboard.charts.column import Entry
from dashboard.charts.frame import plain
from dashboard.charts.labels import folded, wrapped
from dashboard.charts.measure import Measure
from dashboard.charts.points import Point, colour
from dashboard.charts.remarks import Remark, around, ends
from dashboard.look import Tokens
from dashboard.settings import Language

_TALL = {False: 230, True: 220}  # pixels of what the axis measures
_ROOMS = {False: (900.0, 1180.0), True: (215.0, 260.0)}  # along the periods, pixels
_MARGIN = {False: 26, True: 12}  # letters of a line at the right
_WORDS = {False: 44, True: 22}  # letters of a line beside a point
_HOVER = 60
_LINES = ("upper", "centre", "lower", "target", "earlier")


@dataclass(frozen=True)
class ControlWords:
    """What a control chart says of a figure, for which `{value}` stands.

    `upper`, `centre`, `lower` and `target` are written beside their lines; the rest
    is said of a point: `limits` with `{lower}` and `{upper}`, `earlier` and `target`
    with `{value}`, and what is `apart`, `provisional` or `corrected`.
    """

    upper: str
    centre: str
    lower: str
    target: str
    limits: str
    earlier: str
    apart: str
    provisional: str
    corrected: str


@dataclass(frozen=True)
class Sheet:
    """The points with all that their words are made from."""

    points: Sequence[Point]
    axis: Measure
    tokens: Tokens
    language: Language
    words: ControlWords
    narrow: bool

    @property
    def tall(self) -> int:
        """Pixels of what the axis measures."""
        return _TALL[self.narrow]

    @property
    def room(self) -> float:
        """Pixels along the periods, at least."""
        return _ROOMS[self.narrow][0]

    @property
    def newest(self) -> int:
        """The place of the newest value, -1 without any."""
        return max((i for i, one in enumerate(self.points) if one.rate), default=-1)

    def figure(self, value: float, *, short: bool = False) -> str:
        """A value in words, not yet escaped; a whole one without places if short."""
        is_whole = short and math.isclose(100 * value, round(100 * value))
        axis = replace(self.axis, decimals=0) if is_whole else self.axis
        return unescape(axis.figure(value, self.language))

    def said(self, name: str, value: float) -> str:
        """The words of a line with its value."""
        words: str = getattr(self.words, name)
        return words.replace("{value}", self.figure(value, short=name == "target"))

    def arrow(self, value: float) -> str:
        """Where a value lies that is beyond the axis."""
        if self.axis.low <= value <= self.axis.high:
            return ""
        return "↑" if value > self.axis.high else "↓"

    def height(self, value: float) -> float:
        """Pixels above the low end of the axis, at its ends for what lies beyond."""
        low, high = self.axis.low, self.axis.high
        return (min(max(value, low), high) - low) / (high - low) * self.tall


def entries(sheet: Sheet) -> list[Entry]:
    """What stands at the right: the newest value, and the lines of the last segment."""
    found, tokens = list[Entry](), sheet.tokens
    last = sheet.points[-1] if sheet.points else None
    if last and last.rate:
        text = (sheet.figure(last.rate.value),)
        hue = colour(last.state, tokens, tokens.ink)
        found.append(Entry(sheet.height(last.rate.value), text, hue, is_firm=True))
    for name in _LINES:
        value = _latest(sheet, name)
        if value is not None:
            arrow = sheet.arrow(value)
            words = f"{arrow} {sheet.said(name, value)}".strip()
            lines = tuple(folded(words, _MARGIN[sheet.narrow], 3))
            hue = tokens.ink if name == "target" else tokens.ink2
            beyond = {"↑": 1, "↓": -1}.get(arrow, 0)
            found.append(Entry(sheet.height(value) + beyond, lines, hue))
    return found


def remarks(sheet: Sheet) -> list[Remark]:
    """What stands beside points and lines, what matters most first."""
    found, letters = list[Remark](), _WORDS[sheet.narrow]
    for place, one in reversed(list(enumerate(sheet.points))):
        if one.rate is None:
            continue
        if place == sheet.newest < len(sheet.points) - 1:
            figure = (sheet.figure(one.rate.value),)
            found.append(_remark(sheet, place, one.rate.value, figure, 1))
        told, *more = one.words.split("<br>")
        if told.strip():
            head = folded(told, letters, 3)
            rest = [line for words in more for line in folded(words, letters, 2)]
            lines = (*head, *rest)
            found.append(_remark(sheet, place, one.rate.value, lines, len(head)))
    return found + _targets(sheet)


def canvases(sheet: Sheet) -> list[Canvas]:
    """The narrowest plot and a wide one, with dots and lines on them."""
    points, rooms = sheet.points, _ROOMS[sheet.narrow]
    values = [one.rate.value if one.rate else None for one in points]
    lines = [[getattr(one, name) for one in points] for name in _LINES]
    found = [Canvas(room, sheet.tall, len(points)) for room in rooms]
    for canvas in found:
        canvas.series(_heights(sheet, values))
        for line in lines:
            canvas.level(_heights(sheet, line))
        for place, one in enumerate(points):
            if one.break_label:
                canvas.upright(place - 0.5)
    return found


def _heights(sheet: Sheet, values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else sheet.height(value) for value in values]


def hover(sheet: Sheet, point: Point) -> str:
    """All that is known of a period."""
    words, lines = sheet.words, [point.label]
    if point.rate:
        flags = {
            words.provisional: point.is_provisional,
            words.corrected: point.is_corrected,
            words.apart: point.is_apart,
        }
        said = [f"<b>{plain(sheet.figure(point.rate.value))}</b>"]
        said += [plain(flag) for flag, is_so in flags.items() if is_so]
        lines.append(" · ".join(said))
    lines += [point.reason if point.rate is None else "", point.counts]
    lines += [plain(line) for line in point.words.split("<br>")]
    if point.lower is not None and point.upper is not None:
        low, high = sheet.figure(point.lower), sheet.figure(point.upper)
        limits = words.limits.replace("{lower}", low).replace("{upper}", high)
        lines.append(plain(limits))
    for name in ("target", "earlier"):
        value = getattr(point, name)
        lines.append("" if value is None else plain(sheet.said(name, value)))
    lines += [wrapped(point.note, _HOVER, 4), plain(point.break_label)]
    return "<br>".join(line for line in lines if line)


def _targets(sheet: Sheet) -> list[Remark]:
    """The words of targets that ended before the newest period."""
    found, axis = list[Remark](), sheet.axis
    for run in targets(sheet.points):
        value = sheet.points[run[0]].target
        is_over = run[-1] < len(sheet.points) - 1
        if is_over and value is not None and axis.low <= value <= axis.high:
            spots, words = (
                ends(run[0], run[-1]),
                sheet.said("target", value),
            )
            height, ink = sheet.height(value), sheet.tokens.ink
            found.append(Remark((words,), height, spots, ink))
    return found


def _latest(sheet: Sheet, name: str) -> float | None:
    """The value of a line at the right end; a limit that can be reached, if at all."""
    last = sheet.points[-1] if sheet.points else Point("", None, "", "", "")
    if name in ("target", "earlier"):
        return last.target if name == "target" else last.earlier
    same = (one for one in sheet.points if one.segment == last.segment)
    known = [value for one in same if (value := getattr(one, name)) is not None]
    if not known:
        return None
    most = 1.0 if sheet.axis.is_rate and sheet.axis.high <= 1 else math.inf
    least = 0.0 if sheet.axis.low >= 0 else -math.inf
    is_possible = name == "centre" or least <= known[-1] <= most
    return float(known[-1]) if is_possible else None


def _remark(
    sheet: Sheet, place: int, value: float, lines: tuple[str, ...], bold: int
) -> Remark:
    point = sheet.points[place]
    hue = colour(point.state, sheet.tokens, sheet.tokens.ink)
    is_high = point.centre is None or value >= point.centre
    height = sheet.height(value)
    spots = around(place, height, sheet.tall, above=is_high)
    return Remark(lines, height, spots, hue, bold)
