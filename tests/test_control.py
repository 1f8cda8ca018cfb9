"""Control charts: published examples, slow references, properties."""

import math
import statistics
import time
from fractions import Fraction
from itertools import groupby, pairwise

import numpy as np
import pandas as pd
import pytest
from control_reference import (
    Value,
    array,
    slow_p_prime,
    slow_signals,
    slow_tail_side,
    slow_xmr,
)
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.stats import control, tails
from dashboard.stats.control import Chart

LINES = ["centre", "lower", "upper", "near_lower", "near_upper"]
HALF = {"centre": 0, "lower": -1, "upper": 1, "near_lower": -2 / 3, "near_upper": 2 / 3}
MARKS = [*control.RULES, "direction"]
FEW = settings(max_examples=many(25), deadline=None)
BETTER = st.sampled_from(["higher", "lower", "neither"])

# Small numbers, so that ties and points on the centre are the rule; rising and falling
# pieces, so that trends are; and missing points.
PIECE = st.lists(st.integers(-6, 6), min_size=1, max_size=9)
SERIES = st.lists(
    st.one_of(
        PIECE, PIECE.map(sorted), st.just([None]), PIECE.map(lambda p: p[:1] * 7)
    ),
    max_size=4,
).map(lambda pieces: [value for piece in pieces for value in piece])
COUNT = st.integers(0, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
COUNTS = st.lists(st.one_of(COUNT, st.just((None, None))), max_size=25)

# NHSRplotthedots, vignettes/deviations.Rmd.
DEVIATING = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]

# Attendances at NHS accident departments, and those within four hours, by week:
# qicharts2, nhs_accidents; limits from PowerBI-SPC, test/chart-types/pprime.spec.ts.
IN_TIME = [
    *(266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320),
    *(267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989),
]
ATTENDED = [
    *(280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529),
    *(279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772),
]


def split(cases: list[tuple[int | None, int | None]]) -> tuple[list, list]:
    return [x for x, _ in cases], [n for _, n in cases]


def flat(points: int) -> pd.DataFrame:
    """Limits of 0 -+ 3, and -+ 2 near."""
    return pd.DataFrame({name: [3.0 * half] * points for name, half in HALF.items()})


def rows_of(frame: pd.DataFrame) -> list[tuple]:
    return list(frame[MARKS].itertuples(index=False, name=None))


def test_one_odd_point_widens_limits_unless_it_is_screened() -> None:
    screened, plain = control.xmr(DEVIATING), control.xmr(DEVIATING, screen=False)
    assert round(screened["centre"][0], 2) == 1.94
    assert screened[["lower", "upper"]].round(2).to_numpy()[0].tolist() == [-0.72, 4.60]
    assert plain[["lower", "upper"]].round(2).to_numpy()[0].tolist() == [-3.06, 6.95]
    # By hand: 15 ranges of 1 are left, so the near limits are 1.94 -+ 2/3 of 2.66.
    assert screened["near_upper"].round(4).unique().tolist() == [3.7178]
    assert screened["near_lower"].round(4).unique().tolist() == [0.1711]
    assert screened["moving_range"].tolist()[1:6] == [1, 1, 1, 8, 9]
    assert math.isnan(screened["moving_range"][0])
    outside = control.signals(DEVIATING, screened, "lower")
    assert outside["outside"].tolist() == [i == 4 for i in range(18)]
    assert outside["direction"][4] == control.WORSENING


def test_accident_departments_have_the_published_limits() -> None:
    found = control.p_prime(IN_TIME, ATTENDED)
    assert (found.loc[0, ["lower", "upper"]] * 100).round(4).tolist() == [
        94.013,
        96.567,
    ]
    near = found.loc[0, ["near_lower", "near_upper"]] * 100
    assert near.round(4).tolist() == [94.4386, 96.1413]
    last = found.loc[19, ["lower", "near_lower", "near_upper", "upper"]] * 100
    assert last.round(4).tolist() == [93.9975, 94.4283, 96.1516, 96.5824]
    assert found["sigma_z"].round(2).unique().tolist() == [10.64]
    rate = np.divide(IN_TIME, ATTENDED)
    half = 3 * np.sqrt(found["centre"] * (1 - found["centre"]) / ATTENDED)
    assert (np.abs(rate - found["centre"]) > half).sum() == 16
    assert not control.signals(rate, found, "higher")["outside"].any()


