"""Units compared: what is drawn, in which order and words, and that no words meet."""

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import everything, note, texts

from dashboard.charts import (
    Axis,
    FunnelWords,
    QuartileWords,
    banded,
    bars,
    funnel,
    quartiles,
    scatter,
)
from dashboard.charts.around import Label, Sheet, Spot, around, placed
from dashboard.look import tokens
from dashboard.stats.funnel import limits

LIGHT, DARK = tokens("light"), tokens("dark")
HOSTILE = "<a href='x'>%{x}</a>"
WORDS = FunnelWords("số hồ sơ", "giới hạn 95 %", "99,8 %", "cả khối")
PLACES = QuartileWords("giữa {median}", "{units} đơn vị", "kém", "tốt", "không xếp")
BOTH = pytest.mark.parametrize("narrow", [False, True])


def dots(made: Any) -> list[Any]:
    return [one for one in made.data if one.mode == "markers" and one.hovertemplate]


def assert_plain(made: Any) -> None:
    assert "<a" not in everything(made)
    assert "%{" not in everything(made)


# Words around points


def boxes(labels: list[Label], spots: list[Spot], room: float) -> list[Any]:
    """Left, foot, right and top of all words in a plot so wide."""
    halves = {"left": 0, "center": 1, "right": 2, "bottom": 0, "middle": 1, "top": 2}
    found = []
    for one, spot in zip(labels, spots, strict=True):
        left = spot.share * room + spot.across - halves[spot.xanchor] * one.wide / 2
        foot = spot.up + spot.rise - halves[spot.yanchor] * one.tall / 2
        found.append((left, foot, left + one.wide, foot + one.tall))
    return found


def overlaps(one: Any, other: Any) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("seed", range(8))
def test_words_meet_no_words_and_no_dots_at_any_width(seed: int) -> None:
    dice = np.random.default_rng(seed)
    points = [
        (float(x), float(y)) for x, y in dice.uniform((0.02, 20), (0.98, 320), (15, 2))
    ]
    labels = [
        Label(float(dice.uniform(30, 110)), 16, around(*point), point)
        for point in points
    ]
    spots, is_free = placed(labels, Sheet(440, 1320, 346))
    assert is_free
    for room in (440, 520, 700, 1320):
        drawn = boxes(labels, spots, room)
        assert not any(overlaps(*pair) for pair in combinations(drawn, 2))
        for number, box in enumerate(drawn):
            assert box[0] >= 0
            assert box[2] <= room
            for other, (share, up) in enumerate(points):
                dot = (share * room - 6, up - 6, share * room + 6, up + 6)
                assert number == other or not overlaps(box, dot)


def test_words_of_units_at_one_point_stand_at_leaders_in_two_columns() -> None:
    labels = [Label(60, 16, around(0.5, 170), (0.5, 170.0)) for _ in range(15)]
    spots, is_free = placed(labels, Sheet(440, 1320, 346))
    assert is_free
    assert sum(spot.is_far for spot in spots) > 8


def test_words_keep_off_lines_where_they_can() -> None:
    line = [(n / 100, 100.0) for n in range(101)]
    label = Label(60, 16, around(0.5, 100), (0.5, 100.0))
    spots, _ = placed([label], Sheet(440, 1320, 346, line))
    assert spots[0].yanchor in ("bottom", "top")


def test_no_words_need_no_place_and_too_many_are_known_to_meet() -> None:
    assert placed([], Sheet(440, 1320, 346)) == ([], True)
    labels = [Label(400, 100, around(0.5, 50), (0.5, 50.0)) for _ in range(9)]
    assert not placed(labels, Sheet(440, 1320, 100))[1]


# Funnel


