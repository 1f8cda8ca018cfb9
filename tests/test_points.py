"""Points from figures and the standing they lead to, against a year worked by hand."""

import math
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.catalog.load import load
from dashboard.workspace.demonstration import definitions
from dashboard.workspace.points import Computed, computed, rounded, waits
from dashboard.workspace.standing import Standing, shares, standing, total, under

FILES = definitions()
NAME = "agreement-minh-hoa-2025.toml"
CATALOG = load(FILES)
AGREEMENT = CATALOG.agreements[NAME]
INDICATORS = {one.indicator_id: one for one in CATALOG.indicators}
UNITS = ["a", "b", "c"]
FIGURES = {
    # On time of resolved; online; early; tasks accepted.
    "a": [(392, 400), (340, 400), (260, 400), (6, None)],
    "b": [(380, 400), (280, 400), (320, 400), (3, None)],
    "c": [(28, 28), (13, 28), (14, 28), (0, None)],
}
NAMES = [
    "procedures.on_time_rate_resolved",
    "procedures.online_rate",
    "procedures.early_rate",
    "tasks.accepted",
]
# 392/400 = 98 % of 98 %; 95/98 of 15 = 14.5408; 100 %. Steps at 50, 70, 85 %. Early:
# 65 % lies half way from 50 to 80. Accepted: no target, so against the highest, 6.
EXPECTED = {
    "on_time": ["15.00", "14.54", "15.00"],
    "online": ["5.00", "4.00", "0.00"],
    "early": ["2.50", "5.00", "0.00"],
    "accepted": ["5.00", "2.50", "0.00"],
}
# What people gave: conclusions, tasks, party work, unity, reports, movement, flags,
# absence.
GIVEN = {
    "a": ["9", "19", "11.5", "8", "9.5", "9", "5", "0"],
    "b": ["10", "20", "12", "8", "10", "9.5", "0", "-2"],
    "c": ["8", "17", "10", "8", "8", "8", "0", "-4"],
}


def rows(figures: dict[str, list]) -> pd.DataFrame:
    """As the query on units gives them."""
    return pd.DataFrame(
        {
            "unit_id": unit,
            "indicator_id": name,
            "numerator": x,
            "denominator": math.nan if n is None else n,
            "value": x if n is None or x is None else x / n,
        }
        for unit, listed in figures.items()
        for name, (x, n) in zip(NAMES, listed, strict=True)
    )


def of(figures: dict[str, list], **targets: float) -> dict[tuple[str, str], Computed]:
    """By unit and criterion."""
    agreed = {(unit, "tasks.accepted"): aim for unit, aim in targets.items()}
    found = computed(AGREEMENT, INDICATORS, UNITS, rows(figures), agreed)
    return {(one.unit_id, one.criterion_id): one for one in found}


def whole(figures: dict[str, list], **targets: float) -> dict[str, dict]:
    """Computed points and those that people gave, by unit and criterion."""
    said = of(figures, **targets)
    people = [one.criterion_id for one in AGREEMENT.leaves if waits(one)]
    return {
        unit: {c: one.points for (u, c), one in said.items() if u == unit}
        | dict(zip(people, map(Decimal, GIVEN[unit]), strict=True))
        for unit in UNITS
    }


def test_points_are_those_worked_by_hand() -> None:
    found = of(FIGURES)
    assert set(found) == {(unit, one) for unit in UNITS for one in EXPECTED}
    for criterion_id, expected in EXPECTED.items():
        said = [str(found[unit, criterion_id].points) for unit in UNITS]
        assert said == expected, criterion_id
    one = found["b", "on_time"]
    assert (one.numerator, one.denominator, one.target) == (380, 400, 0.98)
    assert one.value == 0.95 and one.reason == ""


def test_a_figure_that_changes_changes_all_that_depend_on_it() -> None:
    better = FIGURES | {"b": [*FIGURES["b"][:3], (12, None)]}
    before, after = of(FIGURES), of(better)
    changed = {key for key in before if before[key].points != after[key].points}
    assert changed == {("a", "accepted"), ("b", "accepted")}
    assert str(after["a", "accepted"].points) == "2.50"
    # With targets: a at 6 of 4 leads, b at 3 of 3 has half, c at 0 of 2 nothing.
    aimed = of(FIGURES, a=4, b=3, c=2)
    assert [str(aimed[u, "accepted"].points) for u in UNITS] == ["5.00", "2.50", "0.00"]


