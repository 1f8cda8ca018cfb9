"""What was planted in the registers of the demonstration bloc is found in the published
warehouse by questions of its own, and nothing else of its kind is."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard.stats.tails import upper_tail
from dashboard.workspace import (
    demonstration,
    invented,
    invented_inspections,
    invented_tasks,
)
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")

SAID = invented.parameters()
OWN = invented_inspections.parameters()
TASKS = {one["task_id"]: one for one in invented_tasks.numbered()}
AS_OF = SAID["as_of"]
BREAK = OWN["inspectorates"]["date"]
MERGER = SAID["merger"]
YEARS = range(2020, 2027)
TABLES = {
    "inspections": "inspection",
    "inspection_subjects": "inspection_subject",
    "inspection_plan": "inspection_plan",
    "tasks": "task",
    "task_events": "task_event",
}
INSPECTIONS = "('administrative', 'specialised')"
# In a thousand bare chances one: what is rarer is no chance.
RARE = 0.001


def ask(demo: Workspace, sql: str, **params: Any) -> pd.DataFrame:
    """What the published warehouse answers."""
    with duckdb.connect(str(demo.open()), read_only=True) as connection:
        return connection.execute(sql, params).df()


def rows(demo: Workspace, sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """The same, as plain rows."""
    with duckdb.connect(str(demo.open()), read_only=True) as connection:
        return connection.execute(sql, params).fetchall()


def of_course(*courses: str) -> set[str]:
    """The tasks that were to go one of these ways."""
    return {key for key, one in TASKS.items() if one["course"] in courses}


def test_every_row_is_kept_and_all_are_invented(demo: Workspace) -> None:
    found = rows(
        demo,
        "select kind, rows_kept, rows_refused, origin from source "
        "where list_contains($kinds, kind)",
        kinds=list(TABLES),
    )
    assert {kind for kind, *_ in found} == set(TABLES)
    for kind, kept, refused, origin in found:
        table = f"select count(*), count(distinct issuer) from {TABLES[kind]}"
        assert (refused, origin) == (0, "invented")
        assert rows(demo, table) == [(kept, 1)]
    kept = {kind: count for kind, count, *_ in found}
    assert 700 <= kept["inspections"] <= 1000
    assert 5000 <= kept["inspection_subjects"] <= 8000
    assert 100 <= kept["tasks"] <= 130


def test_the_same_numbers_give_the_same_bytes_twice(tmp_path: Path) -> None:
    digests = []
    for name in ("once", "again"):
        folder = tmp_path / name
        folder.mkdir()
        made = demonstration.registers(folder, SAID, ["mh-khcn", "mh-snv2"])
        paths = [path for one in made for path in one.files]
        digests.append([hashlib.sha256(one.read_bytes()).hexdigest() for one in paths])
    assert len(digests[0]) == 2 * len(TABLES) and digests[0] == digests[1]


def test_every_member_gives_every_list_for_as_long_as_there_is_such_a_unit(
    demo: Workspace,
) -> None:
    eve = MERGER["date"] - dt.timedelta(1)
    units = set(invented.listed("volumes")["unit_id"])
    first, last = OWN["plans"]
    spans = {
        "inspections": (OWN["listed_from"], AS_OF),
        "inspection_subjects": (OWN["listed_from"], AS_OF),
        "inspection_plan": (dt.date(first, 1, 1), dt.date(last, 12, 31)),
        "tasks": (invented_tasks.parameters()["listed_from"], AS_OF),
        "task_events": (invented_tasks.parameters()["listed_from"], AS_OF),
    }
    for kind, (from_date, to_date) in spans.items():
        found = rows(
            demo,
            "select unit_id, from_date, to_date from list_coverage where kind = $kind",
            kind=kind,
        )
        assert {unit: days for unit, *days in found} == {
            one: [
                MERGER["date"] if one == MERGER["to_unit"] else from_date,
                eve if one in MERGER["from_units"] else to_date,
            ]
            for one in units
        }
    quiet = "select distinct kind from entry where unit_id = 'mh-bptth'"
    assert rows(demo, quiet) == [("targets",)]


def test_after_june_2025_there_are_checks_alone(demo: Workspace) -> None:
    ((before, after, carried),) = rows(
        demo,
        "select count(*) filter (where start_date < $day), "
        "count(*) filter (where start_date >= $day), "
        "count(*) filter (where start_date < $day and conclusion_date >= $day) "
        f"from inspection where kind in {INSPECTIONS}",
        day=BREAK,
    )
    assert before > 400 and after == 0 and 5 <= carried <= 40
    found = rows(
        demo,
        "select kind from inspection where start_date >= $day group by kind",
        day=BREAK,
    )
    assert {kind for (kind,) in found} == {"check", "state_check", "joint_check"}


def test_places_are_districts_and_from_july_2025_on_communes(demo: Workspace) -> None:
    found = rows(
        demo,
        "select visit_date >= $day, list(distinct split_part(place, ' ', 1)) "
        "from inspection_subject where place is not null group by all order by 1",
        day=BREAK,
    )
    assert [set(kinds) for _, kinds in found] == [
        {"huyện", "thị", "thành"},
        {"xã", "phường"},
    ]


def test_four_in_five_are_planned_and_markets_are_seen_to_before_tet(
    demo: Workspace,
) -> None:
    (share,) = rows(
        demo, "select avg(cast(trigger = 'planned' as int)) from inspection"
    )[0]
    assert 0.75 < share < 0.85
    found = ask(
        demo,
        "select year(start_date) as year, max(end_date) as last, "
        "min(markets) as least, min(devices) as devices, min(subjects) as subjects, "
        "any_value(unit_id) as unit_id, any_value(field) as field "
        "from inspection where markets is not null group by 1 order by 1",
    )
    assert list(found["year"]) == list(YEARS)
    assert set(found["unit_id"]) == {"mh-khcn"} and set(found["field"]) == {"quality"}
    tet = rows(
        demo,
        "select year(date), min(date) from working_day where reason = $reason "
        "group by 1",
        reason=OWN["tet"]["reason"],
    )
    first = found["year"].map(dict(tet))
    assert (found["last"] <= pd.to_datetime(first)).all()
    assert found["least"].min() >= 2
    assert (found["devices"] > found["subjects"]).all()


def test_inspections_say_what_their_subjects_add_up_to_but_for_those_planted(
    demo: Workspace,
) -> None:
    found = ask(
        demo,
        """
        with counted as (
            select
                issuer,
                inspection_id,
                count(*) as subjects,
                count(*) filter (where is_violating) as violators,
                coalesce(sum(fine_vnd), 0) as fines_vnd
            from inspection_subject group by all
        )
        select
            unit_id,
            year(start_date) as year,
            inspection.subjects - counted.subjects as subjects,
            inspection.violators - counted.violators as violators,
            inspection.fines_vnd - counted.fines_vnd as fines_vnd
        from inspection
        left join counted using (issuer, inspection_id)
        where
            inspection.subjects is distinct from counted.subjects
            or inspection.violators is distinct from counted.violators
            or inspection.fines_vnd is distinct from counted.fines_vnd
        """,
    )
    is_counted = found["subjects"].notna()
    wrong = {
        (row["unit_id"], row["year"], column, row[column])
        for row in found[is_counted].to_dict("records")
        for column in ("subjects", "violators", "fines_vnd")
        if row[column]
    }
    assert wrong == {
        (one["unit_id"], one["year"], one["column"], one["difference"])
        for one in OWN["disagreeing"]
    }
    said = OWN["uncounted"]
    assert found[~is_counted][["unit_id", "year"]].to_dict("records") == [said]


def test_one_inspection_has_a_fine_and_no_count_and_one_fine_no_inspection(
    demo: Workspace,
) -> None:
    uncounted = rows(
        demo,
        "select count(distinct inspection_id), sum(fine_vnd) from inspection "
        "inner join inspection_subject using (issuer, inspection_id) "
        "where subjects is null",
    )
    assert uncounted[0][0] == 1 and uncounted[0][1] > 0
    stray = rows(
        demo,
        "select inspection_id, fine_vnd, entry.unit_id from inspection_subject "
        "inner join entry using (issuer, source_id, row_number) "
        "anti join inspection using (issuer, inspection_id)",
    )
    said = OWN["stray"]
    assert stray == [(said["inspection_id"], said["fine_vnd"], None)]


MET = """
    select
        year(visit_date) as year,
        list(distinct unit_id order by unit_id) as units,
        count(distinct inspection_id) as meetings,
        count(*) as rows,
        bool_and(matched_by = 'tax_code') as is_by_code,
        bool_or(subject_name like 'Chi nhánh %') as has_branch,
        bool_or(subject_name like 'Cty %') as has_short_name
    from inspection_subject
    inner join subject_match using (source_id, row_number)
    inner join inspection using (issuer, inspection_id)
    group by year(visit_date), subject_id
    having count(*) > 1
