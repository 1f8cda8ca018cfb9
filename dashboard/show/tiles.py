"""One indicator in a tile: figure, counts, change, variation, assurance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.charts.marks import data_uri
from dashboard.charts.sparkline import sparkline
from dashboard.look import Tokens
from dashboard.show.markup import link, mark_image, paragraph, state_class, text


@dataclass(frozen=True)
class Tile:
    """What a tile says, already in words; an empty part is not drawn.

    `missing` stands where the value would; `refusal` where the change would.
    """

    name: str
    value: str
    measured_in: str
    counts: str
    change: str = ""
    direction: Literal["improving", "worsening", "usual", "none"] = "none"
    variation: str = ""
    assurance: str = ""
    assurance_kind: Literal["", "always", "sometimes", "never", "note"] = ""
    refusal: str = ""
    missing: str = ""
    spark: tuple[float | None, ...] = ()
    spark_limits: tuple[float, float] | None = None
    spark_centre: float | None = None
    spark_alt: str = ""
    href: str = ""


def tiles(
    shown: Sequence[Tile],
    tokens: Tokens,
    below: Callable[[int], object] | None = None,
    key: str = "page",
) -> None:
    """Write the tiles, four in a line at most; `below(index)` writes into a cell."""
    grid = st.grid(
        columns=4, min_column_width=240, gap=("small", "medium"), key=f"tiles_{key}"
    )
    for index, tile in enumerate(shown):
        with grid.cell(), st.container(gap=None):
            st.html(tile_html(tile, tokens))
            if below is not None:
                below(index)


def tile_html(tile: Tile, tokens: Tokens) -> str:
    """The tile as HTML, every word of it escaped."""
    name = link(tile.name, tile.href) if tile.href else text(tile.name)
    return (
        f'<div class="t-tile"><p class="t-name">{name}</p>'
        f"{_figure(tile, tokens)}{paragraph(tile.counts, 't-counts')}{_change(tile)}"
        f"{paragraph(tile.refusal, 't-why')}{_variation(tile, tokens)}"
        f"{_assurance(tile, tokens)}</div>"
    )


def _figure(tile: Tile, tokens: Tokens) -> str:
    if tile.missing:
        value = f'<span class="t-why">{text(tile.missing)}</span>'
    else:
        unit = f"<small>{text(tile.measured_in)}</small>" if tile.measured_in else ""
        value = f'<span class="t-value">{text(tile.value)}{unit}</span>'
    return f'<div class="t-figure">{value}{_spark(tile, tokens)}</div>'


def _spark(tile: Tile, tokens: Tokens) -> str:
    if not tile.spark:
        return ""
    drawn = sparkline(
        tile.spark,
        tokens,
        limits=tile.spark_limits,
        centre=tile.spark_centre,
        direction=tile.direction,
    )
    source = text(data_uri(drawn))
    return f'<img class="t-spark" src="{source}" alt="{text(tile.spark_alt)}">'


def _change(tile: Tile) -> str:
    coloured = tile.direction in {"improving", "worsening"}
    state = f" {state_class(tile.direction)}" if coloured else ""
    return paragraph(tile.change, f"t-change{state}")


def _variation(tile: Tile, tokens: Tokens) -> str:
    if not tile.variation:
        return ""
    name = "note" if tile.direction == "none" else tile.direction
    return _said(mark_image(name, tokens), tile.variation, state_class(tile.direction))


def _assurance(tile: Tile, tokens: Tokens) -> str:
    if not tile.assurance:
        return ""
    image = mark_image(tile.assurance_kind, tokens) if tile.assurance_kind else ""
    return _said(image, tile.assurance, "t-assured")


def _said(image: str, words: str, css: str) -> str:
    return f'<p class="t-said {css}">{image}<span>{text(words)}</span></p>'
