"""Totals of several criteria: the worked example, slow references, properties."""

import itertools
import math
import statistics

import numpy as np
import pytest
from examples import many
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.stats import composite

MAXIMA = [40, 25, 20, 15]
POINTS = [
    [38, 24, 17.5, 14],
    [39, 22, 18.5, 13],
    [36.5, 24.5, 19.5, 12.5],
    [39.5, 20.5, 17, 15],
    [33, 23, 18, 13.5],
    [37, 21.5, 16, 11],
]
A, C = 0, 2

score = st.integers(0, 200).map(lambda tenths: tenths / 10)
tables = st.integers(2, 4).flatmap(
    lambda wide: st.tuples(
        st.lists(st.lists(score, min_size=wide, max_size=wide), min_size=2, max_size=6),
        st.lists(st.integers(1, 40), min_size=wide, max_size=wide),
    )
)


def test_the_worked_example_of_a_bloc() -> None:
    totals = np.array(POINTS).sum(axis=1)
    assert list(totals) == [93.5, 92.5, 93, 92, 87.5, 85.5]
    of_scores = composite.aggregate(np.array(POINTS) / MAXIMA, MAXIMA, "arithmetic")
    assert of_scores * 100 == pytest.approx(totals)
    assert list(composite.rank(totals, "min")) == [1, 3, 2, 4, 5, 6]
    firm = composite.uncertainty(POINTS, MAXIMA)
    assert firm["p_first"].round(2).tolist() == [0.87, 0, 0.13, 0, 0, 0]
    assert firm["low"].tolist() == [1, 2, 1, 2, 5, 6]
    assert firm["high"].tolist() == [2, 3, 4, 4, 5, 6]
    assert composite.swap_weight(POINTS, MAXIMA, 2, A, C) == pytest.approx(
        23.8, abs=0.05
    )
    assert composite.swap_weight(POINTS, MAXIMA, 3, A, C) == pytest.approx(
        10.5, abs=0.05
    )


def lead(points: list, maxima: list, criterion: int, a: int, b: int, w: float) -> float:
    """How much a is ahead of b with this weight, from the words."""
    whole = sum(maxima)
    rest = whole - maxima[criterion]
    found = 0.0
    for at, (most, one, other) in enumerate(
        zip(maxima, points[a], points[b], strict=True)
    ):
        weight = w if at == criterion else (whole - w) * most / rest
        found += weight * (one - other) / most
    return found


@given(tables, st.data())
@settings(max_examples=many(200), deadline=None)
def test_places_change_at_the_weight_found_by_halving(
    table: tuple[list, list], data: st.DataObject
) -> None:
    points, maxima = table
    a, b = data.draw(st.permutations(range(len(points))))[:2]
    criterion = data.draw(st.integers(0, len(maxima) - 1))
    found = composite.swap_weight(points, maxima, criterion, a, b)
    low, high = 0.0, float(sum(maxima))
    at_low = lead(points, maxima, criterion, a, b, low)
    at_high = lead(points, maxima, criterion, a, b, high)
    assume(abs(at_low) > 1e-9 and abs(at_high) > 1e-9)
    if at_low * at_high > 0:
        assert math.isnan(found)
        return
    while high - low > 1e-9:
        middle = (low + high) / 2
        is_before = lead(points, maxima, criterion, a, b, middle) * at_low > 0
        low, high = (middle, high) if is_before else (low, middle)
    assert found == pytest.approx(low, abs=1e-6)
    assert composite.swap_weight(points, maxima, criterion, b, a) == pytest.approx(
        found
    )


def test_no_weight_changes_places_of_one_who_leads_in_all_or_lacks_points() -> None:
    assert math.isnan(composite.swap_weight([[2, 2], [1, 1]], [4, 4], 0, 0, 1))
    assert math.isnan(composite.swap_weight([[2, math.nan], [1, 1]], [4, 4], 0, 0, 1))
    assert composite.swap_weight([[2, 1], [1, 2]], [4, 4], 0, 0, 1) == 4
    for units in ((0, 0), (0, 1)):
        maxima = [4, 0] if units == (0, 1) else [4, 4]
        with pytest.raises(ValueError, match="two units and another criterion"):
            composite.swap_weight([[2, 1], [1, 2]], maxima, 0, *units)


