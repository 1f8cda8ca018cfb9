"""Tasks over the years: what is drawn is what the dates say, or nothing is."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from drawn import everything, note, texts

from dashboard.charts import timeline
from dashboard.charts.labels import width
from dashboard.look import tokens

LIGHT, DARK = tokens("light"), tokens("dark")
HOSTILE = "<a href='x'>%{x}</a>"
AS_OF = dt.date(2026, 6, 14)
DAY = 86_400_000  # milliseconds, in which Plotly measures bars on an axis of dates


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def tasks(**changed: object) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": ["Sâm bản địa", "Xói lở bờ biển", "Cà phê chè"],
            "group": ["Cấp tỉnh", "Cấp tỉnh", "Cấp cơ sở"],
            "from_date": [day("2022-03-01"), day("2023-01-15"), day("2025-09-01")],
            "planned_end": [day("2024-02-28"), day("2025-01-15"), day("2027-08-31")],
            "actual_end": [day("2024-06-27"), None, None],
            "slip_label": ["+ 120 ngày", "+ 515 ngày", ""],
            "events": [
                [(day("2023-05-04"), "kiểm tra định kỳ")],
                [],
                [(day("2026-02-03"), "kiểm tra đột xuất")],
            ],
            "reason": [None, None, None],
        }
    )
    return rows.assign(**changed)  # type: ignore[arg-type]


def lone(**changed: object) -> pd.DataFrame:
    rows = tasks().head(1)
    columns = {name: [value] for name, value in changed.items()}
    return rows.assign(**columns)  # type: ignore[arg-type]


def drawn(rows: pd.DataFrame, **more: Any) -> Any:
    given = {
        "language": "vi",
        "as_of": AS_OF,
        "as_of_label": "tính đến 14/06/2026",
        "planned_label": "kế hoạch kết thúc {date}",
    }
    return timeline(rows, more.pop("look", LIGHT), **(given | more))


def bars(made: Any) -> list[Any]:
    return [trace for trace in made.data if trace.type == "bar"]


def points(made: Any) -> list[Any]:
    scatters = [trace for trace in made.data if trace.type == "scatter"]
    return [trace for trace in scatters if trace.mode == "markers"]


def verticals(made: Any) -> list[Any]:
    return [trace for trace in made.data if trace.xaxis == "x2"]


# Bars, plans, events


def test_a_bar_runs_from_the_beginning_to_the_end_or_to_where_the_figures_end() -> None:
    run, _ = bars(drawn(tasks()))
    assert list(run.base) == list(tasks()["from_date"])
    ends = [day("2024-06-27"), AS_OF, AS_OF]
    lengths = [(end - start).days for start, end in zip(run.base, ends, strict=True)]
    assert [length / DAY for length in run.x] == lengths
    assert list(run.y) == sorted(run.y)


def test_what_is_late_starts_exactly_at_the_planned_end_thicker_and_in_ink() -> None:
    run, late = bars(drawn(tasks()))
    assert list(late.base) == [day("2024-02-28"), day("2025-01-15")]
    assert [length / DAY for length in late.x] == [120, 515]
    assert list(late.y) == list(run.y)[:2]
    assert late.width > run.width
    assert late.marker.color == LIGHT.ink
    assert run.marker.color == LIGHT.rule


def test_words_say_how_late_right_after_the_bar() -> None:
    made = drawn(tasks())
    slip = note(made, "+ 120 ngày")
    assert slip.text == "<b>+ 120 ngày</b>"
    assert (slip.x, slip.y) == (day("2024-06-27"), bars(made)[0].y[0])
    assert slip.xanchor == "left"
    assert len([text for text in texts(made) if "ngày" in text]) == 2


def test_words_do_not_cover_what_happened_after_the_end() -> None:
    rows = lone(events=[(day("2024-12-01"), "thanh lý hợp đồng")])
    assert note(drawn(rows), "+ 120").x == day("2024-12-01")


@pytest.mark.parametrize("end", ["2024-02-28", "2024-02-27"])
def test_a_task_that_ends_by_its_plan_is_not_late(end: str) -> None:
    made = drawn(lone(actual_end=day(end), slip_label=""))
    assert not bars(made)[1].base
    assert bars(made)[0].x[0] / DAY == (day(end) - day("2022-03-01")).days


def test_a_tick_stands_at_each_planned_end_and_a_dot_at_each_event() -> None:
    made = drawn(tasks())
    plans, events = points(made)
    assert list(plans.x) == list(tasks()["planned_end"])
    assert set(plans.marker.symbol) == {"line-ns"}
    assert plans.marker.line.color == LIGHT.ink
    assert list(events.x) == [day("2023-05-04"), day("2026-02-03")]
    assert list(events.y) == [bars(made)[0].y[0], bars(made)[0].y[2]]
    assert set(events.marker.symbol) == {"circle"}


def test_without_a_plan_there_is_no_tick_and_nothing_is_late() -> None:
    made = drawn(lone(planned_end=None, slip_label=None))
    assert len(bars(made)[0].base) == 1
    assert not bars(made)[1].base
    assert not points(made)[0].x
    assert "kế hoạch" not in bars(made)[0].hovertext[0]


def test_a_task_of_one_day_is_still_seen() -> None:
    run = bars(drawn(lone(actual_end=day("2022-03-01"), planned_end=None)))[0]
    assert list(run.x) == [0]
    assert run.marker.line.width > 0


def test_a_guide_leads_from_the_name_to_the_bar_and_on_to_a_plan_ahead() -> None:
    guide = next(
        trace for trace in drawn(tasks()).data if trace.line.color == LIGHT.hair
    )
    parts = [tuple(guide.x[at : at + 2]) for at in range(0, len(guide.x), 3)]
    left = day("2022-01-01")
    assert parts == [
        *((left, start) for start in tasks()["from_date"]),
        (AS_OF, day("2027-08-31")),
    ]


# Dates that cannot be


@pytest.mark.parametrize(
    "changed",
    [
        {"from_date": None},
        {"actual_end": day("2022-02-28")},
        {"planned_end": day("2022-02-28")},
        {"actual_end": day("2026-06-15")},
        {"from_date": day("2026-06-15"), "planned_end": None, "actual_end": None},
    ],
)
@pytest.mark.parametrize("narrow", [False, True])
def test_impossible_dates_give_a_name_and_a_reason_but_no_bar(
    changed: dict[str, Any], narrow: bool
) -> None:
    rows = lone(**changed, reason="Ngày không hợp lệ")
    rows = pd.concat([rows, tasks().tail(1)])
    made = drawn(rows, narrow=narrow)
    assert [len(trace.base) for trace in bars(made)] == [1, 0]
    assert len(points(made)[0].x) == 1
    assert list(points(made)[1].x) == [day("2026-02-03")]
    assert "Sâm bản địa" in made.layout.yaxis.ticktext
    reason = note(made, "Ngày không hợp lệ")
    assert reason.y < bars(made)[0].y[0]
    assert reason.hovertext == "Sâm bản địa<br>Ngày không hợp lệ"
    assert not any("120" in text for text in texts(made))


@pytest.mark.parametrize("reason", [None, ""])
def test_a_row_without_bar_and_reason_is_not_left_blank(reason: str | None) -> None:
    assert "–" in texts(drawn(lone(from_date=None, reason=reason)))


def test_a_reason_of_a_task_that_is_drawn_is_not_shown() -> None:
    assert "không" not in everything(drawn(tasks(reason="không")))


def test_a_long_reason_is_cut_and_whole_when_pointed_at() -> None:
    long = "Hợp đồng chưa ghi ngày bắt đầu, đơn vị chủ trì đang bổ sung"
    reason = drawn(lone(from_date=None, reason=long)).layout.annotations[-1]
    assert reason.text.endswith("…")
    assert long in reason.hovertext


# Names, groups, heights


def test_each_run_of_a_group_stands_under_its_heading() -> None:
    made = drawn(tasks())
    axis = made.layout.yaxis
    shown = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert sorted(shown, key=lambda name: shown[name]) == [
        "<b>Cấp tỉnh</b>",
        "Sâm bản địa",
        "Xói lở bờ biển",
        "<b>Cấp cơ sở</b>",
        "Cà phê chè",
    ]
    assert [shown[name] for name in tasks()["label"]] == list(bars(made)[0].y)
    assert axis.range[0] > axis.range[1]


def test_a_group_that_comes_again_has_its_heading_again() -> None:
    names = drawn(tasks(group=["A", "B", "A"])).layout.yaxis.ticktext
    assert [name for name in names if "<b>" in name].count("<b>A</b>") == 2


@pytest.mark.parametrize("group", ["", None])
def test_without_groups_there_are_no_headings(group: str | None) -> None:
    names = tuple(tasks()["label"])
    assert drawn(tasks(group=group)).layout.yaxis.ticktext == names
    bare = tasks()[["label", "from_date", "planned_end", "actual_end"]]
    assert drawn(bare).layout.yaxis.ticktext == names
    assert texts(drawn(bare)) == ["tính đến 14/06/2026"]


def test_a_long_name_is_cut_and_whole_when_pointed_at() -> None:
    long = "Nghiên cứu đề xuất giải pháp phát triển nghề nuôi tôm ven biển bền vững"
    made = drawn(lone(label=long))
    assert made.layout.yaxis.ticktext[-1].endswith("…")
    hover = bars(made)[0].hovertext[0]
    assert hover.replace("<br>", " ").startswith(long)


@pytest.mark.parametrize(("count", "least", "most"), [(5, 26, 30), (40, 22, 26)])
def test_few_rows_have_more_room(count: int, least: int, most: int) -> None:
    run = bars(drawn(pd.concat([lone()] * count)))[0]
    assert least <= run.y[1] - run.y[0] <= most


def test_a_hundred_rows_are_compact_and_few_traces() -> None:
    made = drawn(pd.concat([lone()] * 100))
    run = bars(made)[0]
    assert 18 <= run.y[1] - run.y[0] <= 20
    assert made.layout.height < 2100
    assert len(made.layout.yaxis.tickvals) == 101
    assert len(made.data) <= 6


# The years, the cut-off, breaks


def test_whole_years_are_named_below_and_above_between_their_lines() -> None:
    made = drawn(tasks())
    for axis in (made.layout.xaxis, made.layout.xaxis2):
        assert list(axis.range) == [day("2022-01-01"), day("2028-01-01")]
        assert (axis.dtick, axis.tickformat) == ("M12", "%Y")
        assert axis.ticklabelmode == "period"
        assert axis.fixedrange
    assert made.layout.xaxis2.side == "top"
    assert made.layout.xaxis2.overlaying == "x"


@pytest.mark.parametrize(
    ("start", "narrow", "every"),
    [(2022, True, 12), (2014, False, 24), (1986, False, 60), (1986, True, 60)],
)
def test_many_years_are_named_now_and_then(
    start: int, narrow: bool, every: int
) -> None:
    rows = lone(from_date=dt.date(start, 3, 1))
    axis = drawn(rows, narrow=narrow).layout.xaxis
    assert axis.dtick == f"M{every}"
    assert axis.minor.dtick == f"M{12 if every == 24 else every}"


def test_a_plan_far_ahead_does_not_stretch_the_years_but_is_an_arrow() -> None:
    made = drawn(lone(planned_end=day("2062-02-28"), actual_end=None))
    assert made.layout.xaxis.range[1] == day("2032-01-01")
    plans = points(made)[0]
    assert list(plans.x) == [day("2032-01-01")]
    assert list(plans.marker.symbol) == ["triangle-right"]
    assert "28/02/2062" in plans.hovertext[0]


def test_the_day_of_the_figures_is_a_line_through_all_rows_with_its_words() -> None:
    made = drawn(tasks())
    (line,) = verticals(made)
    assert list(line.x) == [AS_OF, AS_OF]
    assert line.y[1] == made.layout.yaxis.range[0]
    assert line.line.dash == "solid"
    words = note(made, "tính đến")
    assert (words.x, words.xanchor) == (AS_OF, "right")
    assert words.y < 0


def test_breaks_are_dashed_lines_and_no_words_share_a_line() -> None:
    given = [
        (day("2022-07-01"), "Nghị định mới"),
        (day("2025-03-01"), "hợp nhất sở"),
        (day("2019-01-01"), "trước khi có nhiệm vụ nào"),
        (day("2040-01-01"), "sau tất cả"),
    ]
    made = drawn(tasks(), breaks=given)
    dashed = [line for line in verticals(made) if line.line.dash != "solid"]
    assert {line.x[0] for line in dashed} == {day("2022-07-01"), day("2025-03-01")}
    words = [note(made, name) for name in ("Nghị", "hợp nhất", "tính đến")]
    assert len({one.y for one in words}) == 3
    assert [one.xanchor for one in words] == ["left", "right", "right"]
    # The outer of two that run the same way stands higher, clear of the other's line.
    assert words[2].y < words[1].y
    assert made.layout.yaxis.range[1] < min(one.y for one in words)


def test_long_words_of_a_break_are_cut_and_whole_when_pointed_at() -> None:
    long = "Luật Khoa học, công nghệ và đổi mới sáng tạo có hiệu lực từ ngày này"
    made = drawn(tasks(), breaks=[(day("2025-10-01"), long)], narrow=True)
    words = note(made, "Luật")
    assert words.text.endswith("…")
    assert words.hovertext == long


@pytest.mark.parametrize("narrow", [False, True])
def test_words_at_the_right_end_have_their_room(narrow: bool) -> None:
    late = "+ 300 ngày, gia hạn hai lần"
    rows = lone(from_date=day("2020-01-01"), actual_end=None, slip_label=late)
    made = drawn(rows, as_of=day("2026-12-30"), narrow=narrow)
    assert made.layout.margin.r >= width(late)
    assert drawn(tasks(slip_label="")).layout.margin.r == 16


# On a phone, in words, in the dark


def test_on_a_phone_names_stand_above_their_bars() -> None:
    made = drawn(tasks(), narrow=True)
    assert not made.layout.yaxis.visible
    heights = list(bars(made)[0].y)
    for name, y in zip(tasks()["label"], heights, strict=True):
        assert 14 <= y - note(made, name).y <= 20
    # Nearer to its own bar than to the one before.
    assert note(made, "Xói lở").y - heights[0] > heights[1] - note(made, "Xói lở").y
    assert note(made, "Cấp cơ sở").text == "<b>Cấp cơ sở</b>"
    assert note(made, "Cấp cơ sở").xshift == note(made, "Cà phê").xshift == -8


def test_a_name_on_a_phone_is_not_wider_than_the_phone() -> None:
    long = "Nghiên cứu đề xuất giải pháp phát triển nghề nuôi tôm ven biển"
    made = drawn(lone(label=long), narrow=True)
    assert width(note(made, "Nghiên").text, 12.5) <= 350


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_are_written_as_the_state_writes_them(language: str) -> None:
    made = drawn(tasks(), language=language, planned_label="due {date}")
    first, second, _ = bars(made)[0].hovertext
    assert first == (
        "Sâm bản địa<br><b>01/03/2022 – 27/06/2024</b><br>due 28/02/2024<br>+ 120 ngày"
    )
    assert "<b>15/01/2023 – …</b>" in second
    assert bars(made)[1].hovertext == bars(made)[0].hovertext[:2]
    plans, events = points(made)
    assert plans.hovertext[0] == first
    assert events.hovertext[0] == "Sâm bản địa<br><b>04/05/2023</b> kiểm tra định kỳ"


def test_dates_may_come_as_timestamps() -> None:
    dated = tasks()
    for name in ("from_date", "planned_end", "actual_end"):
        dated[name] = pd.to_datetime(dated[name])
    dated["events"] = [[(pd.Timestamp("2023-05-04"), "kiểm tra định kỳ")], None, None]
    run = bars(drawn(dated))[0]
    assert list(run.base) == list(tasks()["from_date"])
    assert list(points(drawn(dated))[1].x) == [day("2023-05-04")]


def test_the_dark_figure_has_dark_colours_alone() -> None:
    made = drawn(tasks(), look=DARK, breaks=[(day("2025-03-01"), "hợp nhất sở")])
    assert bars(made)[1].marker.color == DARK.ink
    assert {one.bgcolor for one in made.layout.annotations} == {DARK.bg}
    words = everything(made)
    assert not any(colour in words for colour in (LIGHT.ink, LIGHT.ink2, LIGHT.rule))
    # A category has no colour of meaning.
    assert DARK.orange not in words.replace(str(made.layout.colorway), "")


@pytest.mark.parametrize("narrow", [False, True])
def test_no_task_leaves_the_year_of_the_figures(narrow: bool) -> None:
    made = drawn(tasks().head(0), narrow=narrow)
    assert list(made.layout.xaxis.range) == [day("2026-01-01"), day("2027-01-01")]
    assert not any(trace.base for trace in bars(made))
    assert texts(made) == ["tính đến 14/06/2026"]


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_words_of_tasks_stay_words(narrow: bool) -> None:
    rows = tasks(
        label=HOSTILE,
        group=HOSTILE,
        slip_label=HOSTILE,
        reason=HOSTILE,
        from_date=[None, day("2023-01-15"), day("2025-09-01")],
        events=[[], [(day("2024-01-01"), HOSTILE)], []],
    )
    made = drawn(
        rows,
        narrow=narrow,
        as_of_label=HOSTILE,
        planned_label="<a>%{x}{date}",
        breaks=[(day("2025-03-01"), HOSTILE)],
    )
    assert "<a" not in everything(made)
    assert "%{x" not in everything(made)


def test_the_frame_given_is_left_as_it_was() -> None:
    rows = tasks()
    before = rows.copy(deep=True)
    drawn(rows)
    pd.testing.assert_frame_equal(rows, before)
