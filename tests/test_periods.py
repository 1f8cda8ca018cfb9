"""Periods of both calendars, from their rules."""

import datetime as dt
from itertools import pairwise

import pytest

from dashboard.catalog.calendar import Period
from dashboard.catalog.load import load, read_folder
from dashboard.catalog.periods import PIECE, pieces, worked
from dashboard.settings import shipped

PERIODS = load(read_folder(shipped("data") / "catalog")).periods
BY_ID = {(one.calendar, one.period_id): one for one in PERIODS}
DAY = dt.timedelta(days=1)


def days(calendar: str, period_id: str) -> str:
    """Both dates of a period."""
    one = BY_ID[calendar, period_id]
    return f"{one.from_date:%d/%m/%Y}-{one.to_date:%d/%m/%Y}"


@pytest.mark.parametrize(
    ("period_id", "state", "civil"),
    [
        ("2023", "15/12/2022-14/12/2023", "01/01/2023-31/12/2023"),
        ("2023-H1", "15/12/2022-14/06/2023", "01/01/2023-30/06/2023"),
        ("2023-H2", "15/06/2023-14/12/2023", "01/07/2023-31/12/2023"),
        ("2023-9M", "15/12/2022-14/09/2023", "01/01/2023-30/09/2023"),
        ("2023-Q1", "15/12/2022-14/03/2023", "01/01/2023-31/03/2023"),
        ("2023-Q2", "15/03/2023-14/06/2023", "01/04/2023-30/06/2023"),
        ("2023-Q4", "15/09/2023-14/12/2023", "01/10/2023-31/12/2023"),
        ("2023-M01", "15/12/2022-14/01/2023", "01/01/2023-31/01/2023"),
        ("2023-M06", "15/05/2023-14/06/2023", "01/06/2023-30/06/2023"),
        ("2024-M02", "15/01/2024-14/02/2024", "01/02/2024-29/02/2024"),
        ("2023-YTD-M06", "15/12/2022-14/06/2023", "01/01/2023-30/06/2023"),
    ],
)
def test_periods_are_those_of_the_law_and_of_the_year(
    period_id: str, state: str, civil: str
) -> None:
    assert (days("state", period_id), days("civil", period_id)) == (state, civil)


@pytest.mark.parametrize("calendar", ["state", "civil"])
@pytest.mark.parametrize(
    ("kind", "parts"), [("month", 12), ("quarter", 4), ("half", 2)]
)
def test_shorter_periods_tile_the_year(calendar: str, kind: str, parts: int) -> None:
    mine = [p for p in PERIODS if (p.calendar, p.kind) == (calendar, kind)]
    for year in range(2019, 2027):
        run = [one for one in mine if one.year == year]
        whole = BY_ID[calendar, str(year)]
        assert len(run) == parts
        assert (run[0].from_date, run[-1].to_date) == (whole.from_date, whole.to_date)
        assert all(a.to_date + DAY == b.from_date for a, b in pairwise(run))
        assert sum(one.working_days for one in run) == whole.working_days


@pytest.mark.parametrize("period", PERIODS, ids=lambda p: f"{p.calendar}-{p.period_id}")
def test_every_period_is_a_union_of_half_months(period: Period) -> None:
    assert period.from_date.day in (1, 15)
    assert (period.to_date + DAY).day in (1, 15)


def test_periods_know_the_one_before_and_the_same_a_year_earlier() -> None:
    one = BY_ID["state", "2023-H1"]
    assert (one.previous_id, one.year_before_id) == ("2022-H2", "2022-H1")
    first = BY_ID["state", "2019-H1"]
    assert (first.previous_id, first.year_before_id) == (None, None)
    assert one.name.vi == "6 tháng đầu năm 2023"
    assert BY_ID["civil", "2026-Q4"].name.vi == "Quý IV/2026"


@pytest.mark.parametrize(
    ("calendar", "whole", "ids"),
    [
        ("state", "2025-M07", ["2025-M07.0615-0630", "2025-M07.0701-0714"]),
        ("state", "2025-H2", ["2025-H2.0615-0630", "2025-H2.0701-1214"]),
        # Two days cut it: what lies between them, and with either, are pieces as well.
        (
            "state",
            "2025",
            [
                "2025.1215-0228",
                "2025.1215-0630",
                "2025.0301-0630",
                "2025.0301-1214",
                "2025.0701-1214",
            ],
        ),
        # The break is its first day, or it lies elsewhere.
        ("civil", "2025-M07", []),
        ("state", "2023-H1", []),
        # Sums since the year began are not split.
        ("state", "2025-YTD-M07", []),
    ],
)
def test_breaks_leave_pieces_of_a_period(
    calendar: str, whole: str, ids: list[str]
) -> None:
    mine = [
        one
        for one in PERIODS
        if (one.calendar, one.kind) == (calendar, PIECE)
        and one.period_id.split(".")[0] == whole
    ]
    assert [one.period_id for one in mine] == ids
    for one in mine:
        assert (one.previous_id, one.year_before_id) == (None, None)
    if len(mine) == 2:
        before, after = mine
        period = BY_ID[calendar, whole]
        assert before.from_date == period.from_date and after.to_date == period.to_date
        assert before.to_date + DAY == after.from_date
        assert before.working_days + after.working_days == period.working_days
        assert before.name.vi == f"{period.name.vi}, 15/06/2025 – 30/06/2025"


def test_a_break_inside_a_half_month_cuts_nothing() -> None:
    whole = BY_ID["state", "2025-H2"]
    catalog = load(read_folder(shipped("data") / "catalog"))
    days = [dt.date(2025, 7, 9), whole.from_date, whole.to_date + DAY]
    assert list(pieces(whole, days, worked(catalog.working_days))) == []
