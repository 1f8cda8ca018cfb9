"""Time to closing: published curves, a slow reference, properties, real coverage."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from dashboard.stats.survival import kaplan_meier, quantile

Case = tuple[int, bool]

# Few distinct days, so that ties, on day 0 too, are the rule.
CASES = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=25)
FEW = settings(max_examples=25, deadline=None)

# Weeks in remission under 6-mercaptopurine, Freireich et al. (1963), Blood 21:699-716.
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
IN_REMISSION = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]

# The open files of statistics.md, section 9.
FILE_DAYS = [2, 3, 3, 4, 5, 5, 6, 8, 9, 12, 15, 20]
FILE_CLOSED = np.array([1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0], bool)


def curve(cases: list[Case]) -> pd.DataFrame:
    return kaplan_meier([day for day, _ in cases], [closed for _, closed in cases])


def slow(cases: list[Case]) -> list[tuple[float, ...]]:
    """The rows of the curve in exact fractions, case by case."""
    rows = []
    survival, spread = Fraction(1), Fraction(0)
    for day in sorted({0} | {length for length, closed in cases if closed}):
        at_risk = sum(1 for length, _ in cases if length >= day)
        events = sum(1 for length, closed in cases if closed and length == day)
        left = at_risk - events
        survival *= Fraction(left, at_risk)
        low = high = math.nan
        if left:
            spread += Fraction(events, at_risk * left)
            error = float(survival) * math.sqrt(spread)
            low = max(float(survival) - 1.959964 * error, 0)
            high = min(float(survival) + 1.959964 * error, 1)
        rows.append((day, at_risk, events, float(survival), low, high))
    return rows


def test_remissions_of_1963_give_the_published_curve() -> None:
    found = kaplan_meier(
        RELAPSED + IN_REMISSION, [True] * len(RELAPSED) + [False] * len(IN_REMISSION)
    )
    assert found["days"].tolist() == [0, 6, 7, 10, 13, 16, 22, 23]
    assert found["at_risk"].tolist() == [21, 21, 17, 15, 12, 11, 7, 6]
    assert found["closed"].tolist() == [0, 3, 1, 1, 1, 1, 1, 1]
    assert found["survival"].round(3).tolist() == [
        *(1, 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448)
    ]
    # Greenwood errors .0764 .0869 .0963 .1068 .1141 .1282 .1346, times 1.96.
    assert found["low"].round(3).tolist() == [
        *(1, 0.707, 0.636, 0.564, 0.481, 0.404, 0.286, 0.184)
    ]
    assert found["high"].round(3).tolist() == [
        *(1, 1, 0.977, 0.942, 0.900, 0.851, 0.789, 0.712)
    ]
    assert quantile(found, 0.5) == 23
    assert quantile(found, 0.25) == 13
    assert math.isnan(quantile(found, 0.75))


def test_a_curve_that_reaches_nothing_has_no_limits_there() -> None:
    # Bewick, Cheek & Ball (2004), Critical Care 8:389, table 2: 1 1 4 5 6+ 9 9+ 22.
    found = kaplan_meier(
        [1, 1, 4, 5, 6, 9, 9, 22],
        [True, True, True, True, False, True, False, True],
    )
    assert found["days"].tolist() == [0, 1, 4, 5, 9, 22]
    assert found["at_risk"].tolist() == [8, 8, 6, 5, 3, 1]
    assert found["survival"].round(3).tolist() == [1, 0.75, 0.625, 0.5, 0.333, 0]
    # By hand on day 4: error .625 * sqrt(2/(8*6) + 1/(6*5)) = .17116.
    assert found["low"].round(3)[2] == 0.290 and found["high"].round(3)[2] == 0.960
    assert found["low"].isna().tolist() == found["high"].isna().tolist()
    assert found["low"].isna().tolist() == [False] * 5 + [True]
    assert quantile(found, 0.5) == 5 and quantile(found, 1) == 22


def test_closed_files_alone_would_flatter_the_median() -> None:
    found = kaplan_meier(FILE_DAYS, FILE_CLOSED)
    assert quantile(found, 0.5) == 6
    by_day_5 = found.loc[found["days"] <= 5, "survival"].iloc[-1]
    assert round(1 - by_day_5, 3) == 0.417
    only = np.array(FILE_DAYS)[FILE_CLOSED]
    assert np.median(only) == 4.5 and np.mean(only <= 5) == 0.625


@FEW
@given(CASES)
def test_the_curve_is_that_of_the_slow_reference(cases: list[Case]) -> None:
    found, expected = curve(cases).to_numpy(float), np.array(slow(cases))
    assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


def test_the_curve_is_that_of_scipy() -> None:
    rng = np.random.default_rng(7)
    days, closed = rng.integers(1, 60, 200), rng.random(200) < 0.7
    theirs = ecdf(CensoredData.right_censored(days, ~closed)).sf
    limits = theirs.confidence_interval(method="linear")
    ours = kaplan_meier(days, closed)[1:].set_index("days")
    for name, steps in (
        ("survival", theirs.probabilities),
        ("low", limits.low.probabilities),
        ("high", limits.high.probabilities),
    ):
        on_our_days = pd.Series(steps, theirs.quantiles)[ours.index]
        assert ours[name].to_numpy() == pytest.approx(on_our_days.to_numpy())


@FEW
@given(CASES, st.data())
def test_a_weight_is_so_many_cases_and_their_order_is_no_matter(
    cases: list[Case], data: st.DataObject
) -> None:
    size = len(cases)
    weights = data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    pairs = zip(cases, weights, strict=True)
    repeated = [case for case, weight in pairs for _ in range(weight)]
    days, closed = zip(*cases, strict=True)
    found = kaplan_meier(days, closed, weights)
    pd.testing.assert_frame_equal(found, curve(repeated))
    shuffled = data.draw(st.permutations(repeated))
    pd.testing.assert_frame_equal(found, curve(shuffled))


@FEW
@given(CASES)
def test_survival_never_rises_and_lies_within_its_limits(cases: list[Case]) -> None:
    found = curve(cases)
    assert found["days"].iloc[0] == 0 and found["days"].is_unique
    assert found["days"].is_monotonic_increasing
    assert found["at_risk"].iloc[0] == len(cases)
    assert found["closed"].sum() == sum(closed for _, closed in cases)
    assert found["survival"].is_monotonic_decreasing
    assert found["survival"].between(0, 1).all()
    limited = found[found["survival"] > 0]
    assert (limited["low"] >= 0).all() and (limited["high"] <= 1).all()
    assert limited["survival"].between(limited["low"], limited["high"]).all()
    assert found.loc[found["survival"] == 0, ["low", "high"]].isna().all(axis=None)


@FEW
@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_with_nothing_open_it_is_the_plain_share(days: list[int]) -> None:
    n = len(days)
    found = kaplan_meier(days, [True] * n)
    for row in found.itertuples():
        share = sum(1 for day in days if day > row.days) / n
        assert row.survival == pytest.approx(share, abs=1e-12)
        if share:  # Greenwood's error is then the binomial one.
            high = min(share + 1.959964 * math.sqrt(share * (1 - share) / n), 1)
            assert row.high == pytest.approx(high, abs=1e-6)
    for rank, day in enumerate(sorted(days), start=1):
        assert quantile(found, rank / n) == day


def test_rounding_costs_no_step() -> None:
    ten = kaplan_meier(np.arange(1, 11), np.ones(10, bool))
    assert [quantile(ten, k / 10) for k in range(1, 11)] == list(range(1, 11))
    assert quantile(ten, 0.55) == 6


def test_ninety_five_in_a_hundred_limits_hold_the_truth() -> None:
    rng = np.random.default_rng(20260614)
    truths = {1 - share: -20 * math.log(1 - share) for share in (0.25, 0.5, 0.75)}
    held = []
    for _ in range(300):
        takes, cut = rng.exponential(20, 150), rng.uniform(0, 80, 150)
        found = kaplan_meier(np.minimum(takes, cut), takes <= cut)
        for truth, day in truths.items():
            row = np.searchsorted(found["days"], day, side="right") - 1
            held.append(found["low"][row] <= truth <= found["high"][row])
    assert 0.93 < np.mean(held) < 0.97


def test_a_case_cut_off_on_a_day_was_at_risk_on_it() -> None:
    found = kaplan_meier([3, 3], [True, False])
    assert found["at_risk"].tolist() == [2, 2]
    assert found["survival"].tolist() == [1, 0.5]


def test_closing_on_the_day_of_receipt_belongs_to_the_first_row() -> None:
    found = kaplan_meier([0, 0, 2, 5], [True, False, True, False])
    assert found["days"].tolist() == [0, 2]
    assert found["at_risk"].tolist() == [4, 2] and found["closed"].tolist() == [1, 1]
    assert found["survival"].tolist() == [0.75, 0.375]
    assert quantile(found, 0.25) == 0


def test_days_may_be_fractions() -> None:
    assert quantile(kaplan_meier([0.25, 1.5], [True, True]), 1) == 1.5


def test_with_all_still_open_there_is_only_the_start() -> None:
    found = kaplan_meier([4, 9], [False, False])
    assert found.to_numpy().tolist() == [[0, 2, 0, 1, 1, 1]]
    assert math.isnan(quantile(found, 0.01))


@pytest.mark.parametrize(
    ("days", "closed", "weights"),
    [([], [], None), ([], [], []), ([3, 4], [True, False], [0, 0])],
)
def test_no_cases_are_no_rows_and_no_median(
    days: list[int], closed: list[bool], weights: list[int] | None
) -> None:
    found = kaplan_meier(days, closed, weights)
    assert found.empty and math.isnan(quantile(found, 0.5))
    pd.testing.assert_series_equal(found.dtypes, kaplan_meier([1], [True]).dtypes)


def test_columns_of_frames_are_taken_and_left_as_they_were() -> None:
    given_ = pd.DataFrame({"days": [5, 2, 2], "closed": [False, True, True]})
    nullable = given_.astype({"days": "Int64", "closed": "boolean"})
    before = given_.copy()
    found = kaplan_meier(given_["days"], given_["closed"])
    pd.testing.assert_frame_equal(given_, before)
    again = kaplan_meier(nullable["days"], nullable["closed"])
    pd.testing.assert_frame_equal(found, again)


@pytest.mark.parametrize(
    ("days", "closed", "weights", "why"),
    [
        ([1, 2], [True], None, "one length"),
        ([1, 2], [True, False], [1], "one length"),
        ([1, 2], [True, False], 1, "one length"),
        ([[1], [2]], [[True], [False]], None, "one length"),
        (3, True, None, "one length"),
        ([1, -1], [True, False], None, "days must be"),
        ([1, math.nan], [True, False], None, "days must be"),
        ([1, None], [True, False], None, "days must be"),
        ([1, math.inf], [True, False], None, "days must be"),
        ([1, 2], [True, None], None, "closed must be"),
        ([1, 2], [1, 0], None, "closed must be"),
        ([1, 2], [True, False], [1, -1], "weights must be"),
        ([1, 2], [True, False], [1, math.nan], "weights must be"),
        ([1, 2], [True, False], [1, math.inf], "weights must be"),
        ([1, 2], [True, False], [1, 0.5], "weights must be"),
    ],
)
def test_what_cannot_be_a_list_of_cases_is_refused(
    days: object, closed: object, weights: object, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        kaplan_meier(days, closed, weights)  # type: ignore[arg-type]


@pytest.mark.parametrize("q", [0, -0.1, 1.1, math.nan])
def test_a_share_that_is_none_is_refused(q: float) -> None:
    with pytest.raises(ValueError, match="share"):
        quantile(kaplan_meier([1], [True]), q)
