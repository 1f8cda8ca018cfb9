"""The working-day calendar: cases whose answer can be counted on a wall calendar."""

import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalog.load import load, read_folder
from dashboard.catalog.working_days import FIRST, LAST
from dashboard.settings import shipped

DAYS = {
    day.date: day for day in load(read_folder(shipped("data") / "catalog")).working_days
}


def between(first: str, last: str) -> int:
    """Working days after the first day up to and including the last."""
    ordinals = (
        DAYS[dt.datetime.strptime(day, "%d/%m/%Y").date()].ordinal
        for day in (first, last)
    )
    start, end = ordinals
    return end - start


@pytest.mark.parametrize(
    ("first", "last", "working"),
    [
        # Tết 2023: off 20/1 (Friday) to 26/1; work again on Friday 27/1.
        ("19/01/2023", "26/01/2023", 0),
        ("19/01/2023", "27/01/2023", 1),
        # 30/4/2023 is a Sunday: Tuesday 2/5 and Wednesday 3/5 off besides 1/5.
        ("28/04/2023", "04/05/2023", 1),
        # 2/9/2023 is a Saturday: Friday 1/9 and Monday 4/9 off.
        ("31/08/2023", "05/09/2023", 1),
        # Tết 2024: 8/2 to 14/2 off.
        ("07/02/2024", "15/02/2024", 1),
        # Monday 29/4/2024 swapped with Saturday 4/5/2024.
        ("26/04/2024", "06/05/2024", 4),
        # Tết 2025: 27/1 to 31/1 off.
        ("24/01/2025", "03/02/2025", 1),
        # Friday 2/5/2025 swapped with Saturday 26/4/2025.
        ("25/04/2025", "26/04/2025", 1),
        ("29/04/2025", "05/05/2025", 1),
        ("29/08/2025", "03/09/2025", 1),
        # Friday 2/1/2026 swapped with Saturday 10/1/2026.
        ("31/12/2025", "05/01/2026", 1),
        ("09/01/2026", "10/01/2026", 1),
        # Tết 2026: 16/2 to 20/2 off.
        ("13/02/2026", "23/02/2026", 1),
        # Tuesday 24/11/2026, a day off for the first time.
        ("23/11/2026", "25/11/2026", 1),
        # A plain week.
        ("12/06/2023", "19/06/2023", 5),
    ],
)
def test_working_days_between_two_days(first: str, last: str, working: int) -> None:
    assert between(first, last) == working


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_the_difference_of_ordinals_is_the_count(a: dt.date, b: dt.date) -> None:
    first, last = min(a, b), max(a, b)
    counted = sum(
        DAYS[first + dt.timedelta(days=n)].is_working
        for n in range(1, (last - first).days + 1)
    )
    assert DAYS[last].ordinal - DAYS[first].ordinal == counted


def test_exceptions_of_checked_years_name_their_notice_and_drafts_say_so() -> None:
    for day in DAYS.values():
        if day.reason is None:
            assert day.checked is None
            continue
        drafted = day.date.year < 2023
        assert (day.checked == "draft") == drafted, day
        assert bool(day.notice) != drafted or day.checked == "common_knowledge", day


def test_drafted_years_are_those_of_the_holidays_package() -> None:
    official = holidays.country_holidays("VN", years=range(2019, 2023))
    expected = {day for day in official if day.weekday() < 5}
    drafted = {
        day.date
        for day in DAYS.values()
        if 2019 <= day.date.year < 2023
        and day.date.weekday() < 5
        and not day.is_working
    }
    assert drafted == expected
    worked = {d.date for d in DAYS.values() if d.is_working and d.date.weekday() >= 5}
    swapped = {day for day in official.weekend_workdays if day >= FIRST}
    assert {day for day in worked if day.year < 2023} == swapped
    assert all(DAYS[day].is_working == official.is_working_day(day) for day in swapped)


def test_an_exception_never_repeats_the_weekend_rule() -> None:
    for day in DAYS.values():
        if day.reason is not None:
            assert day.is_working == (day.date.weekday() >= 5), day
