"""Control charts and small multiples: what is drawn, told apart, and never overlaps."""

import math
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import pytest
from drawn import everything, note, texts
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import ControlWords, control, multiples
from dashboard.charts.canvas import Canvas, placed
from dashboard.charts.column import Entry, spread
from dashboard.charts.labels import width
from dashboard.charts.measure import Measure, measure
from dashboard.charts.notes import notes
from dashboard.charts.points import read
from dashboard.charts.remarks import Remark, around, ends
from dashboard.look import tokens

LIGHT, DARK = tokens("light"), tokens("dark")
NONE = math.nan
HOSTILE = "<a href='x'>%{x}</a>"
WORDS = ControlWords(
    upper="trên {value}",
    centre="trung bình {value}",
    lower="dưới {value}",
    target="giao {value}",
    limits="giới hạn {lower} – {upper}",
    earlier="cùng kỳ {value}",
    apart="để riêng",
    provisional="sơ bộ",
    corrected="đã sửa",
)


def months(count: int = 6, **changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": [f"T{n % 12 + 1}/{24 + n // 12}" for n in range(count)],
            "value": [0.96 + 0.001 * (n % 7) for n in range(count)],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def one_of(count: int, place: int, said: object, rest: object = "") -> list[object]:
    return [said if index == place else rest for index in range(count)]


def limited(**changed: object) -> pd.DataFrame:
    """Six months in two segments of three."""
    rows = months(6, centre=[0.96] * 3 + [0.97] * 3, segment=[0, 0, 0, 1, 1, 1])
    rows = rows.assign(lower=rows["centre"] - 0.01, upper=rows["centre"] + 0.01)
    return rows.assign(**changed)  # type: ignore[arg-type]


def drawn(rows: pd.DataFrame, **more: Any) -> Any:
    asked: dict[str, Any] = {
        "language": "vi",
        "decimals": 1,
        "is_rate": True,
        "words": WORDS,
    } | more
    return control(rows, asked.pop("tokens", LIGHT), **asked)


def counted(rows: pd.DataFrame, **more: Any) -> Any:
    return drawn(rows, **({"is_rate": False, "decimals": 0} | more))


def line(made: Any) -> Any:
    """The joined series."""
    return next(one for one in made.data if one.line.color == LIGHT.ink2)


def dots(made: Any) -> Any:
    """The markers of all periods."""
    return next(one for one in made.data if one.hovertext and len(one.x) == len(one.y))


def dashed(made: Any, dash: str) -> list[Any]:
    return [one for one in made.data if one.line.dash == dash]


def stretches(trace: Any) -> list[list[tuple[float, float]]]:
    """The unbroken parts of a line."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace.x, trace.y, strict=True):
        if x is None or y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [part for part in found if part]


# The series


def test_values_follow_each_other_in_per_cent_and_the_newest_is_written() -> None:
    made = drawn(months(3))
    assert list(line(made).y) == pytest.approx([96.0, 96.1, 96.2])
    assert texts(made) == ["<b>96,2%</b>"]
    assert texts(drawn(months(3), language="en")) == ["<b>96.2%</b>"]
    assert list(dots(made).marker.size) == [7, 7, 9]


def test_other_measures_have_their_own_figures() -> None:
    rows = months(3, value=[1200, 1350, 1234])
    assert texts(counted(rows)) == ["<b>1.234</b>"]
    assert texts(counted(rows, language="en", decimals=1)) == ["<b>1,234.0</b>"]
    assert list(line(counted(rows)).y) == pytest.approx([1200, 1350, 1234])
    assert counted(rows).layout.yaxis.ticktext[0] == "1.200"
    assert counted(rows, language="en").layout.yaxis.ticktext[0] == "1,200"


def test_two_places_are_two_places() -> None:
    assert texts(drawn(months(3), decimals=2)) == ["<b>96,20%</b>"]


def test_a_missing_period_is_a_gap_with_a_hollow_mark_and_its_reason() -> None:
    rows = months(4, value=[0.96, NONE, 0.97, 0.96], reason=one_of(4, 1, "Chưa nộp"))
    made = drawn(rows)
    assert [len(part) for part in stretches(line(made))] == [1, 2]
    assert line(made).connectgaps is False
    mark = made.data[-1]
    assert (list(mark.x), mark.marker.symbol) == ([1], "square")
    assert mark.marker.color == LIGHT.bg
    assert mark.hovertext[0] == "T2/24<br>Chưa nộp"


def test_a_newest_value_before_missing_periods_stands_beside_its_dot() -> None:
    made = drawn(months(3, value=[0.96, 0.97, NONE]))
    assert note(made, "97,0%").x == 1


@pytest.mark.parametrize("mode", [LIGHT, DARK])
def test_a_signal_has_the_colour_and_the_shape_of_its_meaning(mode: Any) -> None:
    states = ["usual", "improving", "worsening", "up", "down", "usual"]
    marker = dots(drawn(months(6, state=states), tokens=mode)).marker
    shapes = ["circle", "circle", "diamond", "triangle-up", "triangle-down", "circle"]
    assert list(marker.symbol) == shapes
    colours = [mode.grey, mode.blue, mode.orange, mode.ink, mode.ink, mode.grey]
    assert list(marker.color) == colours
    assert list(marker.size) == [7, 11, 11, 11, 11, 9]
    assert marker.opacity == 1


def test_the_newest_figure_has_the_colour_of_its_meaning() -> None:
    made = drawn(months(3, state=["usual", "usual", "worsening"]))
    assert note(made, "96,2%").font.color == LIGHT.orange
    assert note(drawn(months(3)), "96,2%").font.color == LIGHT.ink


def test_what_is_provisional_is_hollow_and_what_is_corrected_has_a_star() -> None:
    rows = months(
        3, is_provisional=one_of(3, 2, True, False), is_corrected=[True, False, False]
    )
    made = drawn(rows)
    assert list(dots(made).marker.color) == [LIGHT.grey, LIGHT.grey, LIGHT.bg]
    assert dots(made).marker.line.color[2] == LIGHT.grey
    star = next(one for one in made.data if one.mode == "text")
    assert list(star.x) == [0]
    assert "<b>96,0%</b> · đã sửa" in dots(made).hovertext[0]
    assert "<b>96,2%</b> · sơ bộ" in dots(made).hovertext[2]


def test_what_stands_apart_is_hollow_and_joined_by_dots_only() -> None:
    rows = months(
        5,
        value=[1900, 1800, 1500, 1850, 1950],
        is_apart=one_of(5, 2, True, False),
    )
    made = counted(rows)
    assert [len(part) for part in stretches(line(made))] == [2, 2]
    (way,) = dashed(made, "2px,3px")
    assert [[x for x, _ in part] for part in stretches(way)] == [[1, 2], [2, 3]]
    assert dots(made).marker.symbol[2] == "diamond"
    assert dots(made).marker.color[2] == LIGHT.bg
    assert dots(made).marker.line.color[2] == LIGHT.grey
    assert "để riêng" in dots(made).hovertext[2]


def test_all_that_is_known_of_a_period_is_said_when_it_is_pointed_at() -> None:
    rows = limited(
        counts="1 / 2 hồ sơ",
        words=one_of(6, 4, "T5: 96,4%<br>trên giới hạn"),
        target=0.98,
        earlier=0.951,
        note=one_of(6, 4, "Nghị định mới"),
        break_label=one_of(6, 4, "Mẫu mới"),
    )
    assert dots(drawn(rows)).hovertext[4].split("<br>") == [
        "T5/24",
        "<b>96,4%</b>",
        "1 / 2 hồ sơ",
        "T5: 96,4%",
        "trên giới hạn",
        "giới hạn 96,0% – 98,0%",
        "giao 98%",
        "cùng kỳ 95,1%",
        "Nghị định mới",
        "Mẫu mới",
    ]


# Limits, centre, target


def test_limits_are_not_joined_across_segments() -> None:
    made = drawn(limited())
    upper, lower = dashed(made, "7px,5px")
    assert [part[0][0] for part in stretches(upper)] == [-0.5, 2.5]
    assert [part[-1][0] for part in stretches(upper)] == [2.5, 5.5]
    assert {round(y, 6) for _, y in stretches(upper)[0]} == {97}
    assert {round(y, 6) for _, y in stretches(lower)[1]} == {96}
    band = next(one for one in made.data if one.fill == "toself")
    assert band.fillcolor == LIGHT.band
    assert len(stretches(band)) == 2


def test_limits_that_change_with_each_point_are_steps() -> None:
    rows = limited(segment=0, upper=[0.97, 0.98, 0.97, 0.97, 0.98, 0.97], lower=0.95)
    (part,) = stretches(dashed(drawn(rows), "7px,5px")[0])
    assert [x for x, _ in part][:4] == [-0.5, 0.5, 0.5, 1.5]
    assert [y for _, y in part][:4] == pytest.approx([97, 97, 98, 98])


def test_the_lines_of_the_last_segment_are_labelled_at_the_right() -> None:
    said = texts(drawn(limited()))
    assert said == ["dưới 96,0%", "<b>96,5%</b>", "trung bình 97,0%", "trên 98,0%"]
    assert "trung bình 97.0%" in texts(drawn(limited(), language="en"))


def test_a_run_chart_has_a_centre_without_limits() -> None:
    made = drawn(months(6, centre=0.963))
    assert not dashed(made, "7px,5px")
    assert all(one.fill is None for one in made.data)
    assert "trung bình 96,3%" in texts(made)


def test_one_limit_alone_has_its_edge_but_no_band() -> None:
    made = drawn(limited(lower=NONE))
    assert len(dashed(made, "7px,5px")) == 1
    assert all(one.fill is None for one in made.data)


def test_limits_may_begin_late_and_be_missing() -> None:
    rows = limited(lower=[NONE] * 3 + [0.96] * 3, upper=[NONE] * 3 + [0.98] * 3)
    upper, _ = dashed(drawn(rows), "7px,5px")
    assert [part[0][0] for part in stretches(upper)] == [2.5]


def test_a_limit_that_no_rate_can_reach_is_neither_drawn_nor_named() -> None:
    rows = months(6, value=0.99, centre=0.99, lower=0.97, upper=1.01)
    made = drawn(rows)
    assert len(dashed(made, "7px,5px")) == 1
    assert not any("trên" in text for text in texts(made))
    band = next(one for one in made.data if one.fill == "toself")
    assert max(y for y in band.y if y is not None) == pytest.approx(100)


def test_a_limit_below_nothing_is_left_out_unless_values_are_too() -> None:
    counts = months(6, value=[3, 5, 2, 4, 6, 3], lower=-2, upper=9, centre=4)
    assert not any("dưới" in text for text in texts(counted(counts)))
    below = counts.assign(value=[3, -1, 2, 4, 6, 3])
    assert "dưới −2" in texts(counted(below))


def test_each_height_of_the_target_is_a_dotted_line_with_its_words() -> None:
    rows = months(20, target=[0.961] * 8 + [0.97] * 12, value=0.98)
    made = drawn(rows)
    (trace,) = dashed(made, "dot")
    assert trace.line.color == LIGHT.ink
    assert [[x for x, _ in part] for part in stretches(trace)] == [
        [-0.5, 7.5],
        [7.5, 19.5],
    ]
    assert note(made, "giao 96,1%").x == 7.5
    assert note(made, "giao 97%").xref == "paper"


def test_a_target_far_away_is_named_with_an_arrow() -> None:
    made = drawn(months(6, value=[0.96, 0.97, 0.96, 0.97, 0.96, 0.97], target=0.5))
    assert not dashed(made, "dot")
    assert "↓ giao 50%" in texts(made)


def test_the_year_before_is_a_thin_line_with_its_gaps() -> None:
    rows = months(4, earlier=[0.95, NONE, 0.96, 0.957])
    made = drawn(rows)
    thin = next(one for one in made.data if one.line.color == LIGHT.rule)
    assert thin.line.width == 1
    assert [len(part) for part in stretches(thin)] == [1, 2]
    assert "cùng kỳ 95,7%" in texts(made)


@given(st.lists(st.tuples(st.floats(0, 300), st.integers(1, 3)), max_size=7))
def test_words_at_the_right_never_overlap_and_keep_their_order(
    wanted: list[tuple[float, int]],
) -> None:
    entries = [
        Entry(y, ("x",) * lines, LIGHT.ink, is_firm=index == 0)
        for index, (y, lines) in enumerate(wanted)
    ]
    spaced = spread(entries)
    for (low, one), (high, other) in pairwise(spaced):
        assert high - low >= (one.height + other.height) / 2 - 1e-6
        assert one.y <= other.y
    for height, one in spaced:
        assert not one.is_firm or abs(height - one.y) < 2


# The axis


def test_rates_near_all_have_no_tick_above_it() -> None:
    made = drawn(months(4, value=[0.99, 1.0, 0.995, 1.0], upper=1.02, lower=0.98))
    assert made.layout.yaxis.ticktext[-1].rstrip("0,%") in ("1", "100")
    assert max(made.layout.yaxis.tickvals) <= 100
    assert made.layout.yaxis.range[1] > 100


def test_rates_above_all_are_seen() -> None:
    axis = drawn(months(3, value=[0.9, 1.2, 1.05])).layout.yaxis
    assert axis.range[1] > 120


def test_a_signal_is_never_cut_and_stretches_the_axis_no_more_than_needed() -> None:
    values = [0.97, 0.975, 0.972, 0.3, 0.97, 0.974]
    made = drawn(months(6, value=values, state=one_of(6, 3, "worsening", "usual")))
    low, high = made.layout.yaxis.range
    assert low < 30
    assert high > 97.5
    assert high - low < 1.25 * (97.5 - 30)
    assert min(made.layout.yaxis.tickvals) >= 30


def test_what_is_not_judged_does_not_stretch_the_axis_far() -> None:
    values = [1900, 2000, 1950, 12, 1980, 1960]
    made = counted(months(6, value=values, is_apart=one_of(6, 3, True, False)))
    assert made.layout.yaxis.range[0] > 1000
    assert dots(made).marker.symbol[3] == "triangle-down"
    assert dots(made).y[3] >= made.layout.yaxis.range[0]
    assert "<b>12</b>" in dots(made).hovertext[3]


def test_an_axis_begins_at_nothing_only_where_values_are_near_it() -> None:
    assert counted(months(3, value=[20, 300, 150])).layout.yaxis.tickvals[0] == 0
    assert counted(months(3, value=[620, 700, 650])).layout.yaxis.tickvals[0] > 500


@given(
    st.lists(st.floats(0, 1), max_size=20),
    st.lists(st.floats(-0.5, 1.5), max_size=20),
)
def test_every_judged_rate_lies_on_its_axis(
    judged: list[float], others: list[float]
) -> None:
    found = measure(judged, others, others, is_rate=True, decimals=1)
    assert all(found.low - 1e-9 <= one <= found.high + 1e-9 for one in judged)
    assert found.high > found.low
    assert 1 <= len(found.ticks) <= 8
    if judged:
        assert found.low >= -1e-9
        assert found.high <= 1 + 1e-9


@given(st.lists(st.floats(-1e6, 1e9), min_size=1, max_size=20), st.integers(0, 2))
def test_every_judged_value_lies_on_its_axis(judged: list[float], places: int) -> None:
    hundredths = [one / 100 for one in judged]
    found = measure(hundredths, is_rate=False, decimals=places)
    slack = 1e-9 * max(map(abs, judged))
    assert all(found.low - slack <= one <= found.high + slack for one in hundredths)
    assert len(set(found.words("vi"))) == len(found.ticks) <= 8


def test_a_small_rate_is_never_written_as_none() -> None:
    axis = Measure(0, 1, 0.2, is_rate=True, decimals=1)
    assert axis.figure(0.0001, "vi") == "&lt;0,1%"
    made = drawn(months(2, value=[0.01, 0.0001]))
    assert texts(made) == ["<b>&lt;0,1%</b>"]


# Words beside points


def signalled(count: int = 30, **changed: object) -> pd.DataFrame:
    rows = months(
        count,
        value=[0.96 - 0.02 * (n == 5) for n in range(count)],
        state=one_of(count, 5, "worsening", "usual"),
        words=one_of(count, 5, "T6/24: 94,0%<br>dưới giới hạn dưới"),
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_signal_has_its_words_the_first_line_in_bold(narrow: bool) -> None:
    words = note(drawn(signalled(), narrow=narrow), "94,0%")
    assert words.text == "<b>T6/24: 94,0%</b><br>dưới giới hạn dưới"
    assert words.font.color == LIGHT.orange
    assert (words.x, words.yanchor) == (5, "top")


def test_words_of_signals_never_overlap_a_dot_or_each_other() -> None:
    heights = [100.0, 100, 98, 3, 100, 97, 2, 1, 99, 100] * 3
    canvases = [Canvas(room, 230, 30) for room in (900.0, 1180.0)]
    for canvas in canvases:
        canvas.series(heights)
    remarks = [
        Remark(
            (f"T{i}: 94,6%", "dưới"),
            heights[i],
            around(i, heights[i], 230, above=False),
            "",
            1,
        )
        for i in range(30)
    ]
    found = placed(remarks, canvases)
    assert len(found) >= 9
    for canvas in canvases:
        boxes = [one.box(spot, canvas.x(spot.x)) for one, spot in found]
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        assert not any(box.meets(dot) for box in boxes for dot in canvas.dots)
        assert all(box.left >= 0 and box.right <= canvas.room for box in boxes)


def test_words_far_from_their_dot_are_joined_to_it() -> None:
    canvas = Canvas(400, 230, 3)
    canvas.series([120, 115, 120])
    canvas.level([140] * 3)
    high = [Remark(("rất dài " * 4,), 115, around(1, 115, 230, above=True)[-12:], "")]
    ((remark, spot),) = placed(high, [canvas])
    assert spot.is_far
    assert remark.leader(spot, 0).top < 115 + spot.yshift


def test_words_that_find_no_place_are_left_out_but_said() -> None:
    rows = months(80, state="worsening", words="một dấu hiệu<br>đáng chú ý")
    made = drawn(rows, narrow=True)
    assert len([text for text in texts(made) if "dấu hiệu" in text]) < 80
    assert all("đáng chú ý" in said for said in dots(made).hovertext)


def test_words_of_a_line_stand_at_its_end_before_its_beginning() -> None:
    spots = ends(2, 6)
    assert [spot.x for spot in spots[:4]] == [6.5, 6.5, 1.5, 1.5]
    assert {spot.x for spot in spots[4:]} == {3, 4, 5}


# Events


def noted(places: dict[int, str], count: int = 30) -> pd.DataFrame:
    return months(count, note=[places.get(n, "") for n in range(count)])


THREE = {
    5: "Nâng cấp hệ thống một cửa, ngừng nhận 6 ngày làm việc",
    14: "01/3/2025: hợp nhất sở",
    21: "Từ 9/2025: một cửa theo nghị định mới",
}


def test_events_are_ticks_with_two_lines_just_above_the_axis() -> None:
    made = drawn(noted(THREE))
    first = note(made, "Nâng cấp")
    assert first.text.count("<br>") == 1
    assert (first.x, first.xanchor, first.font.size) == (5, "left", 12)
    low, high = made.layout.yaxis.range
    assert low < first.y < low + 0.2 * (high - low)
    ticks = [shape for shape in made.layout.shapes if shape.line.dash is None]
    assert [shape.x0 for shape in ticks] == [5, 14, 21]


def test_an_event_near_the_end_runs_to_the_left() -> None:
    made = drawn(noted({28: "Một sự kiện có tên dài"}))
    assert note(made, "sự kiện").xanchor == "right"


@pytest.mark.parametrize("places", [(1, 2), (3, 27), (26, 28), (20, 28), (0, 29)])
def test_words_of_events_never_overlap(places: tuple[int, ...]) -> None:
    told = dict.fromkeys(places, "Một sự kiện có tên khá dài")
    found = notes(read(noted(told), is_rate=True), 900, narrow=False)
    spans = []
    for one in found.drawn:
        x, across = (one.place + 0.5) * 30, max(width(w, 12) for w in one.lines)
        left = x - across if one.runs_left else x
        spans.append((one.level, left, left + across))
    for one_, other in combinations(spans, 2):
        apart = one_[2] <= other[1] or other[2] <= one_[1]
        assert apart or one_[0] != other[0]


def test_on_a_phone_events_are_numbers_and_their_words_stand_below() -> None:
    wide, phone = drawn(noted(THREE)), drawn(noted(THREE), narrow=True)
    assert [text for text in texts(phone) if text in ("<b>1</b>", "<b>2</b>")]
    words = note(phone, "01/3/2025")
    assert (words.yref, words.yanchor) == ("paper", "top")
    assert phone.layout.margin.b > wide.layout.margin.b + 60


def test_very_many_events_are_numbered_on_a_wide_screen_too() -> None:
    many = dict.fromkeys(range(0, 30, 2), "Một sự kiện có tên khá dài")
    made = drawn(noted(many))
    assert "<b>15</b>" in texts(made)
    assert made.layout.margin.b > 15 * 15


def test_a_break_is_a_dashed_line_before_its_period_with_words() -> None:
    made = drawn(months(6, break_label=one_of(6, 2, "Hợp nhất sở")))
    assert made.layout.shapes[0].x0 == 1.5
    assert note(made, "Hợp nhất sở").yref == "paper"


# Everything at once, and next to nothing


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 13, 80])
@pytest.mark.parametrize("is_rate", [False, True])
def test_any_number_of_points_is_drawn(count: int, is_rate: bool, narrow: bool) -> None:
    rows = months(
        count, centre=0.96, lower=0.95, upper=0.97, target=0.955, earlier=0.96
    )
    made = drawn(rows, is_rate=is_rate, narrow=narrow)
    assert len(line(made).x) == count
    assert made.layout.height > 200
    assert len(made.layout.xaxis.tickvals) <= 12


@pytest.mark.parametrize("is_rate", [False, True])
def test_without_any_value_there_are_marks_and_the_target(is_rate: bool) -> None:
    rows = months(6, value=NONE, reason="Chưa nộp")
    assert list(drawn(rows, is_rate=is_rate).data[-1].x) == list(range(6))
    assert texts(drawn(rows.assign(target=0.97), is_rate=True)) == ["giao 97%"]


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_a_constant_rate_lies_on_an_axis_of_some_points(value: float) -> None:
    made = drawn(months(12, value=value, centre=value))
    low, high = made.layout.yaxis.range
    assert low < 100 * value < high
    assert 2 <= high - low <= 3


def test_a_constant_count_of_nothing_is_drawn() -> None:
    made = counted(months(12, value=0))
    assert made.layout.yaxis.ticktext[0] == "0"
    assert len(set(made.layout.yaxis.ticktext)) == len(made.layout.yaxis.ticktext)


def test_on_a_phone_fewer_periods_are_named_and_always_the_last() -> None:
    wide, phone = drawn(months(30)), drawn(months(30), narrow=True)
    assert len(phone.layout.xaxis.tickvals) < len(wide.layout.xaxis.tickvals)
    assert phone.layout.xaxis.ticktext[-1] == "T6/26"
    assert phone.layout.xaxis.tickangle == 0


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_stay_words(narrow: bool) -> None:
    rows = limited(
        label=HOSTILE,
        value=[0.96, 0.97, NONE, 0.96, 0.98, 0.97],
        words=HOSTILE,
        note=HOSTILE,
        reason=HOSTILE,
        counts=HOSTILE,
        break_label=HOSTILE,
        target=0.96,
        earlier=0.96,
        is_apart=True,
    )
    words = ControlWords(*[HOSTILE] * 9)
    made = drawn(rows, narrow=narrow, words=words)
    assert "<a" not in everything(made)
    assert "%{x" not in everything(made)


def test_the_frames_given_are_left_as_they_were() -> None:
    rows, units = signalled(note="x", target=0.97), panelled()
    before = rows.copy(deep=True), units.copy(deep=True)
    drawn(rows)
    small(units)
    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(units, before[1])


# Small multiples


def panelled(units: int = 3, count: int = 8, **changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            {
                "panel": f"Sở {unit + 1}",
                "slot": unit % 8 + 1,
                "period": f"T{n + 1}/26",
                "value": 0.96 + 0.001 * unit + 0.002 * (n % 3),
                "bloc": 0.965,
                "figure": "96,4",
            }
            for unit in range(units)
            for n in range(count)
        ]
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def small(rows: pd.DataFrame, **more: Any) -> Any:
    asked: dict[str, Any] = {"language": "vi", "is_rate": True, "decimals": 1} | more
    return multiples(rows, asked.pop("tokens", LIGHT), **asked)


def units_of(made: Any) -> list[Any]:
    return [one for one in made.data if one.mode == "lines+markers"]


def axes_of(made: Any, letter: str) -> list[Any]:
    layout = made.layout.to_plotly_json()
    return [layout[key] for key in layout if key.startswith(f"{letter}axis")]


def test_each_unit_has_a_panel_with_its_colour_and_the_bloc() -> None:
    made = small(panelled(), tokens=DARK)
    assert [one.line.color for one in units_of(made)] == list(DARK.units[:3])
    thin = [one for one in made.data if one.mode == "lines"]
    assert [one.line.color for one in thin] == [DARK.rule] * 3
    assert [one.xaxis for one in units_of(made)] == ["x", "x2", "x3"]
    assert texts(made)[0] == "<b>Sở 1</b>  96,4"


def test_all_panels_have_one_scale() -> None:
    made = small(panelled(5))
    assert len({tuple(axis["range"]) for axis in axes_of(made, "y")}) == 1
    assert len({tuple(axis["tickvals"]) for axis in axes_of(made, "y")}) == 1


def test_names_of_axes_stand_only_at_the_left_and_below() -> None:
    made = small(panelled(6))
    assert [axis["showticklabels"] for axis in axes_of(made, "y")] == [
        *(True, False, False, False),
        *(True, False),
    ]
    assert [axis["showticklabels"] for axis in axes_of(made, "x")] == [
        *(False, False, True, True),
        *(True, True),
    ]


@pytest.mark.parametrize(
    ("count", "narrow", "columns"),
    [(1, False, 1), (8, False, 4), (9, False, 5), (15, False, 5), (15, True, 2)],
)
def test_panels_fill_rows(count: int, narrow: bool, columns: int) -> None:
    made = small(panelled(count), narrow=narrow)
    lefts = {round(axis["domain"][0], 4) for axis in axes_of(made, "x")}
    assert len(lefts) == columns
    boxes = [
        (*across["domain"], *up["domain"])
        for across, up in zip(axes_of(made, "x"), axes_of(made, "y"), strict=True)
    ]
    for one, other in combinations(boxes, 2):
        across = one[0] < other[1] and other[0] < one[1]
        assert not (across and one[2] < other[3] and other[2] < one[3])
    assert all(0 <= edge <= 1 for box in boxes for edge in box)


def test_fifteen_panels_fit_one_screen() -> None:
    assert small(panelled(15)).layout.height <= 640


@pytest.mark.parametrize(("narrow", "room"), [(False, 184), (True, 135)])
def test_a_long_name_is_cut_before_the_next_panel(narrow: bool, room: int) -> None:
    long = "Ban Quản lý các khu công nghiệp và khu kinh tế"
    rows = panelled(15)
    rows["panel"] = rows["panel"] + f" {long}"
    made = small(rows, narrow=narrow)
    title = texts(made)[0]
    assert "…</b>  96,4" in title
    assert width(title.removeprefix("<b>").replace("</b>", "")) <= room
    assert long in units_of(made)[0].hovertext[0].replace("<br>", " ")


def test_signals_and_newest_values_are_seen_in_the_colour_of_their_meaning() -> None:
    states = ["usual"] * 5 + ["worsening", "usual", "improving"]
    marker = units_of(small(panelled(1, state=states)))[0].marker
    assert list(marker.size) == [0] * 5 + [7, 0, 10]
    assert (marker.symbol[5], marker.color[5]) == ("diamond", LIGHT.orange)
    assert (marker.symbol[7], marker.color[7]) == ("circle", LIGHT.blue)
    usual = units_of(small(panelled(1)))[0].marker
    assert usual.color[7] == LIGHT.grey


def test_a_gap_stays_a_gap_and_a_lone_value_is_a_dot() -> None:
    values = [0.96, NONE, 0.97, NONE, 0.96, 0.97, 0.96, 0.97]
    rows = panelled(1, value=values, reason=one_of(8, 1, "Chưa nộp"))
    made = small(rows)
    (trace,) = units_of(made)
    assert trace.y[1] is None
    assert trace.connectgaps is False
    assert list(trace.marker.size)[:4] == [5, 0, 5, 0]
    squares = made.data[-1]
    assert (list(squares.x), squares.marker.symbol) == ([1, 3], "square")
    assert squares.hovertext[0] == "Sở 1<br>T2/26<br>Chưa nộp"


def test_a_period_without_a_row_is_a_gap_too() -> None:
    rows = panelled(2).drop(index=3)
    made = small(rows)
    assert units_of(made)[0].y[3] is None
    assert units_of(made)[0].y[4] == pytest.approx(96.2)
    assert made.layout.xaxis.ticktext == ("T1/26", "T4/26", "T8/26")


def test_an_empty_panel_says_why() -> None:
    rows = panelled(2)
    rows.loc[rows["panel"] == "Sở 2", "value"] = NONE
    rows["reason"] = "Chưa nộp biểu"
    made = small(rows)
    assert len(units_of(made)) == 1
    assert note(made, "Chưa nộp biểu").xanchor == "center"
    assert len([one for one in made.data if one.mode == "lines"]) == 2


def test_panels_without_any_value_or_row_are_drawn() -> None:
    assert texts(small(panelled(2, value=NONE, bloc=NONE)))[1] == "–"
    assert not small(panelled(2).head(0)).data


def test_one_odd_value_does_not_flatten_all_panels() -> None:
    rows = panelled(6)
    rows.loc[2, "value"] = 0.2
    made = small(rows)
    assert made.layout.yaxis.range[0] > 90
    assert units_of(made)[0].marker.symbol[2] == "triangle-down"
    rows["state"] = "usual"
    rows.loc[2, "state"] = "worsening"
    assert small(rows).layout.yaxis.range[0] < 20


def test_a_unit_without_a_slot_is_in_ink() -> None:
    made = small(panelled(2, slot=NONE))
    assert {one.line.color for one in units_of(made)} == {LIGHT.ink2}


def test_figures_of_panels_follow_the_language() -> None:
    rows = panelled(1, value=[1200, 1300] * 4, bloc=1250)
    asked: dict[str, Any] = {"is_rate": False, "decimals": 0}
    assert "<b>1.300</b>" in units_of(small(rows, **asked))[0].hovertext[7]
    english = small(rows, language="en", **asked)
    assert "<b>1,300</b>" in units_of(english)[0].hovertext[7]
    assert "1,250" in english.layout.yaxis.ticktext


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_panels_stay_words(narrow: bool) -> None:
    rows = panelled(2, period=HOSTILE, figure=HOSTILE, reason=HOSTILE, value=NONE)
    rows["panel"] = HOSTILE
    made = small(
        pd.concat([rows, panelled(1).assign(panel=HOSTILE * 2)]), narrow=narrow
    )
    assert "<a" not in everything(made)
    assert "%{x" not in everything(made)
