"""What was planted in the demonstration bloc is seen in its figures, and none of it
touches real ones. The margins are those of chance: no test asks for a number that
another seed would not give as well."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lists import listed
from reports import report

from dashboard.briefing import form_06
from dashboard.catalog.load import load, read_folder
from dashboard.errors import DefinitionError, FileRefused, Refusal
from dashboard.stats.tails import lower_tail, upper_tail
from dashboard.workspace import demonstration, figures, invented, procedures
from dashboard.workspace.definitions import definitions
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")

BLOC, REAL = "minh-hoa", "quang-tri-vhxh"
SAID = invented.parameters()
DAY = dt.timedelta(days=1)
YEARS = [str(year) for year in range(2020, 2026)]
HALVES = [f"{year}-H{half}" for year in range(2020, 2027) for half in (1, 2)][:-1]
QUARTERS = [f"{year}-Q{at}" for year in range(2020, 2027) for at in (1, 2, 3, 4)][:-2]
MERGER = SAID["merger"]
# In a thousand bare chances one: what is rarer is no chance.
RARE = 0.001


def told(
    demo: Workspace, indicator_id: str, unit_id: str, period_ids: Sequence[str]
) -> pd.DataFrame:
    """Figures of a unit by period of the State's calendar, in their order."""
    frame = demo.query(
        "indicator/of_units",
        indicator_ids=[f"procedures.{indicator_id}"],
        calendar="state",
        period_ids=list(period_ids),
        bloc_id=BLOC,
        unit_ids=[unit_id],
    ).frame
    return frame.set_index("period_id").reindex(period_ids)


def members(demo: Workspace, day: dt.date) -> dict[str, str]:
    """Units of the bloc on a day, and their roles."""
    frame = demo.query("catalog/members", bloc_id=BLOC, day=day).frame
    return dict(zip(frame["unit_id"], frame["role"], strict=True))


def flow(
    demo: Workspace,
    period_id: str,
    units: Sequence[str],
    by: str,
    calendar: str = "state",
) -> pd.DataFrame:
    """Counts of a period by a key."""
    asked = {"period_id": period_id, "unit_ids": list(units), "by": by}
    return demo.query("procedures/flow", calendar=calendar, **asked).frame


def low(demo: Workspace, period_id: str) -> list[str]:
    """Units of the bloc that the page calls clearly below the common level."""
    known = definitions(demo.open())
    units = members(demo, known.periods["state", period_id].to_date)
    found = flow(demo, period_id, list(units), "unit")
    rates = procedures.rates(found, known.indicators[procedures.MAIN])
    return procedures.unusually_low(rates)


def rows(demo: Workspace, measure: str, units: Sequence[str], *days: dt.date) -> int:
    """How many dossiers a measure counts in a span of days."""
    where = dict.fromkeys(("field", "procedure_id", "channel"))
    span = {"from_date": days[0], "to_date": days[1], "rows": 10**6, "skip": 0}
    asked = {"measure": measure, "unit_ids": list(units), **where, **span}
    return len(demo.query("procedures/rows", **asked).frame)


def warned(demo: Workspace) -> pd.DataFrame:
    """What is doubtful in the demonstration."""
    frame = demo.warnings()
    return frame[frame["unit_id"].str.startswith("mh-")]


def test_the_same_numbers_give_the_same_bytes(demo: Workspace, tmp_path: Path) -> None:
    kept = {
        file.name: file.sha256
        for one in demo.store.current().imports
        for file in one.files
    }
    made = [path for one in demonstration.brought(tmp_path) for path in one.files]
    assert {path.suffix for path in made} == {".csv", ".parquet", ".toml"}
    for path in made:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == kept[path.name]


def test_there_are_about_150_000_dossiers_and_none_is_refused(demo: Workspace) -> None:
    sources = demo.query("quality/sources").frame
    assert (sources["rows_refused"] == 0).all()
    count = sources.set_index("kind").loc["dossiers", "rows_kept"]
    assert 140_000 < count < 165_000
    units = sorted({*members(demo, SAID["as_of"]), *MERGER["from_units"]})
    days = SAID["listed_from"], SAID["as_of"]
    assert rows(demo, "received", units, *days) == count