@given(tables, st.sampled_from(["arithmetic", "geometric"]))
@settings(max_examples=many(50), deadline=None)
def test_firmness_is_that_of_ranks_drawn_one_by_one(
    table: tuple[list, list], method: str
) -> None:
    points, maxima = table
    found = composite.uncertainty(points, maxima, 0.4, 60, 5, method=method)
    chance, places = np.random.default_rng(5), []
    for row in chance.uniform(-0.4, 0.4, (60, len(maxima))):
        weights = [most * (1 + u) for most, u in zip(maxima, row, strict=True)]
        totals = [slow_total(unit, maxima, weights, method) for unit in points]
        places.append([1 + sum(t > own + 1e-11 for t in totals) for own in totals])
    for at in range(len(points)):
        mine = [row[at] for row in places]
        assert found["p_first"][at] == pytest.approx(mine.count(1) / 60)
        assert found["median"][at] == statistics.median(mine)
        assert min(mine) <= found["low"][at] <= found["high"][at] <= max(mine)


def slow_total(unit: list, maxima: list, weights: list, method: str) -> float:
    scores = [one / most for one, most in zip(unit, maxima, strict=True)]
    pairs = [(s, w / sum(weights)) for s, w in zip(scores, weights, strict=True)]
    if method == "arithmetic":
        return sum(s * w for s, w in pairs)
    return math.prod(s**w for s, w in pairs)


@given(tables, st.sampled_from(["arithmetic", "geometric"]))
@settings(max_examples=many(100), deadline=None)
def test_totals_are_weighted_means(table: tuple[list, list], method: str) -> None:
    points, maxima = table
    scores = [[p / m for p, m in zip(row, maxima, strict=True)] for row in points]
    found = composite.aggregate(scores, maxima, method)
    for row, total in zip(scores, found, strict=True):
        expected = slow_total(
            [s * m for s, m in zip(row, maxima, strict=True)], maxima, maxima, method
        )
        assert total == pytest.approx(expected)
        assert min(row) - 1e-9 <= total <= max(row) + 1e-9
    tenfold = composite.aggregate(scores, [10 * m for m in maxima], method)
    assert tenfold == pytest.approx(found)


def test_without_a_score_there_is_no_total_and_no_place() -> None:
    scores = [[0.5, math.nan], [0.2, 0.4], [0, 1], [0, math.nan]]
    for method, middle in (("arithmetic", 0.5), ("geometric", 0.0)):
        found = composite.aggregate(scores, [1, 1], method)
        assert np.isnan(found).tolist() == [True, False, False, True]
        assert found[2] == middle
        # A criterion that does not count is not missed.
        assert composite.aggregate(scores, [1, 0], method)[0] == 0.5
    assert np.isnan(composite.rank([math.nan, 2, 1], "min")).tolist() == [
        True,
        False,
        False,
    ]
    firm = composite.uncertainty(scores, [1, 1])
    assert firm["median"].isna().tolist() == [True, False, False, True]
    assert composite.uncertainty([[math.nan]], [1])["p_first"].isna().all()


def test_equal_totals_share_a_place_however_they_were_added() -> None:
    totals = [0.1 + 0.2, 0.3, 0.4, 0.3]
    assert list(composite.rank(totals, "min")) == [2, 2, 1, 2]
    assert list(composite.rank(totals, "max")) == [4, 4, 1, 4]
    assert list(composite.rank(totals, "mean")) == [3, 3, 1, 3]


