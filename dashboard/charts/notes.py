"""Events on the periods: a tick and its words above the axis, or a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.frame import plain
from dashboard.charts.labels import below, folded, width
from dashboard.charts.placing import levels
from dashboard.charts.points import Plot, Point

_SIZE, _LINE, _CLEAR, _ASIDE = 12, 15, 8, 5
_LETTERS, _LINES = 30, 2  # of words above the axis
_LISTED = {False: 130, True: 50}  # letters of a line below the chart
_MOST = 2  # lines of notes above each other; with more they are numbered
_INDENT, _BELOW, _BETWEEN = 18, 34, 3


@dataclass(frozen=True)
class Note:
    """Words at a period, the line they stand on and to which side they run."""

    place: int
    lines: tuple[str, ...]
    level: int = 0
    runs_left: bool = False


@dataclass(frozen=True)
class Notes:
    """The notes as they are drawn, and those that are listed below the chart."""

    drawn: tuple[Note, ...] = ()
    listed: tuple[tuple[str, ...], ...] = ()

    @property
    def foot(self) -> int:
        """Pixels above the axis."""
        if not self.drawn:
            return 0
        return (max(note.level for note in self.drawn) + 1) * self.pitch + _CLEAR

    @property
    def pitch(self) -> int:
        """Pixels of one line of notes."""
        return _LINE * max((len(note.lines) for note in self.drawn), default=0) + 4

    @property
    def below(self) -> int:
        """Pixels below the chart."""
        lines = sum(map(len, self.listed))
        return _LINE * lines + _BETWEEN * len(self.listed) + 4 * bool(lines)


def notes(points: Sequence[Point], room: float, *, narrow: bool) -> Notes:
    """Words beside their ticks; on a phone, or where they are many, numbers."""
    told = {place: one.note for place, one in enumerate(points) if one.note}
    lines = {
        place: tuple(folded(words, _LETTERS, _LINES)) for place, words in told.items()
    }
    drawn = _levelled(lines, room, len(points))
    if not narrow and all(note.level < _MOST for note in drawn):
        return Notes(drawn)
    numbers = {place: (str(number),) for number, place in enumerate(told, 1)}
    listed = [tuple(folded(words, _LISTED[narrow], 3)) for words in told.values()]
    return Notes(_levelled(numbers, room, len(points)), tuple(listed))


def draw(plot: Plot, found: Notes, lane: float) -> None:
    """Ticks from `lane` pixels above the axis; the list begins below its figures."""
    for note in found.drawn:
        foot = lane + note.level * found.pitch
        plot.made.add_shape(
            type="line",
            x0=note.place,
            x1=note.place,
            y0=plot.at(lane - 2),
            y1=plot.at(foot + found.pitch - 4),
            layer="below",
            line={"width": 1, "color": plot.tokens.rule},
        )
        _write(plot, note, foot, is_number=bool(found.listed))
    left = max(map(width, plot.axis.words(plot.language)), default=0.0)
    down = _BELOW
    for number, lines in enumerate(found.listed, 1):
        for text, shift in (
            (f"<b>{number}</b>", 0),
            ("<br>".join(map(plain, lines)), _INDENT),
        ):
            below(
                plot.made,
                text,
                plot.tokens,
                down=down,
                shift=shift - left,
                size=_SIZE,
            )
        down += _LINE * len(lines) + _BETWEEN


def _levelled(
    lines: Mapping[int, tuple[str, ...]], room: float, count: int
) -> tuple[Note, ...]:
    """Words run to the right where there is room, else to the left.

    Where both kinds meet, those that run to the left stand above the others.
    """
    wide = {
        place: max(width(line, _SIZE) for line in told) for place, told in lines.items()
    }
    at = {place: (place + 0.5) * room / count for place in lines}
    right = [place for place in lines if at[place] + _ASIDE + wide[place] <= room]
    left = [place for place in lines if place not in right][::-1]
    rows = dict(
        zip(
            right, levels([at[i] for i in right], [wide[i] for i in right]), strict=True
        )
    )
    end = max((at[i] + wide[i] + 2 * _ASIDE for i in right), default=0.0)
    meet = any(at[i] - wide[i] - 2 * _ASIDE < end for i in left)
    base = max(rows.values(), default=-1) + 1 if meet else 0
    mirrored = levels([room - at[i] for i in left], [wide[i] for i in left])
    rows |= {place: base + level for place, level in zip(left, mirrored, strict=True)}
    return tuple(
        Note(place, told, rows[place], place in left) for place, told in lines.items()
    )


def _write(plot: Plot, note: Note, foot: float, *, is_number: bool) -> None:
    text = "<br>".join(map(plain, note.lines))
    plot.made.add_annotation(
        x=note.place,
        y=plot.at(foot),
        xanchor="right" if note.runs_left else "left",
        xshift=-_ASIDE if note.runs_left else _ASIDE,
        yanchor="bottom",
        text=f"<b>{text}</b>" if is_number else text,
        align="right" if note.runs_left else "left",
        showarrow=False,
        borderpad=0,
        bgcolor=plot.tokens.bg,
        font={"size": _SIZE, "color": plot.tokens.ink2},
    )
