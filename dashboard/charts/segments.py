"""The parts of a bar: what they say, how long they are drawn, how they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.charts.frame import plain, thin
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number

Shade = Literal["strong", "middle", "light", "ink", "waiting"]


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its words, its count, its shade; a link is given back."""

    label: str
    value: float
    shade: Shade
    hover: str = ""
    link: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar with its name, its total in words, and its parts from left to right."""

    name: str
    total: str
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Piece:
    """A part as it is drawn: where it begins and how long it is, on the scale."""

    segment: Segment
    start: float
    length: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.length


def pieces(bar: Bar, most: float, least: float) -> list[Piece]:
    """The parts of a bar, none shorter than `least` of the scale, which ends at `most`.

    What the short ones are drawn too long is taken from the longest.
    """
    kept = [segment for segment in bar.segments if segment.value > 0]
    lengths = [max(segment.value, least * most) for segment in kept]
    if kept:
        longest = lengths.index(max(lengths))
        over = sum(lengths) - sum(segment.value for segment in kept)
        lengths[longest] = max(lengths[longest] - over, least * most)
    starts = [sum(lengths[:index]) for index in range(len(kept))]
    return [Piece(*three) for three in zip(kept, starts, lengths, strict=True)]


def draw(
    made: go.Figure,
    piece: Piece,
    tokens: Tokens,
    *,
    y: float,
    thick: float,
    language: Language,
) -> None:
    """One part as a bar of its own, with its hover and its link."""
    segment = piece.segment
    made.add_bar(
        x=[piece.length],
        base=[piece.start],
        y=[y],
        width=[thick],
        orientation="h",
        marker=look(segment.shade, tokens),
        customdata=[[segment.link]],
        hovertemplate=_hover(segment, language),
    )


def look(shade: Shade, tokens: Tokens) -> dict[str, Any]:
    """A grey step, ink for the one to look at, hatching for what waits."""
    edge = {"color": tokens.bg, "width": 1.5}
    if shade == "waiting":
        hatch = {
            "shape": "/",
            "bgcolor": tokens.bg,
            "fgcolor": thin(tokens.ink2, tokens.neutrals[0]),
            "size": 6,
            "solidity": 0.28,
        }
        return {"line": edge, "pattern": hatch}
    steps = dict(zip(("strong", "middle", "light"), tokens.neutrals, strict=True))
    colour = tokens.ink if shade == "ink" else thin(tokens.ink2, steps[shade])
    return {"line": edge, "color": colour}


def words(segment: Segment, language: Language, label: str) -> str:
    """`774 kỳ trước chuyển sang`, the count bold; the label as it is to be shown."""
    return f"<b>{number(segment.value, 0, language)}</b>  {plain(label)}"


def _hover(segment: Segment, language: Language) -> str:
    lines = [words(segment, language, segment.label), plain(segment.hover)]
    return "<br>".join(line for line in lines if line) + "<extra></extra>"
