"""Pages of the demonstration bloc: what they say is what the queries answer."""

import pytest
from examples import many
from test_pages import page, words

from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

# All that reads the demonstration shares one, which takes its time to be made.
pytestmark = pytest.mark.xdist_group("demo")

HALF = {"bloc_id": "minh-hoa", "period_id": "2026-H1"}


def counted(demo: Workspace, by: str = "", *units: str) -> dict[str, dict[str, int]]:
    """Counts of the half-year by key, as the SQL gives them."""
    members = demo.query("catalog/members", bloc_id="minh-hoa", day="2026-06-14").frame
    asked = {"calendar": "state", "period_id": "2026-H1", "by": by}
    wanted = list(units or members["unit_id"])
    frame = demo.query("procedures/flow", **asked, unit_ids=wanted).frame
    return {row["key"]: row for row in frame.to_dict("records")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit_id", ["", "mh-gddt", "mh-bptth"])
@pytest.mark.parametrize("name", ["overview", "procedures"])
def test_pages_of_the_demonstration_say_that_it_is_invented(
    shown_demo: Workspace, name: str, unit_id: str, language: str
) -> None:
    shown = words(page(name, **HALF, unit_id=unit_id, language=language))
    assert shown.count("<h1") == shown.count('class="t-badge"') == 1
    assert "skhcn-2023-h1.csv" not in shown


def test_the_demonstration_opens_on_its_latest_half_year(
    shown_demo: Workspace,
) -> None:
    test = page(bloc_id="minh-hoa")
    assert test.query_params["period_id"] == "2026-H1"
    assert "trả trước và đúng hạn" in words(test)


def test_another_page_keeps_every_choice(shown_demo: Workspace) -> None:
    test = page(**HALF, unit_id="mh-gddt", compare="previous")
    test.switch_page("views/procedures.py").run()
    assert not test.exception
    kept = {key: test.query_params[key] for key in ("bloc_id", "period_id", "unit_id")}
    assert kept == {**HALF, "unit_id": "mh-gddt"}
    assert test.query_params["compare"] == "previous"
    assert "Sở Giáo dục và Đào tạo tỉnh Minh Họa" in words(test)


def test_overdue_dossiers_and_doubts_need_attention_and_lead_to_rows(
    shown_demo: Workspace,
) -> None:
    shown = words(page(**HALF))
    overdue = counted(shown_demo, "unit")["mh-gddt"]["pending_overdue"]
    assert f"{overdue} hồ sơ đang quá hạn" in shown
    assert "procedures?bloc_id=minh-hoa" in shown
    assert "measure=pending_overdue" in shown
    assert "Báo cáo 50, tính từ danh sách 52" in shown


def test_a_unit_without_a_list_is_said_and_not_counted(shown_demo: Workspace) -> None:
    shown = words(page(bloc_id="minh-hoa", period_id="2024-M08"))
    assert "7 trong 8 đơn vị đã báo cáo đủ" in shown
    assert "Thủ tục hành chính: chưa có danh sách đủ kỳ này" in shown
    test = page("procedures", bloc_id="minh-hoa", period_id="2024-M08")
    assert "7 trong 8 đơn vị" in words(test)


def test_the_counts_on_the_page_are_those_of_the_query(shown_demo: Workspace) -> None:
    shown = words(page("procedures", **HALF))
    whole = counted(shown_demo)[""]
    for key in ("resolved", "late", "pending", "pending_overdue", "received"):
        assert f"{whole[key]:,}".replace(",", ".") in shown, key


def test_a_link_to_a_number_opens_its_rows(shown_demo: Workspace) -> None:
    late = counted(shown_demo, "unit")["mh-khcn"]["late"]
    test = page("procedures", **HALF, unit_id="mh-khcn", measure="late")
    shown = words(test)
    assert f"{late} hồ sơ: trễ hạn" in shown
    assert shown.count("minh-hoa-dossiers.parquet, ") == late
    test = page("procedures", **HALF, measure="nonsense")
    assert "nonsense" in test.warning[0].value


def test_the_form_stands_beside_the_report_with_every_difference(
    shown_demo: Workspace,
) -> None:
    shown = words(page("procedures", **HALF, unit_id="mh-gddt"))
    assert "2 ô khác số đơn vị báo cáo, 2 đẳng thức sai" in shown
    assert "báo cáo 50 (−2)" in shown and "báo cáo 33 (−3)" in shown


def test_the_real_bloc_has_no_lists_and_says_what_to_do(shown_demo: Workspace) -> None:
    shown = words(page("procedures", bloc_id="quang-tri-vhxh", period_id="2023-H1"))
    assert "thidua import dossiers" in shown
    assert "minh-hoa" not in shown


def test_every_frame_answers_how_it_was_made(shown_demo: Workspace) -> None:
    test = page("procedures", **HALF)
    hows = [one for one in test.button if one.key.startswith("how_")]
    assert {one.key for one in hows} >= {"how_balance", "how_units", "how_durations"}
    next(one for one in hows if one.key == "how_three_rates").click().run()
    assert not test.exception
    shown = words(test)
    assert "hồ sơ giải quyết trước hạn và đúng hạn" in shown
    assert "minh-hoa-dossiers.parquet" in shown
    assert any("-- What came in" in code.value for code in test.code)


def test_every_figure_has_its_table(shown_demo: Workspace) -> None:
    test = page("procedures", **HALF)
    keys = [one.key for one in test.button if one.key.startswith("table_")]
    assert len(keys) == 7
    before = words(test).count("<table")
    for key in keys[:: 1 if many(1) > 1 else 3]:
        test.button(key=key).click().run()
        assert not test.exception, key
        assert words(test).count("<table") == before + 1, key
