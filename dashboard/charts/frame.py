"""The ground every figure stands on, and the settings of its mode bar."""

from html import escape
from typing import Any, Literal

import plotly.graph_objects as go
from babel.dates import get_day_names, get_month_names

from dashboard.look import FONT, Tokens

SEPARATORS = {"vi": ",.", "en": ".,"}


def figure(
    tokens: Tokens,
    height: int,
    *,
    language: str = "vi",
    left: int = 8,
    right: int = 16,
    top: int = 16,
    bottom: int = 34,
) -> go.Figure:
    """An empty figure in our look: values along x, names along y, no zoom."""
    ground = "rgba(0,0,0,0)"
    layout = go.Layout(
        template="none",
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        font={"family": FONT, "size": 13, "color": tokens.ink},
        separators=SEPARATORS[language],
        paper_bgcolor=ground,
        plot_bgcolor=ground,
        colorway=list(tokens.units),
        dragmode=False,
        showlegend=False,
        hovermode="closest",
        hoverlabel=_hover(tokens),
        modebar=_bar(tokens),
        xaxis=value_axis(tokens),
        yaxis=category_axis(tokens),
    )
    return go.Figure(layout=layout)


def value_axis(tokens: Tokens) -> dict[str, Any]:
    """The axis of the figures: gridlines, 4 px ticks, no zero line."""
    return {
        "showgrid": True,
        "gridcolor": tokens.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": True,
        "linecolor": tokens.rule,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": tokens.rule,
        "tickfont": {"size": 12.5, "color": tokens.ink2},
        "fixedrange": True,
        "automargin": True,
    }


def category_axis(tokens: Tokens) -> dict[str, Any]:
    """The axis of the names: no line and no grid."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickfont": {"size": 13, "color": tokens.ink},
        "fixedrange": True,
        "automargin": True,
    }


def config(
    language: str,
    filename: str,
    *,
    svg_title: str,
    png_title: str,
    format: Literal["svg", "png"] = "svg",
) -> dict[str, Any]:
    """Settings for `st.plotly_chart`: a mode bar on hover that saves the figure.

    Plotly's bar holds one image button, and a second needs a function, which JSON
    cannot carry. `show.style` adds the button of the other format in the browser
    and takes its words from this dictionary.
    """
    words = {"Download plot": svg_title, "Download plot as a PNG": png_title}
    scale = 3 if format == "png" else 1
    image = {"format": format, "filename": filename, "scale": scale}
    return {
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "displayNotifier": False,
        "responsive": True,
        "locale": language,
        "locales": {language: _locale(language, words)},
        "toImageButtonOptions": image,
    }


def plain(text: object) -> str:
    """Words as they are: Plotly would read `<b>` and `%{x}` in what it is given."""
    return escape(str(text), quote=False).replace("%{", "%&#123;")


def thin(colour: str, opacity: float) -> str:
    """A `#RRGGBB` colour at an opacity, as Plotly reads it."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _hover(tokens: Tokens) -> dict[str, Any]:
    return {
        "align": "left",
        "bgcolor": tokens.sf,
        "bordercolor": tokens.rule,
        "font": {"family": FONT, "size": 13, "color": tokens.ink},
    }


def _bar(tokens: Tokens) -> dict[str, Any]:
    return {
        "bgcolor": tokens.bg,
        "color": tokens.ink2,
        "activecolor": tokens.ink,
    }


def _locale(language: str, words: dict[str, str]) -> dict[str, Any]:
    months = [get_month_names("wide", locale=language)[m] for m in range(1, 13)]
    short = [get_month_names("abbreviated", locale=language)[m] for m in range(1, 13)]
    # Babel counts the week from Monday, Plotly from Sunday.
    week = (6, 0, 1, 2, 3, 4, 5)
    days = [get_day_names("wide", locale=language)[d] for d in week]
    brief = [get_day_names("abbreviated", locale=language)[d] for d in week]
    return {
        "moduleType": "locale",
        "name": language,
        "dictionary": words,
        "format": {
            "days": days,
            "shortDays": brief,
            "months": months,
            "shortMonths": short,
            "date": "%d/%m/%Y",
        },
    }
