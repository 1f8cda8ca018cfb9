"""Series over time: what may be judged, how, and whether what was planted is found."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator
from dashboard.stats import control
from dashboard.workspace import targets, trends
from dashboard.workspace.definitions import Definitions, definitions
from dashboard.workspace.episodes import episodes, newest
from dashboard.workspace.figures import figures
from dashboard.workspace.series import Series, series
from dashboard.workspace.trends import judge
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")
BLOC = "minh-hoa"
RATE, COUNT = "procedures.on_time_rate_resolved", "procedures.received_new"


@pytest.fixture(scope="module")
def known(demo: Workspace) -> Definitions:
    """The definitions of the demonstration."""
    return definitions(demo.open())


def run_of(known: Definitions, last: str, points: int) -> list[Period]:
    """Periods of the State's calendar up to one."""
    return known.run_up_to(known.periods["state", last], points)


def asked(
    demo: Workspace, run: Sequence[Period], *indicators: str, **who: Any
) -> pd.DataFrame:
    """Figures of the demonstration over a run of periods."""
    ids = [one.period_id for one in run]
    where: dict[str, Any] = {"calendar": "state", "bloc_id": BLOC, "period_ids": ids}
    return figures(demo.open(), list(indicators), **where, **who)[1]


def one(known: Definitions, indicator_id: str, **said: Any) -> Series:
    """A series of an indicator; what is not said is missing or plain."""
    values = np.asarray(said.pop("values"), float)
    gone = np.full(len(values), np.nan)
    made: dict[str, Any] = {
        "indicator": known.indicators[indicator_id],
        "unit_id": "u",
        "values": values,
        "x": gone,
        "n": gone,
        "apart": np.zeros(len(values), bool),
    }
    return Series(**made | said)


def rate(known: Definitions, x: Any, n: Any, **said: Any) -> Series:
    """A series of a rate of counts."""
    cases, trials = np.asarray(x, float), np.asarray(n, float)
    return one(known, RATE, values=cases / trials, x=cases, n=trials, **said)


@pytest.mark.parametrize(
    ("indicator_id", "values", "method"),
    [
        ("procedures.pending", range(40, 60), "none"),
        ("procedures.received", range(40, 60), "none"),
        (COUNT, range(40, 60), "xmr"),
        (COUNT, range(40, 51), "runs"),
        (COUNT, [1, 2, 0, 4, 3, 2, 4, 1, 0, 2, 3, 4, 1, 2], "runs"),
        ("procedures.median_days", [2, 3, 2, 3] * 4, "runs"),
        ("procedures.median_days", [2, 3, 4, 5, 6, 3] * 3, "xmr"),
    ],
)
def test_limits_are_drawn_only_where_they_say_something(
    known: Definitions, indicator_id: str, values: Sequence[float], method: str
) -> None:
    (found,) = judge([one(known, indicator_id, values=list(values))])
    assert found.method == method
    assert np.isnan(found.limits["upper"]).all() == (method != "xmr")
    assert found.charts == () or method == "xmr"


@pytest.mark.parametrize(("n", "method"), [(2000, "p_prime"), (28, "tails")])
def test_a_rate_of_few_cases_has_no_limits_but_exact_tails(
    known: Definitions, n: int, method: str
) -> None:
    cases = [round(0.95 * n) + (place % 2) for place in range(14)] + [round(0.6 * n)]
    (found,) = judge([rate(known, cases, [n] * 15)])
    assert found.method == method
    assert found.variation == control.WORSENING
    assert list(found.marks["outside"]) == [False] * 14 + [True]


def test_a_perfect_tiny_unit_is_never_marked(known: Definitions) -> None:
    (found,) = judge([rate(known, [3] * 24, [3] * 24)])
    assert (found.method, found.variation) == ("tails", control.USUAL)
    assert episodes(found) == []


def test_limits_begin_anew_at_a_change_and_no_run_reaches_over_it(
    known: Definitions,
) -> None:
    values = [10.0, 11, 12, 13, 14, 12, 11] * 2 + [20.0, 21, 22, 23, 24, 22, 21] * 2
    (whole, parted) = judge(
        [
            one(known, COUNT, values=values),
            one(known, COUNT, values=values, starts=(0, 14)),
        ]
    )
    assert whole.marks["shift"].all() and not parted.marks["shift"].any()
    assert set(parted.limits["centre"].round(3)) == {11.857, 21.857}
    assert len(parted.charts) == 2 and len(whole.charts) == 1
    first, second = episodes(whole)
    assert (first.first, first.last, first.points) == (0, 13, 14)
    assert (first.is_above, second.is_above) == (False, True)
    assert newest(whole, [first, second]) == second
    assert newest(parted, []) is None


