"""Inspections and checks: counted as a person would count them, each with its rows."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from lists import Draft

from dashboard import queries
from dashboard.catalog.calendar import Period
from dashboard.store import tables
from dashboard.workspace import inspections
from dashboard.workspace.workspace import Workspace

UNITS = ("sgddt", "skhcn")
FIRST, LAST = dt.date(2023, 12, 1), dt.date(2024, 12, 31)
SPAN = {
    "from_date": FIRST.isoformat(),
    "to_date": LAST.isoformat(),
    "as_of": LAST.isoformat(),
    "unit_id": ",".join(UNITS),
}
INSPECTED = ("administrative", "specialised")
KINDS = (*INSPECTED, "check", "state_check", "joint_check")
RESULTS = {
    "subjects": "subjects",
    "establishments": "establishments",
    "devices": "devices",
    "markets": "markets",
    "violators": "violators",
    "fines": "fines_vnd",
    "recovery_proposed": "recovery_proposed_vnd",
    "recovery_collected": "recovery_collected_vnd",
    "referred_cases": "referred_cases",
}
COUNTS = (
    "count",
    "carried_over",
    "launched",
    "planned",
    "unscheduled",
    "concluded",
    "pending",
    "overdue",
)
Row = dict[str, Any]


def drawn(seed: int, count: int) -> list[Row]:
    """Inspections and checks of a year and their results, some of them not stated."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        start = FIRST + dt.timedelta(chance.randrange(390))
        end = (
            start + dt.timedelta(chance.randrange(20))
            if chance.random() < 0.8
            else None
        )
        done = None
        if end and chance.random() < 0.6:
            done = end + dt.timedelta(chance.randrange(1, 60))
        rows.append(
            {
                "inspection_id": f"n{number}",
                "unit_id": chance.choice(UNITS),
                "kind": chance.choice(KINDS),
                "trigger": chance.choice(("planned", "unscheduled")),
                "field": chance.choice(("fuel", "gold", None)),
                "place": chance.choice(("A", "B", "C")),
                "start_date": start,
                "end_date": end,
                "conclusion_due_date": start + dt.timedelta(40),
                "conclusion_date": done,
                **{
                    column: None if chance.random() < 0.02 else chance.randrange(9)
                    for column in RESULTS.values()
                },
            }
        )
    return [row for row in rows if (row["start_date"] <= LAST)]


def written(rows: list[Row]) -> str:
    """The same as a csv."""
    lines = [";".join(rows[0])]
    lines += [
        ";".join("" if v is None else str(v) for v in row.values()) for row in rows
    ]
    return "\n".join(lines) + "\n"


def closed(row: Row) -> dt.date | None:
    """The day on which it no longer is at hand."""
    if row["kind"] in INSPECTED:
        return row["conclusion_date"]
    return row["conclusion_date"] or row["end_date"]


def counted(rows: list[Row], area: str, period: Period) -> dict[str, float | None]:
    """Every count of an area in a period, row by row."""
    first, last = period.from_date, period.to_date
    mine = [
        row
        for row in rows
        if row["kind"] != "joint_check"
        and (row["kind"] in INSPECTED) == (area == "inspections")
        and row["start_date"] <= last
        and (closed(row) or last) >= first
    ]
    new = [row for row in mine if row["start_date"] >= first]
    whole = mine if area == "inspections" else new
    over = [row for row in mine if (closed(row) or dt.date.max) <= last]
    still = [row for row in mine if row not in over]
    found: dict[str, float | None] = {
        "count": len(whole),
        "carried_over": len(mine) - len(new),
        "launched": len(new),
        "planned": sum(row["trigger"] == "planned" for row in whole),
        "unscheduled": sum(row["trigger"] == "unscheduled" for row in whole),
        "concluded": len(over),
        "pending": len(still),
        "overdue": sum(row["conclusion_due_date"] < last for row in still),
        "districts": len({row["place"] for row in over}),
    }
    for name, column in RESULTS.items():
        values = [row[column] for row in over]
        found[name] = None if None in values else sum(values)
    return found


@pytest.fixture(scope="module")
def draft(
    made_empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Draft]:
    """A draft with a year of inspections and checks of two units."""
    folder = tmp_path_factory.mktemp("inspections")
    path = folder / "warehouse.duckdb"
    path.write_bytes(Workspace(made_empty).open().read_bytes())
    with duckdb.connect(str(path)) as connection:
        made = Draft(connection, folder)
        made.bring("inspections", made.file("all.csv", written(ROWS)), **SPAN)
        tables.refresh(connection, None)
        yield made


ROWS = drawn(7, 260)
ASKED = """
select indicator_id, unit_id, part, value from observation
where calendar = $calendar and period_id = $period_id and basis = 'computed'
"""


