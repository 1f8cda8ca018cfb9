"""The gate: each obstacle alone, and none where a comparison is fair."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.stats.comparability import Break, Obstacle, Side, obstacles

NOW = Side(
    value=5,
    definition_version=1,
    aggregate="count",
    kind="half",
    from_date=dt.date(2025, 12, 15),
    to_date=dt.date(2026, 6, 14),
    status="complete",
    basis="reported",
    qualifier="exact",
    origin="real",
    perimeter=frozenset({"syt"}),
)
THEN = replace(
    NOW, value=4, from_date=dt.date(2024, 12, 15), to_date=dt.date(2025, 6, 14)
)


def test_a_fair_pair_has_no_obstacle() -> None:
    assert obstacles(NOW, THEN, []) == []


def test_what_one_report_states_and_another_derives_may_be_compared() -> None:
    assert obstacles(NOW, replace(THEN, basis="derived", status="assembled"), []) == []


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"origin": "invented"}, "origin"),
        ({"definition_version": 2}, "definition"),
        ({"kind": "quarter"}, "kind"),
        ({"basis": "computed"}, "basis"),
        ({"status": "named_period"}, "named_period"),
        ({"status": "incomplete"}, "incomplete"),
        ({"status": "mixed"}, "incomplete"),
        ({"perimeter": frozenset({"syt", "bdt"})}, "perimeter"),
        ({"qualifier": "at_least"}, "qualifier"),
    ],
)
def test_each_difference_alone_stands_against_it(
    changed: dict[str, object], rule: str
) -> None:
    assert [o.rule for o in obstacles(NOW, replace(THEN, **changed), [])] == [rule]


def test_a_missing_side_is_the_only_reason_given() -> None:
    none = replace(NOW, value=None, status="not_reported", origin="invented")
    assert obstacles(NOW, none, []) == [Obstacle("missing_then", "not_reported")]
    assert obstacles(none, THEN, []) == [Obstacle("missing_now", "not_reported")]
    assert obstacles(none, replace(none), [])[0].rule == "missing_now"


def test_stocks_may_be_compared_across_kinds_of_period() -> None:
    stock = replace(NOW, aggregate="stock")
    other = replace(THEN, aggregate="stock", kind="year")
    assert obstacles(stock, other, []) == []


def test_the_perimeter_names_who_came_and_went() -> None:
    (found,) = obstacles(NOW, replace(THEN, perimeter=frozenset({"bdt"})), [])
    assert found == Obstacle("perimeter", "bdt, syt")


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (dt.date(2024, 12, 15), False),
        (dt.date(2024, 12, 16), True),
        (dt.date(2025, 7, 1), True),
        (dt.date(2025, 12, 15), True),
        (dt.date(2026, 6, 14), True),
        (dt.date(2026, 6, 15), False),
    ],
)
def test_a_break_inside_either_period_or_between_them_counts(
    day: dt.date, counts: bool
) -> None:
    for sides in ((NOW, THEN), (THEN, NOW)):
        found = obstacles(*sides, [Break("b", day, None)])
        assert found == ([Obstacle("break", "b")] if counts else [])


def test_a_break_of_other_units_does_not_count() -> None:
    day = dt.date(2025, 7, 1)
    assert obstacles(NOW, THEN, [Break("b", day, frozenset({"bdt"}))]) == []
    assert obstacles(NOW, THEN, [Break("b", day, frozenset({"syt", "bdt"}))])