def units(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["BHXH", "Nội vụ", "GD&ĐT", "Báo và Đài", "Ngoại vụ"],
            "n": [6020, 1106, 1344, 24, None],
            "value": [0.987, 0.983, 0.939, 1.0, None],
            "slot": [1, 4, 3, None, 5],
            "state": ["high", "none", "low", "none", None],
            "words": ["trên 99,8 %", "", "dưới 99,8 %", "", ""],
            "counts": ["5.942 / 6.020", "1.087 / 1.106", "", "24 / 24", ""],
            "reason": [None, None, None, None, "chưa nộp"],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def limit_grid(centre: float = 0.978) -> pd.DataFrame:
    n = np.unique(np.geomspace(16, 9000, 60).round())
    names = ["lower998", "lower95", "upper95", "upper998"]
    found = pd.DataFrame(limits(n, centre), columns=names)
    return found.assign(n=n)


def funnelled(rows: pd.DataFrame, **more: Any) -> Any:
    given = {"language": "vi", "centre": 0.978, "words": WORDS} | more
    grid = given.pop("grid", limit_grid())
    return funnel(rows, grid, given.pop("tokens", LIGHT), **given)


@BOTH
def test_a_funnel_has_two_grey_grounds_four_edges_and_a_centre(narrow: bool) -> None:
    made = funnelled(units(), narrow=narrow)
    grounds = [trace for trace in made.data if trace.fill == "toself"]
    assert len(grounds) == 2
    assert min(grounds[0].y) < min(grounds[1].y)
    assert all(one.fillcolor.startswith("rgba(86,93,100") for one in grounds)
    edges = [trace.line.dash for trace in made.data if trace.line.dash]
    assert sorted(edges) == ["7px,5px", "7px,5px", "solid", "solid"]
    centre = [one for one in made.data if one.y and set(one.y) == {97.8}]
    assert len(centre) == 1
    assert made.layout.xaxis.type == "log"


def test_units_of_a_funnel_stand_at_their_size_and_rate_in_their_colour() -> None:
    made = funnelled(units())
    assert [one.x[0] for one in dots(made)] == [6020, 1106, 1344, 24]
    assert [one.y[0] for one in dots(made)] == pytest.approx([98.7, 98.3, 93.9, 100])
    assert [one.marker.color for one in dots(made)] == [
        LIGHT.units[0],
        LIGHT.units[3],
        LIGHT.units[2],
        LIGHT.ink2,
    ]
    dark = dots(funnelled(units(), tokens=DARK))[0]
    assert dark.marker.color == DARK.units[0]
    assert dots(made)[0].hovertemplate == (
        "BHXH<br><b>98,7%</b><br>5.942 / 6.020<extra></extra>"
    )


@BOTH
def test_only_units_beyond_chance_are_bold_with_their_words(narrow: bool) -> None:
    found = texts(funnelled(units(), narrow=narrow))
    assert "<b>BHXH 98,7%</b><br>trên 99,8 %" in found
    assert "<b>GD&amp;ĐT 93,9%</b><br>dưới 99,8 %" in found
    assert "Nội vụ" in found
    assert {"giới hạn 95 %", "99,8 %", "cả khối"} <= set(found)


def test_a_perfect_record_is_written_with_its_counts() -> None:
    assert any("Báo và Đài 24 / 24" in text for text in texts(funnelled(units())))
    long = units(counts="hai mươi tư trên hai mươi tư")
    assert any(text.endswith("Báo và Đài") for text in texts(funnelled(long)))


def test_a_long_name_has_its_figure_on_a_line_of_its_own() -> None:
    rows = units(label=["Nông nghiệp và Môi trường", "a", "b", "c", "d"])
    assert "<b>Nông nghiệp và Môi trường<br>98,7%</b><br>trên 99,8 %" in texts(
        funnelled(rows)
    )


def test_a_centre_without_words_is_a_line_alone() -> None:
    found = texts(funnelled(units(), words=FunnelWords("n", "95 %", "99,8 %")))
    assert "cả khối" not in found
    assert "" not in found


def test_a_unit_without_a_rate_is_told_below_the_funnel() -> None:
    made = funnelled(units())
    assert note(made, "Ngoại vụ").text == "Ngoại vụ: chưa nộp"
    assert note(made, "Ngoại vụ").yshift < 0
    shorter = funnelled(units().head(4))
    assert made.layout.height > shorter.layout.height
    assert made.layout.margin.b > shorter.layout.margin.b


@BOTH
def test_no_tick_of_a_funnel_passes_100(narrow: bool) -> None:
    axis = funnelled(units(), narrow=narrow).layout.yaxis
    assert max(axis.tickvals) == pytest.approx(100)
    assert axis.ticktext[-1] == "100%"
    assert axis.range[0] < 93.9
    assert axis.range[1] > 100


def test_sizes_have_ticks_in_the_way_of_the_language() -> None:
    made = funnelled(units())
    assert list(made.layout.xaxis.ticktext) == [
        "20",
        "50",
        "100",
        "200",
        "500",
        "1.000",
        "2.000",
        "5.000",
    ]
    phone = funnelled(units(), language="en", narrow=True).layout.xaxis.ticktext
    assert list(phone) == ["30", "100", "300", "1,000", "3,000"]
    english = funnelled(units(), language="en")
    assert "<b>BHXH 98.7%</b><br>trên 99,8 %" in texts(english)


def test_a_small_unit_far_away_is_brought_to_the_end_with_an_arrow() -> None:
    made = funnelled(units(value=[0.987, 0.983, 0.939, 12 / 24, None]))
    last = dots(made)[-1]
    assert last.marker.symbol == "triangle-down"
    assert last.y[0] > 70
    assert any("↓ Báo và Đài 50,0%" in text for text in texts(made))
    rates = [0.02, 0.03, 0.03, 0.9, None]
    high = funnelled(units(value=rates, state="none"), centre=0.025)
    assert dots(high)[-1].marker.symbol == "triangle-up"
    assert any("↑ Báo và Đài 90,0%" in text for text in texts(high))


def test_a_rate_of_all_but_a_few_is_not_written_as_all() -> None:
    made = funnelled(units(value=[0.99996, 0.98, 0.93, 1, None]))
    assert "<b>BHXH &gt;99,9%</b><br>trên 99,8 %" in texts(made)


def bloc(count: int) -> pd.DataFrame:
    """Units of like size and rate with long names."""
    names = ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường"]
    return pd.DataFrame(
        {
            "label": [f"{names[n % 2]} {n}" for n in range(count)],
            "n": [900 + 20 * n for n in range(count)],
            "value": [0.975 + 0.0004 * (n % 7) for n in range(count)],
        }
    )


@BOTH
def test_fifteen_like_units_are_numbered_and_listed_below(narrow: bool) -> None:
    made = funnelled(bloc(15), narrow=narrow)
    assert len(dots(made)) == 15
    assert {str(n) for n in range(1, 16)} <= set(texts(made))
    below = [one for one in made.layout.annotations if one.yref == "paper"]
    listed = "<br>".join(one.text for one in below)
    assert all(name in listed for name in bloc(15)["label"])
    numbers = [one.text for one in below if one.text.startswith("<b>1</b>")]
    assert "<b>2</b>" in numbers[0]
    few = funnelled(bloc(2), narrow=narrow)
    assert made.layout.height > few.layout.height


@BOTH
def test_a_funnel_of_one_unit_or_none_is_drawn(narrow: bool) -> None:
    one = funnelled(units().head(1), narrow=narrow)
    assert len(dots(one)) == 1
    assert one.layout.xaxis.ticktext
    none = funnelled(units(value=np.nan, reason="chưa nộp"), narrow=narrow)
    assert not dots(none)
    assert sum("chưa nộp" in text for text in texts(none)) == 5
    empty = funnelled(units().head(0), grid=limit_grid().head(0), narrow=narrow)
    assert not dots(empty)
    assert list(empty.layout.yaxis.ticktext)[-1] == "100,0%"


@BOTH
def test_hostile_words_of_a_funnel_stay_words(narrow: bool) -> None:
    rows = units(label=HOSTILE, counts=HOSTILE, words=HOSTILE, reason=HOSTILE)
    words = FunnelWords(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    assert_plain(funnelled(rows, words=words, narrow=narrow))


# Bands


def ranked(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["BHXH", "KH&CN", "Nội vụ", "GD&ĐT"],
            "value": [0.983, 0.982, 0.981, 0.95],
            "low": [0.979, 0.97, 0.973, 0.94],
            "high": [0.985, 0.992, 0.988, 0.96],
            "raw": [0.987, None, 0.983, 0.939],
            "slot": [1, 6, None, 3],
            "band": ["Cao hơn", "Như nhau", "Như nhau", "Thấp hơn"],
            "figure": ["98,3", "98,2", "98,1", "95,0"],
            "note": ["hạng 1–2 · n = 6.020", "n = 384", "n = 1.106", "n = 1.344"],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def grouped(rows: pd.DataFrame, **more: Any) -> Any:
    given = {"language": "vi", "is_rate": True, "decimals": 1} | more
    return banded(rows, given.pop("tokens", LIGHT), **given)


@BOTH
def test_each_band_has_one_ground_and_its_words(narrow: bool) -> None:
    made = grouped(ranked(), narrow=narrow)
    shapes = made.layout.shapes
    assert len(shapes) == 3
    assert {shape.fillcolor for shape in shapes} == {LIGHT.band}
    for before, after in pairwise(shapes):
        assert after.y0 - before.y1 == 8
    assert sum(text in {"Cao hơn", "Như nhau", "Thấp hơn"} for text in texts(made)) == 3
    assert shapes[1].y0 < note(made, "Như nhau").y < dots(made)[1].y[0] < shapes[1].y1
    assert dots(made)[2].y[0] < shapes[1].y1 < shapes[2].y0 < dots(made)[3].y[0]


def test_units_of_bands_keep_their_order_colour_and_words() -> None:
    made = grouped(ranked())
    assert list(made.layout.yaxis.ticktext) == [
        "BHXH",
        "KH&amp;CN",
        "Nội vụ",
        "GD&amp;ĐT",
    ]
    heights = [one.y[0] for one in dots(made)]
    assert heights == sorted(heights)
    assert [one.marker.color for one in dots(made)] == [
        LIGHT.units[0],
        LIGHT.units[5],
        LIGHT.ink2,
        LIGHT.units[2],
    ]
    assert {"<b>98,3</b>", "hạng 1–2 · n = 6.020"} <= set(texts(made))
    rings = [
        one for one in made.data if one.mode == "markers" and one not in dots(made)
    ]
    assert [one.x[0] for one in rings] == pytest.approx([98.7, 98.3, 93.9])
    assert {one.marker.symbol for one in rings} == {"circle-open"}


def test_figures_of_bands_follow_the_language_without_words_of_their_own() -> None:
    rows = ranked().drop(columns="figure")
    assert "<b>98,3%</b>" in texts(grouped(rows))
    assert "<b>98.3%</b>" in texts(grouped(rows, language="en"))
    days = ranked(value=[1234.5, 900, 800, 1000], low=None, high=None, raw=None)
    made = grouped(days.drop(columns="figure"), is_rate=False)
    assert "<b>1.234,5</b>" in texts(made)
    assert "1.200" in made.layout.xaxis.ticktext


def test_what_goes_beyond_the_axis_of_bands_is_told_with_an_arrow() -> None:
    left = grouped(ranked(low=[0.979, 0.5, 0.97, 0.94], raw=[0.987, None, 0.2, 0.94]))
    assert {"← 50,0%", "← 20,0%"} <= set(texts(left))
    assert any(one.marker.symbol == "triangle-left-open" for one in left.data)
    low = {"value": [0.02, 0.021, 0.022, 0.03], "low": [0.01] * 4}
    right = grouped(ranked(**low, high=[0.03, 0.9, 0.03, 0.04], raw=[0.9, 0, 0, 0]))
    assert texts(right).count("90,0% →") == 2
    assert any(one.marker.symbol == "triangle-right-open" for one in right.data)


@BOTH
def test_a_unit_of_a_band_without_a_value_says_why(narrow: bool) -> None:
    rows = ranked(value=[0.98, None, 0.97, 0.95], reason=[None, "chưa nộp", None, None])
    made = grouped(rows, narrow=narrow)
    assert len(dots(made)) == 3
    assert note(made, "chưa nộp").bgcolor == LIGHT.band
    assert "<b>98,2</b>" not in texts(made)


def test_the_reference_of_bands_is_a_line_with_its_words() -> None:
    made = grouped(ranked(), reference=0.978, reference_label="cả khối 97,8")
    line = next(one for one in made.data if one.mode == "lines")
    assert list(line.x) == pytest.approx([97.8, 97.8])
    assert note(made, "cả khối").x == pytest.approx(97.8)
    left = grouped(ranked(), reference=0.94, reference_label="r")
    assert note(left, "r").xanchor in ("left", "center")


def test_on_a_phone_names_of_bands_stand_above_their_rows() -> None:
    made = grouped(ranked(), narrow=True)
    assert not made.layout.yaxis.visible
    assert note(made, "GD&amp;ĐT").y < dots(made)[3].y[0]
    assert note(made, "n = 1.344").xanchor == "right"
    assert made.layout.margin.r < grouped(ranked()).layout.margin.r


@BOTH
@pytest.mark.parametrize("count", [0, 1, 15])
def test_any_number_of_units_is_drawn_in_bands(count: int, narrow: bool) -> None:
    rows = pd.concat([ranked().head(1)] * count) if count else ranked().head(0)
    made = grouped(rows, narrow=narrow)
    assert len(dots(made)) == count
    assert len(made.layout.shapes) == min(count, 1)


def test_equal_and_missing_units_of_bands_have_an_axis() -> None:
    same = grouped(ranked(value=0.97, low=0.97, high=0.97, raw=0.97))
    assert same.layout.xaxis.range[0] < 97 < same.layout.xaxis.range[1]
    none = grouped(ranked(value=None, reason="chưa nộp"))
    assert not dots(none)
    assert list(none.layout.xaxis.ticktext)[-1] == "100%"


@BOTH
def test_hostile_words_of_bands_stay_words(narrow: bool) -> None:
    rows = ranked(
        label=HOSTILE,
        band=HOSTILE,
        figure=HOSTILE,
        note=HOSTILE,
        reason=HOSTILE,
        value=[None, 0.9, 0.9, 0.9],
    )
    made = grouped(rows, narrow=narrow, reference=0.9, reference_label=HOSTILE)
    assert_plain(made)


# Bars


def counted(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", "Ngoại vụ"],
            "value": [0.911, 0.87, None],
            "counts": ["1.641 / 1.802", "87 / 100", None],
            "reason": [None, None, "chưa nộp"],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def barred(rows: pd.DataFrame, **more: Any) -> Any:
    given = {"language": "vi", "is_rate": True, "decimals": 1} | more
    return bars(rows, given.pop("tokens", LIGHT), **given)


def lengths(made: Any) -> list[float]:
    return [one.x[0] for one in made.data if one.type == "bar"]


@BOTH
def test_bars_begin_at_nothing_in_one_grey(narrow: bool) -> None:
    made = barred(counted(), narrow=narrow)
    assert lengths(made) == pytest.approx([91.1, 87.0])
    assert made.layout.xaxis.range[0] == 0
    assert made.layout.xaxis.ticktext[0] == "0%"
    assert made.layout.xaxis.ticktext[-1] == "100%"
    assert {one.marker.color for one in made.data} == {"rgba(86,93,100,0.52)"}
    assert made.data[0].y[0] < made.data[1].y[0]
    dark = barred(counted(), tokens=DARK).data[0].marker.color
    assert dark == "rgba(165,173,180,0.52)"


@BOTH
def test_bars_have_their_figures_their_counts_or_a_reason(narrow: bool) -> None:
    made = barred(counted(), narrow=narrow)
    assert {"<b>91,1%</b>", "1.641 / 1.802", "chưa nộp"} <= set(texts(made))
    assert "<b>91.1%</b>" in texts(barred(counted(), language="en", narrow=narrow))


def test_long_counts_take_two_lines_or_one_below_the_name() -> None:
    long = counted(counts="1.641 / 1.802 hồ sơ đã giải quyết đúng hạn")
    wide = barred(long)
    assert note(wide, "1.641").text.count("<br>") == 1
    phone = barred(long, narrow=True)
    assert note(phone, "Sở Văn hóa").text.startswith(
        "Sở Văn hóa, Thể thao và Du lịch<br><span"
    )
    assert "1.641 / 1.802 hồ sơ" in note(phone, "Sở Văn hóa").text
    assert phone.layout.height > barred(counted(), narrow=True).layout.height


def test_bars_of_counts_have_great_numbers_of_the_language() -> None:
    rows = counted(value=[8247.4, 32.9, 0.0])
    made = barred(rows, is_rate=False, reference=2000, reference_label="giữa")
    assert lengths(made) == pytest.approx([8247.4, 32.9, 0])
    assert "<b>8.247,4</b>" in texts(made)
    assert "2.000" in made.layout.xaxis.ticktext
    assert note(made, "giữa").x == pytest.approx(2000)
    english = barred(rows, language="en", is_rate=False)
    assert "<b>8,247.4</b>" in texts(english)


@pytest.mark.parametrize("value", [None, 0.0, 0.5, 1.0])
def test_bars_all_alike_or_missing_are_drawn(value: float | None) -> None:
    rows = counted(value=[value] * 3, reason="chưa nộp")
    made = barred(rows)
    assert len(lengths(made)) == (0 if value is None else 3)
    assert made.layout.xaxis.range[1] > 0
    assert texts(made).count("chưa nộp") == (3 if value is None else 0)


def test_low_rates_have_bars_long_enough_to_compare() -> None:
    made = barred(counted(value=[0.02, 0.01, None]), reference=0.03)
    assert made.layout.xaxis.range[1] < 5


@BOTH
def test_hostile_words_of_bars_stay_words(narrow: bool) -> None:
    rows = counted(label=HOSTILE, counts=HOSTILE, reason=HOSTILE)
    assert_plain(barred(rows, narrow=narrow, reference=0.5, reference_label=HOSTILE))


# Quartiles


def indicators(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Đúng hạn", "Thời gian", "Tiếp nhận", "Giải ngân"],
            "value": [0.98, 4.0, 612, None],
            "least": [0.9, 2.0, 0, 0.2],
            "q1": [0.92, 3.0, 300, 0.3],
            "median": [0.95, 5.0, 800, 0.4],
            "q3": [0.97, 8.0, 1500, 0.5],
            "most": [1.0, 12.0, 6120, 0.8],
            "figure": ["98,0%", "4 ngày", "612", None],
            "median_figure": ["95,0%", "5 ngày", "800", "40,0%"],
            "better": ["higher", "lower", "neither", "higher"],
            "units": [8, 8, 7, 5],
            "slot": [5, 5, 5, 5],
            "reason": [None, None, None, "chưa nộp"],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def among(rows: pd.DataFrame, **more: Any) -> Any:
    given = {"language": "vi", "words": PLACES} | more
    return quartiles(rows, given.pop("tokens", LIGHT), **given)


@BOTH
def test_each_indicator_has_a_scale_of_its_own_with_the_better_end_at_the_right(
    narrow: bool,
) -> None:
    made = among(indicators(), narrow=narrow)
    assert [one.x[0] for one in dots(made)] == pytest.approx([0.8, 0.8, 0.1])
    whole, half, median = made.data[4:7]
    assert list(whole.x) == pytest.approx([1, 0])
    assert list(half.x) == pytest.approx([0.9, 0.4])
    assert list(median.x) == pytest.approx([0.7, 0.7])
    assert whole.line.width < half.line.width
    assert not made.layout.xaxis.visible
    assert {one.marker.color for one in dots(made)} == {LIGHT.units[4]}


@BOTH
def test_indicators_have_the_figure_the_median_and_how_many_units(narrow: bool) -> None:
    made = among(indicators(), narrow=narrow)
    assert {"<b>98,0%</b>", "giữa 95,0% · 8 đơn vị"} <= set(texts(made))
    assert {"kém", "tốt", "chưa nộp"} <= set(texts(made))
    names = [*(made.layout.yaxis.ticktext if not narrow else texts(made))]
    assert sum("không xếp" in name for name in names) == 1
    assert "Tiếp nhận" in next(name for name in names if "không xếp" in name)


def test_without_a_better_end_the_ends_have_no_words() -> None:
    made = among(indicators(better="neither"))
    assert "tốt" not in texts(made)
    assert [one.x[0] for one in dots(made)] == pytest.approx([0.8, 0.2, 0.1])


def test_equal_units_stand_in_the_middle_and_a_missing_one_nowhere() -> None:
    same = dict.fromkeys(("value", "least", "q1", "median", "q3", "most"), 0.0)
    made = among(indicators(**same).head(1))
    assert list(dots(made)[0].x) == [0.5]
    none = among(indicators(value=None, reason="chưa nộp"))
    assert not none.data
    assert texts(none).count("chưa nộp") == 4
    assert not among(indicators().head(0)).data


def test_a_value_outside_the_bloc_stands_at_its_end_and_needs_no_colour() -> None:
    rows = indicators(value=[2.0, 99.0, 612, 0.1], figure="f")
    made = among(rows.drop(columns=["slot", "units"]), tokens=DARK)
    assert [one.x[0] for one in dots(made)][:2] == [1, 0]
    assert dots(made)[0].marker.color == DARK.ink
    assert "giữa 95,0%" in texts(made)
    bare = rows.drop(columns=["units", "median_figure"])
    assert not any("giữa" in text for text in texts(among(bare)))


@BOTH
def test_hostile_words_of_quartiles_stay_words(narrow: bool) -> None:
    names = ("label", "figure", "median_figure", "reason")
    rows = indicators(**dict.fromkeys(names, HOSTILE))
    words = QuartileWords(*["<a>{median}"] * 5)
    assert_plain(among(rows, words=words, narrow=narrow))


# Two measures


def pairs(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["BHXH", "Nội vụ", "GD&ĐT"],
            "x": [0.6, 0.74, 0.8],
            "y": [1234.0, 900.0, 1100.0],
            "slot": [1, 4, None],
            "counts": ["60 / 100", None, None],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


X = Axis("trực tuyến", True, 1, 0.7, "cả khối 70%")
Y = Axis("hồ sơ", False, 0, 1000.0, "cả khối 1.000")


def crossed(rows: pd.DataFrame, **more: Any) -> Any:
    given = {"language": "vi", "x": X, "y": Y} | more
    return scatter(rows, given.pop("tokens", LIGHT), **given)


@BOTH
def test_each_unit_stands_at_both_its_values_with_its_name(narrow: bool) -> None:
    made = crossed(pairs(), narrow=narrow)
    assert [one.x[0] for one in dots(made)] == pytest.approx([60, 74, 80])
    assert [one.y[0] for one in dots(made)] == pytest.approx([1234, 900, 1100])
    assert [one.marker.color for one in dots(made)] == [
        LIGHT.units[0],
        LIGHT.units[3],
        LIGHT.ink2,
    ]
    assert {"BHXH", "Nội vụ", "GD&amp;ĐT", "hồ sơ"} <= set(texts(made))
    assert made.layout.xaxis.title.text == "trực tuyến"
    assert dots(made)[0].hovertemplate == (
        "BHXH<br>trực tuyến: <b>60,0%</b><br>hồ sơ: <b>1.234</b><br>60 / 100"
        "<extra></extra>"
    )


def test_thin_lines_stand_at_the_figures_of_all_with_their_words() -> None:
    made = crossed(pairs())
    lines = [one for one in made.data if one.mode == "lines"]
    assert list(lines[0].x) == pytest.approx([70, 70])
    assert list(lines[1].y) == pytest.approx([1000, 1000])
    assert {"cả khối 70%", "cả khối 1.000"} <= set(texts(made))
    bare = crossed(pairs(), x=Axis("a", True, 1), y=Axis("b", False, 0))
    assert not [one for one in bare.data if one.mode == "lines"]


def test_ticks_of_both_measures_follow_the_language() -> None:
    made = crossed(pairs())
    assert "1.200" in made.layout.yaxis.ticktext
    assert all(text.endswith("%") for text in made.layout.xaxis.ticktext)
    assert "1,200" in crossed(pairs(), language="en").layout.yaxis.ticktext


def test_intervals_are_thin_crosses_in_the_units_colour() -> None:
    rows = pairs(x_low=0.55, x_high=0.85, y_low=[None, 800, 1000], y_high=1300)
    made = crossed(rows, x=Axis("a", True, 1), y=Axis("b", False, 0))
    lines = [one for one in made.data if one.mode == "lines"]
    assert len(lines) == 5
    assert list(lines[0].x) == pytest.approx([55, 85])
    assert list(lines[0].y) == pytest.approx([1234, 1234])
    assert list(lines[2].y) == pytest.approx([800, 1300])
    assert lines[0].line.color == "rgba(28,98,92,0.55)"


@BOTH
def test_a_unit_that_lacks_a_value_is_told_below(narrow: bool) -> None:
    rows = pairs(y=[1234, None, 1100], reason=[None, "chưa nộp", None])
    made = crossed(rows, narrow=narrow)
    assert len(dots(made)) == 2
    assert "Nội vụ: chưa nộp" in texts(made)


@BOTH
def test_one_unit_equal_units_and_none_are_drawn(narrow: bool) -> None:
    assert len(dots(crossed(pairs().head(1), narrow=narrow))) == 1
    same = crossed(pairs(x=0.5, y=1000.0), narrow=narrow)
    assert len(dots(same)) == 3
    none = crossed(pairs(x=None, reason="chưa nộp"), narrow=narrow)
    assert not dots(none)
    assert sum("chưa nộp" in text for text in texts(none)) == 3
    bare = {"x": Axis("a", True, 1), "y": Axis("b", False, 0)}
    assert not dots(crossed(pairs().head(0), narrow=narrow, **bare))


@BOTH
def test_hostile_words_of_a_scatter_stay_words(narrow: bool) -> None:
    rows = pairs(label=HOSTILE, counts=HOSTILE, x=[0.5, None, 0.6], reason=HOSTILE)
    x, y = Axis(HOSTILE, True, 1, 0.5, HOSTILE), Axis(HOSTILE, False, 0, 5, HOSTILE)
    assert_plain(crossed(rows, x=x, y=y, narrow=narrow))


def test_the_frames_given_are_left_as_they_were() -> None:
    frames = [units(), limit_grid(), ranked(), counted(), indicators(), pairs()]
    before = [frame.copy(deep=True) for frame in frames]
    funnelled(frames[0], grid=frames[1])
    grouped(frames[2])
    barred(frames[3])
    among(frames[4])
    crossed(frames[5])
    for frame, was in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, was)