def test_what_is_invented_says_so_and_what_is_real_stays_as_it_was(
    demo: Workspace, made: Path
) -> None:
    sources = demo.query("quality/sources").frame
    is_ours = sources["file_name"].str.startswith(BLOC)
    assert set(sources[is_ours]["origin"]) == {"invented"}
    assert list(sources[~is_ours]["file_name"]) == ["skhcn-2023-h1.csv"]
    assert set(sources[~is_ours]["origin"]) == {"real"}
    units = demo.query("catalog/units").frame.set_index("unit_id")["origin"]
    assert {one for one in units.index if units[one] == "invented"} == {
        one for one in units.index if one.startswith("mh-")
    }
    found = demo.query("quality/observations").frame
    assert (found["origin"] == found["unit_id"].map(units)).all()
    assert set(found[found["basis"] == "computed"]["origin"]) == {"invented"}
    real = found[found["origin"] == "real"].reset_index(drop=True)
    alone = Workspace(made).query("quality/observations").frame
    assert len(real) and real.astype(str).equals(alone.astype(str))
    real_units = [one for one in units.index if units[one] == "real"]
    assert rows(demo, "received", real_units, dt.date(2018, 12, 1), SAID["as_of"]) == 0


# The month that holds Tết and the days around it, of the calendar that has such a one.
TET = [
    ("state", "2020-M02"),
    ("civil", "2021-M02"),
    ("state", "2022-M02"),
    ("state", "2023-M02"),
    ("civil", "2024-M02"),
    ("state", "2025-M02"),
    ("civil", "2026-M02"),
]


@pytest.mark.parametrize(("calendar", "period_id"), TET)
def test_few_dossiers_come_in_around_tet(
    demo: Workspace, calendar: str, period_id: str
) -> None:
    units = ["mh-khcn", "mh-gddt", "mh-syt", "mh-vhttdl", "mh-bhxh"]
    known = definitions(demo.open())
    counts, days = [], []
    for month in (1, 2, 3):
        one = f"{period_id[:4]}-M{month:02}"
        counts.append(flow(demo, one, units, "", calendar)["received_new"].item())
        days.append(known.periods[calendar, one].working_days)
    for other in (0, 2):
        # Were a working day as busy in both months, chance would part the dossiers of
        # both as the days are parted.
        usual = days[1] / (days[1] + days[other])
        assert lower_tail(counts[1], counts[1] + counts[other], usual) <= RARE
        assert counts[1] < 0.75 * counts[other]


def test_the_unit_that_worsens_falls_year_by_year_and_is_named(
    demo: Workspace,
) -> None:
    unit_id = SAID["worsening"]["unit_id"]
    years = told(demo, "on_time_rate_resolved", unit_id, YEARS)
    assert years["value"].is_monotonic_decreasing
    first, last = years.iloc[0], years.iloc[-1]
    tail = lower_tail(last["numerator"], last["denominator"], first["value"])
    assert tail <= RARE and first["value"] - last["value"] > 0.05
    named = [unit_id in low(demo, one) for one in HALVES]
    assert not any(named[:4]) and all(named[-6:])
    assert low(demo, HALVES[-1])[0] == unit_id


def test_the_worst_dossiers_of_that_unit_are_not_settled_at_all(
    demo: Workspace,
) -> None:
    unit_id = SAID["worsening"]["unit_id"]
    overdue = told(demo, "pending_overdue", unit_id, HALVES)["value"]
    assert overdue.iloc[-1] > 2 * overdue.iloc[:-1].max()
    resolved, due = (
        told(demo, f"on_time_rate_{whole}", unit_id, HALVES[-2:])["value"]
        for whole in ("resolved", "due")
    )
    assert (resolved - due).iloc[-1] > (resolved - due).iloc[0] > 0