def test_a_missing_figure_is_missing_points_and_says_why() -> None:
    nothing = FIGURES | {"c": [(None, None), *FIGURES["c"][1:3], (None, None)]}
    found = of(nothing)
    assert found["c", "on_time"].points is None
    assert found["c", "on_time"].reason == "no_figure"
    # Nobody knows the leader before all figures are in.
    assert [found[u, "accepted"].reason for u in UNITS] == [
        "no_leader",
        "no_leader",
        "no_figure",
    ]
    points = whole(nothing)
    said = standing(AGREEMENT, points)
    assert [one.place for one in said] == [None] * 3
    c = said[2].total
    assert c.points is None and c.missing == ("on_time", "accepted")
    assert (c.least, c.most) == (Decimal("55.00"), Decimal("75.00"))
    without = computed(AGREEMENT, INDICATORS, ["z"], rows(FIGURES), {})
    assert {one.reason for one in without} == {"no_figure"}


def by_unit(found: list[Standing]) -> dict[str, Standing]:
    return {one.unit_id: one for one in found}


def test_the_standing_of_the_bloc_by_hand() -> None:
    points = whole(FIGURES)
    found = by_unit(standing(AGREEMENT, points))
    assert [str(found[unit].total.points) for unit in UNITS] == [
        "98.50",
        "93.54",
        "70.00",
    ]
    assert [one.place.rank for one in found.values() if one.place] == [1, 2, 3]
    assert [str(one.behind) for one in found.values()] == ["None", "4.96", "23.54"]
    # a has at least 85 % of the maximum of every criterion of depth two; b has 12.5 of
    # 15 of science, so 83 %; c 15 of 25 of procedures, below every floor but the last.
    assert [one.grade_id for one in found.values()] == ["excellent", "good", "not_done"]
    # Depth two: procedures, science, tasks, party work, unity, reports, movement.
    held = ["0.6", "0.53", "0.85", "0.83", "1", "0.8", "0.8"]
    said = [
        one.quantize(Decimal("0.01")) for one in shares(AGREEMENT, points["c"]) if one
    ]
    assert said == [Decimal(one).quantize(Decimal("0.01")) for one in held]
    assert under(AGREEMENT, points["c"], "procedures") == Decimal("15.00")


def test_an_excluded_unit_holds_no_place_and_says_why() -> None:
    points = whole(FIGURES)
    found = by_unit(standing(AGREEMENT, points, excluded={"a": "fraud"}))
    assert found["a"].exclusion_id == "fraud"
    assert (found["a"].place, found["a"].grade_id) == (None, None)
    assert found["a"].total.points == Decimal("98.50")
    assert found["b"].place and found["b"].place.rank == 1 and found["b"].behind is None


@pytest.mark.parametrize(
    ("votes", "ranks", "rule"),
    [({}, [1, 1], None), ({"a": 3, "b": 4}, [2, 1], 2), ({"a": 4}, [1, 1], None)],
)
def test_equal_totals_are_parted_by_the_rules_of_the_agreement(
    votes: dict[str, int], ranks: list[int], rule: int | None
) -> None:
    same = whole(FIGURES)["a"]
    cast = {unit: Decimal(one) for unit, one in votes.items()}
    found = standing(AGREEMENT, {"a": same, "b": same}, cast)
    assert [one.place.rank for one in found if one.place] == ranks
    assert {one.place.rule for one in found if one.place} == {rule}
    # The first rule: more points for the work itself, though less elsewhere.
    work = same | {"tasks": same["tasks"] + 1, "movement": same["movement"] - 1}
    found = standing(AGREEMENT, {"a": same, "b": work}, cast)
    assert [one.place.rank for one in found if one.place] == [2, 1]


def test_a_total_that_is_not_capped_has_no_end() -> None:
    words = FILES[NAME].decode()
    words = words.replace("target = 0.98 }", "is_capped = false }")
    agreement = load(FILES | {NAME: words.encode()}).agreements[NAME]
    found = computed(agreement, INDICATORS, UNITS, rows(FIGURES), {})
    lacking = [one for one in found if one.criterion_id == "on_time"]
    assert {one.reason for one in lacking} == {"no_target"}
    points = {one.criterion_id: one.points for one in found if one.unit_id == "a"}
    assert total(agreement, points).most == Decimal("Infinity")


@pytest.mark.parametrize(
    ("points", "decimals", "expected"),
    [
        (0.285, 2, "0.29"),
        (2.675, 2, "2.68"),
        (-0.5, 0, "-1"),
        (-0.4, 0, "0"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_away_from_nothing(
    points: float, decimals: int, expected: str
) -> None:
    assert str(rounded(points, decimals)) == expected
    assert rounded(math.nan, decimals) is None
