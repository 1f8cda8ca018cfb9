"""Every page in both languages, on the full and on the empty workspace."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import LANGUAGES
from dashboard.views import VIEWS
from dashboard.workspace.workspace import Workspace

APP = Path(__file__).parents[1] / "dashboard" / "app.py"


def page(name: str = VIEWS[0], **link: str) -> AppTest:
    """A page as a link opens it, run once without an exception."""
    test = AppTest.from_file(str(APP), default_timeout=30)
    if name != VIEWS[0]:
        test.run()
        test.switch_page(f"views/{name}.py")
    for key, value in link.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception[0].message
    return test


def words(test: AppTest) -> str:
    """Everything that the page wrote as HTML."""
    return " ".join(element.proto.body for element in test.get("html"))


@pytest.fixture
def full(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace that pages open."""
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))
    return workspace


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_page_opens_in_both_languages(
    full: Workspace, name: str, language: str
) -> None:
    shown = words(page(name, language=language))
    assert shown.count("<h1") == 1


@pytest.mark.parametrize("name", VIEWS)
def test_a_workspace_without_a_version_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(tmp_path / "nothing"))
    assert "thidua init" in words(page(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workspace_without_figures_says_which_filter_to_widen(
    empty_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(empty_workspace.root))
    shown = words(page(language=language))
    assert "thidua import reported" in shown


def test_the_first_page_opens_on_the_unit_that_alone_has_reported(
    full: Workspace,
) -> None:
    test = page()
    assert test.query_params["unit_id"] == "skhcn"
    assert test.query_params["period_id"] == "2023-H1"
    shown = words(test)
    assert "cả 24 hồ sơ đã giải quyết (100%)" in shown
    assert "7 trong 8 đơn vị của khối chưa báo cáo" in shown


@pytest.mark.parametrize(
    "figure",
    [
        "24 / 24 hồ sơ đã giải quyết · khoảng 95%: 86,2 – 100",
        "24 / 28 hồ sơ tiếp nhận, gồm kỳ trước chuyển sang · khoảng 95%: 68,5 – 94,3",
        "1274/QĐ-UBND ngày 19/06/2023",
        "Mục I.2, gạch đầu dòng 9",
        "≥ 2",
    ],
)
def test_the_stated_figures_stand_on_the_page(full: Workspace, figure: str) -> None:
    assert figure in words(page())


def test_the_bloc_has_no_figure_while_members_are_missing(full: Workspace) -> None:
    shown = words(page(unit_id=""))
    assert "Chưa cộng được số của cả khối: 1 trong 8 đơn vị đã báo cáo" in shown
    assert shown.count("Chưa đủ đơn vị báo cáo để cộng cả khối") == 8


def test_an_unknown_id_in_the_link_is_said(full: Workspace) -> None:
    test = page(period_id="2023-X9")
    assert "2023-X9" in test.warning[0].value
    assert test.query_params["period_id"] == "2023-H1"


def test_a_link_opens_the_answer_about_its_number(full: Workspace) -> None:
    test = page(indicator_id="procedures.resolved", of="skhcn")
    shown = words(test)
    assert (
        "hồ sơ giải quyết trước hạn ÷ tỷ lệ trước hạn trên hồ sơ đã giải quyết" in shown
    )
    assert "skhcn-2023-h1.csv A30" in shown
    assert any("-- Figures of units" in code.value for code in test.code)


def test_choosing_another_period_changes_the_link_and_the_page(
    full: Workspace,
) -> None:
    test = page()
    test.selectbox(key="period_id").set_value("2023-Q1").run()
    assert not test.exception
    assert test.query_params["period_id"] == "2023-Q1"
    assert "Chưa đơn vị nào có số liệu trong kỳ này" in words(test)


def test_changing_the_language_keeps_every_other_choice(full: Workspace) -> None:
    test = page(unit_id="syt", compare="previous")
    test.get("button_group")[-1].set_value("en").run()
    assert test.query_params["language"] == "en"
    assert test.query_params["unit_id"] == "syt"
    assert test.query_params["compare"] == "previous"
    assert "has no figures for this period" in words(test)


def test_both_rates_of_the_same_numerator_are_drawn(full: Workspace) -> None:
    figure = json.loads(page().get("plotly_chart")[0].proto.spec)
    dots = [t["x"] for t in figure["data"] if t["mode"] == "markers"]
    assert [round(x[0], 1) for x in dots] == [100.0, 85.7]


def test_comparable_periods_show_their_difference(
    full: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "skhcn-2022-h1.csv"
    path.write_text(
        "indicator_id,unit_id,period_label,value,as_of\n"
        "procedures.received,skhcn,2022-H1,20,2022-07-01\n"
        "procedures.early,skhcn,2022-H1,18,2022-07-01\n"
        'procedures.early_rate,skhcn,2022-H1,"90,0%",2022-07-01\n',
        "utf-8",
    )
    full.bring("reported", [path])
    shown = words(page(period_id="2023-H1", unit_id="skhcn"))
    assert "+8 hồ sơ so với 6 tháng đầu năm 2022" in shown
    assert "+10,0 điểm % so với 6 tháng đầu năm 2022" in shown


def test_the_dictionary_finds_without_diacritics(full: Workspace) -> None:
    test = page("dictionary")
    test.text_input(key="words").set_value("tra truoc han tiep nhan").run()
    assert "procedures.early_rate_received" not in words(test)
    test.text_input(key="words").set_value("ty le truoc han").run()
    shown = words(test)
    assert "procedures.early_rate_received" in shown
    assert "inspections.count" not in shown
    test.text_input(key="words").set_value("không có gì như vậy").run()
    assert "Không có chỉ tiêu nào khớp" in words(test)


def test_an_open_page_says_that_newer_figures_exist(
    full: Workspace, tmp_path: Path
) -> None:
    test = page()
    full.close("2023-H1", "civil", "closed")
    test.run()
    assert "Đã có số liệu mới hơn" in test.toast[0].value