@FEW
@given(SERIES, st.one_of(st.none(), st.integers(2, 12)), st.booleans(), BETTER)
def test_measured_values_are_judged_as_by_the_slow_reference(
    values: list[int | None], baseline: int | None, screen: bool, better: str
) -> None:
    found = control.xmr(array(values), baseline, screen)
    expected = slow_xmr(values, baseline, screen)
    assert found.columns.tolist() == [*LINES, "moving_range"]
    for name, line in expected.items():
        assert found[name].to_numpy() == pytest.approx(array(line), nan_ok=True)
    marks = control.signals(array(values), found, better)
    assert marks.columns.tolist() == MARKS
    assert rows_of(marks) == slow_signals(values, expected, better)


@FEW
@given(COUNTS, BETTER)
def test_rates_are_judged_as_by_the_slow_reference(
    cases: list[tuple[int | None, int | None]], better: str
) -> None:
    xs, ns = split(cases)
    found, expected = control.p_prime(array(xs), array(ns)), slow_p_prime(xs, ns)
    assert found.columns.tolist() == [*LINES, "sigma_z"]
    for name, line in expected.items():
        assert found[name].to_numpy() == pytest.approx(array(line), nan_ok=True)
    rates = [x / n if n else None for x, n in cases]
    marks = control.signals(array(rates), found, better)
    assert rows_of(marks) == slow_signals(rates, expected, better)


@FEW
@given(COUNTS, st.integers(0, 40), BETTER)
def test_few_cases_are_judged_as_by_the_slow_reference(
    cases: list[tuple[int | None, int | None]], of_40: int, better: str
) -> None:
    rate = Fraction(of_40, 40)
    found = control.exact_tails(*map(array, split(cases)), float(rate), better)
    sides = [slow_tail_side(x, n, rate) if n else 0 for x, n in cases]
    assert found.columns.tolist() == MARKS
    assert found["outside"].tolist() == [side != 0 for side in sides]
    assert not found[["trend", "two_of_three", "shift"]].any(axis=None)
    marked = {"higher": "improving", "lower": "worsening", "neither": "up"}
    fallen = {"higher": "worsening", "lower": "improving", "neither": "down"}
    words = {0: "usual", 1: marked[better], -1: fallen[better]}
    assert found["direction"].tolist() == [
        words[side] if n else "missing"
        for (_, n), side in zip(cases, sides, strict=True)
    ]


@pytest.mark.parametrize("rate", [0.03, 0.5, 0.95, 0.99])
def test_exact_tails_are_those_between_units(rate: float) -> None:
    n = np.repeat(np.arange(1, 60), 60)
    x = np.minimum(np.tile(np.arange(60), 59), n)
    found = control.exact_tails(x, n, rate)["outside"]
    low, high = tails.lower_tail(x, n, rate), tails.upper_tail(x, n, rate)
    assert found.tolist() == ((low <= 0.001) | (high <= 0.001)).tolist()


def test_a_perfect_small_unit_is_not_marked() -> None:
    found = control.exact_tails([28, 26, 22, 21], [28, 28, 28, 28], 0.95, "higher")
    # P(X <= 22) is .0022, P(X <= 21) is .0003.
    assert found["direction"].tolist() == ["usual", "usual", "usual", "worsening"]
    # 3 of 3 at a rate of 10 % has a probability of .001: enough.
    assert control.exact_tails([3, 2], [3, 3], 0.1)["outside"].tolist() == [True, False]


