"""The page on trends: what it finds, how it judges, what it refuses to compare."""

from pathlib import Path

import pandas as pd
import pytest
from reports import report, row
from test_pages import page, words
from test_pages_demo import HALF

from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

DEMO = pytest.mark.xdist_group("demo")
REAL = {"bloc_id": "quang-tri-vhxh", "period_id": "2023-H1"}
RATE, COUNT = "procedures.on_time_rate_resolved", "procedures.received_new"


def value(
    demo: Workspace, indicator_id: str, unit_id: str, period_id: str
) -> pd.Series:
    """A figure as the SQL gives it."""
    frame = demo.query(
        "indicator/of_units",
        indicator_ids=[indicator_id],
        calendar="state",
        period_ids=[period_id],
        unit_ids=[unit_id],
        bloc_id=None,
    ).frame
    return frame.iloc[0]


@DEMO
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_it_judges_and_what_chance_would_mark(
    shown_demo: Workspace, language: str
) -> None:
    test = page("trends", **HALF, language=language)
    shown = words(test)
    assert shown.count("<h1") == shown.count('class="t-badge"') == 1
    assert "(Laney)" in shown
    assert ("ngẫu nhiên vẫn làm" if language == "vi" else "chance would") in shown
    assert test.query_params["indicator_id"] == RATE
    assert test.query_params["kind"] == "month"
    assert test.query_params["structure"] == "then"
    assert "minh-hoa-dossiers.parquet" in shown and "skhcn-2023" not in shown
    assert "minh-hoa-tasks" not in shown
    assert len(test.get("plotly_chart")) == 2 * 2


@DEMO
def test_the_slow_worsening_of_a_unit_is_said(shown_demo: Workspace) -> None:
    asked = HALF | {"unit_id": "mh-gddt"}
    shown = words(page("trends", **asked, indicator_id=RATE))
    title = shown.split("<h2")[1].split("</h2>")[0]
    assert "dưới trung bình" in title and "đến nay" in title
    assert "xấu đi ngoài dao động thường lệ" in shown.split("</h1>")[0]


@DEMO
def test_figures_of_the_table_are_those_of_the_query_with_their_counts(
    shown_demo: Workspace,
) -> None:
    shown = words(page("trends", **HALF, indicator_id=RATE))
    for period_id in ("2026-M06", "2025-M06"):
        row = value(shown_demo, RATE, "mh-syt", period_id)
        assert f"({row['numerator']:.0f} / {row['denominator']:.0f})" in shown


@DEMO
def test_a_merger_is_refused_as_it_was_and_added_up_by_todays_structure(
    shown_demo: Workspace,
) -> None:
    asked = HALF | {"period_id": "2025-M12"}
    then = words(page("trends", **asked, indicator_id=COUNT))
    assert "không so sánh" in then and "xem theo cơ cấu hiện nay" in then
    assert "Hai sở của khối trình diễn hợp nhất" in then
    today = page("trends", **asked, indicator_id=COUNT, structure="today")
    shown = words(today)
    assert today.query_params["structure"] == "today"
    assert "cộng cả đơn vị đã sáp nhập" in shown
    both = sum(
        value(shown_demo, COUNT, one, "2024-M12")["value"]
        for one in ("mh-snv", "mh-sldtbxh")
    )
    row = shown.split("Nội vụ (mới)")[-1].split("</tr>")[0]
    assert f">{both:.0f}<" in row


@DEMO
def test_months_of_tet_are_no_signal_and_stocks_are_not_judged(
    shown_demo: Workspace,
) -> None:
    test = page("trends", **HALF, indicator_id=COUNT)
    test.button(key="table_trend").click().run()
    assert "tháng Tết" in words(test)
    stock = words(page("trends", **HALF, indicator_id="procedures.pending"))
    assert "số tồn" in stock and "không vẽ giới hạn" in stock


@DEMO
def test_a_period_with_a_break_is_shown_in_two(shown_demo: Workspace) -> None:
    asked = {**HALF, "indicator_id": "checks.count", "unit_id": "mh-syt"}
    asked["kind"] = "half"
    shown = words(page("trends", **asked)).split("đếm riêng từng phía")[-1]
    ids = ("2025-H2", "2025-H2.0615-0630", "2025-H2.0701-1214")
    found = [value(shown_demo, "checks.count", "mh-syt", one)["value"] for one in ids]
    assert found[0] == found[1] + found[2] > 0
    spans = (
        "15/06/2025 – 14/12/2025",
        "15/06/2025 – 30/06/2025",
        "01/07/2025 – 14/12/2025",
    )
    for days, figure in zip(spans, found, strict=True):
        assert f">{figure:.0f}<" in shown.split(days)[1].split("</tr>")[0]
    # Dossiers mean the same on both sides.
    assert "đếm riêng" not in words(page("trends", **{**asked, "indicator_id": COUNT}))


def test_a_figure_that_was_reported_is_not_split(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocs = workspace.catalog / "blocs.toml"
    kept = blocs.read_text("utf-8").replace("to_date = 2025-02-28\n", "")
    blocs.write_text(kept, "utf-8")
    workspace.bring("catalog", [])
    said = row("received", 7, period_label="2025-H2", as_of="14/12/2025")
    workspace.bring("reported", [report(tmp_path, "a.csv", said)])
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))
    asked = {"indicator_id": "procedures.received", "unit_id": "syt", "kind": "half"}
    shown = words(page("trends", **REAL | {"period_id": "2025-H2"}, **asked))
    frame = shown.split("đếm riêng từng phía")[-1]
    assert ">7<" in frame.split("15/06/2025 – 14/12/2025")[1].split("</tr>")[0]
    for days in ("15/06/2025 – 30/06/2025", "01/07/2025 – 14/12/2025"):
        assert ">…<" in frame.split(days)[1].split("</tr>")[0]
    assert "không tách được theo ngày" in shown


@DEMO
def test_every_frame_answers_how_it_was_made(shown_demo: Workspace) -> None:
    test = page("trends", **HALF, indicator_id=COUNT, unit_id="mh-syt")
    hows = [one.key for one in test.button if one.key.startswith("how_")]
    assert hows == [f"how_{one}" for one in ("trend", "panels", "table", "year")]
    for key in ("table_trend", *hows):
        test.button(key=key).click().run()
        assert not test.exception, key
    assert any("-- Figures of" in code.value for code in test.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_reports_make_a_run_chart_and_none_says_what_to_do(
    workspace: Workspace,
    empty_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))
    test = page("trends", **REAL, unit_id="skhcn", language=language)
    shown = words(test)
    assert shown.count("<h1") == 1 and "skhcn-2023-h1.csv" in shown
    assert test.query_params["kind"] == "half"
    assert test.query_params["indicator_id"]
    monkeypatch.setenv("THIDUA_WORKSPACE", str(empty_workspace.root))
    assert "thidua" not in words(page("trends", language=language)).split("<h1")[0]


@DEMO
@pytest.mark.parametrize(
    ("key", "asked"), [("indicator_id", "a.b"), ("kind", "week"), ("structure", "x")]
)
def test_an_unknown_choice_in_the_link_is_said(
    shown_demo: Workspace, key: str, asked: str
) -> None:
    test = page("trends", **HALF, **{key: asked})
    assert asked in test.warning[0].value
    assert test.query_params[key] != asked
