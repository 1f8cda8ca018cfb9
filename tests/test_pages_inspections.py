"""The page on inspections and checks, of the real bloc and of the demonstration."""

import random
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from examples import many
from test_pages import page, words

from dashboard.settings import LANGUAGES
from dashboard.workspace.workspace import Workspace

HALF = {"bloc_id": "minh-hoa", "period_id": "2024-H2"}
LINKED = re.compile(r'<a href="(\?[^"]*measure=[^"]*)"[^>]*>([\d.]+)</a>')
demo_group = pytest.mark.xdist_group("demo")


def figures(demo: Workspace, *indicator_ids: str, **asked: str) -> pd.DataFrame:
    """What the bloc has of some indicators in the half-year, by indicator."""
    told = {"calendar": "state", "period_ids": [HALF["period_id"]]} | asked
    found = demo.query(
        "indicator/of_groups",
        indicator_ids=list(indicator_ids),
        bloc_id="minh-hoa",
        unit_ids=None,
        **told,
    )
    return found.frame.set_index("indicator_id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_figures_stand_with_their_locators(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(workspace.root))
    link = {"bloc_id": "quang-tri-vhxh", "period_id": "2023-H1", "unit_id": "skhcn"}
    shown = words(page("inspections", **link, language=language))
    lead = re.findall(r"<h1[^>]*>(.*?)</h1>", shown)[0]
    assert [int(n) for n in re.findall(r"\d+", lead)] == [2, 191, 500, 17, 9]
    assert shown.count("Mục I.2, gạch đầu dòng 7") == 4
    assert shown.count("Mục I.2, gạch đầu dòng 8") == 3
    assert 'class="t-badge"' not in shown
    answered = page("inspections", **link, indicator_id="checks.devices", of="skhcn")
    assert "skhcn-2023-h1.csv" in words(answered)


def test_a_bloc_without_lists_or_reports_says_what_to_import(
    empty_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_WORKSPACE", str(empty_workspace.root))
    assert "thidua import inspections" in words(page("inspections"))


@demo_group
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit_id", ["", "mh-bhxh", "mh-bptth"])
def test_the_demonstration_says_that_it_is_invented(
    shown_demo: Workspace, unit_id: str, language: str
) -> None:
    link = {**HALF, "unit_id": unit_id, "language": language}
    shown = words(page("inspections", **link))
    assert shown.count("<h1") == shown.count('class="t-badge"') == 1


@demo_group
def test_what_the_page_says_is_what_the_queries_answer(shown_demo: Workspace) -> None:
    shown = words(page("inspections", **HALF))
    said = figures(shown_demo, "inspections.count", "checks.count")["value"]
    count, checks = (int(said[f"{area}.count"]) for area in ("inspections", "checks"))
    assert f"{count} cuộc thanh tra và {checks} cuộc kiểm tra" in shown
    overlaps = shown_demo.query(
        "inspections/overlaps",
        year=2024,
        to_date="2024-12-14",
        unit_ids=list(
            shown_demo.query(
                "catalog/members", bloc_id="minh-hoa", day="2024-12-14"
            ).frame["unit_id"]
        ),
    ).frame
    assert f"Chồng chéo năm 2024: {len(overlaps)} đối tượng" in shown
    assert all(name in unescape(shown) for name in overlaps["subject_name"])
    # A rate of the bloc is of all subjects, those of units that met none included.
    rate = figures(shown_demo, "inspections.violation_rate").iloc[0]
    assert rate["denominator"] == 329 and rate["value"] == rate["numerator"] / 329


@demo_group
def test_numbers_lead_to_as_many_rows(shown_demo: Workspace) -> None:
    links = LINKED.findall(words(page("inspections", **HALF)))
    assert len(links) > 60
    for href, number in random.Random(5).sample(links, many(4)):
        asked = dict(parse_qsl(urlsplit(unescape(href)).query))
        shown = words(page("inspections", **asked))
        (title,) = re.findall(r"<h2[^>]*>([\d.]+) cuộc: ", shown)
        rows = shown.count("minh-hoa-inspections.parquet, ")
        assert rows == int(title)
        if asked["measure"] not in ("subjects", "violators"):
            assert title == number, href


@demo_group
def test_the_break_of_2025_is_told_and_refuses_the_comparison(
    shown_demo: Workspace,
) -> None:
    health = {"bloc_id": "minh-hoa", "unit_id": "mh-syt"}
    inside = words(page("inspections", **health, period_id="2025-H2"))
    assert "không còn thanh tra sở" in inside
    between = words(page("inspections", **health, period_id="2026-H1"))
    before = "6 tháng đầu năm 2025"
    assert f"Không so sánh với {before}: Luật Thanh tra 84/2025/QH15" in between
    assert f"cuộc so với {before}" not in between


@demo_group
def test_what_some_units_lack_is_missing_and_never_told_as_none(
    shown_demo: Workspace,
) -> None:
    """The unit that two became begins within the half-year."""
    shown = words(page("inspections", bloc_id="minh-hoa", period_id="2025-H1"))
    assert "Số liệu của 6 trong 7 đơn vị" in shown
    assert "0 cuộc" not in shown and "0 triệu" not in shown
    assert "Kiểm tra theo đơn vị, loại và lĩnh vực" in shown


@demo_group
def test_collecting_more_than_was_proposed_is_said_to_be_legal(
    shown_demo: Workspace,
) -> None:
    shown = words(page("inspections", **HALF))
    assert "BHXH thu trên 100%: đúng quy định" in shown


@demo_group
def test_every_frame_answers_how_it_was_made(shown_demo: Workspace) -> None:
    test = page("inspections", **HALF)
    hows = {one.key for one in test.button if one.key.startswith("how_")}
    assert hows >= {"how_balance", "how_overlaps", "how_plan_twice", "how_plan"}
    test.button(key="how_overlaps").click().run()
    assert not test.exception
    assert any("-- Subjects that inspections" in code.value for code in test.code)
    assert "minh-hoa-inspection_subjects.parquet" in words(test)