def test_the_reform_is_a_step_in_the_median_of_days(demo: Workspace) -> None:
    unit_id, day = SAID["reform"]["unit_id"], SAID["reform"]["date"]
    known = definitions(demo.open())
    days = told(demo, "median_days", unit_id, QUARTERS)["value"]
    spans = [known.periods["state", one] for one in QUARTERS]
    before = days[[one.to_date < day for one in spans]]
    after = days[[one.from_date >= day for one in spans]]
    assert (len(before), len(after)) == (14, 11)
    assert after.max() < before.min()
    p90 = told(demo, "p90_days", unit_id, HALVES)["value"]
    assert p90.iloc[-1] < 0.75 * p90.iloc[0]
    others = told(demo, "median_days", "mh-bhxh", HALVES)["value"]
    assert others.max() - others.min() <= 1


def test_the_tiny_unit_is_never_late_and_never_called_good(demo: Workspace) -> None:
    for whole in ("resolved", "due", "to_process"):
        rates = told(demo, f"on_time_rate_{whole}", "mh-bptth", HALVES)
        assert rates["denominator"].between(10, 45).all()
        assert (rates["value"] == 1).all()
    (_, last) = figures.figures(
        demo.open(),
        [procedures.MAIN],
        calendar="state",
        period_ids=HALVES,
        unit_ids=["mh-bptth"],
        bloc_id=BLOC,
    )
    assert (last["high"] == 1).all() and last["low"].between(0.7, 0.93).all()
    others = told(demo, "on_time_rate_resolved", "mh-bhxh", HALVES)["value"].min()
    chance = upper_tail(last["numerator"], last["denominator"], others)
    assert (chance > RARE).all()


def test_the_unit_with_the_difficult_mix_does_as_well_at_what_others_do_too(
    demo: Workspace,
) -> None:
    mine, others, whole = [], [], []
    units = ["mh-khcn", "mh-snv", "mh-sldtbxh", "mh-vhttdl", "mh-bhxh", "mh-bptth"]
    for year in YEARS[:4]:
        mine.append(flow(demo, year, ["mh-syt"], "procedure"))
        others.append(flow(demo, year, units, "procedure"))
        whole.append(flow(demo, year, ["mh-syt"], "channel"))
    syt, rest, ways = (
        pd.concat(one).groupby("key")[["late", "resolved"]].sum()
        for one in (mine, others, whole)
    )
    timely, total = (syt["resolved"] - syt["late"]).sum(), syt["resolved"].sum()
    crude = 1 - rest["late"].sum() / rest["resolved"].sum()
    assert lower_tail(timely, total, crude) <= RARE
    shared = rest.index.intersection(syt.index)
    assert list(shared) == ["MH-C-01", "MH-C-02", "MH-C-03", "MH-C-04"]
    for key in shared:
        x, n = syt.loc[key, "resolved"] - syt.loc[key, "late"], syt.loc[key, "resolved"]
        other = 1 - rest.loc[key, "late"] / rest.loc[key, "resolved"]
        assert lower_tail(x, n, other) > 0.05, key
    share = invented.listed("procedures").set_index("procedure_id")["late_share"]
    away = 1 - ways.loc["online", "resolved"] / ways["resolved"].sum()
    times = 1 + (SAID["channel"]["late_if_not_online"] - 1) * away
    usual = 1 - times * (syt["resolved"] * share[syt.index]).sum() / total
    assert lower_tail(timely, total, usual) > 0.05
    assert sum("mh-syt" in low(demo, one) for one in HALVES) > len(HALVES) / 2


def test_the_month_without_a_list_is_missing_and_so_is_all_it_is_part_of(
    demo: Workspace,
) -> None:
    gap = SAID["not_reported"]
    known = definitions(demo.open())
    frame = demo.query(
        "indicator/of_units",
        indicator_ids=["procedures.received_new", procedures.MAIN],
        calendar="state",
        period_ids=None,
        bloc_id=BLOC,
        unit_ids=[gap["unit_id"]],
    ).frame
    assert len(frame)
    for row in frame.to_dict("records"):
        one = known.periods["state", row["period_id"]]
        is_cut = one.from_date <= gap["to_date"] and one.to_date >= gap["from_date"]
        assert pd.isna(row["value"]) == is_cut, row["period_id"]
        assert (row["status"] == "not_reported") == is_cut
    missing = set(frame[frame["value"].isna()]["period_id"])
    assert {"2024-M08", "2024-Q3", "2024-H2", "2024"} <= missing
    assert not {"2024-M07", "2024-M09", "2024-Q4", "2024-H1"} & missing
    units = members(demo, known.periods["state", "2024-H2"].to_date)
    found = flow(demo, "2024-H2", list(units), "unit")
    assert procedures.missing_units(list(units), found) == [gap["unit_id"]]