# Values about 0, with limits at -+ 3 and near limits at -+ 2, and the places marked.
BOUNDARIES: list[tuple[str, list[Value], list[int]]] = [
    ("outside", [3, -3, 3.01, -3.01, 0], [2, 3]),
    ("outside", [3 + 1e-13, 4], [1]),
    ("shift", [1] * 6, []),
    ("shift", [-1, *[1] * 7, -1], [*range(1, 8)]),
    ("shift", [-1, *[-1, -2] * 4], [*range(9)]),
    ("shift", [1, 1, 1, 0, 1, 1, 1, 1, 1, 1], []),
    ("shift", [1, 1, 1, 1e-13, 1, 1, 1, 1], []),
    ("shift", [1, 1, 1, None, 1, 1, 1, 1, 1], []),
    ("shift", [1, 1, 1, 1, -1, -1, -1, -1], []),
    ("trend", [-3, -2, -1, 0, 1, 2], []),
    ("trend", [9, -3, -2, -1, 0, 1, 2, 3, 2], [*range(1, 8)]),
    ("trend", [3, 2, 1, 0, -1, -2, -3, -4], [*range(8)]),
    ("trend", [-3, -2, -1, -1, 0, 1, 2, 3], []),
    ("trend", [-3, -2, -1, None, 0, 1, 2, 3], []),
    ("trend", [0, 1, 2, 3, 4, 5, 4, 3, 2, 1], []),
    ("trend", [*range(7), *range(5, -1, -1)], [*range(13)]),
    ("two_of_three", [2.1, 0.1, 2.1], [0, 2]),
    ("two_of_three", [-2.1, -2.1, -0.1], [0, 1]),
    ("two_of_three", [2.1, 3.5, 0.1], [0, 1]),
    ("two_of_three", [3.5, 3.5, 3.5], [0, 1, 2]),
    ("two_of_three", [2.1, 0, 2.1], []),
    ("two_of_three", [2.1, -0.1, 2.1], []),
    ("two_of_three", [-2.1, 2.1, 2.1], []),
    ("two_of_three", [2, 2, 2], []),
    ("two_of_three", [2.1, 2.1], []),
    ("two_of_three", [2.1, None, 2.1, 0.1], []),
    ("two_of_three", [2.1, 0.1, 0.1, 2.1], []),
    ("two_of_three", [2.1, 0.1, 2.1, 0.1, 0.1, 2.1], [0, 2]),
]


@pytest.mark.parametrize(("rule", "values", "marked"), BOUNDARIES)
def test_each_rule_at_its_boundary(
    rule: str, values: list[Value], marked: list[int]
) -> None:
    for turned in (1, -1):
        given_ = array(values) * turned
        found = control.signals(given_, flat(len(values)), "higher")
        assert np.flatnonzero(found[rule]).tolist() == marked


def test_the_first_rule_that_hits_gives_the_direction() -> None:
    # Falling, though above the centre; the last point is outside, below.
    values = [2.9, 2.8, 2.7, 2.6, 2.5, 2.4, 2.3, -4]
    found = control.signals(values, flat(8), "higher")
    assert found["shift"].tolist() == [True] * 7 + [False]
    assert found["two_of_three"].tolist() == [True] * 7 + [False]
    assert found["trend"].all() and found["direction"].eq("worsening").all()
    found = control.signals([3.5, *values[1:]], flat(8), "higher")
    assert found["direction"].tolist() == ["improving"] + ["worsening"] * 7
    # A far pair pulls up, the trend that it starts pulls down.
    found = control.signals([2.5, 2.4, *[1] * 5, -1], flat(8), "lower")
    assert found["direction"].tolist() == ["worsening"] * 7 + ["usual"]


def test_later_points_do_not_turn_a_mark_round() -> None:
    peak = [*range(7), *range(5, -1, -1)]
    for seen in (7, 10, 13):
        found = control.signals(peak[:seen], flat(seen) * 9, "neither")
        assert found["direction"][6] == "up"
    assert found["direction"].tolist() == ["up"] * 7 + ["down"] * 6