"""


def pools() -> dict[str, set[str]]:
    """The units whose programme a pool of subjects is in."""
    programme = invented.listed("inspections")
    return {str(pool): set(mine["unit_id"]) for pool, mine in programme.groupby("pool")}


def test_who_was_met_twice_in_a_calendar_year_is_whom_it_was_planted_in(
    demo: Workspace,
) -> None:
    found = ask(demo, MET)
    planted = [
        one for one in OWN["overlap"] if one["by"] in ("tax_code", "branch", "name")
    ]
    wanted: Counter[tuple[int, str, int, bool]] = Counter()
    for one in planted:
        is_one_unit = len(set(one["pools"])) == 1
        wanted[one["year"], one["by"], len(one["pools"]), is_one_unit] += one["count"]
    by = found["has_branch"].map({True: "branch", False: "tax_code"})
    by = by.where(found["is_by_code"], "name")
    seen = zip(
        found["year"], by, found["meetings"], found["units"].map(len) == 1, strict=True
    )
    assert Counter(seen) == wanted
    # Nobody is met on two days of one inspection, or written short for nothing.
    assert (found["rows"] == found["meetings"]).all()
    assert (found["has_short_name"] == (by == "name")).all()
    known = pools()
    for year in YEARS:
        units = {tuple(one) for one in found[found["year"] == year]["units"]}
        allowed = {
            frozenset().union(*(known[pool] for pool in one["pools"]))
            for one in planted
            if one["year"] == year
        }
        assert all(any(set(one) <= these for these in allowed) for one in units)


def test_overlaps_are_31_in_seven_years_by_code_by_name_by_branch(
    demo: Workspace,
) -> None:
    found = ask(demo, MET)
    assert Counter(found["year"]) == {
        2020: 1,
        2021: 1,
        2022: 6,
        2023: 5,
        2024: 10,
        2025: 5,
        2026: 3,
    }
    assert (~found["is_by_code"]).sum() == 4 and found["has_branch"].sum() == 3
    assert (found["units"].map(len) == 1).sum() == 5
    assert Counter(found["meetings"]) == {2: 30, 3: 1}


def test_one_name_at_two_addresses_or_at_none_is_not_one_subject(
    demo: Workspace,
) -> None:
    for by, matched_by in (("other_address", "name"), ("name_alone", "none")):
        (said,) = (one for one in OWN["overlap"] if one["by"] == by)
        found = rows(
            demo,
            """
            select count(distinct subject_id), count(distinct inspection_id)
            from inspection_subject
            inner join subject_match using (source_id, row_number)
            where
                year(visit_date) = $year
                and tax_code is null
                and matched_by = $matched_by
                and subject_name not like 'Hộ kinh doanh %'
            group by subject_name
            having count(*) > 1
            """,
            year=said["year"],
            matched_by=matched_by,
        )
        assert found == [(2, 2)] * said["count"]


def test_six_in_seven_planned_subjects_are_met_and_the_next_plan_is_a_draft(
    demo: Workspace,
) -> None:
    found = ask(
        demo,
        """
        with met as (
            select distinct
                year(visit_date) as year,
                unit_id,
                subject_id
            from inspection_subject
            inner join subject_match using (source_id, row_number)
            inner join inspection using (issuer, inspection_id)
        )
        select
            year(planned_start_date) as year,
            status,
            count(*) filter (where planned_end_date <= $as_of) as due,
            count(met.year) filter (where planned_end_date <= $as_of) as met,
            count(*) filter (where planned_end_date > $as_of) as ahead,
            count(met.year) filter (where planned_end_date > $as_of) as met_ahead
        from inspection_plan
        inner join subject_match using (source_id, row_number)
        left join met
            on
                year(planned_start_date) = met.year
                and inspection_plan.unit_id = met.unit_id
                and subject_match.subject_id = met.subject_id
        group by all order by all
        """,
        as_of=AS_OF,
    )
    draft = OWN["plans"][1]
    assert list(found["year"]) == [*YEARS, draft]
    assert (
        set(found["status"][:-1]) == {"approved"}
        and found["status"].iloc[-1] == "draft"
    )
    shares = (found["met"] / found["due"])[:-1]
    assert shares.between(0.85, 0.90).all()
    assert found["due"].iloc[-1] == 0 < found["ahead"].iloc[-1]
    assert (found["met_ahead"] == 0).all()


def test_who_is_planned_twice_in_a_year_is_whom_it_was_planted_in(
    demo: Workspace,
) -> None:
    found = rows(
        demo,
        """
        select
            year(planned_start_date),
            min(status),
            min(planned_start_date),
            count(distinct unit_id),
            count(*)
        from inspection_plan
        inner join subject_match using (source_id, row_number)
        group by year(planned_start_date), subject_id
        having count(*) > 1
        """,
    )
    wanted: Counter[tuple[int, int]] = Counter()
    for one in OWN["planned"]:
        wanted[one["year"], len(set(one["pools"]))] += one["count"]
    assert Counter((year, units) for year, _, _, units, _ in found) == wanted
    assert wanted == {(2026, 1): 1, (2026, 2): 3, (2027, 1): 1, (2027, 2): 5}
    for year, status, first, _, count in found:
        assert count == 2
        assert status == ("draft" if year == OWN["plans"][1] else "approved")
        assert first > dt.date(year, 6, 30)


def test_rows_of_the_plan_whose_subject_another_unit_has_met_already(
    demo: Workspace,
) -> None:
    found = rows(
        demo,
        """
        select
            year(visit_date),
            inspection.unit_id,
            inspection_plan.unit_id
        from inspection_plan
        inner join subject_match using (source_id, row_number)
        inner join (
            select subject_id, visit_date, inspection_id, issuer
            from inspection_subject
            inner join subject_match using (source_id, row_number)
        ) as met using (subject_id)
        inner join inspection
            on
                met.issuer = inspection.issuer
                and met.inspection_id = inspection.inspection_id
        where
            planned_start_date > $as_of
            and year(visit_date) = year(planned_start_date)
        """,
        as_of=AS_OF,
    )
    (said,) = OWN["met_and_planned"]
    assert found == [(said["year"], "mh-bhxh", "mh-snv2")] * said["count"]


def test_one_conclusion_is_missing_for_a_year_and_one_came_late(
    demo: Workspace,
) -> None:
    found = ask(
        demo,
        f"""
        select unit_id, start_date, end_date, conclusion_due_date, conclusion_date
        from inspection
        where
            kind in {INSPECTIONS}
            and (
                conclusion_date is null or conclusion_date > conclusion_due_date
            )
        order by start_date
        """,
    ).set_index("unit_id")
    late, missing = OWN["late"], OWN["unconcluded"]
    assert list(found.index) == [late["unit_id"], missing["unit_id"]]
    one = found.loc[late["unit_id"]]
    assert (one["conclusion_date"] - one["conclusion_due_date"]).days == late["days"]
    one = found.loc[missing["unit_id"]]
    assert pd.isna(one["conclusion_date"]) and one["start_date"].year == 2025
    assert (
        one["end_date"]
        < one["conclusion_due_date"]
        < pd.Timestamp(BREAK + dt.timedelta(31))
    )
    still = "select unit_id from entry where kind = 'inspections' and to_date is null"
    assert (missing["unit_id"],) in rows(demo, still)


def test_one_unit_collected_more_than_was_proposed_in_a_year(demo: Workspace) -> None:
    said = OWN["arrears"]
    for day in ("coalesce(conclusion_date, end_date)", "start_date"):
        found = rows(
            demo,
            f"select unit_id, year({day}), sum(recovery_collected_vnd) / "
            "sum(recovery_proposed_vnd) from inspection "
            "where recovery_proposed_vnd > 0 group by all having "
            "sum(recovery_collected_vnd) > sum(recovery_proposed_vnd)",
        )
        ((unit_id, year, share),) = found
        assert (unit_id, year) == (said["unit_id"], said["year"])
        assert share == pytest.approx(said["share"], abs=0.01)


def test_nothing_of_a_merged_unit_lies_outside_its_days(demo: Workspace) -> None:
    found = rows(
        demo,
        "select unit_id, min(from_date), max(coalesce(to_date, $as_of)) from entry "
        "where list_contains($units, unit_id) and from_date > $undated group by all",
        as_of=AS_OF,
        undated=dt.date(1900, 1, 1),
        units=[*MERGER["from_units"], MERGER["to_unit"]],
    )
    assert {unit for unit, *_ in found} == {*MERGER["from_units"], MERGER["to_unit"]}
    for unit, first, last in found:
        if unit == MERGER["to_unit"]:
            assert first >= MERGER["date"]
        else:
            assert last < MERGER["date"]


STANDING = """
    with accepted as (
        select issuer, task_id, min(event_date) as day
        from task_event where event = 'accepted_level' group by all
    ),
    stopped as (
        select issuer, task_id from task_event where event = 'stopped'
    ),
    checked as (
        select issuer, task_id, max(event_date) as day
        from task_event where event = 'checked' group by all
    ),
    last_step as (
        select issuer, task_id, max_by(event, event_date) as event
        from task_event group by all
    )
    select
        task.*,
        accepted.day as accepted_date,
        stopped.task_id is not null as is_stopped,
        checked.day as checked_date,
        last_step.event as last_event
    from task
    left join accepted using (issuer, task_id)
    left join stopped using (issuer, task_id)
    left join checked using (issuer, task_id)
    left join last_step using (issuer, task_id)
