"""Ranks as far as they are known: slow references, coverage, false differences."""

import itertools
import math

import numpy as np
import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from dashboard.stats import ranks

counted = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6
)


def slow(x: list[int], n: list[int], sign: int) -> list[tuple[float, float]]:
    """Lowest and highest ranks from the words: Fisher, Holm, count who is better."""
    pairs = list(itertools.combinations(range(len(x)), 2))
    p = {
        (a, b): fisher_exact([[x[a], n[a] - x[a]], [x[b], n[b] - x[b]]]).pvalue
        for a, b in pairs
    }
    told = set()
    for at, pair in enumerate(sorted(pairs, key=lambda one: p[one])):
        if p[pair] > 0.05 / (len(pairs) - at):
            break
        told.add(pair)
    found = []
    for unit in range(len(x)):
        others = [pair for pair in told if unit in pair]
        better = worse = 0
        for a, b in others:
            other = b if unit == a else a
            is_better = sign * x[other] / n[other] > sign * x[unit] / n[unit]
            better, worse = better + is_better, worse + (not is_better)
        found.append((1 + better, len(x) - worse))
    return found


@given(counted, st.sampled_from(["higher", "lower"]))
@settings(max_examples=many(40), deadline=None)
def test_ranks_of_counts_are_those_of_the_words(
    pairs: list[tuple[int, int]], better: str
) -> None:
    x = [one for one, _ in pairs]
    n = [one + more + 1 for one, more in pairs]
    found = ranks.confidence_counts(x, n, better)
    expected = slow(x, n, 1 if better == "higher" else -1)
    assert list(found.itertuples(index=False, name=None)) == expected
    turned = ranks.confidence_counts(x, n, "lower" if better == "higher" else "higher")
    assert list(turned["lowest"]) == list(len(x) + 1 - found["highest"])


@pytest.mark.parametrize(
    ("x", "n"),
    [([7, 2], [9, 11]), ([0, 0], [4, 9]), ([950_000, 94_300], [1_000_000, 99_000])],
)
def test_fishers_test_is_that_of_scipy(x: list[int], n: list[int]) -> None:
    expected = fisher_exact([[a, b - a] for a, b in zip(x, n, strict=True)]).pvalue
    found = ranks._fisher(np.array(x, float), np.array(n, float), 0, 1)
    assert found == pytest.approx(expected, rel=1e-6)


def test_what_cannot_be_by_chance_has_no_chance() -> None:
    far = np.array([1_000_000.0, 0.0]), np.array([1_000_000.0, 1_000_000.0])
    assert ranks._fisher(*far, 0, 1) == 0


def test_a_unit_without_cases_takes_no_place() -> None:
    found = ranks.confidence_counts([90, 0, 500, 20], [100, 0, 1000, 20], "higher")
    assert list(found["lowest"].fillna(0)) == [1, 0, 3, 1]
    assert list(found["highest"].fillna(0)) == [2, 0, 3, 2]
    drawn = ranks.simulated([90, 0, 500], [100, 0, 1000], "higher", draws=500)
    assert drawn["median"].isna().tolist() == [False, True, False]
    assert list(drawn["p_first"].dropna()) == [1, 0]
    assert ranks.simulated([0], [0], "lower")["low"].isna().all()


def test_blocs_of_equal_units_are_seldom_called_different() -> None:
    chance, blocs, false = np.random.default_rng(11), 1000, 0
    for at in range(blocs):
        n = chance.integers(20, 2000, 10)
        x = chance.binomial(n, 0.95 if at % 2 else 0.8)
        found = ranks.confidence_counts(x, n, "higher")
        false += bool((found["lowest"] > 1).any())
    assert false / blocs <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / blocs)


def told_apart(
    estimate: list[float], drawn: np.ndarray, se: list[float], pairs: list, level: float
) -> set[tuple[int, int]]:
    """Pairs that differ: leave out those told apart, and look again."""

    def standardised(values: np.ndarray, one: int, other: int) -> np.ndarray:
        return abs(values[one] - values[other]) / math.hypot(se[one], se[other])

    left, told = list(pairs), set()
    while left:
        largest = [max(standardised(row, *pair) for pair in left) for row in drawn]
        bar = np.quantile(largest, level)
        gone = {p for p in left if standardised(np.array(estimate), *p) > bar}
        if not gone:
            break
        told |= gone
        left = [pair for pair in left if pair not in gone]
    return told


@pytest.mark.parametrize("is_simultaneous", [True, False])
@pytest.mark.parametrize("seed", range(many(3)))
def test_ranks_of_estimates_are_those_of_the_words(
    seed: int, is_simultaneous: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranks, "DRAWS", 400)
    chance = np.random.default_rng(seed)
    units = int(chance.integers(2, 6))
    estimate, se = chance.normal(0, 1, units), chance.uniform(0.1, 0.5, units)
    drawn = np.random.default_rng(seed).standard_normal((400, units)) * se
    pairs = list(itertools.combinations(range(units), 2))
    families = [pairs]
    if not is_simultaneous:
        families = [[p for p in pairs if unit in p] for unit in range(units)]
    told = [told_apart(list(estimate), drawn, list(se), f, 0.9) for f in families]
    expected = []
    for unit in range(units):
        mine = [pair for pair in told[unit % len(told)] if unit in pair]
        others = [sum(pair) - unit for pair in mine]
        better = sum(estimate[other] > estimate[unit] for other in others)
        expected.append((1 + better, units - len(others) + better))
    found = ranks.confidence(
        estimate, se, "higher", 0.9, seed, is_simultaneous=is_simultaneous
    )
    assert list(found.itertuples(index=False, name=None)) == expected


