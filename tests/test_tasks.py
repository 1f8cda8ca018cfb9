"""S&T tasks: counted by hand, by a slow reference, and each number with its rows."""

import datetime as dt
import math
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from lists import Draft
from task_lists import LISTS, UNITS

from dashboard import queries, text
from dashboard.intake.records import declared
from dashboard.show.tasks_rows import MEASURES
from dashboard.show.tasks_rows import STEPS as STEP_MEASURES
from dashboard.stats.rates import with_intervals
from dashboard.stats.survival import kaplan_meier, quantile
from dashboard.store import tables
from dashboard.workspace import tasks
from dashboard.workspace.workspace import Workspace

DAY = dt.timedelta(1)
H1 = (dt.date(2023, 12, 15), dt.date(2024, 6, 14))
Row = dict[str, Any]


def made(empty: Path, folder: Path, lists: dict[str, tuple[str, Any]]) -> Draft:
    """A draft with the shipped catalog, these lists and the figures they make."""
    path = folder / "warehouse.duckdb"
    path.write_bytes(Workspace(empty).open().read_bytes())
    draft = Draft(duckdb.connect(str(path)), folder)
    for kind, (words, options) in lists.items():
        draft.bring(kind, draft.file(f"{kind}.csv", words.lstrip()), **options)
    tables.refresh(draft.connection, None)
    return draft


@pytest.fixture(scope="module")
def worked(
    made_empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Draft]:
    """The lists that are counted by hand."""
    draft = made(made_empty, tmp_path_factory.mktemp("worked"), LISTS)
    yield draft
    draft.connection.close()


def ask(draft: Draft, name: str, **more: Any) -> pd.DataFrame:
    """What a query answers about the half-year of all units, unless it says else."""
    said = {"calendar": "state", "period_id": "2024-H1", "unit_ids": UNITS, "by": ""}
    said |= dict.fromkeys(tasks.BYS) | {"rows": 10_000, "years": 3, "within_years": 2}
    asked = queries.query(name)
    params = {key: (said | more)[key] for key in asked.params}
    found = queries.fetch(draft.connection, asked.sql, params)
    assert list(found.columns) == list(asked.columns)
    return found


def flow(draft: Draft, by: str = "", **more: Any) -> dict[str, Row]:
    """Counts of a period by key."""
    found = queries.records(ask(draft, tasks.FLOW, by=by, **more))
    return {row["key"]: row for row in found}


def named(draft: Draft, measure: str, **more: Any) -> list[str]:
    """The tasks behind a number, in their order."""
    found = ask(draft, tasks.ROWS, measure=measure, **more)
    assert found.empty or set(found["total"]) == {len(found)}
    return list(found["task_id"])


def figures(draft: Draft, *by: str, units: Sequence[str] = UNITS) -> pd.DataFrame:
    """Figures of the steps, divided."""
    said = {"calendar": "state", "period_ids": ["2024-H1"], "unit_ids": list(units)}
    said |= {"indicator_ids": list(tasks.INDICATORS), "bloc_id": None}
    name = "indicator/of_parts" if by else "indicator/of_units"
    asked = queries.query(name)
    params = {key: (said | {"by": sorted(by)})[key] for key in asked.params}
    return with_intervals(queries.fetch(draft.connection, asked.sql, params))


# Counted by hand ---------------------------------------------------------------------


def test_what_came_in_is_what_went_out_or_is_under_way(worked: Draft) -> None:
    whole = flow(worked)[""]
    # Carried over: in-time, slipping, accepted, failed, stopped, awaiting, untold.
    assert (whole["units"], whole["carried_over"], whole["started"]) == (3, 7, 2)
    assert whole["active"] == 9
    ends = ("accepted", "failed", "stopped", "unaccepted", "unknown")
    assert [whole[f"ended_{one}"] for one in ends] == [2, 1, 1, 1, 1]
    assert (whole["ended"], whole["pending"]) == (6, 3)
    assert (whole["in_time"], whole["slipping"]) == (2, 1)


