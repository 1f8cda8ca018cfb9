"""Points by the rules of agreements: by hand, against slow references, at the edges."""

import math
from fractions import Fraction

import numpy as np
import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats import scoring

MISSING = math.nan
whole = st.integers(0, 40)


def test_a_share_of_the_target() -> None:
    given_ = ([0.95, 0.475, 0.99, MISSING], 0.95, 15)
    assert list(scoring.share_of_target(*given_, "higher"))[:3] == [15, 7.5, 15]
    assert math.isnan(scoring.share_of_target(*given_, "higher")[3])
    free = scoring.share_of_target([12, 5], [10, 10], 15, "higher", is_capped=False)
    assert list(free) == [18, 7.5]
    late = scoring.share_of_target([4, 0, 1, 2], [2, 2, 2, MISSING], 10, "lower")
    assert list(late[:3]) == [5, 10, 10] and math.isnan(late[3])


def test_steps_are_reached_from_either_side() -> None:
    steps = [(0.5, 2), (0.7, 4), (0.85, 5)]
    found = scoring.stepped([0.49, 0.5, 0.84, 0.85, MISSING], steps, "higher")
    assert list(found[:4]) == [0, 2, 4, 5] and math.isnan(found[4])
    late = scoring.stepped([0, 1, 2, 11], [(10, 1), (1, 3), (0, 5)], "lower")
    assert list(late) == [5, 3, 1, 0]


def test_points_between_knots() -> None:
    found = scoring.interpolated(
        [0.4, 0.5, 0.65, 0.8, 1, MISSING], [(0.5, 0), (0.8, 5)]
    )
    assert list(found[:5]) == pytest.approx([0, 0, 2.5, 5, 5])
    assert math.isnan(found[5])


def slow_relative(
    value: list[int], target: list[int | None], maximum: int
) -> list[Fraction]:
    """The four cases from their words, in fractions."""
    half, found = Fraction(maximum, 2), []
    ratios = [Fraction(a, t) for a, t in zip(value, target, strict=True) if t]
    for a, t in zip(value, target, strict=True):
        if t is None:
            found.append(
                Fraction(maximum * a, max(value)) if max(value) else Fraction(0)
            )
        elif a < t:
            found.append(half * Fraction(a, t))
        elif a == t:
            found.append(half)
        elif Fraction(a, t) == max(ratios):
            found.append(Fraction(maximum))
        else:
            over = (Fraction(a, t) - 1) / (max(ratios) - 1)
            found.append(half + half * over)
    return found


@given(
    st.lists(
        st.tuples(whole, st.one_of(st.none(), st.integers(1, 40))),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=many(200), deadline=None)
def test_points_against_the_leader_are_the_four_cases(
    pairs: list[tuple[int, int | None]],
) -> None:
    value, target = [a for a, _ in pairs], [t for _, t in pairs]
    aims = [MISSING if t is None else t for t in target]
    found = scoring.relative_to_leader(value, aims, 10)
    expected = [float(one) for one in slow_relative(value, target, 10)]
    assert list(found) == pytest.approx(expected)
    assert (found >= 0).all() and (found <= 10 + 1e-9).all()


def test_a_better_or_an_unknown_leader_takes_points_of_others() -> None:
    before = scoring.relative_to_leader([12, 15, 8], [10, 10, 10], 10)
    after = scoring.relative_to_leader([12, 20, 8], [10, 10, 10], 10)
    assert list(before) == pytest.approx([7, 10, 4])
    assert list(after) == pytest.approx([6, 10, 4])
    unknown = scoring.relative_to_leader([12, MISSING, 8], [10, 10, 10], 10)
    assert np.isnan(unknown).tolist() == [True, True, False]
    free = scoring.relative_to_leader([3, MISSING], [MISSING, MISSING], 10)
    assert np.isnan(free).all()


def test_the_rules_of_counts() -> None:
    assert list(scoring.pass_fail([1, 0, 2], 1, 8, "higher")) == [8, 0, 8]
    assert list(scoring.pass_fail([1, 0, 2], 1, 8, "lower")) == [8, 8, 0]
    assert math.isnan(scoring.pass_fail(MISSING, 1, 8, "lower")[0])
    assert list(scoring.per_event([0, 1, 3], 5, 10)) == [0, 5, 10]
    found = scoring.bonus_penalty([2, 0, 9, MISSING], [0, 3, 0, 0], 2, 4, -10, 10)
    assert list(found[:3]) == [4, -10, 10] and math.isnan(found[3])
    assert list(scoring.late_report([0, 1, 9], [0, 3, 0], 2, 0.5, 10)) == [10, 6.5, 0]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: scoring.share_of_target(1, 0, 5, "higher"), "above 0"),
        (lambda: scoring.share_of_target(-1, 1, 5, "lower"), "not below"),
        (lambda: scoring.share_of_target(1, 1, 5, "neither"), "better must be"),
        (lambda: scoring.stepped(1, [(1, 3), (2, 3)], "higher"), "more points"),
        (lambda: scoring.stepped(1, [(1, 3), (1, 4)], "higher"), "more points"),
        (lambda: scoring.interpolated(1, [(1, 2)]), "ascending"),
        (lambda: scoring.interpolated(1, [(2, 2), (1, 3)]), "ascending"),
        (lambda: scoring.relative_to_leader(1, 0, 5), "above 0"),
        (lambda: scoring.per_event(-1, 5, 5), "0 or more"),
    ],
)
def test_what_cannot_be_scored_is_refused(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