@FEW
@given(SERIES, st.sampled_from([0.25, 2, 1024]), st.integers(-1000, 1000))
def test_units_and_their_zero_are_no_matter(
    values: list[int | None], scale: float, shift: int
) -> None:
    plain, moved = array(values), array(values) * scale + shift
    before, after = control.xmr(plain), control.xmr(moved)
    for name in LINES:
        expected = before[name].to_numpy() * scale + shift
        assert after[name].to_numpy() == pytest.approx(expected, abs=1e-9, nan_ok=True)
    pd.testing.assert_frame_equal(
        control.signals(plain, before, "higher"),
        control.signals(moved, after, "higher"),
    )


@FEW
@given(SERIES)
def test_what_is_better_higher_is_worse_lower(values: list[int | None]) -> None:
    plain = control.xmr(array(values))
    up, down = (control.signals(array(values), plain, b) for b in ("higher", "lower"))
    turned = control.signals(-array(values), control.xmr(-array(values)), "lower")
    pd.testing.assert_frame_equal(up, turned)
    pd.testing.assert_frame_equal(up[list(control.RULES)], down[list(control.RULES)])
    swapped = {"improving": "worsening", "worsening": "improving"}
    assert up["direction"].tolist() == down["direction"].replace(swapped).tolist()


@FEW
@given(COUNTS)
def test_limits_of_cases_and_of_the_rest_mirror_each_other(
    cases: list[tuple[int | None, int | None]],
) -> None:
    x, n = map(array, split(cases))
    plain, rest = control.p_prime(x, n), control.p_prime(n - x, n)
    for name, other in (("upper", "lower"), ("near_upper", "near_lower")):
        mirrored = 1 - rest[other].to_numpy()
        assert plain[name].to_numpy() == pytest.approx(mirrored, abs=1e-9, nan_ok=True)


@FEW
@given(st.lists(SERIES, min_size=1, max_size=6), st.data())
def test_many_series_are_judged_as_each_alone(
    given_: list[list[int | None]], data: st.DataObject
) -> None:
    width = max(map(len, given_))
    values = np.array([array([*v, *[None] * (width - len(v))]) for v in given_])
    length = len(given_)
    better = data.draw(st.lists(BETTER, min_size=length, max_size=length))
    targets = data.draw(
        st.lists(st.sampled_from([-9, 0, 9, np.nan]), min_size=length, max_size=length)
    )
    baseline = data.draw(
        st.lists(st.sampled_from([3, 8, np.inf]), min_size=length, max_size=length)
    )
    limits = control.xmr_many(values, baseline)
    marks = control.signals_many(values, limits, better)
    variation, assurance = control.icons_many(marks, limits, targets, better)
    for row, series in enumerate(values):
        first = None if np.isinf(baseline[row]) else int(baseline[row])
        alone = control.xmr(series, first)
        for name in limits:
            assert alone[name].to_numpy() == pytest.approx(
                limits[name][row], rel=1e-12, abs=1e-12, nan_ok=True
            )
        judged = control.signals(series, alone, better[row])
        for name in MARKS:
            assert judged[name].tolist() == marks[name][row].tolist()
        icons = control.icons(judged, alone, targets[row], better=better[row])
        assert icons == (variation[row], assurance[row])


