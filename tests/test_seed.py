"""The stated figures of the real report come out of the command."""

import csv
import json
import sys
from pathlib import Path

import pytest
from conftest import REPORT

from dashboard import cli
from dashboard.workspace.workspace import Workspace

KEYS = [
    "indicator_id",
    "unit_id",
    "period_id",
    "calendar",
    "part",
    "from_date",
    "to_date",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "basis",
    "status",
    "qualifier",
    "origin",
    "sources",
]


def rows(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *words: str,
) -> list[dict[str, object]]:
    """What `thidua indicator …` prints as JSON for the unit and the period."""
    common = ["--unit", "skhcn", "--period", "2023-H1", "--format", "json"]
    asked = ["thidua", "indicator", *words, *common, "--workspace", str(made)]
    monkeypatch.setattr(sys, "argv", asked)
    with pytest.raises(SystemExit) as done:
        cli.main()
    assert not done.value.code
    printed: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return printed


@pytest.mark.parametrize(
    ("indicator_id", "value", "basis"),
    [
        ("procedures.received", 28, "reported"),
        ("procedures.early", 24, "reported"),
        ("procedures.late", 0, "reported"),
        ("procedures.feedback", 0, "reported"),
        ("procedures.internal_published", 3, "reported"),
        ("procedures.resolved", 24, "derived"),
        ("procedures.pending", 4, "derived"),
        ("tasks.approved", 12, "derived"),
        ("tasks.outlines_appraised", 9, "derived"),
        ("tasks.accepted", 5, "derived"),
        ("tasks.checked", 13, "derived"),
        ("innovation.projects_accepted", 2, "reported"),
        ("training.courses", 5, "reported"),
        ("property.trainees", 120, "reported"),
        ("enterprises.incubated", 2, "reported"),
        ("technology.opinions", 57, "reported"),
        ("radiation.licensed", 11, "reported"),
        ("radiation.guided", 3, "reported"),
        ("checks.establishments", 191, "reported"),
        ("checks.devices", 500, "reported"),
        ("checks.markets", 17, "reported"),
        ("checks.districts", 9, "reported"),
        ("inspections.count", 2, "reported"),
    ],
)
def test_a_figure_comes_out_as_stated_or_derived(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    indicator_id: str,
    value: float,
    basis: str,
) -> None:
    (found,) = rows(made, monkeypatch, capsys, indicator_id)
    assert list(found) == KEYS
    assert (found["value"], found["basis"]) == (value, basis)
    assert (found["status"], found["qualifier"]) == ("named_period", "exact")
    assert (found["origin"], found["sources"]) == ("real", "skhcn-2023-h1.csv")
    assert (found["low"], found["high"], found["denominator"]) == (None, None, None)


@pytest.mark.parametrize(
    ("indicator_id", "counts", "ends"),
    [
        ("procedures.early_rate", (24, 24, 1), (0.8620, 1)),
        ("procedures.early_rate_received", (24, 28, 24 / 28), (0.6851, 0.9430)),
        ("procedures.late_rate", (0, 24, 0), (0, 0.1380)),
    ],
)
def test_a_rate_comes_out_with_counts_and_interval(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    indicator_id: str,
    counts: tuple[float, ...],
    ends: tuple[float, float],
) -> None:
    (found,) = rows(made, monkeypatch, capsys, indicator_id)
    said = (found["numerator"], found["denominator"], found["value"])
    assert said == pytest.approx(counts)
    assert (found["low"], found["high"]) == pytest.approx(ends, abs=5e-5)


@pytest.mark.parametrize(
    ("indicator_id", "by", "expected"),
    [
        ("tasks.approved", "level", {"level=grassroots": 2, "level=province": 10}),
        ("tasks.accepted", "level", {"level=grassroots": 2, "level=province": 3}),
        ("tasks.outlines_appraised", "level", {"level=grassroots": 9}),
        ("inspections.count", "field", {"field=fuel": 1, "field=gold": 1}),
        (
            "tasks.checked",
            "kind,level",
            {
                "kind=periodic;level=grassroots": 2,
                "kind=periodic;level=province": 9,
                "kind=periodic;level=rural_mountain": 1,
                "kind=unscheduled;level=province": 1,
            },
        ),
        ("tasks.checked", "kind", {"kind=periodic": 12, "kind=unscheduled": 1}),
    ],
)
def test_parts_come_out_by_the_keys_asked_for(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    indicator_id: str,
    by: str,
    expected: dict[str, float],
) -> None:
    found = rows(made, monkeypatch, capsys, indicator_id, "--by", by)
    assert {row["part"]: row["value"] for row in found} == expected


@pytest.mark.parametrize(
    "indicator_id",
    ["procedures.carried_over", "procedures.received_new", "procedures.on_time"],
)
def test_what_is_not_stated_stays_missing(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    indicator_id: str,
) -> None:
    (found,) = rows(made, monkeypatch, capsys, indicator_id)
    assert (found["value"], found["status"]) == (None, "not_reported")


def test_lists_left_open_are_lower_bounds(workspace: Workspace) -> None:
    frame = workspace.query("quality/observations").frame
    loose = frame[frame["qualifier"] == "at_least"]
    assert set(loose["indicator_id"]) == {
        "documents.advised",
        "innovation.workshops",
        "property.products_supported",
    }


def test_a_warning_names_the_decision_that_lies_outside_the_period(
    workspace: Workspace,
) -> None:
    found = workspace.warnings().set_index("rule").loc["decision_outside_period"]
    assert (found["note"], found["value"]) == ("1274/QĐ-UBND", "19/06/2023")
    assert found["calendar"] == "state"


def test_every_figure_of_a_real_document_has_its_place_in_it() -> None:
    for path in REPORT.parent.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            assert all(row["locator"] for row in csv.DictReader(file)), path.name
