"""Words of a figure: how wide they are, how they are cut, how a rate is written."""

import unicodedata
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts.frame import plain
from dashboard.look import Tokens
from dashboard.settings import Language
from dashboard.text.numbers import number, percent

# Advances of IBM Plex Sans in parts of the font size, rounded up; a letter has that
# of its base, and what is named nowhere here that of a small or a capital letter.
_ADVANCES = {
    0.31: " '.,:;!|·ijl",
    0.42: '"()[]/-ftrI',
    0.54: "acegksvxyzJL",
    0.6: "0123456789<>=–",
    0.88: "mwM",
    0.97: "%@W…←→",
}
_KNOWN = {letter: share for share, letters in _ADVANCES.items() for letter in letters}
_LOWER, _UPPER, _WIDE = 0.59, 0.72, 1.0
_SMALLEST = 0.0005


def width(text: str, size: float = 13) -> float:
    """About how many pixels the words take, rather too many than too few."""
    return size * sum(map(_advance, unicodedata.normalize("NFD", text)))


def cut(text: str, letters: int) -> str:
    """The words as they are, or what fits of them and an ellipsis; not yet escaped."""
    kept = " ".join(text.split())
    return kept if len(kept) <= letters else kept[: letters - 1].rstrip() + "…"


def folded(text: str, letters: int, lines: int) -> list[str]:
    """Words on at most so many lines of like length, the last one cut if need be."""
    kept = wrap(text, letters) or [""]
    if len(kept) > lines:
        return [*kept[: lines - 1], cut(" ".join(kept[lines - 1 :]), letters)]
    narrower = (wrap(text, one) for one in range(letters // 2, letters))
    return next((one for one in narrower if len(one) == len(kept)), kept)


def wrapped(text: str, letters: int, lines: int) -> str:
    """The same lines as one text for Plotly, which would read what is not escaped."""
    return "<br>".join(plain(line) for line in folded(text, letters, lines))


def rate(fraction: float, language: Language) -> str:
    """`97,8` for 0.978; what is neither none nor all is never written as such."""
    if 0 < fraction < _SMALLEST:
        return "&lt;" + number(0.1, 1, language)
    if 1 - _SMALLEST < fraction < 1:
        return "&gt;" + number(99.9, 1, language)
    return percent(fraction, 1, language)


def write(
    made: go.Figure,
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "left",
    shift: int = 0,
    foot: bool = False,
    colour: str | None = None,
    ground: str | None = None,
) -> None:
    """Words at a point of the figure, or standing on it; escaped by the caller.

    With a colour they are small; with a ground they hide what runs behind them.
    """
    font = {"size": 12.5, "color": colour} if colour else None
    made.add_annotation(
        x=x,
        y=y,
        xanchor=anchor,
        xshift=shift,
        yanchor="bottom" if foot else "middle",
        bgcolor=ground,
        text=text,
        align="left",
        showarrow=False,
        borderpad=0,
        font=font,
    )


def below(
    made: go.Figure,
    text: str,
    tokens: Tokens,
    *,
    down: float,
    x: float = 0.0,
    shift: float = 0,
    size: float = 12.5,
) -> None:
    """Grey words so many pixels below the plot, from a part `x` of its width on."""
    made.add_annotation(
        x=x,
        xref="paper",
        xanchor="left",
        xshift=shift,
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-down,
        text=text,
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": tokens.ink2},
    )


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _KNOWN:
        return _KNOWN[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _UPPER if letter.isupper() else _LOWER
