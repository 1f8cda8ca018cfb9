"""Totals, grades and places: by hand, and against counting who is before."""

from decimal import Decimal

import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.stats import standings


def test_a_total_says_what_is_missing_and_what_it_can_still_be() -> None:
    limits = {
        "a": (Decimal(0), Decimal(15)),
        "b": (Decimal(0), Decimal(5)),
        "c": (Decimal(-10), Decimal(0)),
    }
    found = standings.total({"a": Decimal("12.5"), "b": None}, limits)
    assert found.points is None and found.missing == ("b", "c")
    assert (found.least, found.most) == (Decimal("2.5"), Decimal("17.5"))
    every = {"a": Decimal("12.5"), "b": Decimal(5), "c": Decimal(-2)}
    assert standings.total(every, limits) == standings.Total(
        Decimal("15.5"), Decimal("15.5"), Decimal("15.5"), ()
    )


GRADES = [
    ("excellent", Decimal(90), Decimal("0.85")),
    ("good", Decimal(80), Decimal("0.8")),
    ("done", Decimal(70), Decimal("0.7")),
]


@pytest.mark.parametrize(
    ("points", "shares", "expected"),
    [
        ("90", ["0.85", "1"], "excellent"),
        ("95", ["0.84", "1"], "good"),
        ("89.99", ["0.9"], "good"),
        ("99", ["0.69"], None),
        ("69.9", ["1"], None),
        (None, ["1"], None),
        ("107", ["0.97", None], "excellent"),
    ],
)
def test_a_grade_needs_its_total_and_its_floor(
    points: str | None, shares: list[str | None], expected: str | None
) -> None:
    said = [None if one is None else Decimal(one) for one in shares]
    total = None if points is None else Decimal(points)
    assert standings.grade(total, said, GRADES) == expected


def test_ties_are_parted_by_the_rules_in_turn() -> None:
    totals = [Decimal(one) for one in (90, 95, 90, 90, 80)] + [None]
    work = [Decimal(one) for one in (50, 50, 55, 50, 50, 60)]
    votes = [Decimal(3), None, None, Decimal(4), None, None]
    found = standings.places(totals, [work, votes])
    assert [one and (one.rank, one.shared, one.rule) for one in found] == [
        (4, 0, 1),
        (1, 0, None),
        (2, 0, 0),
        (3, 0, 1),
        (5, 0, None),
        None,
    ]
    shared = standings.places(totals, [work])
    assert [one.rank for one in shared if one] == [3, 1, 2, 3, 5]
    assert shared[0] == standings.Place(3, 1, 0)
    # A rule that does not know one of them parts none.
    votes[3] = None
    assert standings.places(totals, [votes])[0] == standings.Place(2, 2, None)


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=7))
@settings(max_examples=many(100), deadline=None)
def test_places_are_those_of_counting_who_is_before(
    rows: list[tuple[int, ...]],
) -> None:
    totals, *ties = ([Decimal(one) for one in side] for side in zip(*rows, strict=True))
    found = standings.places(totals, ties)
    for own, place in zip(rows, found, strict=True):
        assert place is not None
        assert place.rank == 1 + sum(other > own for other in rows)
        assert place.shared == sum(other == own for other in rows) - 1