"""


@pytest.fixture(scope="module")
def standing(demo: Workspace) -> pd.DataFrame:
    """Every task, when it was accepted and checked, and its last step."""
    return ask(demo, STANDING).set_index("task_id")


def test_tasks_stand_at_every_step_and_numbers_tell_their_year(
    demo: Workspace, standing: pd.DataFrame
) -> None:
    assert set(standing.index) == set(TASKS)
    steps = set(standing["last_event"])
    known = {event for (event,) in rows(demo, "select distinct event from task_event")}
    assert len(known) == 14 and steps == known
    for key, one in TASKS.items():
        if one["course"].startswith("at "):
            assert standing.loc[key, "last_event"] == one["course"][3:], key
    proposed = rows(
        demo,
        "select task_id, year(event_date) from task_event where event = 'proposed'",
    )
    assert dict(proposed) == {key: one["year"] for key, one in TASKS.items()}


def test_tasks_slip_where_it_was_planted_and_most_in_agriculture(
    standing: pd.DataFrame,
) -> None:
    over = standing["planned_end_date"] <= pd.Timestamp(AS_OF)
    is_open = standing["accepted_date"].isna() & ~standing["is_stopped"]
    slipping = over & is_open & standing["end_date"].isna()
    assert set(standing.index[slipping]) == of_course("slips")
    late = standing["accepted_date"] > standing["planned_end_date"]
    assert set(standing.index[late]) == of_course("late")
    whole = over & ~standing["is_stopped"]
    slipped = (late | slipping) & whole
    is_mine = standing["science"] == "agricultural"
    mine, others = (
        (int(slipped[these].sum()), int(whole[these].sum()))
        for these in (is_mine, ~is_mine)
    )
    assert mine[0] / mine[1] > 0.45 and others[0] / others[1] < 0.1
    assert upper_tail(mine[0], mine[1], others[0] / others[1]) <= RARE
    rates = slipped[whole].groupby(standing["science"][whole]).mean()
    assert rates.idxmax() == "agricultural"


def test_three_tasks_ended_without_being_accepted_and_four_were_stopped(
    standing: pd.DataFrame,
) -> None:
    ended = standing["end_date"].notna() & standing["accepted_date"].isna()
    assert set(standing.index[ended & ~standing["is_stopped"]]) == of_course(
        "unaccepted"
    )
    assert len(of_course("unaccepted")) == 3
    assert set(standing.index[standing["is_stopped"]]) == of_course("stopped")
    assert len(of_course("stopped")) == 4


def test_a_check_is_overdue_only_where_it_was_planted(standing: pd.DataFrame) -> None:
    is_running = (
        standing["start_date"].notna()
        & standing["accepted_date"].isna()
        & ~standing["is_stopped"]
        & standing["end_date"].isna()
    )
    last = standing["checked_date"].fillna(standing["start_date"])
    is_due = is_running & (last < pd.Timestamp(AS_OF) - pd.DateOffset(months=12))
    assert set(standing.index[is_due]) == of_course("unchecked")
    assert is_due.sum() == 4 < is_running.sum()


def test_one_end_is_impossible_one_check_too_early_and_one_task_failed(
    demo: Workspace, standing: pd.DataFrame
) -> None:
    is_impossible = standing["end_date"] < standing["start_date"]
    assert set(standing.index[is_impossible]) == of_course("impossible")
    early = rows(
        demo,
        "select task_id, event, check_kind from task_event inner join ("
        "select task_id, event_date as day from task_event where event = 'proposed'"
        ") using (task_id) where event_date < day",
    )
    assert early == [(*of_course("early_event"), "checked", "periodic")]
    failed = rows(demo, "select task_id, event from task_event where grade = 'failed'")
    assert failed == [(*of_course("failed"), "accepted_level")]
    unregistered = rows(
        demo,
        "select count(*) from task_event where task_id = $task_id "
        "and event = 'registered'",
        task_id=failed[0][0],
    )
    assert unregistered == [(0,)]


def test_steps_come_in_their_order_and_money_within_what_was_agreed(
    demo: Workspace, standing: pd.DataFrame
) -> None:
    order = "proposed ordered selected outline_appraised funds_appraised approved "
    order += "contracted accepted_host accepted_level registered liquidated applied"
    found = ask(
        demo,
        "select task_id, event, event_date from task_event "
        "where event not in ('checked', 'stopped') order by task_id, event_date",
    )
    place = found["event"].map({one: at for at, one in enumerate(order.split())})
    assert (place.groupby(found["task_id"]).diff().dropna() > 0).all()
    for who in ("state", "other"):
        planned, contracted, disbursed = (
            standing[f"{who}_{what}_vnd"]
            for what in ("planned", "contracted", "disbursed")
        )
        assert (contracted.dropna() <= planned[contracted.notna()]).all()
        assert (disbursed.dropna() <= contracted[disbursed.notna()]).all()
        assert (contracted.notna() == disbursed.notna()).all()
    share = standing["state_disbursed_vnd"] / standing["state_contracted_vnd"]
    median = share.groupby(standing["last_event"]).median()
    assert median["contracted"] < median["checked"] < median["liquidated"] <= 1


def test_every_member_undertook_to_be_on_time(demo: Workspace) -> None:
    found = ask(
        demo,
        "select unit_id, period.year, period.kind, value from target "
        "inner join period using (calendar, period_id) "
        "where indicator_id = 'procedures.on_time_rate_resolved' "
        "and calendar = 'state' and part = '' and not is_cumulative",
    )
    assert set(found.groupby("year")["value"].unique().map(tuple).items()) == {
        (2024, (0.96,)),
        (2025, (0.97,)),
        (2026, (0.98,)),
    }
    asked = "select unit_id from bloc_member where bloc_id = 'minh-hoa' "
    asked += "and from_date <= $day and coalesce(to_date >= $day, true)"
    for year, mine in found.groupby("year"):
        members = {one for (one,) in rows(demo, asked, day=dt.date(year, 6, 14))}
        assert set(mine["unit_id"]) == members
        kinds = mine.groupby("unit_id")["kind"].apply(sorted)
        assert all(one == ["half", "half", "year"] for one in kinds)


def test_cumulative_targets_rise_and_some_are_reached(demo: Workspace) -> None:
    found = rows(
        demo,
        "select unit_id, indicator_id, year, list(target.value order by to_date), "
        "list(observation.value order by to_date) from target "
        "inner join period using (calendar, period_id) "
        "inner join observation "
        "using (indicator_id, unit_id, calendar, period_id, part) "
        "where is_cumulative and year < 2026 group by all",
    )
    assert len(found) == 6
    assert all(steps[0] < steps[1] for *_, steps, _ in found)
    reached = {
        (unit, indicator, year): steps[1] <= values[1]
        for unit, indicator, year, steps, values in found
    }
    assert reached["mh-khcn", "tasks.accepted", 2024]
    assert not reached["mh-khcn", "tasks.accepted", 2025]


def test_notes_are_on_days_on_which_it_was_planted(demo: Workspace) -> None:
    found = rows(demo, "select note_date, kind, unit_id, area from note order by all")
    assert found == [
        (SAID["reform"]["date"], "change", SAID["reform"]["unit_id"], "procedures"),
        (dt.date(2024, 6, 10), "event", None, "procedures"),
        (MERGER["date"], "event", None, None),
        (BREAK, "event", None, "inspections"),
        (BREAK, "event", None, None),
    ]
    # An upgrade of the system stopped nothing.
    ((days,),) = rows(
        demo,
        "select count(*) from working_day where is_working "
        "and date between date '2024-06-01' and date '2024-06-30' "
        "and date not in (select accepted_date from dossier)",
    )
    assert days == 0


def test_targets_and_notes_are_invented_and_leave_the_real_bloc_alone(
    demo: Workspace,
) -> None:
    found = rows(
        demo,
        "select kind, rows_kept, rows_refused, origin from source "
        "where kind in ('targets', 'notes') order by kind",
    )
    assert found == [("notes", 5, 0, "invented"), ("targets", 86, 0, "invented")]
    days = {"from_date": None, "to_date": None, "area": None, "indicator_id": None}
    on_real, on_invented = (
        len(demo.query("trends/notes", unit_ids=[one], **days).frame)
        for one in ("skhcn", "mh-syt")
    )
    assert (on_real, on_invented) == (0, 4)


def test_what_is_doubtful_is_what_was_planted(demo: Workspace) -> None:
    found = rows(
        demo,
        "select warning.rule, count(*) from warning "
        "inner join source using (source_id) "
        "where list_contains($kinds, source.kind) group by all",
        kinds=list(TABLES),
    )
    is_counted = [one["column"] == "subjects" for one in OWN["disagreeing"]]
    assert dict(found) == {
        "subjects_differ": sum(is_counted),
        "violators_differ": 1,
        "fines_differ": 1,
        "unknown_inspection": 1,
        "task_dates": len(of_course("impossible")),
        "event_before_task": len(of_course("early_event")),
    }