def test_tasks_are_divided_as_they_are_stated(worked: Draft) -> None:
    by_level = flow(worked, "level")
    assert {key: row["active"] for key, row in by_level.items()} == {
        "grassroots": 2,
        "ministry": 1,
        "province": 6,
    }
    assert {key: row["active"] for key, row in flow(worked, "type").items()} == {
        "": 1,
        "scheme": 1,
        "topic": 6,
        "trial": 1,
    }
    assert flow(worked, "science")[""]["started"] == 1
    assert flow(worked, "host")["H2"]["ended"] == 4
    by_unit = flow(worked, "unit")
    assert [by_unit[one]["active"] for one in UNITS] == [1, 7, 1]


def test_a_unit_that_had_no_task_counts_and_one_without_a_list_does_not(
    worked: Draft,
) -> None:
    asked = {"period_id": "2021-M03", "unit_ids": ["sgddt", "svhttdl"]}
    (row,) = flow(worked, "unit", **asked).values()
    assert (row["key"], row["active"]) == ("sgddt", 0)
    assert flow(worked, period_id="2024-Q3") == {}


def test_the_longest_past_its_contract_comes_first(worked: Draft) -> None:
    rows = ask(worked, tasks.ROWS, measure="slipping")
    # From 31/01/2024: 29 days of February, 31, 30, 31 and 14 of June.
    assert list(rows["days_over"]) == [135]
    ended = ask(worked, tasks.ROWS, measure="ended").set_index("task_id")
    assert ended.loc["failed", "days_over"] == 5
    assert ended.loc["stopped", "days_over"] < 0
    assert ended.loc["awaiting", "outcome"] == "unaccepted"
    assert named(worked, "ended", host="H3", level="province") == ["untold"]


def test_ended_and_never_accepted_counts_until_it_is(worked: Draft) -> None:
    rows = ask(worked, tasks.ROWS, measure="unaccepted")
    # From 30/11/2023 and from 15/03/2024 to 14/06/2024.
    assert list(rows["task_id"]) == ["forgotten", "awaiting"]
    assert list(rows["days_over"]) == [197, 91]
    # On 14/05/2024 `failed` was not yet assessed; `awaiting` was accepted on 20/06.
    earlier = named(worked, "unaccepted", period_id="2024-M05")
    assert earlier == ["forgotten", "failed", "awaiting"]


def test_a_check_is_due_twelve_months_after_the_last(worked: Draft) -> None:
    rows = ask(worked, tasks.ROWS, measure="unchecked")
    assert list(rows["task_id"]) == ["slipping"]
    assert rows["checked_date"].iloc[0] == dt.date(2023, 5, 15)
    assert rows["due_date"].iloc[0] == dt.date(2024, 5, 15)
    assert rows["days_over"].iloc[0] == 30
    # The day on which it is due is not yet past it.
    worked.connection.execute("begin")
    change = "update law set value = $months where rule_id = 'task_check'"
    worked.connection.execute(change, {"months": "13"})
    assert named(worked, "unchecked") == []
    # `new` began after its unit's lists of steps, and was checked on 01/02/2024.
    worked.connection.execute(change, {"months": "4"})
    assert named(worked, "unchecked") == ["slipping", "new"]
    worked.connection.execute("rollback")


def test_what_lists_of_steps_do_not_tell_is_held_against_nobody(
    worked: Draft,
) -> None:
    worked.connection.execute("begin")
    worked.connection.execute(
        "update list_coverage set from_date = '2023-12-14' where kind = 'task_events'"
    )
    assert named(worked, "unaccepted") == ["awaiting"]
    assert named(worked, "unchecked") == []
    worked.connection.execute("rollback")


def test_the_grid_has_every_step_of_the_period_by_level(worked: Draft) -> None:
    frames = {key: figures(worked, *by) for key, by in tasks.DIVIDED.items()}
    grid = tasks.grid(frames)
    assert grid["is_computed"].all()
    sums = grid.groupby(["step", "level"])["value"].sum()
    assert sums[sums > 0].to_dict() == {
        ("approved", ""): 1,
        ("approved", "ministry"): 1,
        ("contracted", ""): 1,
        ("contracted", "grassroots"): 1,
        ("checked_periodic", ""): 1,
        ("checked_periodic", "province"): 1,
        ("checked_unscheduled", ""): 1,
        ("checked_unscheduled", "province"): 1,
        ("checked_unknown", ""): 1,
        ("checked_unknown", "grassroots"): 1,
        ("accepted", ""): 3,
        ("accepted", "province"): 2,
        ("accepted", "grassroots"): 1,
        ("registered", ""): 1,
        ("registered", "province"): 1,
        ("applied", ""): 1,
        ("applied", "province"): 1,
    }
    for (step, level), count in sums.items():
        where = {"measure": step, "level": level or None}
        assert len(ask(worked, "tasks/step_rows", **where)) == count
    assert len(ask(worked, "tasks/step_rows", measure="checked")) == 3


