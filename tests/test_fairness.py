"""Units compared: worked examples, slow references, coverage and false flags."""

import math

import numpy as np
import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2

from dashboard.stats import casemix, funnel, shrink
from dashboard.stats.intervals import byar, poisson_exact
from dashboard.stats.multiple import benjamini_hochberg

X = [12, 30, 26, 50, 42, 71, 4, 29, 48, 36]
N = [82, 98, 100, 125, 162, 151, 12, 100, 82, 99]
LEVEL = [
    *([28, 28], [398, 412], [1498, 1530], [90, 95]),
    *([633, 640], [221, 230], [61, 61], [17, 18]),
]
SHRUNK = [0.97904, 0.97139, 0.97877, 0.97123, 0.98484, 0.97104, 0.98067, 0.97589]


def test_the_funnel_of_the_worked_example() -> None:
    found = funnel.overdispersion(X, N, at=[100])
    assert found.theta == pytest.approx(0.3442, abs=5e-5)
    assert found.phi == pytest.approx(4.0091, abs=5e-5)
    assert found.tau2 == pytest.approx(0.008688, abs=5e-7)
    assert found.limits[0, 1:3] == pytest.approx([0.1660, 0.5488], abs=5e-5)
    plain = funnel.overdispersion([34, 35, 34], [100, 100, 100], at=[100])
    assert plain.tau2 == 0
    assert plain.limits[0, 1:3] == pytest.approx([0.2544, 0.4392], abs=5e-3)


def test_28_of_28_at_a_rate_of_95_per_cent_is_not_exceptional() -> None:
    low, high = funnel.tails([28], [28], 0.95)
    assert (low[0], high[0]) == (1, pytest.approx(0.238, abs=5e-4))
    assert funnel.limits([28], 0.95)[0, 2] == pytest.approx(0.9962, abs=5e-5)
    assert list(funnel.flags([28], [28], 0.95)) == ["none"]
    spread = funnel.overdispersion([28, 900, 990], [28, 1000, 1000])
    assert spread.tau2 > 0
    assert funnel.flags([28], [28], 0.95, spread)[0] == "none"


def slow_limit(n: int, rate: float, tail: float) -> float:
    """The limit by adding up the distribution."""
    below, r = 0.0, 0
    while True:
        here = math.comb(n, r) * rate**r * (1 - rate) ** (n - r)
        if below + here >= tail:
            return min(max((r - (below + here - tail) / here) / n, 0), 1)
        below, r = below + here, r + 1


@given(st.integers(1, 150), st.floats(0.02, 0.98))
@settings(max_examples=many(40), deadline=None)
def test_limits_and_tails_agree_with_adding_up(n: int, rate: float) -> None:
    found = funnel.limits([n], rate)[0]
    for tail, limit in zip(funnel.TAILS, found, strict=True):
        assert limit == pytest.approx(slow_limit(n, rate, tail), abs=1e-7)
    x = n // 3
    low, high = funnel.tails([x], [n], rate)
    assert low[0] == pytest.approx(binom.cdf(x, n, rate))
    assert high[0] == pytest.approx(binom.sf(x - 1, n, rate))
    other_low, other_high = funnel.tails([n - x], [n], 1 - rate)
    assert (low[0], high[0]) == pytest.approx((other_high[0], other_low[0]))


def test_flags_have_a_side_and_a_weight_and_need_cases() -> None:
    x, n = [20, 45, 0, np.nan, 80, 62], [100, 100, 0, 10, 100, 100]
    said = ["low", "none", "none", "none", "high", "highish"]
    assert list(funnel.flags(x, n, 0.5)) == said
    assert list(funnel.flags([38], [100], 0.5)) == ["lowish"]
    assert np.isnan(funnel.tails(x, n, 0.5)[0][2])
    # What units differ by anyway makes nobody stand out, the farthest apart.
    spread = funnel.overdispersion([20, 45, 80, 62], [100] * 4)
    assert set(funnel.flags(x, n, 0.5, spread)) == {"none"}
    # One unit alone tells nothing of how units differ.
    assert funnel.overdispersion([5], [10], winsor=0).tau2 == 0


@pytest.mark.parametrize(("n", "rate"), [([0], 0.5), ([10], 1.5)])
def test_what_is_no_funnel_is_an_error(n: list[int], rate: float) -> None:
    with pytest.raises(ValueError, match="n must be from 1"):
        funnel.limits(n, rate)
    with pytest.raises(ValueError, match="winsor"):
        funnel.overdispersion([0], [0])
    with pytest.raises(ValueError, match="winsor"):
        funnel.overdispersion([1], [2], winsor=0.5)


def test_few_blocs_of_equal_units_have_one_beyond_the_998_tail() -> None:
    chance = np.random.default_rng(7)
    sizes = chance.integers(20, 2000, (1000, 10))
    cases = chance.binomial(sizes, 0.95)
    outer = inner = 0
    for x, n in zip(cases, sizes, strict=True):
        said = set(funnel.flags(x, n, x.sum() / n.sum()))
        outer += bool(said & {"low", "high"})
        inner += bool(said - {"none"})
    assert outer / 1000 < 0.02 + 2 * math.sqrt(0.02 * 0.98 / 1000)
    # The 95 % line alone is no finding.
    assert 0.07 < inner / 1000 < 0.45


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.01, 0.5))
@settings(max_examples=many(80), deadline=None)
def test_discoveries_are_those_of_the_words(p: list[float], q: float) -> None:
    ordered = sorted(p)
    passed = [at for at, one in enumerate(ordered, 1) if one <= at * q / len(p)]
    last = ordered[passed[-1] - 1] if passed else -1.0
    found = benjamini_hochberg([*p, math.nan], q)
    assert list(found) == [*(one <= last for one in p), False]


