"""Figures and marks: what is drawn, in which words, from which values."""

import json
from typing import Any, get_args
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from drawn import texts

from dashboard.charts import config, data_uri, figure, intervals, mark, sparkline
from dashboard.charts.marks import Name
from dashboard.look import tokens

LIGHT, DARK = tokens("light"), tokens("dark")
SVG = "{http://www.w3.org/2000/svg}"


def rates(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Đã giải quyết", "Đến hạn"],
            "sublabel": ["24 / 24", "24 / 28"],
            "value": [1.0, 24 / 28],
            "low": [0.862, 0.685],
            "high": [1.0, 0.943],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def test_every_mark_is_xml_and_differs_in_shape() -> None:
    def shape(name: Name) -> str:
        drawn = mark(name, LIGHT)
        for colour in (LIGHT.blue, LIGHT.orange, LIGHT.grey, LIGHT.ink2):
            drawn = drawn.replace(colour, "")
        return drawn

    names = get_args(Name)
    assert all(ET.fromstring(mark(name, DARK)).tag == f"{SVG}svg" for name in names)
    assert len({shape(name) for name in names}) == len(names) == 8


def test_meaning_has_its_colour_and_the_rest_has_none() -> None:
    assert LIGHT.blue in mark("improving", LIGHT)
    assert LIGHT.orange in mark("worsening", LIGHT)
    assert LIGHT.grey in mark("usual", LIGHT)
    for name in ("missing", "note", "always", "sometimes", "never"):
        drawn = mark(name, LIGHT)
        assert LIGHT.blue not in drawn
        assert LIGHT.orange not in drawn


def test_an_unknown_mark_is_an_error() -> None:
    with pytest.raises(KeyError, match="smile"):
        mark("smile", LIGHT)  # type: ignore[arg-type]


def test_a_data_uri_gives_the_svg_back_and_holds_no_quote_or_hash() -> None:
    drawn = mark("improving", LIGHT)
    address = data_uri(drawn)
    assert unquote(address.removeprefix("data:image/svg+xml,")) == drawn
    assert not set("#\"'<> ") & set(address)


def lines(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f"{SVG}polyline")


def dots(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f"{SVG}circle")


def test_a_gap_stays_a_gap() -> None:
    drawn = sparkline([1, 2, None, 3, 2, None, 1], LIGHT)
    assert [len(line.attrib["points"].split()) for line in lines(drawn)] == [2, 2]
    assert len(dots(drawn)) == 2


def test_nan_is_a_gap_too() -> None:
    drawn = sparkline([1, 2, float("nan"), 3, 2], LIGHT)
    assert "nan" not in drawn
    assert len(lines(drawn)) == 2


def test_one_point_is_a_dot_without_a_line() -> None:
    drawn = sparkline([5.0], LIGHT)
    assert not lines(drawn)
    assert dots(drawn)[-1].attrib["cx"] == "56.0"


def test_no_point_draws_no_dot() -> None:
    assert not dots(sparkline([], LIGHT))
    assert not dots(sparkline([None, None], LIGHT, limits=(1, 2), centre=1.5))


def test_a_constant_series_lies_in_the_middle() -> None:
    points = lines(sparkline([3, 3, 3], LIGHT))[0].attrib["points"].split()
    assert {point.split(",")[1] for point in points} == {"17.0"}


def test_limits_are_a_band_and_the_mean_is_dotted() -> None:
    root = ET.fromstring(sparkline([1, 2], DARK, limits=(0, 3), centre=1.5))
    band, dotted = root.find(f"{SVG}rect"), root.find(f"{SVG}path")
    assert band is not None
    assert dotted is not None
    assert band.attrib["fill"] == DARK.band
    assert "stroke-dasharray" in dotted.attrib


@pytest.mark.parametrize(
    ("direction", "colour"),
    [("improving", "blue"), ("worsening", "orange"), ("usual", "grey")],
)
def test_the_last_dot_has_the_colour_of_its_meaning(
    direction: Any, colour: str
) -> None:
    last = dots(sparkline([1, 2], LIGHT, direction=direction))[-1]
    assert last.attrib["fill"] == getattr(LIGHT, colour)


@pytest.mark.parametrize(("language", "separators"), [("vi", ",."), ("en", ".,")])
def test_a_figure_has_our_ground(language: str, separators: str) -> None:
    layout = figure(LIGHT, 240, language=language, left=20, right=90).layout
    assert (layout.height, layout.margin.l, layout.margin.r) == (240, 20, 90)
    assert layout.separators == separators
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.family.startswith("IBM Plex Sans")
    assert list(layout.colorway) == list(LIGHT.units)


def test_the_mode_bar_speaks_the_language_and_saves_svg() -> None:
    made = config("vi", "tỷ_lệ", svg_title="Tải SVG", png_title="Tải PNG")
    words = made["locales"]["vi"]["dictionary"]
    assert made["modeBarButtons"] == [["toImage"]]
    assert made["toImageButtonOptions"] == {
        "format": "svg",
        "filename": "tỷ_lệ",
        "scale": 1,
    }
    assert set(words.values()) == {"Tải SVG", "Tải PNG"}
    assert made["displaylogo"] is made["displayNotifier"] is False
    json.dumps(made)


def test_the_other_format_is_three_times_as_sharp() -> None:
    made = config("en", "f", svg_title="SVG", png_title="PNG", format="png")
    form = made["locales"]["en"]["format"]
    assert made["toImageButtonOptions"]["scale"] == 3
    assert form["days"][0] == "Sunday"
    assert len(form["months"]) == len(form["shortMonths"]) == 12


def test_each_rate_is_a_line_and_a_dot_in_per_cent() -> None:
    made = intervals(rates(), LIGHT, language="vi")
    assert [trace.mode for trace in made.data] == ["lines", "markers"] * 2
    assert list(made.data[0].x) == pytest.approx([86.2, 100])
    assert list(made.data[3].x) == pytest.approx([100 * 24 / 28])
    assert texts(made) == ["<b>100</b>", "<b>85,7</b>"]
    assert not made.layout.showlegend


def test_the_first_row_is_on_top_with_its_counts() -> None:
    axis = intervals(rates(), LIGHT, language="vi").layout.yaxis
    assert axis.ticktext[0] == "<b>Đã giải quyết</b><br>24 / 24"
    assert axis.tickvals[0] > axis.tickvals[1]


def test_figures_follow_the_language() -> None:
    made = intervals(rates(), LIGHT, language="en")
    assert texts(made) == ["<b>100</b>", "<b>85.7</b>"]
    assert "<b>85.7%</b> (68.5 – 94.3)" in made.data[3].hovertemplate


def test_the_axis_reaches_100_and_no_tick_passes_it() -> None:
    axis = intervals(rates(), LIGHT, language="vi").layout.xaxis
    assert list(axis.ticktext) == ["60%", "70%", "80%", "90%", "100%"]
    assert axis.range[0] < 60
    assert axis.range[1] > 100


def test_close_rates_get_a_close_axis() -> None:
    near = rates(value=[0.978, 0.967], low=[0.976, 0.964], high=[0.981, 0.970])
    axis = intervals(near, LIGHT, language="vi").layout.xaxis
    assert list(axis.ticktext) == ["96%", "97%", "98%", "99%", "100%"]


def test_low_rates_are_not_pressed_against_100() -> None:
    low = rates(value=[0.02, 0.011], low=[0.015, 0.008], high=[0.026, 0.015])
    axis = intervals(low, LIGHT, language="vi").layout.xaxis
    assert list(axis.ticktext) == ["0,5%", "1,0%", "1,5%", "2,0%", "2,5%", "3,0%"]


def test_without_an_interval_the_dot_stands_alone() -> None:
    made = intervals(rates(low=[None, 0.685]), LIGHT, language="vi")
    assert [trace.mode for trace in made.data] == ["markers", "lines", "markers"]
    assert "(" not in made.data[0].hovertemplate


def test_without_a_value_the_reason_stands_there_instead() -> None:
    rows = rates(value=[None, 0.857], reason=["Chưa nộp", None])
    made = intervals(rows, LIGHT, language="vi")
    assert len(made.data) == 2
    assert texts(made) == ["Chưa nộp", "<b>85,7</b>"]


def test_without_any_value_the_axis_is_whole() -> None:
    rows = rates(value=[None, None], reason=["a", "b"])
    axis = intervals(rows, LIGHT, language="vi").layout.xaxis
    assert list(axis.ticktext)[0::5] == ["0%", "100%"]


def test_a_reference_is_a_dotted_line_with_its_name() -> None:
    made = intervals(
        rates(), LIGHT, language="vi", reference=0.98, reference_label="giao 98%"
    )
    assert made.layout.shapes[0].x0 == pytest.approx(98)
    assert made.layout.shapes[0].line.dash == "dot"
    assert texts(made)[-1] == "giao 98%"


def test_a_row_keeps_the_colour_it_brings() -> None:
    made = intervals(rates(colour=["#1C625C", None]), DARK, language="vi")
    assert made.data[0].line.color == "rgba(28,98,92,0.55)"
    assert made.data[1].marker.color == "#1C625C"
    assert made.data[3].marker.color == DARK.ink


def test_hostile_words_stay_words() -> None:
    rows = rates(label=["<a href='x'>y</a>", "%{customdata}"])
    made = intervals(rows, LIGHT, language="vi")
    assert "<a" not in made.layout.yaxis.ticktext[0]
    assert "%{" not in made.data[3].hovertemplate


def test_the_frame_given_is_left_as_it_was() -> None:
    rows = rates(colour=["#1C625C", None], reason=[None, "x"])
    before = rows.copy(deep=True)
    intervals(rows, LIGHT, language="vi", reference=0.9, reference_label="r")
    pd.testing.assert_frame_equal(rows, before)