def test_a_grid_of_reports_says_what_they_state_and_no_more() -> None:
    def figure(part: str, value: float, qualifier: str = "exact") -> Row:
        checked = {"indicator_id": "tasks.checked", "unit_id": "u", "basis": "reported"}
        return checked | {"part": part, "value": value, "qualifier": qualifier}

    frames = {
        "": pd.DataFrame([figure("", 10)]),
        "kind": pd.DataFrame([figure("kind=periodic", 7)]),
        "level": pd.DataFrame([figure("level=province", 6)]),
        "both": pd.DataFrame([figure("kind=periodic;level=province", 6)]),
    }
    grid = tasks.grid(frames).set_index(["step", "level"])["value"].to_dict()
    assert grid == {
        ("checked_periodic", ""): 7,
        ("checked_periodic", "province"): 6,
        ("checked_unknown", ""): 3,
    }
    frames["kind"] = pd.DataFrame([figure("kind=periodic", 7, "at_least")])
    assert ("checked_unknown", "") not in set(
        zip(*(tasks.grid(frames)[one] for one in ("step", "level")), strict=True)
    )
    nothing = {key: frame.head(0) for key, frame in frames.items()}
    assert tasks.grid(nothing).empty
    assert tasks.kind_of("kind=periodic;level=province") == "periodic"


def test_the_time_of_each_stage_counts_those_still_waiting(worked: Draft) -> None:
    found = tasks.waits(ask(worked, "tasks/stages")).set_index("stage")
    expected = {
        # 30, 40 and 90 days.
        "ordered": (3, 0, 0, 40, 90),
        # 30 days; `proposed` waits for 60; `new` was contracted without a day for it.
        "approved": (1, 1, 1, 30, math.nan),
        "contracted": (1, 0, 0, 91, 91),
        # 679 days; `new` waits for 195, `stopped` waited for 379.
        "accepted": (1, 2, 0, 679, 679),
        # 17 and 30 days; `short` and `awaiting` wait for 16 and 10; not so `failed`.
        "registered": (2, 2, 0, 17, 30),
        # 61 days; `accepted` waits for 51.
        "liquidated": (1, 1, 0, 61, 61),
    }
    assert list(found.index) == list(expected)
    for stage, said in expected.items():
        columns = ["closed", "open", "unknown", "median", "upper"]
        assert found.loc[stage, columns].tolist() == pytest.approx(said, nan_ok=True)
    assert tasks.waits(ask(worked, "tasks/stages", unit_ids=["syt"])).empty


def test_results_are_those_of_tasks_accepted_early_enough(worked: Draft) -> None:
    found = ask(worked, "tasks/results").set_index("measure")
    # Graded from 01/07/2021: old, accepted, failed, short and awaiting.
    assert list(found.loc["excellent", ["numerator", "denominator"]]) == [1, 5]
    assert list(found.loc["failed", ["numerator", "denominator"]]) == [1, 5]
    assert found.loc["failed", "from_date"] == dt.date(2021, 7, 1)
    # Accepted up to 30/06/2022: old, which was applied on the last day of two years.
    for measure in ("registered", "applied"):
        assert list(found.loc[measure, ["numerator", "denominator"]]) == [1, 1]
        assert found.loc[measure, "to_date"] == dt.date(2022, 6, 30)
    sooner = ask(worked, "tasks/results", within_years=1, years=5)
    assert sooner.set_index("measure").loc["applied", "numerator"] == 0
    assert ask(worked, "tasks/results", unit_ids=["syt"]).empty


