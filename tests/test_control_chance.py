"""How often chance alone marks control charts: published shares and exact ones."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from control_reference import (
    array,
    slow_p_prime,
    slow_signals,
    slow_xmr,
)
from scipy.stats import binom

from dashboard.stats import control
from dashboard.stats.control import Chart


def any_mark(marks: dict[str, np.ndarray]) -> np.ndarray:
    return np.any([marks[rule] for rule in control.RULES], axis=0)


def near(share: float, draws: int, errors: float = 4) -> object:
    """So many standard errors of a share about it."""
    return pytest.approx(share, abs=errors * math.sqrt(share * (1 - share) / draws))


@pytest.mark.parametrize(("points", "share"), [(12, 0.07), (24, 0.19)])
def test_chance_alone_marks_a_chart(points: int, share: float) -> None:
    rng = np.random.default_rng(20260614)
    values = rng.normal(50, 3, (5000, points))
    marks = any_mark(
        control.signals_many(values, control.xmr_many(values), better="higher")
    )
    assert marks.any(axis=1).mean() == near(share, 5000)
    assert marks[:, -1].mean() == near(0.017, 5000)
    said = control.expected_false_marks([Chart.of_values(values[0])] * 200)
    assert said.charts == 200
    assert said.marked / 200 == near(share, 6000)
    assert said.last_marked / 200 == near(0.017, 6000)


def test_short_baselines_are_expensive() -> None:
    rng = np.random.default_rng(12)
    values = rng.normal(size=(5000, 18))
    marks = any_mark(
        control.signals_many(values, control.xmr_many(values, 12), "lower")
    )
    assert marks[:, 12:].any(axis=1).mean() == near(0.17, 5000)
    frozen = control.expected_false_marks([Chart.of_values(values[0], baseline=12)])
    plain = control.expected_false_marks([Chart.of_values(values[0])])
    assert frozen.marked == near(marks.any(axis=1).mean(), 5000)
    assert frozen.marked > plain.marked + 0.05


# Dossiers a month, and in how many of 100 stable series of 24 months at 95 % XmR limits
# leave a point outside, give a false shift, and p-prime limits leave one outside.
WOLF = [(2, 0.82, 0.88, 0.82), (5, 0.63, 0.69, 0.61), (28, 0.24, 0.18, 0.165)]


@pytest.mark.parametrize(("size", "outside", "shift", "laney"), WOLF)
def test_limits_on_few_dossiers_cry_wolf_and_exact_tails_do_not(
    size: int, outside: float, shift: float, laney: float
) -> None:
    rng = np.random.default_rng(95)
    n = np.full((4000, 24), size)
    x = rng.binomial(n, 0.95)
    marks = control.signals_many(x / n, control.xmr_many(x / n), "higher")
    assert marks["outside"].any(axis=1).mean() == near(outside, 4000)
    assert marks["shift"].any(axis=1).mean() == near(shift, 4000)
    primed = control.signals_many(x / n, control.p_prime_many(x, n), "higher")
    assert primed["outside"].any(axis=1).mean() == near(laney, 4000)
    exact = control.exact_tails_many(x, n, x.sum(axis=1) / n.sum(axis=1))
    assert exact["outside"].any(axis=1).mean() < 0.015
    assert not control.chartable_many(x, n).any()
    for judged, share in (
        ("xmr", any_mark(marks).any(axis=1).mean()),
        ("p_prime", any_mark(primed).any(axis=1).mean()),
        ("tails", exact["outside"].any(axis=1).mean()),
    ):
        chart = replace(Chart.of_rate(n[0], n[0], judged), rate=0.95)
        found = control.expected_false_marks([chart])
        assert found.marked == pytest.approx(share, abs=0.035)


@pytest.mark.parametrize("judged", ["xmr", "p_prime"])
def test_the_false_marks_of_a_small_chart_are_the_exact_ones(judged: str) -> None:
    sizes = [2, 1, None, 2, 3, 2, 2, None]
    chart = Chart.of_rate(array([2, 1, 1, 2, 2, 1, 2, None]), array(sizes), judged)
    assert chart.rate == 10 / 12
    marked = last_marked = 0.0
    for counts in product(*[range(n + 1) if n else [None] for n in sizes]):
        pairs = [(x, n) for x, n in zip(counts, sizes, strict=True) if n]
        rates = [x / n if n else None for x, n in zip(counts, sizes, strict=True)]
        exact = [
            Fraction(x, n) if n else None for x, n in zip(counts, sizes, strict=True)
        ]
        given_ = exact if judged == "xmr" else rates
        lines = slow_xmr(exact) if judged == "xmr" else slow_p_prime(counts, sizes)
        rows = slow_signals(given_, lines, "higher")
        chance = math.prod(
            math.comb(n, x) * chart.rate**x * (1 - chart.rate) ** (n - x)
            for x, n in pairs
        )
        marked += chance * any(any(row[:4]) for row in rows)
        last_marked += chance * any(rows[6][:4])
    found = control.expected_false_marks([chart], draws=20_000)
    assert marked > 0.02 and found.marked == near(marked, 20_000)
    assert found.last_marked == near(last_marked, 20_000)


def test_the_false_marks_of_exact_tails_are_rare() -> None:
    n = np.array([20, 6, 40, 0, 15, 31] * 10)
    chart = Chart.of_rate(np.round(0.95 * n), n, "tails")
    some = n[n > 0]
    x = np.arange(41)[:, None]
    low, high = (
        binom.cdf(x, some, chart.rate) <= 0.001,
        binom.sf(x - 1, some, chart.rate) <= 0.001,
    )
    one_by_one = (binom.pmf(x, some, chart.rate) * (low | high)).sum(axis=0)
    found = control.expected_false_marks([chart], draws=20_000)
    # About as if the rate they are judged by were not drawn from the same points.
    assert found.marked == near(1 - np.prod(1 - one_by_one), 20_000)
    assert found.last_marked == near(one_by_one[-1], 20_000)
    assert 0.005 < found.marked < 0.03


def test_false_marks_add_up_over_charts_of_every_kind() -> None:
    rng = np.random.default_rng(1)
    n = rng.integers(4, 300, 24)
    charts = [
        Chart.of_values(np.where(rng.random(24) < 0.2, np.nan, 1)),
        Chart.of_values([1] * 13, baseline=12),
        Chart.of_rate(n // 2, n, "xmr"),
        Chart.of_rate(n[:17], n[:17], "p_prime"),
        Chart.of_rate(n // 2, n, "p_prime"),
        Chart.of_rate(n // 2, n, "tails"),
        Chart.of_rate(n[:14] // 2, n[:14], "xmr", baseline=12),
    ]
    alone = [control.expected_false_marks([chart], draws=4000) for chart in charts]
    together = control.expected_false_marks(charts * 3, draws=28_000)
    assert together.charts == 21
    expected = 3 * sum(found.marked for found in alone)
    assert together.marked == pytest.approx(expected, abs=0.3)
    expected = 3 * sum(found.last_marked for found in alone)
    assert together.last_marked == pytest.approx(expected, abs=0.15)
    again = control.expected_false_marks(charts * 3, draws=28_000)
    assert again == together
    assert control.expected_false_marks(charts, seed=5, draws=9) != (
        control.expected_false_marks(charts, seed=6, draws=9)
    )


def test_what_never_varies_and_what_is_not_there_is_not_marked() -> None:
    charts = [
        Chart.of_values([]),
        Chart.of_values([np.nan, np.nan]),
        Chart.of_rate([], [], "tails"),
        Chart.of_rate([np.nan, 0], [3, 0], "p_prime"),
        Chart.of_rate([24] * 12, [24] * 12, "xmr"),
        Chart.of_rate([0] * 12, [24] * 12, "p_prime"),
        Chart.of_rate([24] * 12, [24] * 12, "tails"),
    ]
    assert control.expected_false_marks(charts) == control.FalseMarks(7, 0, 0)
    assert control.expected_false_marks([]) == control.FalseMarks(0, 0, 0)