def test_the_merger_ends_two_units_and_begins_one(demo: Workspace) -> None:
    eve, day = MERGER["date"] - DAY, MERGER["date"]
    old, new = MERGER["from_units"], MERGER["to_unit"]
    assert set(members(demo, eve)) - set(members(demo, day)) == set(old)
    assert set(members(demo, day)) - set(members(demo, eve)) == {new}
    assert (len(members(demo, eve)), len(members(demo, day))) == (8, 7)
    catalog = load(read_folder(demo.catalog))
    dates = {one.unit_id: (one.from_date, one.to_date) for one in catalog.units}
    assert {dates[one][1] for one in old} == {eve} and dates[new] == (day, None)
    found = {s.from_unit: s for s in catalog.successions if s.to_unit == new}
    assert set(found) == set(old)
    assert {(s.date, s.kind) for s in found.values()} == {(day, "merged")}
    span = SAID["first_day"], SAID["as_of"]
    assert rows(demo, "received", [new], span[0], eve) == 0
    assert rows(demo, "received", old, day, span[1]) == 0
    for one in (*old, new):
        assert pd.isna(told(demo, "received", one, ["2025-H1"])["value"].item())


def test_what_the_merged_units_had_at_hand_is_settled_on_their_last_day(
    demo: Workspace,
) -> None:
    eve, old = MERGER["date"] - DAY, MERGER["from_units"]
    day_before = eve - DAY
    at_hand = rows(demo, "pending", old, day_before, day_before)
    new = rows(demo, "received_new", old, eve, eve)
    ended = [
        rows(demo, one, old, eve, eve) for one in ("resolved", "returned", "withdrawn")
    ]
    assert at_hand > 50 and at_hand + new == sum(ended)
    assert rows(demo, "pending", old, eve, eve) == 0
    last = flow(demo, "2025-M02", old, "", "civil")
    assert last["pending"].item() == last["pending_overdue"].item() == 0
    first = flow(demo, "2025-M03", [MERGER["to_unit"]], "", "civil")
    assert first["carried_over"].item() == 0 < first["received_new"].item()


def test_what_disagrees_is_warned_of_and_nothing_else(demo: Workspace) -> None:
    found = warned(demo)
    wrong = SAID["form"]["wrong"]
    assert found["rule"].value_counts().to_dict() == {
        "due_disagrees": SAID["disagreeing"]["due_dates"],
        "class_disagrees": SAID["disagreeing"]["classes"],
        "records_differ": len(wrong),
        # Of registers: see test_demonstration_registers.py.
        "subjects_differ": 1,
        "violators_differ": 1,
        "fines_differ": 1,
        "task_dates": 1,
        "event_before_task": 1,
    }
    differing = found[found["rule"] == "records_differ"]
    assert {
        (row["unit_id"], row["indicator_id"], row["part"], row["difference"])
        for row in differing.to_dict("records")
    } == {
        (
            one["unit_id"],
            f"procedures.{one['column']}",
            f"field={one['field']}",
            one["difference"],
        )
        for one in wrong
    }


@pytest.mark.parametrize("unit_id", SAID["form"]["units"])
def test_the_form_shows_each_wrong_cell_and_the_identity_it_breaks(
    demo: Workspace, unit_id: str
) -> None:
    asked = {"calendar": "state", "period_id": "2026-H1", "unit_id": unit_id}
    cells = demo.query("procedures/form", **asked).frame
    made = procedures.form(cells, form_06.indicators())
    made = made.assign(name=made["field"])
    columns = form_06.indicators()
    wrong = [one for one in SAID["form"]["wrong"] if one["unit_id"] == unit_id]
    found = form_06.differences(made).to_dict("records")
    assert {
        (row["field"], columns[row["column"]], row["difference"]) for row in found
    } == {
        (one["field"], f"procedures.{one['column']}", one["difference"])
        for one in wrong
    }
    broken = form_06.identities(made)
    broken = broken[broken["difference"] != 0]
    assert set(broken["side"]) == {"reported"}
    assert sorted(broken["field"]) == sorted(one["field"] for one in wrong)


