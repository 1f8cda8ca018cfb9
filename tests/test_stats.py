"""Intervals of rates: worked examples, properties, a slow reference, real coverage."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from dashboard.stats.intervals import wilson
from dashboard.stats.rates import with_intervals
from dashboard.stats.tails import lower_tail, upper_tail

COUNTS = st.integers(1, 5000).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (24, 24, 0.8620, 1.0),
        (24, 28, 0.6851, 0.9430),
        (0, 24, 0.0, 0.1380),
        # Newcombe (1998), table I, method 3: 81/263, 15/148, 1/29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(
    x: int, n: int, low: float, high: float
) -> None:
    assert [round(float(end), 4) for end in wilson(x, n)] == [low, high]


@given(COUNTS)
def test_wilson_solves_the_score_equation(counts: tuple[int, int]) -> None:
    x, n = counts
    z = norm.ppf(0.975)

    def score(p: float) -> float:
        return abs(x / n - p) - z * math.sqrt(p * (1 - p) / n)

    low, high = (float(end) for end in wilson(x, n))
    rate = x / n
    if x == 0:
        assert high == pytest.approx(z**2 / (n + z**2))
    elif x < n:
        assert low == pytest.approx(brentq(score, 1e-12, rate), abs=1e-9)
        assert high == pytest.approx(brentq(score, rate, 1 - 1e-12), abs=1e-9)


@given(COUNTS, st.floats(0.5, 0.99))
def test_limits_hold_the_rate_mirror_and_widen_with_confidence(
    counts: tuple[int, int], confidence: float
) -> None:
    x, n = counts
    low, high = wilson(x, n, confidence)
    assert 0 <= low <= x / n <= high <= 1
    mirrored = wilson(n - x, n, confidence)
    assert mirrored[0] == pytest.approx(1 - high) and mirrored[1] == pytest.approx(
        1 - low
    )
    wider = wilson(x, n, 0.995)
    assert wider[0] <= low and wider[1] >= high


def test_ninety_five_in_a_hundred_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(20260614)
    for truth, n in ((0.5, 30), (0.9, 40), (0.97, 200)):
        low, high = wilson(rng.binomial(n, truth, 20_000), np.full(20_000, n))
        assert 0.925 < np.mean((low <= truth) & (truth <= high)) < 0.985


def test_arrays_keep_their_shape_and_nothing_of_nothing_is_missing() -> None:
    low, high = wilson([0, 5, 0], [0, 10, 10])
    assert np.isnan(low[0]) and np.isnan(high[0])
    assert low.shape == (3,) and low[2] == 0 and high[1] < 1


@pytest.mark.parametrize(
    ("x", "n", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 0), (1, 5, 1)]
)
def test_impossible_counts_and_confidences_are_refused(
    x: int, n: int, confidence: float
) -> None:
    with pytest.raises(ValueError, match=r"confidence|counts"):
        wilson(x, n, confidence)


def test_rates_are_divided_in_one_place_and_the_frame_is_left_alone() -> None:
    given_ = pd.DataFrame(
        {
            "numerator": [24.0, 0, 5, 28, np.nan],
            "denominator": [28.0, 0, 4, np.nan, np.nan],
            "value": [0.9, 0.5, 1.25, 28, 0.97],
        }
    )
    before = given_.copy()
    found = with_intervals(given_)
    pd.testing.assert_frame_equal(given_, before)
    assert found["value"].round(4).tolist()[0] == 0.8571
    assert np.isnan(found["value"][1]) and np.isnan(found["low"][1])
    assert found["value"][2] == 1.25 and np.isnan(found["high"][2])
    assert found["value"].tolist()[3:] == [28, 0.97]
    assert found["low"].isna().tolist() == [False, True, True, True, True]


@given(COUNTS, st.floats(0, 1))
def test_tails_are_the_sums_of_the_binomial_probabilities(
    counts: tuple[int, int], rate: float
) -> None:
    x, n = counts
    x, n = min(x, 60), min(n, 60)
    each = [math.comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(n + 1)]
    assert lower_tail(x, n, rate) == pytest.approx(math.fsum(each[: x + 1]), abs=1e-9)
    assert upper_tail(x, n, rate) == pytest.approx(math.fsum(each[x:]), abs=1e-9)


def test_a_small_unit_with_a_perfect_record_is_not_unusual() -> None:
    assert float(upper_tail(28, 28, 0.95)) == pytest.approx(0.238, abs=5e-4)
    assert float(lower_tail(28, 28, 0.95)) == 1
    assert float(upper_tail(0, 28, 0.95)) == 1


@pytest.mark.parametrize(("x", "n", "rate"), [(-1, 5, 0.5), (6, 5, 0.5), (1, 5, 1.5)])
def test_tails_of_impossible_counts_are_refused(x: int, n: int, rate: float) -> None:
    for tail in (lower_tail, upper_tail):
        with pytest.raises(ValueError, match=r"counts|rate"):
            tail(x, n, rate)
