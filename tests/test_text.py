"""Words in both languages, and numbers and dates as officials write them."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest

import dashboard
from dashboard import text
from dashboard.errors import DefinitionError, Refusal
from dashboard.settings import LANGUAGES
from dashboard.text.numbers import date, days, number, percent, read_date, signed

PACKAGE = Path(dashboard.__file__).parent
SQL = PACKAGE.parent / "queries"
VI, EN = (text.table(language) for language in LANGUAGES)


def holes(words: str) -> set[str]:
    """The names of the places to be filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_say_the_same_things() -> None:
    assert list(VI) == list(EN)
    for key, words in VI.items():
        assert words.strip() and EN[key].strip(), key
        assert holes(words) == holes(EN[key]), key


def test_no_text_is_unused_and_none_is_missing() -> None:
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    sql = "\n".join(path.read_text("utf-8") for path in SQL.rglob("*.sql"))
    toml = "\n".join(
        path.read_text("utf-8") for path in (PACKAGE.parent / "data").rglob("*.toml")
    )
    said = set(re.findall(r"['\"]([a-z_.]+)['\"]", code + sql))
    said |= set(re.findall(r"^\[([a-z_]+)\.", toml, re.MULTILINE))
    for key in VI:
        section, _, name = key.rpartition(".")
        last = section.split(".")[-1]
        known = key in said or {name, f"{last}.{name}"} & said
        language = name.startswith(("compare_", "language_"))
        assert known or language or section.startswith("doctor"), f"{key} is unused"
    for prefix in ("say", "_say", "_help", "text.of"):
        for key in re.findall(rf"\b{prefix}\(\s*\"([a-z_.]+)\"", code):
            whole = {"_say": f"cli.{key}", "_help": f"cli.help.{key}"}.get(prefix, key)
            assert whole in VI, whole


def test_a_missing_key_or_value_is_a_fault_of_ours() -> None:
    with pytest.raises(DefinitionError, match=r"vi\.toml: nothing\.here"):
        text.of("nothing.here", "vi")
    with pytest.raises(DefinitionError, match="count"):
        text.of("filter.whole_bloc", "en")


def test_a_refusal_is_worded() -> None:
    said = text.refusal(Refusal("store.busy", who="A"), "en")
    assert said.startswith("A is writing")


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234567.891, 1, "1.234.567,9", "1,234,567.9"),
        (0, 0, "0", "0"),
        (-3, 0, "\u22123", "\u22123"),
        (2.5, 0, "3", "3"),
        (1234, 0, "1.234", "1,234"),
    ],
)
def test_numbers(value: float, decimals: int, vi: str, en: str) -> None:
    assert (number(value, decimals, "vi"), number(value, decimals, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("fraction", "words"),
    [(0.978, "97,8"), (1, "100"), (0, "0"), (0.9996, "100,0"), (24 / 28, "85,7")],
)
def test_rates(fraction: float, words: str) -> None:
    assert percent(fraction, 1, "vi") == words


@pytest.mark.parametrize(
    ("change", "words"),
    [(0.4, "+0,4"), (-0.4, "\u22120,4"), (0, "0,0"), (-0.01, "0,0"), (12, "+12,0")],
)
def test_changes_carry_their_sign(change: float, words: str) -> None:
    assert signed(change, 1, "vi") == words


def test_dates_are_written_and_read_as_the_state_writes_them() -> None:
    day = dt.date(2026, 6, 4)
    assert date(day) == "04/06/2026"
    assert days(day, day) == "04/06/2026 – 04/06/2026"
    assert read_date("04/06/2026") == read_date("2026-06-04") == day
    for wrong in ("31/02/2026", "6/2026", ""):
        with pytest.raises(Refusal):
            read_date(wrong)