def test_what_is_no_probability_is_an_error() -> None:
    for p, q in (([[0.1]], 0.1), ([0.1], 2.0), ([1.1], 0.1)):
        with pytest.raises(ValueError, match="p must be"):
            benjamini_hochberg(p, q)
    assert not benjamini_hochberg([math.nan], 0.1).any()


def test_the_shrunk_rates_of_the_worked_example() -> None:
    found = shrink.rates(*np.array(LEVEL).T)
    assert found == pytest.approx(SHRUNK, abs=5e-6)
    # Two perfect small units fall behind 633 of 640.
    assert list(np.argsort(-found)[:3]) == [4, 6, 0]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1))
@settings(max_examples=many(60), deadline=None)
def test_a_shrunk_rate_lies_between_its_own_and_that_of_all(
    pairs: list[tuple[int, int]],
) -> None:
    x, n = (np.array(side, float) for side in zip(*pairs, strict=True))
    n = n + x
    mean, raw = x.sum() / n.sum(), x / n
    found = shrink.rates(x, n)
    low, high = np.minimum(raw, mean), np.maximum(raw, mean)
    assert ((low - 1e-9 <= found) & (found <= high + 1e-9)).all()


def test_alike_units_shrink_to_the_mean_and_none_to_nothing() -> None:
    assert shrink.rates([50, 51, 49], [100] * 3) == pytest.approx([0.5] * 3)
    assert list(shrink.rates([5, 7], [5, 7])) == [1, 1]
    assert np.isnan(shrink.rates([0, 0], [0, 0])).all()
    assert np.isnan(shrink.rates([0, 3], [0, 9])[0])


def test_limits_of_counts() -> None:
    assert byar(10) == pytest.approx((4.787, 18.391), abs=5e-4)
    assert poisson_exact(5) == pytest.approx((1.6235, 11.6683), abs=5e-5)
    low, high = poisson_exact([0, 3, 40], [1, 2, 10])
    for at, (count, units) in enumerate(((0, 1), (3, 2), (40, 10))):
        first = chi2.ppf(0.025, 2 * count) / 2 / units if count else 0
        last = chi2.ppf(0.975, 2 * count + 2) / 2 / units
        assert (low[at], high[at]) == pytest.approx((first, last))
    assert byar(0)[0] == 0 and np.isnan(byar(3, 0)[0])
    for wrong in ((-1, 1.0, 0.95), (1, 1.0, 1.0)):
        with pytest.raises(ValueError, match=r"counts|confidence"):
            byar(*wrong)


@pytest.mark.parametrize("mean", [3, 12, 60])
def test_limits_of_counts_hold_the_truth(mean: int) -> None:
    counts = np.random.default_rng(3).poisson(mean, 4000)
    for limits in (byar, poisson_exact):
        low, high = limits(counts)
        held = ((low <= mean) & (mean <= high)).mean()
        assert held > 0.95 - 3 * math.sqrt(0.95 * 0.05 / 4000)


def test_only_difficult_cases_are_expected_to_fare_worse() -> None:
    # The first unit has difficult cases alone, at the rate all have with them.
    n = np.array([[0, 400], [500, 100], [600, 100]])
    x = np.array([[0, 320], [495, 80], [594, 80]])
    found = casemix.indirect(x, n)
    assert found["ratio"].to_numpy() == pytest.approx([1, 1, 1])
    assert ((found["low"] < 1) & (found["high"] > 1)).all()
    assert found["adjusted"].to_numpy() == pytest.approx([x.sum() / n.sum()] * 3)
    assert set(found["side"]) == {"rest"}


@pytest.mark.parametrize(("rate", "side"), [(0.97, "rest"), (0.03, "x"), (0.6, "both")])
def test_case_mix_by_hand_and_its_limits_hold_the_truth(rate: float, side: str) -> None:
    chance = np.random.default_rng(5)
    n = np.tile(chance.integers(40, 400, (1, 8, 6)), (200, 1, 1))
    x, held = chance.binomial(n, rate), []
    for cases, whole in zip(x, n, strict=True):
        found = casemix.indirect(cases, whole)
        assert set(found["side"]) == {side}
        ends = found[["adjusted_low", "adjusted", "adjusted_high"]].to_numpy()
        assert ((ends >= 0) & (ends <= 1)).all() and (np.diff(ends) >= 0).all()
        held.append((found["low"] <= 1) & (found["high"] >= 1))
    assert np.mean(held) > 0.94
    told = whole - cases if side == "rest" else cases
    for unit in range(8):
        expected = sum(
            whole[unit, one] * told[:, one].sum() / whole[:, one].sum()
            for one in range(6)
        )
        assert found["expected"][unit] == pytest.approx(expected)
        assert found["ratio"][unit] == pytest.approx(told[unit].sum() / expected)


def test_a_unit_without_cases_has_no_ratio() -> None:
    found = casemix.indirect([[5, 5], [0, 0]], [[10, 10], [0, 0]])
    assert np.isnan(found["ratio"][1]) and found["ratio"][0] == 1
    for x, n in (([1, 2], [3, 4]), ([[0]], [[0]])):
        with pytest.raises(ValueError, match="needs cases"):
            casemix.indirect(x, n)