def test_funds_stand_beside_the_tasks_that_state_them(worked: Draft) -> None:
    found = tasks.disbursed(ask(worked, "tasks/funds")).set_index("fund")
    state, other = found.loc["state"], found.loc["other"]
    assert (state["tasks"], state["planned_tasks"]) == (9, 2)
    assert (state["planned_vnd"], state["contracted_vnd"]) == (1.5e9, 1.3e9)
    assert (state["disbursed_tasks"], state["disbursed_vnd"]) == (2, 455e6)
    # Only `accepted` states both.
    assert (state["both_tasks"], state["value"]) == (1, 0.5)
    assert math.isnan(state["low"])
    assert (other["contracted_tasks"], other["value"]) == (1, 1)
    by_level = ask(worked, "tasks/funds", by="level").set_index(["key", "fund"])
    assert by_level.loc[("grassroots", "state"), "disbursed_vnd"] == 5e6
    assert math.isnan(by_level.loc[("ministry", "other"), "planned_vnd"])
    by_science = ask(worked, "tasks/funds", by="science")
    assert by_science["planned_vnd"].sum() == found["planned_vnd"].sum()


def test_the_timeline_shows_what_was_known_on_the_last_day(worked: Draft) -> None:
    found = ask(worked, "tasks/timeline").set_index("task_id")
    assert found.index[0] == "slipping"
    assert found.loc["slipping", "days_over"] == 135
    assert list(found.loc["awaiting", "events"]) == []
    assert list(found.loc["in-time", "details"]) == ["periodic", "unscheduled"]
    assert list(found.loc["stopped", "event_days"]) == ["2023-01-01", "2024-01-15"]
    assert found.loc["new", "end_date"] is None
    assert set(found["total"]) == {9}
    assert list(ask(worked, "tasks/timeline", rows=2)["total"]) == [9, 9]


def test_an_unknown_measure_or_grain_is_an_error(worked: Draft) -> None:
    for name, said in {
        tasks.ROWS: {"measure": "nonsense"},
        "tasks/step_rows": {"measure": "nonsense"},
        tasks.FLOW: {"by": "nonsense"},
        "tasks/funds": {"by": "nonsense"},
    }.items():
        with pytest.raises(duckdb.Error, match="nonsense"):
            ask(worked, name, **said)


# By a slow reference -----------------------------------------------------------------

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2024, 9, 30)
EVENTS = ("proposed", "ordered", "approved", "contracted", "accepted_level")
EVENTS += ("registered", "liquidated")
MADE = ("sgddt", "skhcn")


def drawn(seed: int, count: int) -> tuple[list[Row], list[Row]]:
    """Tasks and their steps, in any order and with any of them left out."""
    chance = random.Random(seed)
    listed, steps = [], []
    for number in range(count):
        begun = FIRST + DAY * chance.randrange(-300, 1000)
        end = begun + DAY * chance.randrange(-5, 900)
        row = {
            "task_id": f"t{number}",
            "unit_id": chance.choice(MADE),
            "title": f"Task {number}",
            "level": chance.choice(("province", "grassroots")),
            "science": chance.choice(("natural", "")),
            "planned_start_date": begun if chance.random() < 0.95 else None,
            "planned_end_date": chance.choice((None, begun + DAY * 400)),
            "end_date": end if FIRST <= end <= LAST else None,
        }
        days = [row["planned_start_date"], row["end_date"]]
        if all(day is None or day <= LAST for day in days):
            listed.append(row)
        day = begun - DAY * 200
        for event in EVENTS:
            day += DAY * chance.randrange(-4, 90)
            if FIRST <= day <= LAST and chance.random() < 0.7 and row in listed:
                grade = chance.choice(("excellent", "failed", ""))
                graded = grade if event == "accepted_level" else ""
                steps.append(_step(row, event, day) | {"grade": graded})
        if FIRST <= day <= LAST and chance.random() < 0.15 and row in listed:
            steps.append(_step(row, "stopped", day))
    return listed, steps


def _step(row: Row, event: str, day: dt.date) -> Row:
    said = {"task_id": row["task_id"], "event": event, "event_date": day}
    return said | {"grade": ""}


def written(rows: list[Row]) -> str:
    """The same as a csv."""
    lines = [";".join(rows[0])]
    lines += [";".join("" if v is None else str(v) for v in r.values()) for r in rows]
    return "\n".join(lines)


