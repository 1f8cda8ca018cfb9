"""Units compared: what chance allows, what dossiers explain, what asks for a look."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, poisson

from dashboard.catalog.model import Indicator
from dashboard.queries import records
from dashboard.stats import control
from dashboard.workspace import fair, watched
from dashboard.workspace.definitions import Definitions, definitions
from dashboard.workspace.figures import figures
from dashboard.workspace.series import series
from dashboard.workspace.trends import judge
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")
BLOC = "minh-hoa"
RATE = "procedures.on_time_rate_resolved"


@pytest.fixture(scope="module")
def known(demo: Workspace) -> Definitions:
    """The definitions of the demonstration."""
    return definitions(demo.open())


def of_period(demo: Workspace, period_id: str, *indicators: str) -> pd.DataFrame:
    """Figures of the members of the demonstration."""
    return figures(
        demo.open(),
        list(indicators),
        calendar="state",
        bloc_id=BLOC,
        period_ids=[period_id],
    )[1]


def counted(**units: tuple[int, int]) -> pd.DataFrame:
    """Rows of units with x of n."""
    return pd.DataFrame(
        [
            {"unit_id": one, "numerator": x, "denominator": n}
            for one, (x, n) in units.items()
        ]
    )


def test_a_small_perfect_unit_is_neither_named_nor_placed() -> None:
    rows = counted(a=(28, 28), b=(950, 1000), c=(955, 1000), d=(940, 1000))
    found = fair.fair(rows, "higher")
    assert found is not None
    first = found.rows.set_index("unit_id").loc["a"]
    assert first["flag"] == first["flag_exact"] == "none"
    assert (first["lowest"], first["highest"]) == (1, 4)
    assert first["shrunk"] < 0.96 < first["value"] == 1


def test_equal_large_units_are_one_group_and_a_different_one_is_last() -> None:
    rows = counted(a=(980, 1000), b=(1960, 2000), c=(800, 1000), d=(12, 12))
    found = fair.fair(rows, "higher")
    assert found is not None
    band = found.rows.set_index("unit_id")["band"]
    assert dict(band) == {"a": 1, "b": 1, "c": 2, "d": 0}
    upside = fair.fair(rows, "lower")
    assert upside is not None
    assert dict(upside.rows.set_index("unit_id")["band"]) == {
        "a": 2,
        "b": 2,
        "c": 1,
        "d": 0,
    }
    assert "band" not in fair.fair(rows, "neither").rows  # type: ignore[union-attr]


def test_units_that_differ_more_than_chance_have_wider_limits() -> None:
    rows = counted(
        **{
            f"u{at}": (round(2000 * rate), 2000)
            for at, rate in enumerate((0.90, 0.92, 0.94, 0.96, 0.98, 0.91, 0.95))
        }
    )
    found = fair.fair(rows, "higher")
    assert found is not None and found.spread.tau2 > 0
    assert set(found.rows["flag_exact"]) >= {"low", "high"}
    assert not set(found.rows["flag"]) & {"low", "high"}
    grid = found.grid
    assert (grid["lower998"] < grid["lower95"]).all()
    assert (grid["lower95"] < grid["upper95"]).all()
    at = grid[grid["n"] >= 1000].iloc[0]
    assert at["lower998"] < binom.ppf(0.001, at["n"], found.centre) / at["n"]


def test_what_has_no_counts_is_not_compared() -> None:
    assert fair.fair(counted(a=(1, 2)), "higher") is None
    assert fair.fair(counted(a=(1, 2), b=(0, 0)), "higher") is None
    assert fair.fair(counted(a=(1, 2), b=(5, 3)), "higher") is None


def test_the_difficult_mix_is_adjusted(demo: Workspace, known: Definitions) -> None:
    rows = of_period(demo, "2023-H1", RATE)
    members = list(rows["unit_id"])
    mix = demo.query(
        "compare/casemix", calendar="state", period_id="2023-H1", unit_ids=members
    ).frame
    made = fair.mixed(mix, known.indicators[RATE])
    assert made is not None
    found, left = made
    health = found.set_index("unit_id").loc["mh-syt"]
    raw = rows.set_index("unit_id").loc["mh-syt"]
    whole = rows["numerator"].sum() / rows["denominator"].sum()
    # Raw it is far below the bloc; with the procedures that others handle it is not.
    assert binom.cdf(raw["numerator"], raw["denominator"], whole) < 1e-6
    assert health["low"] < 1 < health["high"]
    assert left["mh-syt"] > raw["denominator"] / 2
    # By hand: what its dossiers come to at the rates of all who handle each procedure.
    counts = mix.assign(good=mix["early"] + mix["on_time"])
    units = counts.groupby("procedure_id")["unit_id"].nunique()
    shared = counts[counts["procedure_id"].isin(units[units > 1].index)]
    late = shared.groupby("procedure_id")[["late", "resolved"]].sum()
    rates = late["late"] / late["resolved"]
    mine = shared[shared["unit_id"] == "mh-syt"]
    expected = sum(
        one["resolved"] * rates[one["procedure_id"]] for one in records(mine)
    )
    assert health["side"] == "rest"
    assert health["expected"] == pytest.approx(expected)
    assert health["ratio"] == pytest.approx(mine["late"].sum() / expected)


def test_a_rate_that_is_not_told_by_procedure_is_not_adjusted(
    known: Definitions,
) -> None:
    mix = pd.DataFrame(columns=["unit_id", "procedure_id", *fair.COUNTED])
    assert fair.mixed(mix, known.indicators["procedures.online_rate"]) is None
    assert fair.mixed(mix, known.indicators["procedures.resolved"]) is None
    alone = pd.DataFrame(
        [
            {"unit_id": unit, "procedure_id": unit, "early": 1, "on_time": 0, "late": 1}
            for unit in "ab"
        ]
    ).assign(resolved=2)
    assert fair.mixed(alone, known.indicators[RATE]) is None


def test_open_dossiers_lengthen_the_wait() -> None:
    rows = pd.DataFrame(
        {
            "unit_id": ["a"] * 4 + ["b"] * 2,
            "is_closed": [True, True, True, False, True, False],
            "working_days": [2, 4, 8, 10, 3, 9],
            "dossiers": [2, 2, 1, 5, 1, 9],
        }
    )
    found = fair.waits(rows).set_index("unit_id")
    # 10 dossiers: 8 left after 2 days, 6 after 4, 5 after 8: half.
    assert (found.loc["a", "days"], found.loc["a", "closed"]) == (8, 4)
    assert np.isnan(found.loc["b", "days"]) and found.loc["b", "closed"] == 3
    assert list(found["open"]) == [5, 9] and list(found["dossiers"]) == [10, 10]
    assert fair.waits(rows.head(0)).empty


def test_one_unit_among_the_quartiles_of_all() -> None:
    rows = pd.DataFrame(
        {
            "indicator_id": ["i"] * 5 + ["j"] * 2,
            "unit_id": [*"abcde", *"bc"],
            "value": [1.0, 2, 3, 4, np.nan, 7, 9],
        }
    )
    found = fair.quartiles(rows, "a").set_index("indicator_id")
    first = found.loc["i"]
    assert list(first[["least", "q1", "median", "q3", "most"]]) == [
        1,
        1.75,
        2.5,
        3.25,
        4,
    ]
    assert first["value"] == 1 and first["units"] == 4
    assert np.isnan(found.loc["j", "value"])


def test_raw_figures_stand_in_order_and_what_is_missing_last() -> None:
    rows = pd.DataFrame({"unit_id": [*"abcd"], "value": [2.0, np.nan, 9, 2]})
    assert list(fair.ordered(rows, "higher")["unit_id"]) == [*"cadb"]
    assert list(fair.ordered(rows, "lower")["unit_id"]) == [*"adcb"]


def rated(**units: tuple[int, int]) -> pd.DataFrame:
    """Rows of one rate of units."""
    rows = counted(**units)
    return rows.assign(
        indicator_id=RATE,
        is_counted=True,
        value=rows["numerator"] / rows["denominator"],
    )


def test_units_are_named_by_exact_tails_of_which_one_in_ten_may_be_chance(
    known: Definitions,
) -> None:
    rows = rated(a=(900, 1000), b=(980, 1000), c=(975, 1000), d=(19, 19), e=(0, 0))
    found = watched.differing(rows, known.indicators)
    x, n = rows["numerator"].sum(), rows["denominator"].sum()
    assert list(found["unit_id"]) == ["a", "b", "c"]
    assert list(found["is_worse"]) == [True, False, False]
    low = 2 * binom.cdf(900, 1000, x / n)
    assert found["p"].iloc[0] == pytest.approx(low)
    assert watched.differing(rows.head(0), known.indicators).empty


def test_equal_units_are_seldom_named(known: Definitions) -> None:
    chance = np.random.default_rng(1)
    sizes, named = chance.integers(30, 3000, (200, 10)), 0
    for n in sizes:
        x = chance.binomial(n, 0.95)
        rows = rated(**{f"u{at}": (int(x[at]), int(n[at])) for at in range(10)})
        named += len(watched.differing(rows, known.indicators)) > 0
    assert named / 200 <= 0.10 + 2 * np.sqrt(0.1 * 0.9 / 200)


def test_a_target_is_missed_only_beyond_chance(known: Definitions) -> None:
    period = known.periods["state", "2026-H1"]
    rows = rated(a=(90, 100), b=(96, 100), c=(1, 1), d=(9800, 10000))
    targets = pd.DataFrame(
        {
            "indicator_id": RATE,
            "unit_id": [*"abc"],
            "calendar": "state",
            "period_id": "2026",
            "part": "",
            "value": 0.98,
            "is_cumulative": False,
        }
    )
    found = watched.off_course(rows, targets, period, known.periods, known.indicators)
    assert list(found["unit_id"]) == ["a"]
    assert found["tail"].iloc[0] == pytest.approx(binom.cdf(90, 100, 0.98))
    assert found["target"].iloc[0] == 0.98


@pytest.mark.parametrize(
    ("better", "value", "is_short"),
    [
        ("higher", 2, True),
        ("higher", 6, False),
        ("lower", 20, True),
        ("lower", 12, False),
    ],
)
def test_counts_are_held_against_targets_by_the_tail_of_poisson(
    known: Definitions, better: str, value: int, is_short: bool
) -> None:
    indicator = known.indicators["tasks.accepted"].model_copy(update={"better": better})
    row: dict[str, Any] = {"numerator": None, "denominator": None, "is_counted": True}
    tail = watched._short(row | {"value": value}, 10.0, indicator)
    low, high = poisson.cdf(value, 10), poisson.sf(value - 1, 10)
    assert tail == pytest.approx(low if better == "higher" else high)
    assert (tail <= watched.OFF_COURSE) == is_short


def months_of(demo: Workspace, known: Definitions, last: str) -> list[Any]:
    """Every series of the demonstration over five years of months, judged."""
    run = known.run_up_to(known.periods["state", last], 60)
    members = list(of_period(demo, last, RATE)["unit_id"])
    rows = figures(
        demo.open(),
        list(known.indicators),
        calendar="state",
        bloc_id=BLOC,
        period_ids=[one.period_id for one in run],
        unit_ids=members,
    )[1]
    rows = rows[rows["unit_id"].isin(members)]
    return judge(series(rows, known.indicators, run, {}, {}))


def test_what_is_watched_has_the_slow_worsening_and_what_just_ended(
    demo: Workspace, known: Definitions
) -> None:
    judged = months_of(demo, known, "2026-M06")
    found = watched.watched(judged)
    keys = [
        (one.trend.series.unit_id, one.trend.series.indicator.indicator_id)
        for one in found.now
    ]
    assert ("mh-gddt", RATE) in keys
    directions = [one.episode.direction for one in found.now]
    assert directions == sorted(directions, reverse=True)
    assert set(directions) <= {control.IMPROVING, control.WORSENING}
    assert not any(unit == "mh-bptth" and key == RATE for unit, key in keys)
    assert 0 < found.expected.last_marked < len(found.now)
    for one in found.over:
        values = one.trend.series.values
        places = np.flatnonzero(~np.isnan(values) & ~one.trend.series.apart)
        assert one.episode.last == places[-2]
        assert one.trend.marks["direction"][places[-1]] == control.USUAL


def test_indicators_without_a_better_side_are_not_watched(
    demo: Workspace, known: Definitions
) -> None:
    judged = months_of(demo, known, "2025-M12")
    found = watched.watched(judged)
    for one in (*found.now, *found.over):
        indicator: Indicator = one.trend.series.indicator
        assert indicator.better != "neither"
