"""The clock of a dossier: cases whose answer can be counted on a wall calendar.

The clock counts working days from the day after acceptance; the last day counts. A
pause `a > b` stops it after day a up to and including day b. Days in brackets are off
or not counted.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import pytest
from dossier_reference import Dossier, Pause
from dossier_tables import add_dossiers, add_procedures, calendar, warehouse

from dashboard.catalog.load import load, read_folder
from dashboard.settings import shipped

DAYS = load(read_folder(shipped("data") / "catalog")).working_days


class Case(NamedTuple):
    """A dossier, and what the clock must say of it."""

    accepted: str
    term: int
    finished: str
    pauses: str
    due: str
    working_days: int
    outcome: str


CASES = (
    # Tết 2023: off Friday 20/1, Monday 23/1 to Thursday 26/1; and Monday 2/1.
    # 19/1, [20-26], 27/1, [28, 29], 30/1.
    Case("18/01/2023", 3, "27/01/2023", "", "30/01/2023", 2, "early"),
    # 27, 30, 31/1, 1, 2/2.
    Case("19/01/2023", 5, "02/02/2023", "", "02/02/2023", 5, "on_time"),
    # Accepted on a day off: 27, 30/1; a day too late on 31/1.
    Case("20/01/2023", 2, "31/01/2023", "", "30/01/2023", 3, "late"),
    # Accepted on Saturday, New Year's Eve: [1, 2], 3/1.
    Case("31/12/2022", 1, "03/01/2023", "", "03/01/2023", 1, "on_time"),
    # A pause over Tết: 17/1, [18-30/1], 31/1, 1, 2, 3/2.
    Case("16/01/2023", 5, "02/02/2023", "17/01 > 30/01", "03/02/2023", 4, "early"),
    # 30/4/2023 is a Sunday, 29/4 (Giỗ Tổ) a Saturday: off Monday 1/5 to Wednesday 3/5.
    # 28/4, [29/4-3/5], 4, 5/5.
    Case("27/04/2023", 3, "04/05/2023", "", "05/05/2023", 2, "early"),
    # [29/4-3/5], 4/5; late on 5/5.
    Case("28/04/2023", 1, "05/05/2023", "", "04/05/2023", 2, "late"),
    # 2/9/2023 is a Saturday: off Friday 1/9 and Monday 4/9. 31/8, [1-4], 5, 6/9.
    Case("30/08/2023", 3, "06/09/2023", "", "06/09/2023", 3, "on_time"),
    # Accepted on the day off 1/9: [2-4], 5/9.
    Case("01/09/2023", 1, "05/09/2023", "", "05/09/2023", 1, "on_time"),
    # Friday to Tuesday over New Year's Day 2024, a Monday: [30/12-1/1], 2, 3/1.
    Case("29/12/2023", 2, "02/01/2024", "", "03/01/2024", 1, "early"),
    # Tết 2024: off Thursday 8/2 to Wednesday 14/2. 7/2, [8-14], 15, 16, [17, 18], 19/2.
    Case("06/02/2024", 4, "19/02/2024", "", "19/02/2024", 4, "on_time"),
    # 15, 16, 19, 20, 21, 22, 23, 26, 27, 28/2; the 11th day is 29/2.
    Case("07/02/2024", 10, "29/02/2024", "", "28/02/2024", 11, "late"),
    # A pause that begins on Friday 2/2: that Friday counts. 1, 2/2, [3-5], 6, 7/2.
    Case("31/01/2024", 4, "07/02/2024", "02/02 > 05/02", "07/02/2024", 4, "on_time"),
    # Giỗ Tổ, Thursday 18/4/2024. [18], 19, [20, 21], 22/4.
    Case("17/04/2024", 2, "19/04/2024", "", "22/04/2024", 1, "early"),
    # Off Monday 29/4 (swapped), 30/4, 1/5; Saturday 4/5 worked instead: 2, 3, 4/5.
    Case("26/04/2024", 3, "04/05/2024", "", "04/05/2024", 3, "on_time"),
    # Accepted on that working Saturday: [5], 6/5.
    Case("04/05/2024", 1, "06/05/2024", "", "06/05/2024", 1, "on_time"),
    # Settled on it: 3, 4/5; due 6/5.
    Case("02/05/2024", 3, "04/05/2024", "", "06/05/2024", 2, "early"),
    # A pause over it: 3/5, [4-6], 7/5; late on 8/5.
    Case("02/05/2024", 2, "08/05/2024", "03/05 > 06/05", "07/05/2024", 3, "late"),
    # 2/9/2024 is a Monday, 3/9 off too: [31/8-3/9], 4, 5/9.
    Case("30/08/2024", 2, "04/09/2024", "", "05/09/2024", 1, "early"),
    # Accepted on Sunday 1/9: [2, 3], 4/9; late on 5/9.
    Case("01/09/2024", 1, "05/09/2024", "", "04/09/2024", 2, "late"),
    # Tết 2025: off Monday 27/1 to Friday 31/1. [25/1-2/2], 3/2.
    Case("24/01/2025", 1, "03/02/2025", "", "03/02/2025", 1, "on_time"),
    # 24/1, [25/1-2/2], 3, 4, 5, 6, 7, [8, 9], 10/2.
    Case("23/01/2025", 7, "07/02/2025", "", "10/02/2025", 6, "early"),
    # Accepted on the first day of Tết: 3, 4, 5/2; late on 6/2.
    Case("29/01/2025", 3, "06/02/2025", "", "05/02/2025", 4, "late"),
    # Two pauses that touch, over Tết: 21, 22/1, [23/1-4/2], 5, 6, 7, [8, 9], 10/2.
    Case(
        "20/01/2025",
        6,
        "10/02/2025",
        "22/01 > 24/01, 24/01 > 04/02",
        "10/02/2025",
        6,
        "on_time",
    ),
    # Two pauses that overlap: 4/2, [5-12], 13, 14, [15, 16], 17, 18/2; late on 19/2.
    Case(
        "03/02/2025",
        5,
        "19/02/2025",
        "04/02 > 10/02, 06/02 > 12/02",
        "18/02/2025",
        6,
        "late",
    ),
    # Giỗ Tổ, Monday 7/4/2025. [5-7], 8, 9, 10, 11, [12, 13], 14/4.
    Case("04/04/2025", 5, "14/04/2025", "", "14/04/2025", 5, "on_time"),
    # Off 30/4, 1/5, Friday 2/5 (swapped); Saturday 26/4 worked: 25, 26, [27], 28, 29/4.
    Case("24/04/2025", 4, "29/04/2025", "", "29/04/2025", 4, "on_time"),
    # [30/4-4/5], 5, 6/5.
    Case("29/04/2025", 2, "05/05/2025", "", "06/05/2025", 1, "early"),
    # Accepted on the working Saturday: 28, 29/4, [30/4-4/5], 5/5; late on 6/5.
    Case("26/04/2025", 3, "06/05/2025", "", "05/05/2025", 4, "late"),
    # A pause that begins on the day off 1/5: 29/4, [30/4-6/5], 7, 8/5.
    Case("28/04/2025", 3, "08/05/2025", "01/05 > 06/05", "08/05/2025", 3, "on_time"),
    # Off Monday 1/9 and Tuesday 2/9/2025: 29/8, [30/8-2/9], 3, 4/9.
    Case("28/08/2025", 3, "03/09/2025", "", "04/09/2025", 2, "early"),
    # Off 1/1 and Friday 2/1/2026 (swapped); Saturday 10/1 worked: 5-9, 10/1.
    Case("31/12/2025", 6, "10/01/2026", "", "10/01/2026", 6, "on_time"),
    # Accepted on that Saturday: [11], 12/1.
    Case("10/01/2026", 1, "12/01/2026", "", "12/01/2026", 1, "on_time"),
    # Tết 2026: off Monday 16/2 to Friday 20/2. 13/2, [14-22], 23, 24/2.
    Case("12/02/2026", 3, "23/02/2026", "", "24/02/2026", 2, "early"),
    # A pause that ends within Tết: 11/2, [12-18], [19-22], 23, 24, 25/2; late on 26/2.
    Case("10/02/2026", 4, "26/02/2026", "11/02 > 18/02", "25/02/2026", 5, "late"),
    # Off Monday 27/4, Thursday 30/4, Friday 1/5/2026: 28, 29/4, [30/4-3/5], 4/5.
    Case("24/04/2026", 3, "04/05/2026", "", "04/05/2026", 3, "on_time"),
    # Saturday 22/8/2026 worked: 21, 22, [23], 24/8.
    Case("20/08/2026", 3, "22/08/2026", "", "24/08/2026", 2, "early"),
    # Off Monday 31/8 (swapped), 1/9, 2/9: 3, 4/9; late on Monday 7/9.
    Case("28/08/2026", 2, "07/09/2026", "", "04/09/2026", 3, "late"),
    # Tuesday 24/11/2026, the first Day of Vietnamese Culture off: [24], 25, 26/11.
    Case("23/11/2026", 2, "26/11/2026", "", "26/11/2026", 2, "on_time"),
    # Settled at 23:30 on the due date, a Monday: the date counts. 10, 11, 12, 13,
    # [14, 15], 16-20, [21, 22], 23/11.
    Case("09/11/2026", 10, "23/11/2026", "", "23/11/2026", 10, "on_time"),
)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with the shipped calendar and a procedure for every term."""
    path = tmp_path_factory.mktemp("clock") / "warehouse.duckdb"
    works = {day.date: day.is_working for day in DAYS}
    with warehouse(path, calendar(works)) as connection:
        add_procedures(connection, {f"p{term}": term for term in range(15)})
        yield connection