MEMBER = '\n[[member]]\nbloc_id = "{bloc}"\nunit_id = "{unit}"\n'
MEMBER += 'from_date = {day}\nrole = "member"\nsource = "x"\n'
LINK = '\n[[succession]]\nfrom_unit = "{old}"\nto_unit = "{new}"\ndate = 2025-03-01\n'
LINK += 'kind = "merged"\nsource = "x"\n'


@pytest.mark.parametrize(
    ("name", "more", "fault"),
    [
        (
            "blocs.toml",
            MEMBER.format(bloc=REAL, unit="mh-snv2", day="2018-01-01"),
            "blocs.toml: mh-snv2 is invented, its bloc quang-tri-vhxh is real",
        ),
        (
            "blocs.toml",
            MEMBER.format(bloc=BLOC, unit="syt", day="2026-01-01"),
            "blocs.toml: syt is real, its bloc minh-hoa is invented",
        ),
        (
            "units.toml",
            LINK.format(old="syt", new="mh-syt"),
            "units.toml: succession of the real syt by the invented mh-syt",
        ),
    ],
)
def test_a_catalog_that_joins_real_and_invented_units_does_not_load(
    demo: Workspace, name: str, more: str, fault: str
) -> None:
    files = read_folder(demo.catalog)
    load(files)
    with pytest.raises(DefinitionError, match=f"^{re.escape(fault)}$"):
        load(files | {name: files[name] + more.encode()})


@pytest.fixture
def copied(made_demo: Path, tmp_path: Path) -> Workspace:
    """The demonstration, to write into."""
    return Workspace(Path(shutil.copytree(made_demo, tmp_path / "demo")))


def test_an_import_that_joins_real_and_invented_units_is_refused(
    copied: Workspace, tmp_path: Path
) -> None:
    before = copied.store.current_id()
    stated = {"indicator_id": "procedures.early", "value": "5"}
    stated |= {"period_label": "2022-H1", "as_of": "30/6/2022"}
    units = [stated | {"unit_id": one} for one in ("skhcn", "mh-khcn")]
    reported = report(tmp_path, "both.csv", *units)
    records = tmp_path / "lists.csv"
    records.write_text(
        listed("1;skhcn;2/1/2024;9/1/2024;;4", "2;mh-khcn;2/1/2024;9/1/2024;;4"),
        "utf-8",
    )
    pauses = tmp_path / "pauses.csv"
    pauses.write_text("dossier_id;from_date\nMH.1;2/1/2024\n", "utf-8")
    span = {"from_date": "2024-01-01", "to_date": "2024-01-31", "as_of": "2024-02-01"}
    for kind, path, rule in (
        ("reported", reported, "mixes_origins"),
        ("dossiers", records, "two_origins"),
        ("dossier_pauses", pauses, "two_origins"),
    ):
        told = span if kind != "reported" else {}
        if kind == "dossier_pauses":
            told = span | {"unit_id": "skhcn,mh-khcn"}
        with pytest.raises(FileRefused) as refused:
            copied.bring(kind, [path], told)
        assert {one.rule for one in refused.value.problems} == {rule}
    assert copied.store.current_id() == before


def test_no_figure_of_a_bloc_or_a_command_adds_real_to_invented(
    demo: Workspace,
) -> None:
    found = {}
    for bloc_id, origin in ((BLOC, "invented"), (REAL, "real")):
        asked = {"calendar": "state", "period_ids": ["2023-H1"], "bloc_id": bloc_id}
        wanted = {"indicator_ids": ["procedures.resolved"], "unit_ids": None}
        units = demo.query("indicator/of_units", **asked, **wanted).frame
        total = demo.query("indicator/of_groups", **asked, **wanted).frame
        assert set(units["origin"]) == set(total["origin"]) == {origin}
        found[bloc_id] = units["value"].sum(), total["value"].item()
    assert found[BLOC][0] == found[BLOC][1] > 0
    # Seven of its eight members have not reported.
    assert pd.isna(found[REAL][1])
    both = figures.indicator(
        demo, "procedures.resolved", units=["skhcn", "mh-khcn"], periods=["2023-H1"]
    )
    origins = both.set_index("unit_id")["origin"].to_dict()
    assert origins == {"skhcn": "real", "mh-khcn": "invented"}


