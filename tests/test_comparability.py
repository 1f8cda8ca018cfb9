"""The gate: each obstacle alone, and none where a comparison is fair."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard import wording
from dashboard.settings import LANGUAGES, Language
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


PLANTED = {
    "missing_now": (replace(NOW, value=None, status="not_reported"), THEN, []),
    "missing_then": (NOW, replace(THEN, value=None, status="incomplete"), []),
    "origin": (NOW, replace(THEN, origin="invented"), []),
    "definition": (NOW, replace(THEN, definition_version=2), []),
    "kind": (NOW, replace(THEN, kind="quarter"), []),
    "basis": (replace(NOW, basis="computed"), THEN, []),
    "named_period": (replace(NOW, status="named_period"), THEN, []),
    "incomplete": (NOW, replace(THEN, status="incomplete"), []),
    "perimeter": (NOW, replace(THEN, perimeter=frozenset({"bdt"})), []),
    "qualifier": (NOW, replace(THEN, qualifier="nearly"), []),
    "break": (NOW, THEN, [Break("law", dt.date(2025, 7, 1), None)]),
}


@pytest.mark.parametrize("rule", [*PLANTED, "no_period"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_twelve_planted_breaks_is_refused_with_reason_and_remedy(
    rule: str, language: Language
) -> None:
    known = {"law": "Luật"}
    found = [Obstacle(rule)] if rule not in PLANTED else obstacles(*PLANTED[rule])
    assert [one.rule for one in found] == [rule]
    reason = wording.obstacle(found[0], "2025-H1", known, {}, language)
    days = {"law": dt.date(2025, 7, 1)}
    remedy = wording.remedy(found[0], "2025-H1", days, language)
    assert reason and remedy and reason != remedy
    assert not {"{", "}"} & set(reason + remedy)
    assert ("01/07/2025" in remedy) == (rule == "break")


def fifty() -> list[tuple[Side, Side]]:
    """Pairs that may be subtracted: of every kind of period and of figure, a year, a
    period or several years apart, stated or computed, of units and of blocs."""
    kinds = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
    whose = (frozenset({"syt"}), frozenset({"syt", "bdt", "skhcn"}))
    found = []
    for number in range(50):
        kind, months = list(kinds.items())[number % 5]
        years = 1 + number % 3
        now = replace(
            NOW,
            kind=kind,
            aggregate=("count", "ratio", "money", "quantile")[number % 4],
            from_date=dt.date(2024 - months // 12, (1 - months) % 12 + 1, 15),
            to_date=dt.date(2024, 2, 14),
            basis="computed" if number % 2 else ("reported", "derived")[number % 3 % 2],
            perimeter=whose[number % 2],
            origin=("real", "invented")[number % 7 == 0],
        )
        back = {
            side: getattr(now, side).replace(year=getattr(now, side).year - years)
            for side in ("from_date", "to_date")
        }
        found.append((now, replace(now, value=number, **back)))
    return found


@pytest.mark.parametrize("pair", fifty())
def test_fifty_clean_pairs_are_not_refused(pair: tuple[Side, Side]) -> None:
    now, then = pair
    elsewhere = [
        Break("before", then.from_date, None),
        Break("after", now.to_date + dt.timedelta(1), None),
        Break("others", now.from_date, frozenset({"sttt"})),
    ]
    assert obstacles(now, then, elsewhere) == []
    assert obstacles(then, now, elsewhere) == []