def period_of(draft: Draft, period_id: str, calendar: str = "state") -> Period:
    """A period of the catalog."""
    asked = "select * from period where calendar = $c and period_id = $p"
    found = queries.fetch(draft.connection, asked, {"c": calendar, "p": period_id})
    (row,) = queries.records(found)
    return Period(**row)


@pytest.mark.parametrize(
    ("calendar", "period_id"),
    [
        ("state", "2024-H1"),
        ("state", "2024-M03"),
        ("civil", "2024-Q2"),
        ("civil", "2024"),
    ],
)
def test_every_count_is_that_of_a_slow_reference(
    draft: Draft, calendar: str, period_id: str
) -> None:
    period = period_of(draft, period_id, calendar)
    asked = {"calendar": calendar, "period_id": period_id}
    found = {
        (one, unit, part): value
        for one, unit, part, value in draft.connection.execute(ASKED, asked).fetchall()
    }
    declared = {one for one, _, _ in found} | {
        one for (one,) in draft.rows("select indicator_id from indicator")
    }
    checked = 0
    for unit in UNITS:
        for part, keep in {
            "": lambda row: True,
            "field=fuel": lambda row: row["field"] == "fuel",
            "field=unknown": lambda row: row["field"] is None,
            "kind=specialised": lambda row: row["kind"] == "specialised",
            "kind=check": lambda row: row["kind"] == "check",
        }.items():
            mine = [row for row in ROWS if row["unit_id"] == unit and keep(row)]
            for area in inspections.AREAS:
                for name, value in counted(mine, area, period).items():
                    key = f"{area}.{name}", unit, part
                    if key[0] not in declared or (part and key not in found):
                        assert key[0] not in declared or not value or part
                        continue
                    assert found.get(key) == value, key
                    checked += 1
    assert checked > 100


@pytest.mark.parametrize("area", inspections.AREAS)
@pytest.mark.parametrize("measure", [*COUNTS, *RESULTS])
def test_the_rows_behind_a_number_add_up_to_it(
    draft: Draft, area: str, measure: str
) -> None:
    period = period_of(draft, "2024-H1")
    expected = [
        counted([r for r in ROWS if r["unit_id"] == u], area, period)[measure]
        for u in UNITS
    ]
    asked = inspections.rows(area, measure, period, UNITS, 10_000)
    sql = queries.query("inspections/rows").sql
    found = queries.fetch(draft.connection, sql, asked)
    assert len(found) == (found["total"].iloc[0] if len(found) else 0)
    if None in expected:
        assert found["amount"].isna().any()
    else:
        assert found["amount"].sum() == sum(filter(None, expected))


def test_in_and_out_of_a_period_balance(draft: Draft) -> None:
    period = period_of(draft, "2024-H1")
    for unit in UNITS:
        found = counted(
            [r for r in ROWS if r["unit_id"] == unit], "inspections", period
        )
        said = [found[one] or 0 for one in COUNTS]
        count, carried, launched, planned, unscheduled, concluded, pending, _ = said
        assert count == carried + launched == planned + unscheduled
        assert count == concluded + pending


def test_plans_are_shares_of_what_was_planned() -> None:
    plan = pd.DataFrame(
        {
            "unit_id": ["a", "b"],
            "planned": [4, 0],
            "met": [1, 0],
            "ahead": [1, 0],
            "behind": [2, 0],
        }
    )
    (row,) = inspections.shares(plan).to_dict("records")
    assert [row[f"{one}_share"] for one in inspections.SHARES] == [0.25, 0.25, 0.5]


def test_a_unit_sees_the_overlaps_in_which_it_has_a_part() -> None:
    met = pd.DataFrame({"subject_id": ["x", "y"], "units": [["a", "b"], ["b", "b"]]})
    assert list(inspections.concerns(met, ["a"])["subject_id"]) == ["x"]
    assert len(inspections.concerns(met, ["a", "b"])) == 2
    planned = pd.DataFrame({"unit_id": ["a", "c"], "units": [["b"], ["b"]]})
    assert list(inspections.concerns(planned, ["a"])["unit_id"]) == ["a"]


def test_a_check_that_spans_two_periods_counts_where_it_began(draft: Draft) -> None:
    """A whole year of checks is the sum of its quarters; of inspections it is not."""
    asked = """
    select indicator_id, sum(value) filter (where period_id = '2024'),
        sum(value) filter (where regexp_matches(period_id, '^2024-Q[1-4]$'))
    from observation
    where
        calendar = 'civil' and part = '' and basis = 'computed'
        and indicator_id in ('checks.count', 'inspections.count')
    group by all order by 1
    """
    checks, inspected = draft.rows(asked)
    assert checks[1] == checks[2]
    assert inspected[1] < inspected[2]
