"""The page on S&T tasks: what reports state, what lists tell, ways to their rows."""

import re

import pytest
from test_pages import page, words
from test_pages_demo import HALF

from dashboard.settings import LANGUAGES
from dashboard.workspace import tasks
from dashboard.workspace.workspace import Workspace

DEMO = pytest.mark.xdist_group("demo")
REAL = {"bloc_id": "quang-tri-vhxh", "period_id": "2023-H1"}


@pytest.fixture
def full(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace of the real report is the one that pages open."""
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))


def counted(demo: Workspace, by: str = "") -> dict[str, dict[str, int]]:
    """Tasks of the half-year by key, as the SQL gives them."""
    members = demo.query("catalog/members", bloc_id="minh-hoa", day="2026-06-14").frame
    asked = {"calendar": "state", "period_id": "2026-H1", "by": by}
    frame = demo.query(tasks.FLOW, **asked, unit_ids=list(members["unit_id"])).frame
    return {row["key"]: row for row in frame.to_dict("records")}


@pytest.mark.usefixtures("full")
def test_the_stated_steps_stand_by_level_with_their_place_in_the_report() -> None:
    shown = words(page("tasks", **REAL, unit_id="skhcn"))
    assert (
        "Sở Khoa học và Công nghệ báo cáo phê duyệt 12 nhiệm vụ, thẩm định 9 thuyết"
        " minh, kiểm tra 13 lượt, nghiệm thu 5 nhiệm vụ" in shown
    )
    for indicator, figures in {
        "approved": [10, 2, 12],
        "outlines_appraised": [9, 9],
        "accepted": [3, 2, 5],
        "checked": [9, 2, 1, 12, 1, 1],
    }.items():
        told = shown.split(f"indicator_id=tasks.{indicator}&amp;of=skhcn")[1:]
        assert [int(one.split(">")[1].split("<")[0]) for one in told] == figures
    assert shown.count("Mục I.2, gạch đầu dòng 2") == 5
    assert "thidua import tasks" in shown and "<svg" not in shown
    whole = words(page("tasks", **REAL, unit_id="", language="en"))
    assert "1 of 8 units of the bloc report 12 tasks on approved lists" in whole


@pytest.mark.usefixtures("full")
def test_a_stated_number_answers_where_it_comes_from() -> None:
    link = {"indicator_id": "tasks.checked", "of": "skhcn"}
    shown = words(page("tasks", **REAL, unit_id="skhcn", **link))
    assert "skhcn-2023-h1.csv A7" in shown and "văn bản gọi là dự án" in shown
    test = page("tasks", **REAL)
    assert "văn bản gọi là dự án" not in words(test)
    test.button(key="how_stated").click().run()
    assert not test.exception
    assert any("-- Figures of units divided" in code.value for code in test.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_lists_and_reports_the_page_says_what_to_import(
    empty_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(empty_workspace.root))
    shown = words(page("tasks", language=language))
    for kind in ("tasks", "task_events", "reported"):
        assert f"thidua import {kind}" in shown


@DEMO
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_on_the_page_are_those_of_the_query(
    shown_demo: Workspace, language: str
) -> None:
    test = page("tasks", **HALF, language=language)
    shown, whole = words(test), counted(shown_demo)[""]
    assert shown.count("<h1") == shown.count('class="t-badge"') == 1
    lead = shown.split("<h1")[1].split("</h1>")[0]
    assert f" {whole['pending']} " in lead and f" {whole['slipping']} " in lead
    title = shown.split("<h2")[1].split("</h2>")[0]
    for key in ("active", "ended", "slipping"):
        assert f" {whole[key]} " in title
    assert "skhcn-2023-h1.csv" not in shown
    assert len(test.get("plotly_chart")) == 2 * 4
    for measure in ("slipping", "pending", "ended"):
        assert f"measure={measure}" in shown


@DEMO
def test_a_link_to_a_number_opens_its_rows(shown_demo: Workspace) -> None:
    late = counted(shown_demo, "level")["province"]["slipping"]
    shown = words(page("tasks", **HALF, measure="slipping", level="province"))
    assert f"{late} nhiệm vụ đang quá hạn hợp đồng</h2>" in shown
    assert len(re.findall(r"minh-hoa-tasks\.parquet, \d+<", shown)) == late > 0
    shown = words(page("tasks", **HALF, measure="checked_periodic", language="en"))
    count = int(shown.split("Periodic checks: ")[1].split("<")[0])
    assert len(re.findall(r"minh-hoa-task_events\.parquet, \d+<", shown)) == count > 0
    test = page("tasks", **HALF, measure="nonsense")
    assert "nonsense" in test.warning[0].value


@DEMO
def test_what_tasks_are_divided_by_stands_in_the_link(shown_demo: Workspace) -> None:
    test = page("tasks", **HALF, by="science")
    assert "by=science" in words(test)
    assert "Khoa học nông nghiệp" in words(test)
    test.get("button_group")[-1].set_value("host").run()
    assert not test.exception
    assert test.query_params["by"] == "host"
    hosts = counted(shown_demo, "host")
    first = max(hosts.values(), key=lambda row: row["active"])
    assert first["key"] in words(test)
    test = page("tasks", **HALF, unit_id="mh-khcn", by="unit")
    assert "unit" in test.warning[0].value
    assert test.query_params["by"] == "level"


@DEMO
def test_every_frame_answers_how_it_was_made_and_has_its_table(
    shown_demo: Workspace,
) -> None:
    test = page("tasks", **HALF, unit_id="mh-khcn")
    hows = {one.key for one in test.button if one.key.startswith("how_")}
    frames = {
        "balance",
        "timeline",
        "stock",
        "steps",
        "stages",
        "results",
        *tasks.SLIPS,
    }
    assert hows == {f"how_{one}" for one in (*frames, "funds_level", "funds_science")}
    tables = [one.key for one in test.button if one.key.startswith("table_")]
    assert tables == ["table_balance", "table_timeline", "table_results"]
    for key in (*tables, "how_stages"):
        test.button(key=key).click().run()
        assert not test.exception, key
    assert any("-- How long tasks took" in code.value for code in test.code)


@DEMO
def test_where_there_are_too_many_tasks_the_page_says_how_many_it_leaves_out(
    shown_demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "DRAWN", 10)
    rest = counted(shown_demo)[""]["active"] - 10
    assert f"còn {rest} nhiệm vụ không vẽ" in words(page("tasks", **HALF))


@DEMO
@pytest.mark.parametrize("period_id", ["2023-M02", "2018"])
def test_a_period_with_few_tasks_or_none_stands(
    shown_demo: Workspace, period_id: str
) -> None:
    for unit_id in ("mh-bptth", "mh-khcn"):
        shown = words(page("tasks", **HALF | {"period_id": period_id}, unit_id=unit_id))
        assert shown.count("<h1") == 1