@pytest.mark.parametrize("name", ["flow", "durations", "oldest"])
def test_a_question_that_would_add_real_to_invented_is_refused_by_name(
    demo: Workspace, name: str
) -> None:
    asked = {"calendar": "state", "period_id": "2023-H1", "rows": 10, "by": ""}
    demo.query(f"procedures/{name}", **asked, unit_ids=["mh-syt", "mh-khcn"])
    with pytest.raises(Refusal) as refused:
        demo.query(f"procedures/{name}", **asked, unit_ids=["mh-syt", "skhcn"])
    assert refused.value.key == "query.two_origins"
    assert refused.value.values == {
        "name": f"procedures/{name}",
        "real": "skhcn",
        "invented": "mh-syt",
    }


def test_by_todays_structure_a_merged_unit_is_what_it_continues(
    demo: Workspace,
) -> None:
    asked: dict[str, Any] = {"calendar": "state", "bloc_id": BLOC}
    asked["period_ids"] = ["2024-H2", "2025-H1", "2025-H2"]
    wanted = [
        "procedures.resolved",
        "procedures.on_time_rate_resolved",
        "procedures.median_days",
    ]
    parts = ["mh-snv", "mh-sldtbxh", "mh-snv2", "mh-syt"]

    def value(frame: pd.DataFrame, indicator_id: str, unit_id: str, period: str) -> Any:
        asked = (indicator_id, unit_id, period)
        (found,) = (
            one
            for one in frame.to_dict("records")
            if (one["indicator_id"], one["unit_id"], one["period_id"]) == asked
        )
        return found

    _, then = figures.figures(demo.open(), wanted, unit_ids=parts, **asked)
    _, today = figures.figures(
        demo.open(), wanted, unit_ids=["mh-snv2", "mh-syt"], by_today=True, **asked
    )
    for indicator_id in wanted[:2]:
        merged = value(today, indicator_id, "mh-snv2", "2024-H2")
        both = [value(then, indicator_id, one, "2024-H2") for one in parts[:2]]
        if indicator_id == wanted[0]:
            assert merged["value"] == both[0]["value"] + both[1]["value"] > 0
        else:
            for side in ("numerator", "denominator"):
                assert merged[side] == both[0][side] + both[1][side]
            assert merged["value"] == merged["numerator"] / merged["denominator"]
        assert (merged["basis"], merged["members"]) == ("derived", 2)
        # Parts of a period on both sides of the merger are not made up.
        assert pd.isna(value(today, indicator_id, "mh-snv2", "2025-H1")["value"])
    # Medians do not add up.
    assert pd.isna(value(today, wanted[2], "mh-snv2", "2024-H2")["value"])
    for indicator_id in wanted:
        for unit_id in ("mh-snv2", "mh-syt"):
            mine, same = (
                value(frame, indicator_id, unit_id, "2025-H2")
                for frame in (today, then)
            )
            assert mine["value"] == same["value"] and mine["basis"] == same["basis"]


def test_a_unit_that_took_over_part_of_another_is_not_added_to_it(
    demo: Workspace,
) -> None:
    found = demo.query("catalog/lineage").frame
    lines = found.groupby("unit_id")["predecessor_id"].agg(set)
    assert lines["skhcn2"] == {"skhcn2", "skhcn", "sttt"}
    assert lines["mh-snv2"] == {"mh-snv2", "mh-snv", "mh-sldtbxh"}
    # Vocational education went elsewhere; religion came from elsewhere.
    assert lines["snv2"] == {"snv2"} and lines["sdttg"] == {"sdttg"}