def test_many_series_of_rates_are_judged_as_each_alone() -> None:
    rng = np.random.default_rng(3)
    n = rng.integers(0, 60, (40, 15)).astype(float)
    n[rng.random(n.shape) < 0.1] = np.nan
    n[7], n[8, 1:] = 0, np.nan
    x = np.where(n > 0, rng.binomial(np.nan_to_num(n).astype(int), 0.8), n)
    x[9] = n[9]
    many_limits = control.p_prime_many(x, n)
    chartable = control.chartable_many(x, n)
    centre = many_limits["centre"][:, 0]
    marks = control.exact_tails_many(x, n, centre, "higher")
    assert 0 < chartable.sum() < 40
    for row in range(40):
        alone = control.p_prime(x[row], n[row])
        expected = np.array([many_limits[name][row] for name in alone]).T
        assert alone.to_numpy() == pytest.approx(expected, abs=1e-12, nan_ok=True)
        assert control.chartable(x[row], n[row]) == chartable[row]
        judged = control.exact_tails(x[row], n[row], centre[row], "higher")
        assert judged["outside"].tolist() == marks["outside"][row].tolist()
        assert judged["direction"].tolist() == marks["direction"][row].tolist()


def test_limits_of_a_baseline_stay_while_the_series_moves() -> None:
    values = [5, 7, None, 6, 8, 6, 7, 90, 91]
    frozen = control.xmr(array(values), baseline=6)
    before = control.xmr(array(values[:7]))
    assert frozen[LINES].drop_duplicates().to_numpy().tolist() == [
        before.loc[0, LINES].tolist()
    ]
    assert frozen["moving_range"].tolist()[-2:] == [83, 1]
    marks = control.signals(array(values), frozen, "higher")
    assert np.flatnonzero(marks["outside"]).tolist() == [7, 8]


def test_a_gap_has_no_moving_range_over_it() -> None:
    found = control.xmr([1, 2, np.nan, 9, 10])
    assert found["moving_range"].tolist()[1] == found["moving_range"].tolist()[4] == 1
    assert found["moving_range"].isna().tolist() == [True, False, True, True, False]
    assert found["upper"].tolist() == [5.5 + 2.66] * 5
    rates = control.p_prime([1, 2, np.nan, 9, 9, 0], [10, 10, 10, 10, 10, 0])
    assert rates["upper"].isna().tolist() == [False] * 2 + [True] + [False] * 2 + [True]
    # Of .525 +- .158, a step of .1 and one of 0: a mean of .3166 sigma over 1.128.
    assert rates["sigma_z"][0] == pytest.approx(0.05 / math.sqrt(0.02494) / 1.128, 1e-3)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 95.7, -1e12 / 7])
def test_equal_values_are_never_marked(value: float) -> None:
    for length in (1, 12, 13, 60):
        values = [value] * length
        found = control.signals(values, control.xmr(values), "higher")
        assert found["direction"].eq("usual").all()


def test_one_month_that_differs_is_marked_alone() -> None:
    values = [1.0] * 10 + [0.9] + [1.0] * 5
    limits = control.xmr(values)
    assert limits["lower"][0] == pytest.approx(0.99375 - 2.66 * 0.2 / 15)
    found = control.signals(values, limits, "higher")
    assert np.flatnonzero(found["outside"]).tolist() == [10]


def test_without_points_there_is_nothing_and_with_one_only_a_centre() -> None:
    assert control.xmr([]).empty and control.p_prime([], []).empty
    nothing = control.signals([], control.xmr([]), "lower")
    assert nothing.empty and nothing.columns.tolist() == MARKS
    assert control.icons(nothing, control.xmr([]), 3, better="lower") == (
        *("missing", "none"),
    )
    gone = control.xmr([np.nan, np.nan])
    assert gone.isna().all(axis=None)
    found = control.signals([np.nan, np.nan], gone, "lower")
    assert control.icons(found, gone, 3, better="lower") == ("missing", "none")
    single = control.xmr([4])
    assert single["centre"][0] == 4 and single.isna().sum(axis=1)[0] == 5
    assert control.icons(
        control.signals([4], single, "lower"), single, 3, better="lower"
    )
    assert control.p_prime([np.nan, 0], [5, 0]).isna().all(axis=None)
    assert control.p_prime([2], [5])["upper"].isna().all()