TASKS, STEPS = drawn(11, 220)
SPAN = {"from_date": f"{FIRST}", "to_date": f"{LAST}", "as_of": f"{LAST}"}
SPAN["unit_id"] = ",".join(MADE)


@pytest.fixture(scope="module")
def chanced(
    made_empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Draft]:
    """Lists drawn by chance."""
    lists = {"tasks": (written(TASKS), SPAN), "task_events": (written(STEPS), SPAN)}
    draft = made(made_empty, tmp_path_factory.mktemp("chanced"), lists)
    yield draft
    draft.connection.close()


def stock(first: dt.date, last: dt.date) -> dict[str, int]:
    """The tasks of a period, one after the other."""
    found = dict.fromkeys([one for one in MEASURES if not one.startswith("un")], 0)
    for row in TASKS:
        begun, end = row["planned_start_date"], row["end_date"]
        if begun is None or begun > last or (end and (end < begun or end < first)):
            continue
        found["active"] += 1
        found["carried_over" if begun < first else "started"] += 1
        if end and end <= last:
            found["ended"] += 1
            found[f"ended_{_outcome(row['task_id'], last)}"] += 1
        else:
            late = row["planned_end_date"] and row["planned_end_date"] < last
            found["pending"] += 1
            found["slipping" if late else "in_time"] += 1
    return found


def _outcome(task_id: str, last: dt.date) -> str:
    mine = [one for one in STEPS if one["task_id"] == task_id]
    known = [one for one in mine if one["event_date"] <= last]
    assessed = [one for one in known if one["event"] == "accepted_level"]
    if any(one["grade"] != "failed" for one in assessed):
        return "accepted"
    if assessed:
        return "failed"
    stopped = any(one["event"] == "stopped" for one in known)
    return "stopped" if stopped else "unaccepted"


def lasting(begins: str, ends: str) -> tuple[list[tuple[int, bool]], int]:
    """Days from one step to another of each task and whether it was taken, and how many
    went on without a day for it."""
    found, unknown = [], 0
    for row in TASKS:
        mine = [one for one in STEPS if one["task_id"] == row["task_id"]]
        days = {one["event"]: one["event_date"] for one in mine}
        graded = {one["event"]: one["grade"] for one in mine}
        if begins not in days or graded[begins] == "failed":
            continue
        start, end = days[begins], days.get(ends)
        later = EVENTS[EVENTS.index(ends) + 1 :]
        if end is not None and end >= start:
            found.append(((end - start).days, True))
        elif end is not None or any(
            days.get(one, FIRST - DAY) >= start for one in later
        ):
            unknown += 1
        else:
            last = min(LAST, days.get("stopped", LAST))
            found.append((max((last - start).days, 0), False))
    return found, unknown


PERIODS = ("2023-H1", "2024-M03", "2022")


@pytest.mark.parametrize("period_id", PERIODS)
def test_the_tasks_of_a_period_are_those_of_a_slow_reference(
    chanced: Draft, period_id: str
) -> None:
    asked = "select from_date, to_date from period where calendar = 'civil'"
    asked += f" and period_id = '{period_id}'"
    ((first, last),) = chanced.rows(asked)
    said = {"calendar": "civil", "period_id": period_id, "unit_ids": list(MADE)}
    whole = flow(chanced, **said)[""]
    expected = stock(first, last)
    assert {key: whole[key] for key in expected} == expected
    ended = sum(count for key, count in whole.items() if key.startswith("ended_"))
    assert whole["carried_over"] + whole["started"] == whole["active"]
    assert whole["active"] == ended + whole["in_time"] + whole["slipping"]
    for by in ("unit", "level", "science"):
        parts = flow(chanced, by, **said)
        for measure in expected:
            assert sum(row[measure] for row in parts.values()) == whole[measure]
    for measure in MEASURES:
        rows = ask(chanced, tasks.ROWS, measure=measure, **said)
        assert len(rows) == whole.get(measure, len(rows))
        assert rows.empty or set(rows["total"]) == {len(rows)}
    chance = random.Random(period_id)
    for measure in chance.sample(sorted(expected), 3):
        for by in ("level", "science"):
            value, row = chance.choice(sorted(flow(chanced, by, **said).items()))
            where = said | {by: value, "measure": measure}
            assert len(ask(chanced, tasks.ROWS, **where)) == row[measure]


