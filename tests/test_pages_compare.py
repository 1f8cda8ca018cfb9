"""The page that compares units: who differs, who only seems to, what is refused."""

import pytest
from test_pages import page, words
from test_pages_demo import HALF

from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

DEMO = pytest.mark.xdist_group("demo")
REAL = {"bloc_id": "quang-tri-vhxh", "period_id": "2023-H1"}
RATE = "procedures.on_time_rate_resolved"


def lead(shown: str) -> str:
    """The one sentence of the page."""
    return shown.partition("<h1")[2].partition("</h1>")[0]


@DEMO
@pytest.mark.parametrize("language", LANGUAGES)
def test_those_beyond_the_exact_tail_are_named_and_the_tiny_perfect_one_is_not(
    shown_demo: Workspace, language: str
) -> None:
    test = page("compare", **HALF, language=language)
    shown = words(test)
    assert shown.count("<h1") == shown.count('class="t-badge"') == 1
    assert test.query_params["view"] == "fair"
    assert test.query_params["indicator_id"] == RATE
    said = lead(shown)
    assert ("GD&amp;ĐT" if language == "vi" else "Education") in said
    assert ("Báo và Đài" if language == "vi" else "Media") not in said
    assert "Holm" in shown and "Kaplan" in shown
    assert len(test.get("plotly_chart")) == 2 * 4
    assert "skhcn-2023" not in shown


@DEMO
def test_raw_is_one_click_away_and_holds_no_rank(shown_demo: Workspace) -> None:
    test = page("compare", **HALF)
    test.get("button_group")[-1].set_value("raw").run()
    assert not test.exception and test.query_params["view"] == "raw"
    shown = words(test)
    assert "thô" in lead(shown) and "hạng 1" not in shown
    assert "không phải thứ hạng" in shown
    again = words(page("compare", **HALF, view="raw"))
    assert lead(again) == lead(shown)


@DEMO
def test_every_rank_stands_with_its_interval_and_its_cases(
    shown_demo: Workspace,
) -> None:
    test = page("compare", **HALF)
    test.button(key="table_fair").click().run()
    shown = words(test)
    table = shown.split("Hạng có thể")[-1]
    row = table.split("Báo và Đài")[1].split("</tr>")[0]
    assert "1–7" in row and "19 / 19" in row and "100%" in row


@DEMO
def test_the_unit_stands_among_the_quartiles_and_two_indicators_beside_each_other(
    shown_demo: Workspace,
) -> None:
    test = page("compare", **HALF, unit_id="mh-gddt", other_id="procedures.late_rate")
    shown = words(test)
    assert "GD&amp;ĐT ở nửa trên của khối trong" in shown
    assert test.query_params["other_id"] == "procedures.late_rate"
    assert len(test.get("plotly_chart")) == 2 * 5


@DEMO
def test_counts_without_a_denominator_are_not_ranked(shown_demo: Workspace) -> None:
    shown = words(page("compare", **HALF, indicator_id="checks.count"))
    assert "không xếp hạng" in lead(shown)
    assert "Fisher" not in shown


@DEMO
def test_every_frame_answers_how_it_was_made(shown_demo: Workspace) -> None:
    test = page("compare", **HALF, unit_id="mh-gddt")
    hows = [one.key for one in test.button if one.key.startswith("how_")]
    frames = ("fair", "funnel", "mix", "waits", "heat", "among", "two")
    assert hows == [f"how_{one}" for one in frames]
    for key in ("table_fair", "table_mix", *hows):
        test.button(key=key).click().run()
        assert not test.exception, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_report_is_shown_raw_and_none_says_what_to_do(
    workspace: Workspace,
    empty_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))
    shown = words(page("compare", **REAL, language=language))
    assert shown.count("<h1") == 1 and "skhcn-2023-h1.csv" in shown
    assert "Holm" not in shown
    monkeypatch.setenv("THIDUA_WORKSPACE", str(empty_workspace.root))
    assert "<h1" in words(page("compare", language=language))


@DEMO
@pytest.mark.parametrize(
    ("key", "asked"), [("indicator_id", "a.b"), ("view", "x"), ("other_id", "c.d")]
)
def test_an_unknown_choice_in_the_link_is_said(
    shown_demo: Workspace, key: str, asked: str
) -> None:
    test = page("compare", **HALF, **{key: asked})
    assert asked in test.warning[0].value
    assert test.query_params[key] != asked