@pytest.mark.parametrize("rate", [0, 1])
def test_a_rate_of_all_or_none_has_limits_on_itself(rate: int) -> None:
    n = np.array([24, 7, np.nan, 31])
    found = control.p_prime(rate * n, n)
    assert (found[LINES].dropna() == rate).all(axis=None) and len(found.dropna()) == 0
    assert found["upper"].isna().tolist() == [False, False, True, False]
    marks = control.signals(rate * n / n, found, "higher")
    assert marks["direction"].tolist() == ["usual", "usual", "missing", "usual"]


# Limits of 0 -+ 3, the target, and what it says where higher, lower, neither is better.
TARGETS = [
    (3.1, ("fails", "passes", "none")),
    (3, ("hit_and_miss", "hit_and_miss", "none")),
    (0, ("hit_and_miss", "hit_and_miss", "none")),
    (-3, ("hit_and_miss", "hit_and_miss", "none")),
    (-3.1, ("passes", "fails", "none")),
    (None, ("none", "none", "none")),
]


@pytest.mark.parametrize(("target", "assurance"), TARGETS)
def test_a_target_beyond_the_limits_is_always_met_or_never(
    target: float | None, assurance: tuple[str, str, str]
) -> None:
    for better, word in zip(("higher", "lower", "neither"), assurance, strict=True):
        marks = control.signals([0, 1], flat(2), better)
        assert control.icons(marks, flat(2), target, better=better) == ("usual", word)
        assert control.icons(marks, None, target, better=better) == ("usual", "none")


def test_icons_speak_of_the_last_point_with_a_value() -> None:
    marks = control.signals([0, 4, np.nan, np.nan], flat(4), "higher")
    limits = flat(4)
    limits["upper"] = [3, 4, 5, np.nan]
    assert control.icons(marks, limits, 4.5, better="higher") == ("improving", "fails")
    marks = control.signals([4, 0, np.nan], flat(3), "neither")
    assert control.icons(marks, flat(3), 9, better="neither") == ("usual", "none")
    tails_ = control.exact_tails([9, 0], [10, 10], 0.9, "lower")
    assert control.icons(tails_, None, 1, better="lower") == ("improving", "none")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # By hand: median 5, 3 points on it, so 10: log2 is 3.32, the 5 % quantile of 9
        # tosses 2 (10 ways of 512 for 1 or less, 46 for 2).
        (
            [1, 2, 5, 3, 4, 5, 1, 9, 8, np.nan, 7, 6, 9, 5],
            control.Runs(5, 6, 1, 2, True),
        ),
        ([1, 9, 1, 9, 1, 9, 1, 9, 1, 9], control.Runs(1, 6, 9, 2, False)),
        ([*[1] * 4, 9, *[1] * 3, *[9] * 6], control.Runs(6, 7, 3, 4, True)),
        ([*[1] * 8, 9, *[1, 9] * 8, *[9] * 7], control.Runs(8, 8, 17, 11, False)),
        ([], control.Runs(0, 3, 0, 0, False)),
        ([3, 3, np.nan], control.Runs(0, 3, 0, 0, False)),
        ([3, 4], control.Runs(1, 4, 1, 0, False)),
    ],
)
def test_runs_about_the_median(values: list[float], expected: control.Runs) -> None:
    assert control.run_rules(values) == expected


@FEW
@given(SERIES)
def test_runs_are_those_of_the_slow_reference(values: list[int | None]) -> None:
    found = control.run_rules(array(values))
    there = [value for value in values if value is not None]
    middle = statistics.median(there or [0])
    above = [value > middle for value in there if value != middle]
    n = len(above)
    assert found.longest == max(
        (len(list(run)) for _, run in groupby(above)), default=0
    )
    assert found.crossings == sum(a != b for a, b in pairwise(above))
    if n > 1:
        assert found.longest_limit == round(math.log2(n) + 3)
        assert found.crossings_limit == binom.ppf(0.05, n - 1, 0.5)
    too_long = found.longest > found.longest_limit
    assert found.signal == (too_long or found.crossings < found.crossings_limit)


