"""The colours: declared once, repeated truly, readable in both modes."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from dashboard import look
from dashboard.look import Mode, Tokens, css_variables, tokens

FOLDER = Path(look.__file__).parent
MODES = get_args(Mode)
SAME = {
    "backgroundColor": "bg",
    "secondaryBackgroundColor": "sf",
    "textColor": "ink",
    "linkColor": "ink",
    "borderColor": "hair",
    "blueColor": "blue",
    "blueTextColor": "blue",
    "blueBackgroundColor": "blue_cell",
    "orangeColor": "orange",
    "orangeTextColor": "orange",
    "orangeBackgroundColor": "orange_cell",
    "grayColor": "grey",
    "grayTextColor": "ink2",
    "dataframeHeaderBackgroundColor": "sf",
    "dataframeHeaderTextColor": "ink2",
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def config() -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / ".streamlit" / "config.toml").read_text("utf-8"))


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("key", SAME)
def test_the_theme_repeats_the_tokens(mode: Mode, key: str) -> None:
    theme = config()["theme"][mode]
    assert isinstance(theme, dict)
    assert theme[key] == getattr(tokens(mode), SAME[key])


def test_both_themes_set_the_same_keys() -> None:
    theme = config()["theme"]
    light, dark = theme["light"], theme["dark"]
    assert isinstance(light, dict)
    assert isinstance(dark, dict)
    assert set(light) == set(dark) >= set(SAME)


def test_the_fonts_of_the_theme_are_shipped() -> None:
    faces = config()["theme"]["fontFaces"]
    assert isinstance(faces, list)
    for face in faces:
        assert (FOLDER / face["url"].removeprefix("app/")).is_file()


def test_the_server_is_quiet_and_local() -> None:
    read = config()
    assert read["server"]["address"] == "127.0.0.1"
    assert read["server"]["enableStaticServing"] is True
    assert read["browser"]["gatherUsageStats"] is False
    assert read["runner"] == {"magicEnabled": False, "postScriptGC": False}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["ink", "ink2", "blue", "orange", "grey"])
def test_text_is_readable_on_the_page(mode: Mode, name: str) -> None:
    chosen = tokens(mode)
    assert contrast(getattr(chosen, name), chosen.bg) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_text_is_readable_on_its_ground(mode: Mode) -> None:
    chosen = tokens(mode)
    assert contrast(chosen.blue_cell_text, chosen.blue_cell) >= 4.5
    assert contrast(chosen.orange_cell_text, chosen.orange_cell) >= 4.5
    for ground in (chosen.sf, chosen.band):
        assert contrast(chosen.ink2, ground) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_units_stand_out_from_the_page(mode: Mode) -> None:
    chosen = tokens(mode)
    for colour in (chosen.rule, chosen.grey, *chosen.units):
        assert contrast(colour, chosen.bg) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_eight_units_have_eight_colours_and_neutrals_fade(mode: Mode) -> None:
    chosen = tokens(mode)
    assert len(set(chosen.units)) == len(chosen.units) == 8
    assert all(more > less for more, less in pairwise(chosen.neutrals))


@pytest.mark.parametrize("mode", MODES)
def test_css_variables_name_every_colour(mode: Mode) -> None:
    css = css_variables(mode)
    assert css.startswith(":root{--t-bg:")
    assert f"--t-blue-cell-text:{tokens(mode).blue_cell_text}" in css
    assert f"--t-unit-8:{tokens(mode).units[7]}" in css


def test_every_variable_of_the_style_is_declared() -> None:
    css = (FOLDER / "look.css").read_text("utf-8")
    used = {part.split(")")[0] for part in css.split("var(")[1:]}
    assert used <= {
        part.split(":")[0] for part in css_variables("light")[6:].split(";")
    }


@pytest.mark.parametrize(
    ("declared", "odd"),
    [
        ({"neutrals": [], "light": {"ink": "#000000"}}, "bg"),
        ({"neutrals": [], "light": {"pink": "#000000"}}, "pink"),
        ({"neutrals": []}, "light"),
        ({"light": {}}, "neutrals"),
    ],
)
def test_a_missing_or_unknown_key_is_named(
    declared: dict[str, object], odd: str
) -> None:
    with pytest.raises(KeyError, match=odd):
        look._read(declared, "light")


def test_tokens_are_frozen_and_read_once() -> None:
    assert isinstance(tokens("dark"), Tokens)
    assert tokens("dark") is tokens("dark")
