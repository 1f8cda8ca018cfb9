"""Figures of dossiers: the figures given are drawn, told apart, and never overlap."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from drawn import everything, note, texts
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

import dashboard
from dashboard.charts import Bar, Segment, balance, dots, durations, over_time, shares
from dashboard.charts.labels import cut, folded, rate, width
from dashboard.charts.placing import OUT, Part, Place, place
from dashboard.charts.scale import Rate, scale
from dashboard.look import tokens

LIGHT, DARK = tokens("light"), tokens("dark")
HOSTILE = "<a href='x'>%{x}</a>"
HEADS = ("Trước hạn", "Đúng hạn", "Trễ hạn")


# Words: how wide, how cut, how a rate is written


@pytest.mark.parametrize(
    "words",
    [
        "Cấp giấy phép hoạt động khám bệnh, chữa bệnh",
        "đang giải quyết, còn hạn",
        "12.906  KHÔNG ĐÚNG HẠN",
        "≤ 5 @ WWW mmm · – …",
    ],
)
def test_words_are_measured_wide_enough_and_not_much_too_wide(words: str) -> None:
    file = Path(dashboard.__file__).parent / "static" / "IBMPlexSans.ttf"
    true = ImageFont.truetype(str(file), 130).getlength(words) / 10
    assert true <= width(words) <= 1.15 * true


def test_wide_letters_of_other_scripts_are_measured_wide() -> None:
    assert width("漢字", 10) == 20


def test_long_words_are_cut_with_an_ellipsis() -> None:
    assert cut("một hai  ba", 10) == "một hai ba"
    assert cut("một hai ba", 8) == "một hai…"


def test_lines_are_of_like_length_and_the_last_is_cut() -> None:
    assert folded("Chỉnh sửa nội dung văn bằng", 24, 2) == [
        "Chỉnh sửa nội",
        "dung văn bằng",
    ]
    assert folded("một hai ba bốn năm sáu", 8, 2) == ["một hai", "ba bốn…"]
    assert folded("", 8, 2) == [""]


@pytest.mark.parametrize(
    ("fraction", "vietnamese", "english"),
    [
        (0.978, "97,8", "97.8"),
        (0.0, "0", "0"),
        (1.0, "100", "100"),
        (0.0004, "&lt;0,1", "&lt;0.1"),
        (0.99996, "&gt;99,9", "&gt;99.9"),
        (0.0005, "0,1", "0.1"),
    ],
)
def test_a_rate_is_never_rounded_to_none_or_all(
    fraction: float, vietnamese: str, english: str
) -> None:
    assert rate(fraction, "vi") == vietnamese
    assert rate(fraction, "en") == english


# Where labels stand


def spans(parts: list[Part], places: list[Place], wider: float) -> list[Any]:
    """Each label as (below, level, left, right, leader) on a bar so much wider."""
    found = []
    for part, spot in zip(parts, places, strict=True):
        x = part.anchor(below=spot.below) * wider
        left = x - 4 - part.words if spot.below else x + 4
        found.append((spot.below, spot.level, left, left + part.words, x))
    return found


@given(
    st.lists(
        st.tuples(st.floats(0.001, 100), st.floats(20, 260)), min_size=1, max_size=9
    ),
    st.floats(1, 4),
)
def test_labels_and_leaders_never_meet_at_this_width_or_a_greater(
    drawn: list[tuple[float, float]], wider: float
) -> None:
    room = 550.0
    total = sum(length for length, _ in drawn)
    parts, start = [], 0.0
    for length, words in drawn:
        end = start + length / total * room
        parts.append(Part(start, end, words))
        start = end
    labels = spans(parts, place(parts, room), wider)
    for one, other in combinations(labels, 2):
        if one[:2] == other[:2]:
            assert one[3] <= other[2] or other[3] <= one[2]
        for low, high in ((one, other), (other, one)):
            if low[0] == high[0] and low[1] < high[1]:
                assert not low[2] < high[4] < low[3]
    assert all(left >= -1e-6 for _, _, left, _, _ in labels)
    assert all(right <= room * wider + OUT for _, _, _, right, _ in labels)


def test_wide_parts_are_labelled_right_above_themselves() -> None:
    parts = [Part(0, 300, 100), Part(300, 550, 100)]
    assert place(parts, 550) == [Place(0, below=False)] * 2


def test_no_parts_need_no_place() -> None:
    assert place([], 550) == []


def test_very_many_narrow_parts_are_all_placed() -> None:
    parts = [Part(10 * n, 10 * n + 10, 100) for n in range(40)]
    places = place(parts, 400)
    assert len({(one.below, one.level) for one in places}) > 10


# In and out


def bars(*values: float, shade: Any = "ink") -> list[Bar]:
    came = Bar(
        "Vào",
        "1.000",
        [Segment("chuyển sang", 60, "light"), Segment("mới", 940, "strong")],
    )
    left = [Segment(f"phần {n}", value, shade) for n, value in enumerate(values)]
    return [came, Bar("Ra", "1.000", left)]


@pytest.mark.parametrize("narrow", [False, True])
def test_both_bars_stand_on_one_scale(narrow: bool) -> None:
    made = balance(bars(600, 400), LIGHT, language="vi", narrow=narrow)
    assert list(made.layout.xaxis.range) == [0, 1000]
    assert [trace.base[0] for trace in made.data] == [0, 60, 0, 600]
    assert [trace.x[0] for trace in made.data] == [60, 940, 600, 400]
    assert made.data[0].y[0] < made.data[2].y[0]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_part_has_its_bold_count_and_its_words(narrow: bool) -> None:
    came = [Bar("Vào", "x", [Segment("nộp trực tuyến", 10204, "strong")])]
    vietnamese = balance(came, LIGHT, language="vi", narrow=narrow)
    english = balance(came, LIGHT, language="en", narrow=narrow)
    assert "<b>10.204</b>  nộp trực tuyến" in texts(vietnamese)
    assert "<b>10,204</b>  nộp trực tuyến" in texts(english)


def test_bars_have_their_name_and_total() -> None:
    wide = balance(bars(1000), LIGHT, language="vi")
    assert wide.layout.yaxis.ticktext[1] == "<b>Ra</b>  1.000"
    assert "<b>Ra</b>  1.000" in texts(
        balance(bars(1000), LIGHT, language="vi", narrow=True)
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_parts_of_nothing_are_left_out(narrow: bool) -> None:
    made = balance(bars(0, 1000, 0), LIGHT, language="vi", narrow=narrow)
    assert len(made.data) == 3
    assert not any("phần 0" in text or "phần 2" in text for text in texts(made))


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("given_bars", [[], [Bar("Ra", "0", [])]])
def test_a_balance_of_nothing_is_drawn_without_parts(
    given_bars: list[Bar], narrow: bool
) -> None:
    made = balance(given_bars, LIGHT, language="vi", narrow=narrow)
    assert not made.data
    assert made.layout.height >= 10


def test_the_smallest_part_is_seen_and_the_bar_keeps_its_length() -> None:
    made = balance(bars(1, 999_998, 1), LIGHT, language="vi")
    lengths = [trace.x[0] for trace in made.data[2:]]
    assert lengths[0] == lengths[2] == pytest.approx(7000)
    assert sum(lengths) == pytest.approx(1_000_000)
    assert "<b>1</b>  phần 0" in texts(made)
    assert "<b>999.998</b>  phần 1" in texts(made)


def test_a_bar_far_shorter_than_the_other_is_still_seen() -> None:
    few = [bars(1)[0], Bar("Ra", "2", [Segment("a", 1, "ink"), Segment("b", 1, "ink")])]
    made = balance(few, LIGHT, language="vi")
    assert [trace.x[0] for trace in made.data[2:]] == [7, 7]


def test_only_narrow_parts_have_a_leader() -> None:
    made = balance(bars(500, 3, 497), LIGHT, language="vi")
    leaders = [shape.x0 for shape in made.layout.shapes]
    assert len(leaders) == 2  # the 60 carried over, and the 3
    assert 496 < leaders[1] < 503  # the longest part made room for it


def test_shades_differ_without_colour() -> None:
    shades = ("strong", "middle", "light", "ink", "waiting")
    parts = [Segment(shade, 200, shade) for shade in shades]  # type: ignore[arg-type]
    made = balance([Bar("Ra", "1.000", parts)], DARK, language="vi")
    assert len({trace.marker.color for trace in made.data}) == 5
    assert made.data[3].marker.color == DARK.ink
    assert made.data[4].marker.pattern.shape == "/"


def test_a_part_gives_its_link_back_and_says_more_when_pointed_at() -> None:
    part = Segment("trễ hạn", 5, "ink", hover="2 đơn vị", link="late")
    trace = balance([Bar("Ra", "5", [part])], LIGHT, language="vi").data[0]
    assert trace.customdata[0][0] == "late"
    assert trace.hovertemplate == "<b>5</b>  trễ hạn<br>2 đơn vị<extra></extra>"


def test_a_long_label_is_cut_and_whole_when_pointed_at() -> None:
    long = "đang chờ bổ sung giấy tờ theo yêu cầu của cơ quan"
    made = balance([Bar("Ra", "5", [Segment(long, 5, "ink")])], LIGHT, language="vi")
    assert long not in texts(made)[0]
    assert long in made.data[0].hovertemplate


def test_on_a_phone_each_part_has_a_line_of_its_own() -> None:
    made = balance(bars(800, 100, 60, 40), LIGHT, language="vi", narrow=True)
    heights = [trace.y[0] for trace in made.data]
    assert heights == sorted(set(heights))
    assert note(made, "phần 1").xanchor == "right"
    assert note(made, "chuyển sang").xanchor == "left"


def test_on_a_phone_words_that_fit_nowhere_beside_stand_above() -> None:
    parts = [Segment("a", 500, "light"), Segment("một cụm từ rất dài", 500, "ink")]
    made = balance([Bar("Ra", "x", parts)], LIGHT, language="vi", narrow=True)
    words = note(made, "cụm từ")
    assert words.y < made.data[1].y[0]
    middle = [
        Segment("a", 450, "light"),
        Segment("cụm từ dài cụm từ dài", 500, "ink"),
        Segment("c", 50, "light"),
    ]
    made = balance([Bar("Ra", "x", middle)], LIGHT, language="vi", narrow=True)
    above = note(made, "cụm từ")
    assert (above.x, above.xanchor) == (1000, "right")


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_a_balance_stay_words(narrow: bool) -> None:
    part = Segment(HOSTILE, 5, "ink", hover=HOSTILE)
    made = balance([Bar(HOSTILE, HOSTILE, [part])], LIGHT, language="vi", narrow=narrow)
    assert "<a" not in everything(made)
    assert "%{" not in everything(made)


# Early, on time, late


def channels(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Trực tuyến", "Trực tiếp"],
            "sublabel": ["9.642 hồ sơ", "1.916 hồ sơ"],
            "early": [0.817, 0.646],
            "on_time": [0.167, 0.309],
            "late": [0.016, 0.045],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def test_shares_follow_each_other_and_late_is_in_ink() -> None:
    made = shares(channels(), LIGHT, language="vi", heads=HEADS)
    assert [trace.x[0] for trace in made.data[:3]] == [0.817, 0.167, 0.016]
    assert [trace.base[0] for trace in made.data[:3]] == pytest.approx(
        [0, 0.817, 0.984]
    )
    assert made.data[2].marker.color == LIGHT.ink
    assert made.data[0].y[0] < made.data[3].y[0]


def test_shares_are_written_beside_their_parts() -> None:
    made = shares(channels(), LIGHT, language="vi", heads=HEADS)
    assert texts(made)[:3] == list(HEADS)
    assert texts(made)[3:6] == ["81,7%", "16,7%", "<b>1,6%</b>"]
    english = shares(channels(), LIGHT, language="en", heads=HEADS)
    assert "<b>1.6%</b>" in texts(english)


def test_each_head_has_the_shade_of_its_part() -> None:
    made = shares(channels(), LIGHT, language="vi", heads=HEADS)
    squares = [shape.fillcolor for shape in made.layout.shapes]
    assert squares == [trace.marker.color for trace in made.data[:3]]


def test_rows_of_shares_have_their_names_beside_or_above() -> None:
    wide = shares(channels(), LIGHT, language="vi", heads=HEADS)
    assert wide.layout.yaxis.ticktext[0] == "<b>Trực tuyến</b><br>9.642 hồ sơ"
    phone = shares(channels(), LIGHT, language="vi", heads=HEADS, narrow=True)
    assert not phone.layout.yaxis.visible
    assert "<b>Trực tuyến</b>  9.642 hồ sơ" in texts(phone)


@pytest.mark.parametrize(
    ("early", "on_time", "late"),
    [(0.985, 0.0146, 0.0004), (0.05, 0.11, 0.84), (0.5, 0.02, 0.48), (0, 0, 1)],
)
def test_figures_without_room_inside_stand_under_the_bar(
    early: float, on_time: float, late: float
) -> None:
    rows = channels().head(1).assign(early=early, on_time=on_time, late=late)
    made = shares(rows, LIGHT, language="vi", heads=HEADS)
    first, second, third = made.layout.annotations[3:]
    bar = made.data[0].y[0]
    assert (first.y > bar) == (early < 0.14)
    assert second.y > bar
    assert third.y == bar
    if first.y == second.y:  # on one line, so one after the other
        assert second.x == first.x == 0
        assert second.xshift - first.xshift >= width("11,0%")


def test_tiny_and_full_shares_are_told_as_such() -> None:
    rows = channels(early=[0.99961, 1.0], on_time=[0.0, 0.0], late=[0.00039, 0.0])
    found = texts(shares(rows, LIGHT, language="vi", heads=HEADS))
    assert found[3:] == [
        "&gt;99,9%",
        "0%",
        "<b>&lt;0,1%</b>",
        "100%",
        "0%",
        "<b>0%</b>",
    ]


def test_a_row_without_denominator_says_why() -> None:
    rows = channels(
        early=[None, 0.646],
        on_time=[None, 0.309],
        late=[None, 0.045],
        reason=["Chưa có hồ sơ", None],
    )
    made = shares(rows, LIGHT, language="vi", heads=HEADS)
    assert len(made.data) == 3
    assert "Chưa có hồ sơ" in texts(made)


def test_no_channels_are_drawn_as_heads_alone() -> None:
    made = shares(channels().head(0), LIGHT, language="vi", heads=HEADS)
    assert texts(made) == list(HEADS)
    assert not made.data


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_shares_stay_words(narrow: bool) -> None:
    rows = channels(
        label=HOSTILE, sublabel=HOSTILE, early=[None, 0.646], reason=HOSTILE
    )
    made = shares(rows, LIGHT, language="vi", heads=(HOSTILE,) * 3, narrow=narrow)
    assert "<a" not in everything(made)
    assert "%{" not in everything(made)


# The axis of rates


def test_a_small_denominator_does_not_stretch_the_axis() -> None:
    firm = [Rate(0.939, 0.925, 0.951), Rate(0.987, 0.984, 0.989)]
    assert scale([*firm, Rate(1.0, 0.862, 1.0)]).low == pytest.approx(0.92)
    assert scale([*firm, Rate(0.5, 0.1, 0.9)]).low == pytest.approx(0.92)


def test_a_lone_vague_rate_sets_its_axis() -> None:
    assert scale([Rate(0.5, 0.1, 0.9)]).low == pytest.approx(0)


def test_very_low_rates_get_a_fine_axis() -> None:
    axis = scale([Rate(0.0004, 0.0002, 0.0007), Rate(0.0002)])
    assert axis.high <= 0.001
    assert axis.words("vi")[0] == "0,02%"
    assert axis.words("en")[0] == "0.02%"


def test_middling_rates_are_not_pressed_against_100() -> None:
    axis = scale([Rate(0.31, 0.29, 0.33), Rate(0.42, 0.40, 0.44)])
    assert axis.high < 0.6


@pytest.mark.parametrize("value", [0.0, 1.0, 0.5])
def test_one_value_alone_still_has_an_axis_around_it(value: float) -> None:
    axis = scale([Rate(value, value, value)])
    assert axis.low <= value <= axis.high
    assert axis.high > axis.low


def test_an_axis_holds_the_reference() -> None:
    assert scale([Rate(0.97)], 0.5).low <= 0.5


# Units and fields


def units(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Báo và Đài", "KH&CN", "GD&ĐT"],
            "value": [1.0, 0.987, 0.939],
            "low": [0.862, 0.970, 0.925],
            "high": [1.0, 0.995, 0.951],
            "counts": ["n = 24", "n = 384", "n = 1.344"],
            "slot": [8, 6, None],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def dotted(rows: pd.DataFrame, **more: Any) -> Any:
    given_ = {"language": "vi", "until": "đến {end}"} | more
    return dots(rows, LIGHT, **given_)


def points(made: Any) -> list[Any]:
    return [trace for trace in made.data if trace.mode == "markers"]


def test_each_unit_has_a_line_and_a_dot_in_its_colour() -> None:
    made = dotted(units())
    assert [trace.mode for trace in made.data] == ["lines", "markers"] * 3
    colours = [trace.marker.color for trace in points(made)]
    assert colours == [LIGHT.units[7], LIGHT.units[5], LIGHT.ink2]
    assert list(made.data[2].x) == pytest.approx([97.0, 99.5])


def test_units_stand_in_the_order_given_with_figure_and_denominator() -> None:
    made = dotted(units())
    assert list(made.layout.yaxis.ticktext) == ["Báo và Đài", "KH&amp;CN", "GD&amp;ĐT"]
    heights = [trace.y[0] for trace in points(made)]
    assert heights == sorted(heights)
    assert made.layout.yaxis.range[0] > made.layout.yaxis.range[1]
    assert texts(made)[3:5] == ["<b>98,7</b>", "n = 384"]
    assert "<b>98.7</b>" in texts(dotted(units(), language="en"))


def test_an_interval_that_leaves_the_axis_says_how_far_it_goes() -> None:
    made = dotted(units())
    assert "← đến 86,2" in texts(made)
    assert made.data[0].x[0] == made.layout.xaxis.range[0]
    low = dotted(
        units(value=[0.0, 0.02, 0.03], low=[0, 0.01, 0.02], high=[0.3, 0.03, 0.04])
    )
    assert "đến 30,0 →" in texts(low)


def test_a_vague_dot_outside_the_axis_points_to_where_it_is() -> None:
    left = dotted(
        units(value=[0.5, 0.987, 0.939], low=[0.1, 0.97, 0.925], high=[0.9, 0.99, 0.95])
    )
    assert points(left)[0].marker.symbol == "triangle-left"
    assert left.layout.xaxis.range[0] < points(left)[0].x[0] < 92
    assert "<b>50,0</b>" in texts(left)
    right = dotted(
        units(value=[0.5, 0.02, 0.03], low=[0.1, 0.01, 0.02], high=[0.9, 0.03, 0.04])
    )
    assert points(right)[0].marker.symbol == "triangle-right"


def test_a_unit_without_a_rate_says_why_in_its_place() -> None:
    made = dotted(units(value=[None, 0.9, 0.9], reason=["Chưa nộp", None, None]))
    reason = note(made, "Chưa nộp")
    assert reason.y == made.layout.yaxis.tickvals[0]
    assert len(points(made)) == 2


def test_without_an_interval_the_unit_has_a_dot_alone() -> None:
    made = dotted(units(low=None, high=None))
    assert len(made.data) == 3
    assert "(" not in made.data[0].hovertemplate


def test_the_reference_is_a_line_with_its_words() -> None:
    made = dotted(units(), reference=0.978, reference_label="cả khối 97,8")
    assert list(made.data[0].x) == pytest.approx([97.8, 97.8])
    assert note(made, "cả khối").x == pytest.approx(97.8)


def test_on_a_phone_names_stand_above_their_rows() -> None:
    made = dotted(units(), narrow=True)
    assert not made.layout.yaxis.visible
    assert note(made, "Báo và Đài").y < points(made)[0].y[0]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_any_number_of_units_is_drawn(count: int) -> None:
    rows = pd.concat([units().head(1)] * count) if count else units().head(0)
    made = dotted(rows)
    assert len(points(made)) == count
    assert made.layout.height >= 56 + 31 * count


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_units_stay_words(narrow: bool) -> None:
    rows = units(
        label=HOSTILE, counts=HOSTILE, reason=HOSTILE, value=[None, 0.98, 0.93]
    )
    made = dotted(rows, narrow=narrow, reference=0.9, reference_label=HOSTILE)
    assert "<a" not in everything(made)
    assert "%{" not in everything(made)


# Over time


def months(count: int = 6, **changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": [f"T{n % 12 + 1}/{24 + n // 12}" for n in range(count)],
            "value": [0.96 + 0.001 * (n % 7) for n in range(count)],
            "low": [0.95] * count,
            "high": [0.97] * count,
            "counts": [f"{n} hồ sơ" for n in range(count)],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def line(made: Any) -> Any:
    return next(trace for trace in made.data if trace.mode == "lines+markers")


def test_periods_follow_each_other_in_per_cent() -> None:
    made = over_time(months(3), LIGHT, language="vi")
    assert list(line(made).x) == [0, 1, 2]
    assert list(line(made).y) == pytest.approx([96.0, 96.1, 96.2])
    whiskers = made.data[0]
    assert list(whiskers.x)[:3] == [0, 0, None]
    assert list(whiskers.y)[:2] == pytest.approx([95, 97])


def test_a_missing_period_is_a_gap_with_a_hollow_mark_and_its_reason() -> None:
    rows = months(
        4, value=[0.96, None, 0.97, 0.96], reason=[None, "Chưa nộp", None, None]
    )
    made = over_time(rows, LIGHT, language="vi")
    assert line(made).y[1] is None
    assert line(made).connectgaps is False
    mark = made.data[-1]
    assert list(mark.x) == [1]
    assert mark.marker.color == LIGHT.bg
    assert mark.hovertext[0] == "T2/24<br>Chưa nộp"


def test_the_newest_value_is_written_and_larger() -> None:
    made = over_time(months(3), LIGHT, language="vi")
    assert texts(made) == ["<b>96,2%</b>"]
    assert note(made, "96,2").xanchor == "left"
    assert list(line(made).marker.size) == [7, 7, 11]
    english = over_time(months(3), LIGHT, language="en")
    assert texts(english) == ["<b>96.2%</b>"]


def test_a_newest_value_before_missing_periods_is_written_above_its_dot() -> None:
    made = over_time(months(3, value=[0.96, 0.97, None]), LIGHT, language="vi")
    newest = note(made, "97,0")
    assert (newest.x, newest.xanchor, newest.yshift) == (1, "center", 17)


@pytest.mark.parametrize(
    ("count", "narrow", "most"),
    [(1, False, 1), (12, False, 12), (13, False, 7), (30, False, 10), (30, True, 5)],
)
def test_some_periods_are_named_and_always_the_last(
    count: int, narrow: bool, most: int
) -> None:
    axis = over_time(months(count), LIGHT, language="vi", narrow=narrow).layout.xaxis
    assert len(axis.tickvals) == most
    assert axis.tickvals[-1] == count - 1
    assert axis.ticktext[-1] == months(count)["label"].iloc[-1]


def test_hundreds_of_periods_have_few_names() -> None:
    axis = over_time(months(400), LIGHT, language="vi").layout.xaxis
    assert 1 < len(axis.tickvals) <= 12


def test_a_break_is_a_dashed_line_before_its_period_with_words() -> None:
    rows = months(6, break_label=[None, None, "Hợp nhất sở", None, None, None])
    made = over_time(rows, LIGHT, language="vi")
    assert made.layout.shapes[0].x0 == made.layout.shapes[0].x1 == 1.5
    assert made.layout.shapes[0].line.dash == "5px,4px"
    assert note(made, "Hợp nhất sở").x == 1.5
    assert "Hợp nhất sở" in line(made).hovertext[2]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("where", [(1, 2), (4, 5), (2, 4), (0, 5)])
def test_words_of_two_breaks_never_meet(where: tuple[int, int], narrow: bool) -> None:
    words = [None] * 6
    for index in where:
        words[index] = f"Từ đây theo nghị định mới {index}"  # type: ignore[call-overload]
    made = over_time(months(6, break_label=words), LIGHT, language="vi", narrow=narrow)
    first, second = (n for n in made.layout.annotations if "Từ đây" in n.text)
    pitch = (240 if narrow else 560) / 6
    extents = []
    for one in (first, second):
        x, taken = (one.x + 0.5) * pitch, width(one.text, 12.5)
        start = x - taken if one.xanchor == "right" else x
        extents.append((start, start + taken))
    apart = extents[0][1] <= extents[1][0] or extents[1][1] <= extents[0][0]
    assert apart or abs(first.yshift - second.yshift) >= 16


def test_the_reference_keeps_clear_of_the_newest_value() -> None:
    made = over_time(
        months(3), LIGHT, language="vi", reference=0.962, reference_label="giao"
    )
    assert list(made.data[0].y) == pytest.approx([96.2, 96.2])
    assert abs(note(made, "giao").yshift) >= 17
    far = over_time(
        months(3), LIGHT, language="vi", reference=0.98, reference_label="giao"
    )
    assert note(far, "giao").yshift == 0


def test_an_end_outside_the_axis_stops_at_its_edge() -> None:
    rows = months(6, low=[0.955] * 5 + [0.7], high=[0.97] * 6)
    made = over_time(rows, LIGHT, language="vi")
    assert min(y for y in made.data[0].y if y is not None) == pytest.approx(
        made.layout.yaxis.range[0]
    )
    assert "70,0" in line(made).hovertext[5]


def test_periods_without_intervals_or_values_are_drawn() -> None:
    bare = over_time(months(2)[["label", "value"]], LIGHT, language="vi")
    assert len(bare.data) == 1
    none = over_time(
        months(2, value=None), LIGHT, language="vi", reference=0.9, reference_label="r"
    )
    assert texts(none) == ["r"]
    assert list(none.data[-1].x) == [0, 1]
    empty = over_time(
        months(0), LIGHT, language="vi", reference=0.9, reference_label="r"
    )
    assert not empty.layout.xaxis.tickvals


def test_hostile_words_of_periods_stay_words() -> None:
    rows = months(
        3,
        label=HOSTILE,
        counts=HOSTILE,
        value=[0.9, None, 0.9],
        reason=HOSTILE,
        break_label=HOSTILE,
    )
    made = over_time(rows, LIGHT, language="vi", reference=0.9, reference_label=HOSTILE)
    assert "<a" not in everything(made)
    assert "%{x" not in everything(made)


# Durations


def procedures(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Công nhận văn bằng", "Chuyển trường"],
            "median": [5.0, 14.0],
            "p90": [11.0, 31.0],
            "term": [15.0, 15.0],
            "sublabel": ["n = 120", "n = 7"],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def timed(rows: pd.DataFrame, **more: Any) -> Any:
    given_ = {"language": "vi", "term_label": "hạn {term}"} | more
    return durations(rows, LIGHT, **given_)


def test_a_procedure_has_its_median_percentile_and_term() -> None:
    made = timed(procedures().head(1))
    run, term, tick, dot = made.data[0], made.data[2], made.data[1], made.data[3]
    assert list(run.x) == [5, 11]
    assert list(tick.x) == [11, 11]
    assert list(term.x) == [15, 15]
    assert term.line.width > tick.line.width
    assert list(dot.x) == [5]
    assert texts(made) == ["<b>5</b> / 11 · hạn 15"]


def test_a_procedure_slower_than_its_term_is_heavier() -> None:
    made = timed(procedures())
    assert made.layout.yaxis.ticktext == (
        "Công nhận văn bằng",
        "<b>Chuyển trường</b>",
    )
    assert "<b>14 / 31 · hạn 15</b>" in texts(made)
    heavy = [trace for trace in made.data if trace.line.width == 5]
    assert [list(trace.x) for trace in heavy] == [[15, 31]]


def test_a_percentile_on_its_term_is_not_slower() -> None:
    made = timed(procedures(p90=[15.0, 15.0]))
    assert not any("<b>" in name for name in made.layout.yaxis.ticktext)


def test_what_is_not_known_of_a_procedure_is_not_drawn() -> None:
    made = timed(procedures(p90=[None, 31], term=[15, None], reason=[None, None]))
    assert texts(made) == ["<b>5</b> / – · hạn 15", "<b>14</b> / 31"]
    none = timed(procedures(median=[None, 2], reason=["Dưới 5 hồ sơ", None]))
    assert texts(none)[0] == "Dưới 5 hồ sơ"


def test_one_endless_percentile_does_not_stretch_the_axis() -> None:
    made = timed(procedures(p90=[11, 900], term=[15, 30]))
    assert made.layout.xaxis.range[1] < 70
    assert any(trace.marker.symbol == "triangle-right" for trace in made.data)
    assert "<b>14 / 900 · hạn 30</b>" in texts(made)


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [(0.5, ["0", "1"]), (12, ["0", "2"]), (48, ["0", "10"]), (6000, ["0", "1.000"])],
)
def test_the_axis_has_whole_days(longest: float, ticks: list[str]) -> None:
    rows = procedures(median=longest, p90=longest, term=longest)
    assert list(timed(rows).layout.xaxis.ticktext)[:2] == ticks


def test_half_days_and_great_numbers_follow_the_language() -> None:
    rows = procedures(median=[5.5, 1234], p90=[11, 1300], term=[15, 1500])
    assert texts(timed(rows))[0] == "<b>5,5</b> / 11 · hạn 15"
    english = timed(rows, language="en", term_label="term {term}")
    assert "<b>1,234</b> / 1,300 · term 1,500" in texts(english)


def test_a_long_name_is_cut_and_whole_when_pointed_at() -> None:
    long = "Công nhận văn bằng do cơ sở nước ngoài cấp để sử dụng tại Việt Nam " * 2
    made = timed(procedures(label=long).head(1))
    assert made.layout.yaxis.ticktext[0].count("<br>") == 1
    assert made.layout.yaxis.ticktext[0].endswith("…")
    assert made.data[-1].hovertemplate.replace("<br>", " ").startswith(long.strip())


def test_on_a_phone_a_name_of_two_lines_has_its_room() -> None:
    long = "Cấp giấy phép hoạt động khám bệnh, chữa bệnh cho cơ sở"
    made = timed(procedures(label=[long, "Ngắn"]), narrow=True)
    first, second = made.layout.yaxis.tickvals
    assert first == 34 + 20
    assert second - first == 40 + 17
    assert note(made, "Ngắn").yanchor == "bottom"


def test_no_procedure_leaves_an_empty_axis() -> None:
    made = timed(procedures().head(0))
    assert not made.data
    assert list(made.layout.xaxis.ticktext) == ["0", "1"]


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_procedures_stay_words(narrow: bool) -> None:
    rows = procedures(label=HOSTILE, sublabel=HOSTILE, reason=HOSTILE, median=[None, 4])
    made = timed(rows, narrow=narrow, term_label="<a>{term}")
    assert "<a" not in everything(made)
    assert "%{" not in everything(made)


def test_the_frames_given_are_left_as_they_were() -> None:
    frames = [channels(), units(), months(), procedures()]
    before = [frame.copy(deep=True) for frame in frames]
    shares(frames[0], LIGHT, language="vi", heads=HEADS)
    dotted(frames[1])
    over_time(frames[2], LIGHT, language="vi")
    timed(frames[3])
    for frame, was in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, was)