def test_what_is_apart_neither_sets_limits_nor_is_marked(known: Definitions) -> None:
    values = [50.0, 52, 51, 53, 54, 52, 51, 53] * 2
    values[5] = 5
    apart = np.zeros(16, bool)
    apart[5] = True
    (shown, hidden) = judge(
        [
            one(known, COUNT, values=values),
            one(known, COUNT, values=values, apart=apart),
        ]
    )
    assert shown.marks["outside"][5]
    assert not hidden.marks["outside"].any()
    assert hidden.marks["direction"][5] == control.MISSING
    assert hidden.limits["lower"][0] > shown.limits["lower"][0]


series_of = st.lists(
    st.one_of(st.none(), st.integers(0, 400)), min_size=14, max_size=14
)


@given(st.lists(series_of, min_size=1, max_size=5), st.integers(1, 13))
@settings(max_examples=many(25), deadline=None)
def test_many_at_once_are_judged_as_each_alone(
    rows: list[list[int | None]], start: int
) -> None:
    indicator = Indicator.model_construct(
        indicator_id="a.b", aggregate="count", adds_up=True, better="higher"
    )
    made = [
        Series(
            indicator=indicator,
            unit_id=str(number),
            values=np.array([np.nan if v is None else v for v in row], float),
            x=np.full(14, np.nan),
            n=np.full(14, np.nan),
            apart=np.zeros(14, bool),
            starts=(0, start) if number % 2 else (0,),
        )
        for number, row in enumerate(rows)
    ]
    for series_, found in zip(made, judge(made), strict=True):
        for (first, last), method in zip(series_.segments, found.methods, strict=True):
            inside = series_.values[first:last]
            enough = (~np.isnan(inside)).sum() >= control.MINIMUM
            distinct = len(set(inside[~np.isnan(inside)]))
            large = enough and distinct >= trends.LEAST_VALUES
            large = large and np.nanmedian(inside) >= trends.LEAST_COUNT
            assert method == ("xmr" if large else "runs")
            if not large:
                assert not found.marks["outside"][first:last].any()
                continue
            limits = control.xmr(inside)
            marks = control.signals(inside, limits, "higher")
            for line in trends.LINES:
                np.testing.assert_allclose(found.limits[line][first:last], limits[line])
            for rule in (*control.RULES, "direction"):
                assert list(found.marks[rule][first:last]) == list(marks[rule])


def test_the_marks_of_chance_are_those_of_the_charts_shown(known: Definitions) -> None:
    found = judge(
        [
            one(known, COUNT, values=range(20, 44)),
            rate(known, [90] * 24, [100] * 24, starts=(0, 12)),
            one(known, "procedures.pending", values=range(24)),
        ]
    )
    charts = [chart for trend in found for chart in trend.charts]
    assert len(charts) == 3
    assert trends.expected(found) == control.expected_false_marks(charts)
    assert trends.expected([]).charts == 0


def period(known: Definitions, period_id: str) -> Period:
    """A period of the State's calendar."""
    return known.periods["state", period_id]


def test_a_break_inside_a_period_sets_it_apart_and_on_its_first_day_does_not(
    demo: Workspace, known: Definitions
) -> None:
    run = run_of(known, "2026-M06", 24)
    rows = asked(demo, run, RATE, unit_ids=["mh-gddt"])
    key = (RATE, "mh-gddt")
    for day, starts, apart in (
        (dt.date(2025, 6, 20), (0, 13), 12),
        (dt.date(2025, 6, 15), (0, 12), None),
        (dt.date(2020, 1, 1), (0,), None),
        (dt.date(2026, 6, 14), (0,), 23),
    ):
        (found,) = series(rows, known.indicators, run, {key: [day]}, {})
        assert found.starts == starts
        assert list(np.flatnonzero(found.apart)) == ([] if apart is None else [apart])


def test_what_is_reported_and_what_is_computed_are_not_one_series(
    demo: Workspace, known: Definitions
) -> None:
    run = run_of(known, "2026-M06", 24)
    rows = asked(demo, run, RATE, unit_ids=["mh-gddt"])
    early = rows["to_date"] < dt.date(2025, 6, 1)
    mixed = rows.assign(basis=rows["basis"].mask(early, "reported"))
    (found,) = series(mixed, known.indicators, run, {}, {})
    assert found.starts == (0, 11) and not found.apart.any()


def test_months_of_tet_are_apart_for_counts_and_not_for_rates(
    demo: Workspace, known: Definitions
) -> None:
    run = run_of(known, "2026-M06", 60)
    rows = asked(demo, run, RATE, COUNT, unit_ids=["mh-syt"])
    found = {
        one.indicator.indicator_id: one
        for one in series(rows, known.indicators, run, {}, {})
    }
    tet = [at for at, each in enumerate(run) if each.tet_days]
    assert list(np.flatnonzero(found[COUNT].apart)) == tet and len(tet) >= 5
    assert not found[RATE].apart.any()
    halves = run_of(known, "2026-H1", 10)
    (one_,) = series(
        asked(demo, halves, COUNT, unit_ids=["mh-syt"]),
        known.indicators,
        halves,
        {},
        {},
    )
    assert not one_.apart.any()