def test_each_normalisation_by_hand() -> None:
    values = [[80.0, 4.0], [90.0, 2.0], [100.0, math.nan], [95.0, 1.0]]
    better = ["higher", "lower"]

    def found(method: str, **bounds: object) -> list[list[float]]:
        table = composite.normalise(values, method, better, **bounds)
        assert math.isnan(table[2, 1])
        return table.T.tolist()

    one, other = found("minmax")
    assert one == pytest.approx([0, 0.5, 1, 0.75])
    assert [other[0], other[1], other[3]] == pytest.approx([0, 2 / 3, 1])
    one, other = found("zscore")
    spread = statistics.stdev([80, 90, 100, 95])
    assert one == pytest.approx([(v - 91.25) / spread for v in (80, 90, 100, 95)])
    assert other[0] < other[1] < other[3]
    one, other = found("goalposts", lower=[85, 0], upper=[95, 4])
    assert one == pytest.approx([0, 0.5, 1, 1])
    assert [other[0], other[1], other[3]] == pytest.approx([0, 0.5, 0.75])
    one, other = found("distance_to_target", lower=[math.nan, 2], upper=[95, math.nan])
    assert one == pytest.approx([0, 2 / 3, 4 / 3, 1])
    assert [other[0], other[1], other[3]] == pytest.approx([0, 1, 1.5])
    one, _ = found("distance_to_target", lower=[70, 2], upper=[95, 6], is_capped=True)
    assert one == pytest.approx([0.4, 0.8, 1, 1])
    one, other = found("none")
    assert one == [80, 90, 100, 95] and other[0] == -4
    assert composite.normalise([3, 1], "minmax", "lower").tolist() == [0, 1]


@given(
    st.lists(st.integers(-1000, 1000), min_size=2, max_size=9),
    st.sampled_from(["minmax", "zscore"]),
    st.sampled_from(["higher", "lower"]),
)
@settings(max_examples=many(100), deadline=None)
def test_what_is_measured_otherwise_stays_the_same(
    values: list[int], method: str, better: str
) -> None:
    assume(len(set(values)) > 1)
    found = composite.normalise(values, method, better)
    moved = composite.normalise([3.6 * v - 40 for v in values], method, better)
    assert moved == pytest.approx(found, abs=1e-9)
    sign = 1 if better == "higher" else -1
    for (a, x), (b, y) in itertools.combinations(zip(values, found, strict=True), 2):
        assert (a == b) or ((a > b) == (sign * (x - y) > 0))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: composite.normalise([1, 2], "log", "higher"), "method must be"),
        (lambda: composite.normalise([1, 2], "none", "neither"), "better must be"),
        (lambda: composite.normalise([[1, 2]], "none", ["higher"]), "better must be"),
        (lambda: composite.normalise([1, math.inf], "none", "higher"), "finite"),
        (lambda: composite.normalise([1, 1], "minmax", "higher"), "tell no units"),
        (lambda: composite.normalise([1], "zscore", "higher"), "tell no units"),
        (lambda: composite.normalise([1], "goalposts", "higher", 0), "goalposts need"),
        (lambda: composite.normalise([1], "goalposts", "lower", 3, 2), "tell no"),
        (
            lambda: composite.normalise([1], "goalposts", "lower", [1, 2], 3),
            "one bound",
        ),
        (lambda: composite.normalise([1], "distance_to_target", "lower"), "target of"),
        (lambda: composite.aggregate([[1, 2]], [1], "arithmetic"), "a weight of each"),
        (lambda: composite.aggregate([[1, 2]], [1, -1], "arithmetic"), "0 or more"),
        (lambda: composite.aggregate([[1, 2]], [0, 0], "arithmetic"), "some above 0"),
        (lambda: composite.aggregate([[1, -2]], [1, 1], "geometric"), "no negative"),
        (lambda: composite.aggregate([[1, 2]], [1, 1], "median"), "method must be"),
        (lambda: composite.rank([1, 2], "first"), "ties must be"),
        (lambda: composite.uncertainty([[1]], [1], spread=1.5), "spread of 0 to 1"),
        (lambda: composite.uncertainty([[1]], [1], draws=0), "at least one draw"),
    ],
)
def test_what_cannot_be_answered_is_refused(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