@pytest.mark.parametrize("calendar", ["state", "civil"])
def test_the_page_counts_as_the_indicators_do(chanced: Draft, calendar: str) -> None:
    asked = """
    select indicator_id, unit_id, period_id, part, value
    from observation inner join indicator using (indicator_id)
    where calendar = $calendar and query = 'indicator/tasks'
    and (part = '' or part like 'level=%')
    """
    rows = chanced.connection.execute(asked, {"calendar": calendar}).fetchall()
    known = {row[:4]: row[4] for row in rows}
    periods = sorted({row[2] for row in rows})[::11]
    compared = 0
    for period_id in periods:
        said = {"calendar": calendar, "period_id": period_id}
        for unit in MADE:
            for by in ("", "level"):
                for key, row in flow(chanced, by, **said, unit_ids=[unit]).items():
                    part = f"level={key}" if key else ""
                    for measure in ("active", "carried_over", "started", "ended"):
                        one = (f"tasks.{measure}", unit, period_id, part)
                        assert row[measure] == known[one], one
                    for measure in ("pending", "slipping"):
                        one = (f"tasks.{measure}", unit, period_id, part)
                        assert row[measure] == known[one], one
                    compared += 1
    assert compared > 10


def test_the_steps_behind_a_number_are_as_many_as_it_says(chanced: Draft) -> None:
    said = {key: figures(chanced, *by) for key, by in tasks.DIVIDED.items()}
    grid = tasks.grid(said)
    for row in grid.to_dict("records"):
        where = {"measure": row["step"], "level": row["level"] or None}
        found = ask(chanced, "tasks/step_rows", unit_ids=[row["unit_id"]], **where)
        assert len(found) == row["value"], row
    assert grid["value"].sum() > 20


def test_the_time_of_each_stage_is_that_of_a_slow_reference(chanced: Draft) -> None:
    stages = ask(chanced, "tasks/stages", unit_ids=list(MADE))
    found = tasks.waits(stages).set_index("stage")
    ends = ("ordered", "approved", "contracted", "accepted", "registered", "liquidated")
    for at, stage in enumerate(ends):
        days, unknown = lasting(EVENTS[at], EVENTS[at + 1])
        mine = stages[(stages["stage"] == stage) & stages["is_closed"].notna()]
        counted = {
            (row["days_taken"], row["is_closed"]): row["tasks"]
            for row in mine.to_dict("records")
        }
        assert counted == {one: days.count(one) for one in days}
        curve = kaplan_meier(
            [length for length, _ in days], [is_closed for _, is_closed in days]
        )
        row = found.loc[stage]
        assert row["closed"] == sum(is_closed for _, is_closed in days)
        assert (row["closed"] + row["open"], row["unknown"]) == (len(days), unknown)
        expected = [quantile(curve, 0.5), quantile(curve, 0.75)]
        assert [row["median"], row["upper"]] == pytest.approx(expected, nan_ok=True)


# In words ----------------------------------------------------------------------------


def worded(section: str) -> set[str]:
    """The keys of a section of the texts of the page."""
    start = f"tasks.{section}."
    said = [key for key in text.table("vi") if key.startswith(start)]
    return {key.removeprefix(start) for key in said}


def codes(kind: str, column: str) -> set[str]:
    """The codes that a column of a list may hold."""
    return set(declared(kind)[column]["values"])


def test_every_code_of_lists_and_queries_is_worded_and_no_other() -> None:
    assert worded("type") == codes("tasks", "type")
    assert worded("step") == codes("task_events", "event")
    details = codes("task_events", "check_kind") | codes("task_events", "grade")
    assert worded("detail") == details
    said = queries.query(tasks.ROWS).columns["outcome"]
    outcomes = set(re.findall(r"\w+", said)) - {"code", "or"}
    assert worded("outcome") == outcomes
    ends = re.findall(r"\('(\w+)', \d", queries.query("tasks/stages").sql)
    assert worded("stage") == set(ends) and len(ends) == 6
    assert worded("measure") == {*MEASURES, *STEP_MEASURES}
    assert worded("step_row") == set(STEP_MEASURES)