def trend_of(
    demo: Workspace,
    known: Definitions,
    indicator_id: str,
    unit_id: str,
    days: Sequence[dt.date] = (),
) -> trends.Trend:
    """What five years of a unit's months are judged to be."""
    run = run_of(known, "2026-M06", 60)
    rows = asked(demo, run, indicator_id, unit_ids=[unit_id])
    made = series(rows, known.indicators, run, {(indicator_id, unit_id): days}, {})
    return judge(made)[0]


def test_the_slow_worsening_is_found_and_still_going_on(
    demo: Workspace, known: Definitions
) -> None:
    found = trend_of(demo, known, RATE, "mh-gddt")
    assert (found.method, found.variation) == ("p_prime", control.WORSENING)
    said = episodes(found)
    assert said[0].is_above and said[0].rule == "shift" and said[0].first == 0
    last = newest(found, said)
    assert last is not None and not last.is_above and last.points >= 7


def test_the_step_after_the_reform_is_found_and_limits_restart_where_it_is_marked(
    demo: Workspace, known: Definitions
) -> None:
    run = run_of(known, "2026-M06", 60)
    at = next(n for n, each in enumerate(run) if each.from_date >= dt.date(2023, 6, 15))
    days = "procedures.median_days"
    found = trend_of(demo, known, days, "mh-khcn")
    before, after = (
        found.marks["direction"][side] for side in (slice(at), slice(at + 1, None))
    )
    assert set(before) == {control.WORSENING} and set(after) == {control.IMPROVING}
    marked = trend_of(demo, known, days, "mh-khcn", [dt.date(2023, 7, 1)])
    assert marked.series.starts == (0, at + 1)
    # On either side its medians are two or three whole days: no limits hold those.
    assert marked.methods == ("runs", "runs") and not episodes(marked)
    assert found.method == "xmr"


def test_the_tiny_perfect_unit_is_not_flagged(
    demo: Workspace, known: Definitions
) -> None:
    found = trend_of(demo, known, RATE, "mh-bptth")
    assert found.method == "tails" and not episodes(found)


def test_tet_is_no_alarm(demo: Workspace, known: Definitions) -> None:
    run = run_of(known, "2026-M06", 60)
    rows = asked(demo, run, COUNT)
    tet = [at for at, each in enumerate(run) if each.tet_days]
    charted = [
        one
        for one in judge(series(rows, known.indicators, run, {}, {}))
        if one.method == "xmr"
    ]
    assert len(charted) >= 5
    # Judged with the other months it would be one.
    whole = [
        control.signals(values, control.xmr(values), "neither")
        for values in (one.series.values for one in charted)
    ]
    assert sum(one["outside"].to_numpy()[tet].sum() for one in whole) >= 5
    for found in charted:
        assert not any(found.marks[rule][tet].any() for rule in control.RULES)


def test_a_level_holds_inside_its_period_and_a_count_only_for_it(
    known: Definitions,
) -> None:
    rows = pd.DataFrame(
        [
            {"period_id": "2026", "value": 0.96},
            {"period_id": "2026-H1", "value": 0.97},
            {"period_id": "2026-M02", "value": 0.98},
        ]
    ).assign(calendar="state", is_cumulative=False, part="")
    run = [period(known, f"2026-M{month:02}") for month in (1, 2, 6, 7)]
    level = targets.in_force(rows, run, known.periods, known.indicators[RATE])
    assert list(level.values()) == [0.97, 0.98, 0.97, 0.96]
    count = targets.in_force(rows, run, known.periods, known.indicators[COUNT])
    assert count == {"2026-M02": 0.98}
    parts = rows.assign(part="field=x")
    assert not targets.in_force(parts, run, known.periods, known.indicators[RATE])


def test_what_is_to_be_reached_since_the_year_began(known: Definitions) -> None:
    rows = pd.DataFrame(
        [
            {"period_id": "2026-Q1", "value": 5, "is_cumulative": False},
            {"period_id": "2026-Q2", "value": 6, "is_cumulative": False},
            {"period_id": "2026-9M", "value": 18, "is_cumulative": True},
            {"period_id": "2026-Q4", "value": 30, "is_cumulative": True},
        ]
    ).assign(calendar="state", part="")
    ends = [period(known, f"2026-YTD-M{month:02}") for month in range(1, 13)]
    found = targets.cumulative(rows, ends, known.periods)
    assert found == {"2026-YTD-M03": 5, "2026-YTD-M09": 18, "2026-YTD-M12": 30}
