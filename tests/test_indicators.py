"""How figures follow from what reports state: worked examples, and a slow reference."""

import datetime as dt
import math
from pathlib import Path

import pytest
import reference
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports import report, row

from dashboard.catalog.load import load, read_folder
from dashboard.settings import shipped
from dashboard.workspace.workspace import Workspace

CATALOG = load(read_folder(shipped("data") / "catalog"))
INDICATORS = {one.indicator_id: one for one in CATALOG.indicators}
QUARTERS = (("15/12/2021", "14/03/2022"), ("15/03/2022", "14/06/2022"))


def figures(
    workspace: Workspace, folder: Path, *rows: dict[str, str]
) -> dict[tuple[str, str, str], tuple[float, str, str]]:
    """Value, basis and qualifier of `syt` in the State's calendar, by indicator,
    period and part, once these rows are imported."""
    workspace.bring("reported", [report(folder, "rows.csv", *rows)])
    frame = workspace.query("quality/observations").frame
    mine = frame[(frame["unit_id"] == "syt") & (frame["calendar"] == "state")]
    return {
        (r["indicator_id"].removeprefix("procedures."), r["period_id"], r["part"]): (
            r["value"],
            r["basis"],
            r["qualifier"],
        )
        for r in mine.to_dict("records")
    }


def dated(indicator: str, days: tuple[str, str], figure: object) -> dict[str, str]:
    """A figure for its very days."""
    return row(indicator, figure, from_date=days[0], to_date=days[1], period_label="")


@pytest.mark.parametrize(
    ("early", "rate", "resolved"),
    [
        (24, "100%", 24),
        (1000, "100%", None),
        (1000, "100,00%", 1000),
        (95, "90%", None),
        (9, "90,0%", 10),
        (0, "0%", None),
        (5, "30%", None),
    ],
)
def test_the_denominator_follows_only_where_one_whole_number_gives_the_rate(
    empty_workspace: Workspace,
    tmp_path: Path,
    early: int,
    rate: str,
    resolved: int | None,
) -> None:
    rows = (row("early", early), row("early_rate", rate))
    found = figures(empty_workspace, tmp_path, *rows)
    expected = None if resolved is None else (resolved, "derived", "exact")
    assert found.get(("resolved", "2022-H1", "")) == expected