def test_limits_are_drawn_from_a_spread_of_five_in_the_median_period() -> None:
    # 20 x .5 x .5 is 5; of an even number of periods the middle two on average.
    assert control.chartable([10] * 12, [20] * 12)
    assert control.chartable([10] * 6 + [9] * 5, [20] * 6 + [18] * 5)
    assert not control.chartable([10] * 6 + [9] * 6, [20] * 6 + [18] * 6)
    assert control.chartable([9, 11, 0, np.nan], [18, 22, 0, 90])
    assert not control.chartable([9, 10], [18, 20])
    assert not control.chartable([24] * 12, [24] * 12)
    assert not control.chartable([], []) and not control.chartable([np.nan], [5])
    # At a rate of 95 % that is 106 cases a month.
    assert control.chartable([1900, *[np.nan] * 2], [2000, 5, 5])
    assert not control.chartable([95] * 12, [100] * 12)


def test_columns_of_frames_are_taken_and_left_as_they_were() -> None:
    frame = pd.DataFrame({"x": [3, None, 5, 4], "n": [5, 6, 7, 8], "v": [1.5, 2, 1, 9]})
    frame = frame.astype({"x": "Int64"})
    before = frame.copy()
    limits = control.xmr(frame["v"], baseline=3)
    kept = limits.copy()
    marks = control.signals(frame["v"], limits, "higher")
    control.icons(marks, limits, 3, better="higher")
    control.p_prime(frame["x"], frame["n"])
    control.exact_tails(frame["x"], frame["n"], 0.5)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(limits, kept)


def test_what_cannot_be_a_chart_is_refused() -> None:
    marks = control.signals([0, 1], flat(2), "higher")
    for why, refused in [
        ("finite", lambda: control.xmr([1, np.inf])),
        ("finite", lambda: control.run_rules([1, -np.inf])),
        ("a list", lambda: control.xmr_many([1, 2, 3])),
        ("baseline", lambda: control.xmr([1, 2, 3], baseline=1)),
        ("baseline", lambda: control.xmr_many([[1, 2, 3]], baseline=[np.nan])),
        ("0 <= x <= n", lambda: control.p_prime([3], [2])),
        ("0 <= x <= n", lambda: control.chartable([-1], [2])),
        ("0 <= x <= n", lambda: control.exact_tails([3], [np.inf], 0.5)),
        ("whole", lambda: control.p_prime([1.5], [2])),
        ("whole", lambda: control.exact_tails([1], [2.5], 0.5)),
        ("one length", lambda: control.p_prime([1, 2], [2])),
        ("one length", lambda: control.chartable(1, 2)),
        ("centre", lambda: control.exact_tails([1], [2], 1.1)),
        ("centre", lambda: control.exact_tails([1], [2], -0.1)),
        ("better", lambda: control.exact_tails([1], [2], 0.5, "up")),
        ("better", lambda: control.signals([0, 1], flat(2), "more")),
        ("better", lambda: control.icons(marks, flat(2), 1, better="")),
        ("same points", lambda: control.signals([0, 1], flat(3), "higher")),
        ("judged", lambda: Chart.of_rate([1], [2], "p")),
        ("judged", lambda: Chart.of_rate([1], [2], "tails", baseline=12)),
        ("at least 1", lambda: control.expected_false_marks([], draws=0)),
    ]:
        with pytest.raises(ValueError, match=why):
            refused()


def test_nine_hundred_series_of_sixty_points_take_no_time() -> None:
    rng = np.random.default_rng(900)
    values = rng.normal(size=(900, 60))
    start = time.perf_counter()
    limits = control.xmr_many(values)
    marks = control.signals_many(values, limits, ["higher"] * 450 + ["lower"] * 450)
    control.icons_many(marks, limits, np.zeros(900), "higher")
    assert time.perf_counter() - start < 2  # some 10 ms on a machine at rest