# Mathematics in PISA 2018: mean score and its standard error of the 37 countries of the
# OECD (OECD 2019, PISA 2018 Results, volume I), with the United Kingdom first.
PISA = """
501.7699 2.5644 491.3600 1.9398 498.9423 2.9710 508.0703 2.2627 512.0169 2.3575
417.4066 2.4159 390.9323 2.9896 499.4677 2.4607 509.3984 1.7350 523.4146 1.7436
507.3014 1.9679 495.4076 2.3202 500.0438 2.6471 451.3703 3.0912 481.0826 2.3196
495.1874 1.9531 499.6329 2.1986 463.0345 3.4986 486.5899 2.7800 526.9733 2.4715
525.9330 3.1214 496.1263 1.9628 481.1912 1.9533 483.4215 1.0976 408.8015 2.4932
519.2310 2.6323 494.4897 1.7059 500.9638 2.2190 515.6479 2.6021 492.4874 2.6846
486.1649 2.5556 508.8975 1.3639 481.3926 1.4624 502.3877 2.6543 515.3147 2.9080
453.5078 2.2604 478.2447 3.2354
"""


def test_the_published_example_of_pisa() -> None:
    score, se = np.array(PISA.split(), float).reshape(-1, 2).T
    assert (score > score[0]).sum() == 12
    of_itself = ranks.confidence(score, se, "higher", is_simultaneous=False).iloc[0]
    # 7 in the text and 8 in the code of the vignette of csranks: the edge of its draws.
    assert of_itself["lowest"] in (7, 8) and of_itself["highest"] == 23
    of_all = ranks.confidence(score, se, "higher").iloc[0]
    assert of_all["lowest"] <= of_itself["lowest"] and of_all["highest"] >= 23


@pytest.mark.parametrize("is_simultaneous", [True, False])
def test_ranks_of_estimates_hold_the_truth(is_simultaneous: bool) -> None:
    chance = np.random.default_rng(2)
    truth, se = np.array([0.0, 0.1, 0.5, 1.0, 1.2, 2.0]), np.full(6, 0.25)
    place, held = np.arange(6, 0, -1), []
    for seed in range(60):
        drawn = truth + se * chance.standard_normal(6)
        found = ranks.confidence(
            drawn, se, "higher", seed=seed, is_simultaneous=is_simultaneous
        )
        held.append((found["lowest"] <= place) & (place <= found["highest"]))
    share = np.all(held, axis=1).mean() if is_simultaneous else np.mean(held)
    assert share >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / 60)


def test_estimates_far_apart_are_in_order_and_near_ones_open() -> None:
    far = ranks.confidence([1, 2, 3], [0.1] * 3, "higher")
    assert list(far["lowest"]) == list(far["highest"]) == [3, 2, 1]
    near = ranks.confidence([1, 1.01, 3], [0.1] * 3, "lower")
    assert list(near["lowest"]) == [1, 1, 3] and list(near["highest"]) == [2, 2, 3]
    alone = ranks.confidence([1, 1.2, 3], [0.1] * 3, "lower", is_simultaneous=False)
    assert (alone["highest"] <= near["highest"]).all()


@pytest.mark.parametrize(
    ("estimate", "se", "better", "confidence"),
    [
        ([1, 2], [0.1, 0.0], "higher", 0.95),
        ([1, math.nan], [0.1, 0.1], "higher", 0.95),
        ([1, 2], [0.1], "higher", 0.95),
        ([1, 2], [0.1, 0.1], "neither", 0.95),
        ([1, 2], [0.1, 0.1], "higher", 1.0),
    ],
)
def test_what_has_no_error_or_no_direction_is_refused(
    estimate: list[float], se: list[float], better: str, confidence: float
) -> None:
    with pytest.raises(ValueError, match=r"se|better|confidence"):
        ranks.confidence(estimate, se, better, confidence)


def test_simulated_ranks_are_those_of_drawn_rates() -> None:
    x, n = [28, 398, 633], [28, 412, 640]
    found = ranks.simulated(x, n, "higher", draws=4000, seed=1)
    again = ranks.simulated(x, n, "higher", draws=4000, seed=1)
    assert found.equals(again)
    chance, first = np.random.default_rng(9), np.zeros(3)
    for _ in range(4000):
        drawn = [chance.beta(a + 0.5, b - a + 0.5) for a, b in zip(x, n, strict=True)]
        first[int(np.argmax(drawn))] += 1
    assert found["p_first"].to_numpy() == pytest.approx(first / 4000, abs=0.04)
    assert found["p_first"].sum() == pytest.approx(1)
    assert (found["low"] <= found["median"]).all()
    with pytest.raises(ValueError, match="draw"):
        ranks.simulated(x, n, "higher", draws=0)


def test_groups_end_where_all_that_follow_are_placed_after() -> None:
    assert list(ranks.bands([1, 1, 3, 4], [2, 2, 4, 4])) == [1, 1, 2, 2]
    assert list(ranks.bands([3, 1, 1], [3, 2, 2])) == [2, 1, 1]
    # A unit that may hold any place ties no groups together.
    assert list(ranks.bands([1, 1, 1, 3, 5], [3, 3, 5, 4, 5])) == [1, 1, 0, 2, 3]
    assert list(ranks.bands([1, 1], [2, 2])) == [1, 1]
    assert np.isnan(ranks.bands([1, math.nan], [1, math.nan])).tolist() == [False, True]
    with pytest.raises(ValueError, match="rank of each"):
        ranks.bands([1, 2], [1])