def test_quarters_add_up_to_a_half_year_but_not_what_carries_over(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [dated(i, q, 10) for i in ("early", "received") for q in QUARTERS]
    found = figures(empty_workspace, tmp_path, *rows)
    assert found["early", "2022-H1", ""][0] == 20
    assert ("received", "2022-H1", "") not in found
    assert ("early", "2022-9M", "") not in found


def test_a_stock_is_that_of_the_last_part(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [dated("pending", q, n) for q, n in zip(QUARTERS, (7, 3), strict=True)]
    found = figures(empty_workspace, tmp_path, *rows)
    assert INDICATORS["procedures.pending"].aggregate == "stock"
    assert found["pending", "2022-H1", ""][0] == 3


def test_a_named_figure_answers_to_its_name_in_both_calendars_and_a_dated_one_does_not(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [row("early", 5), dated("late", ("15/12/2021", "14/06/2022"), 1)]
    figures(empty_workspace, tmp_path, *rows)
    frame = empty_workspace.query("quality/observations").frame
    half = frame[frame["period_id"] == "2022-H1"]
    found = {
        (r["indicator_id"], r["calendar"], r["status"]) for r in half.to_dict("records")
    }
    assert found == {
        ("procedures.early", "state", "named_period"),
        ("procedures.early", "civil", "named_period"),
        ("procedures.late", "state", "complete"),
    }


def test_parts_that_are_lower_bounds_give_a_lower_bound(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [
        row("tasks.accepted", 2, part="level=province"),
        row("tasks.accepted", 3, part="level=grassroots", qualifier="at_least"),
    ]
    found = figures(empty_workspace, tmp_path, *rows)
    assert found["tasks.accepted", "2022-H1", ""] == (5, "derived", "at_least")


def test_two_ways_of_dividing_that_disagree_leave_no_total(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [
        row("tasks.checked", 2, part="level=province"),
        row("tasks.checked", 3, part="kind=periodic"),
    ]
    found = figures(empty_workspace, tmp_path, *rows)
    assert ("tasks.checked", "2022-H1", "") not in found


def test_a_rate_of_nothing_is_blank(empty_workspace: Workspace, tmp_path: Path) -> None:
    rows = (row("early", 0), row("resolved", 0))
    found = figures(empty_workspace, tmp_path, *rows)
    assert ("early_rate", "2022-H1", "") not in found


def test_a_difference_of_a_lower_bound_says_nothing(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    rows = [row("received", 9), row("resolved", 4, qualifier="at_least")]
    found = figures(empty_workspace, tmp_path, *rows)
    assert ("pending", "2022-H1", "") not in found


def test_a_bloc_has_a_figure_once_every_member_of_its_last_day_has(
    empty_workspace: Workspace, tmp_path: Path
) -> None:
    units = empty_workspace.query(
        "catalog/members", bloc_id="quang-tri-vhxh", day=dt.date(2022, 6, 14)
    ).frame["unit_id"]

    def total() -> dict[str, object]:
        frame = empty_workspace.query(
            "indicator/of_bloc",
            indicator_ids=["procedures.early_rate"],
            calendar="state",
            period_ids=["2022-H1"],
            bloc_id="quang-tri-vhxh",
        ).frame
        return dict(frame.iloc[0])

    rows = [
        row(name, n, unit_id=unit)
        for unit in units
        for name, n in (("early", 8), ("resolved", 10))
    ]
    path = report(tmp_path, "most.csv", *rows[:-2])
    empty_workspace.bring("reported", [path])
    most = total()
    assert most["status"] == "incomplete" and math.isnan(float(str(most["value"])))
    assert (most["members"], most["reporting"]) == (8, 7)
    empty_workspace.bring("reported", [report(tmp_path, "last.csv", *rows[-2:])])
    every = total()
    assert (every["numerator"], every["denominator"], every["value"]) == (64, 80, 0.8)


COUNTS = ("received_new", "early", "on_time", "late", "resolved", "received", "pending")
PLACES = st.one_of(
    st.sampled_from(["2022-H1", "2022-Q1", "2022-Q2", "2022"]).map(
        lambda label: {"period_label": label}
    ),
    st.sampled_from([*QUARTERS, ("15/12/2021", "14/06/2022")]).map(
        lambda days: {"from_date": days[0], "to_date": days[1], "period_label": ""}
    ),
)
ROW = st.one_of(
    st.tuples(st.sampled_from(COUNTS), st.integers(0, 30).map(str), st.just("")),
    st.tuples(
        st.just("early_rate"),
        st.sampled_from(["100%", "80%", "33,3%", "0%"]),
        st.just(""),
    ),
    st.tuples(
        st.just("tasks.checked"),
        st.integers(0, 9).map(str),
        st.sampled_from(["", "level=province", "level=grassroots", "kind=periodic"]),
    ),
)
ROWS = st.lists(
    st.tuples(ROW, PLACES, st.sampled_from(["exact", "exact", "at_least", "nearly"])),
    min_size=1,
    max_size=14,
)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ROWS)
def test_the_sql_agrees_with_the_slow_reference(
    empty_workspace: Workspace, tmp_path: Path, drawn: list
) -> None:
    unique = {}
    for (name, value, part), place, qualifier in drawn:
        said = row(name, value, part=part, qualifier=qualifier, **place)
        key = tuple(
            said.get(k, "")
            for k in ("indicator_id", "part", "period_label", "from_date", "to_date")
        )
        unique[key] = said
    rows = list(unique.values())
    empty_workspace.bring("reported", [report(tmp_path, "drawn.csv", *rows)])
    frame = empty_workspace.query("quality/observations").frame
    found = {
        tuple(
            r[k] for k in ("indicator_id", "unit_id", "calendar", "period_id", "part")
        ): tuple(
            None if isinstance(r[k], float) and math.isnan(r[k]) else r[k]
            for k in ("numerator", "denominator", "value", "basis", "qualifier")
        )
        for r in frame.to_dict("records")
    }
    stated = [_stated(one) for one in rows]
    said = reference.answers(
        stated, INDICATORS, list(CATALOG.periods), dt.timedelta(days=1)
    )
    assert found == reference.observations(said, INDICATORS)
    empty_workspace.restore("1")


def _stated(said: dict[str, str]) -> reference.Stated:
    text = said["value"]
    value = float(text.rstrip("%").replace(",", "."))
    places = len(text.rstrip("%").partition(",")[2])
    scale = 100 if text.endswith("%") else 1
    dates = None
    if said.get("from_date"):
        dates = tuple(
            dt.datetime.strptime(said[k], "%d/%m/%Y").date()
            for k in ("from_date", "to_date")
        )
    return reference.Stated(
        said["indicator_id"],
        said["unit_id"],
        said["part"],
        said["period_label"] or None,
        dates,
        value / scale,
        0.5 / 10**places / scale,
        said["qualifier"],
    )