@pytest.fixture
def store(opened: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same within a transaction of its own."""
    opened.execute("begin")
    yield opened
    opened.execute("rollback")


def day(words: str) -> dt.date:
    """A date as officials write it."""
    return dt.datetime.strptime(words, "%d/%m/%Y").date()


def life(
    connection: duckdb.DuckDBPyConnection,
    accepted: str,
    term: int | None,
    finished: str | None,
    pauses: str = "",
    due: str | None = None,
) -> tuple[dt.date | None, int | None, str, dt.date | None]:
    """Due date, working days and class by the clock, and from when it is overdue. The
    due date that is stated is the one expected; a pause `a > ...` goes on."""
    spans = [one.strip().split(" > ") for one in pauses.split(",") if one]
    year = accepted[-5:]
    one = Dossier(
        dossier_id="1",
        unit_id="a",
        accepted=day(accepted),
        due=day(due or accepted),
        finished=day(finished) if finished else None,
        procedure_id=None if term is None else f"p{term}",
        pauses=tuple(
            Pause(day(begins + year), None if ends == "..." else day(ends + year))
            for begins, ends in spans
        ),
    )
    add_dossiers(connection, [one])
    (row,) = connection.sql(
        "select clock_due_date, working_days, outcome, overdue_from from dossier_life"
    ).fetchall()
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.accepted} {case.term}")
def test_the_clock_counts_as_one_counts_on_a_wall_calendar(
    case: Case, store: duckdb.DuckDBPyConnection
) -> None:
    due, working_days, outcome, _ = life(
        store, case.accepted, case.term, case.finished, case.pauses, case.due
    )
    assert due == day(case.due)
    assert (working_days, outcome) == (case.working_days, case.outcome)


def test_there_are_forty_cases_of_every_year_and_class() -> None:
    assert len(CASES) == 40
    assert {(c.accepted[-4:], c.outcome) for c in CASES} >= {
        (year, outcome)
        for year in ("2023", "2024", "2025", "2026")
        for outcome in ("early", "on_time", "late")
    }


def test_a_pause_after_the_due_date_puts_nothing_off_but_is_not_counted(
    store: duckdb.DuckDBPyConnection,
) -> None:
    # Due after 4, 5, 6/8; the clock goes on: 7, [8-11], 12/8 make five days.
    said = life(store, "03/08/2026", 3, "12/08/2026", "07/08 > 11/08", "06/08/2026")
    assert said == (day("06/08/2026"), 5, "late", day("07/08/2026"))


def test_a_pause_that_begins_on_the_due_date_holds_it(
    store: duckdb.DuckDBPyConnection,
) -> None:
    # 4, 5, 6/8 are the term; the clock stands still up to 10/8, then it is overdue.
    said = life(store, "03/08/2026", 3, "10/08/2026", "06/08 > 10/08", "06/08/2026")
    assert said == (day("06/08/2026"), 3, "late", day("10/08/2026"))


def test_settled_on_a_day_off_after_the_due_date_is_late_though_no_day_counted(
    store: duckdb.DuckDBPyConnection,
) -> None:
    # 17, 18, 19, 20, [21, 22], 23/11; 24/11/2026 is off.
    said = life(store, "16/11/2026", 5, "24/11/2026", "", "23/11/2026")
    assert said == (day("23/11/2026"), 5, "late", day("24/11/2026"))


def test_while_the_clock_stands_still_no_due_date_is_known(
    store: duckdb.DuckDBPyConnection,
) -> None:
    said = life(store, "07/12/2026", 5, None, "09/12 > ...", "14/12/2026")
    assert said == (None, None, "open", None)


def test_one_that_left_while_its_clock_stood_still_has_no_due_date_of_the_clock(
    store: duckdb.DuckDBPyConnection,
) -> None:
    # 4/8, [5-7]: settled before the clock was to run again on 12/8.
    said = life(store, "03/08/2026", 3, "07/08/2026", "04/08 > 12/08", "11/08/2026")
    assert said == (None, 1, "early", day("12/08/2026"))


def test_a_term_of_no_days_ends_on_the_day_of_acceptance(
    store: duckdb.DuckDBPyConnection,
) -> None:
    # Sunday 2/8/2026.
    said = life(store, "02/08/2026", 0, "02/08/2026", "", "02/08/2026")
    assert said == (day("02/08/2026"), 0, "on_time", day("03/08/2026"))


def test_without_a_term_the_clock_counts_but_has_no_due_date(
    store: duckdb.DuckDBPyConnection,
) -> None:
    said = life(store, "03/08/2026", None, "05/08/2026", "", "06/08/2026")
    assert said == (None, 2, "early", day("07/08/2026"))


def test_beyond_the_calendar_nothing_is_counted(
    store: duckdb.DuckDBPyConnection,
) -> None:
    said = life(store, "28/12/2026", 10, "04/01/2027", "", "11/01/2027")
    assert said == (None, None, "early", day("12/01/2027"))
