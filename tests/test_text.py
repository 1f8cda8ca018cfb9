"""Words in both languages, and numbers and dates as officials write them."""

import ast
import datetime as dt
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import dashboard
from dashboard import text
from dashboard.catalog.load import load, read_folder
from dashboard.catalog.model import Better
from dashboard.errors import DefinitionError, Refusal
from dashboard.intake import lines, records, registers, reported
from dashboard.settings import LANGUAGES
from dashboard.text.numbers import date, days, number, percent, read_date, signed

PACKAGE = Path(dashboard.__file__).parent
SQL = PACKAGE.parent / "queries"
TREES = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
VI, EN = (text.table(language) for language in LANGUAGES)


def holes(words: str) -> set[str]:
    """The names of the places to be filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_say_the_same_things() -> None:
    assert list(VI) == list(EN)
    for key, words in VI.items():
        assert words.strip() and EN[key].strip(), key
        assert holes(words) == holes(EN[key]), key


def called(*names: str) -> Iterator[ast.Call]:
    """Every call in the code to a function of one of these names."""
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                if name in names:
                    yield node


def first_words(*names: str) -> set[str]:
    """The words that these functions are given first, wherever they are called."""
    given = (call.args[0] for call in called(*names) if call.args)
    return {word for one in given for word in constants(one)}


def constants(node: ast.AST) -> set[str]:
    """A word, or either of two words."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    is_word = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return {node.value} if is_word else set()  # type: ignore[attr-defined]


AREAS = {
    node.value.value  # type: ignore[attr-defined]
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.AnnAssign)
    and getattr(node.target, "id", "") == "area"
    and node.value is not None
}


def rules(*files: str) -> set[str]:
    """The rules that queries can give: `'x' as rule`, or any branch of a case."""
    sql = "\n".join(p.read_text("utf-8") for f in files for p in SQL.glob(f))
    plain = set(re.findall(r"'([a-z_]+)' as rule", sql))
    cases = re.findall(r"case((?:(?!\bcase\b).)*?)end\s+as rule", sql, re.DOTALL)
    return plain | set(re.findall(r"(?:then|else) '([a-z_]+)'", " ".join(cases)))


def section(name: str) -> set[str]:
    """The keys of a section, without its name."""
    return {key.removeprefix(f"{name}.") for key in VI if key.startswith(f"{name}.")}


def test_every_rule_that_sql_or_code_can_name_is_worded_and_no_other() -> None:
    named = {
        word
        for call in called("Problem")
        for keyword in call.keywords
        if keyword.arg == "rule"
        for word in constants(keyword.value)
    }
    named |= first_words("_refused", "refused", "_days") | set(lines.MALFORMED.values())
    doubted = rules("intake/*_warnings.sql", "intake/*_doubts.sql")
    intake = rules("intake/*_refusals.sql") | doubted
    assert len(intake) > 25
    # What is told of the rows that are not told one by one.
    assert section("problem") == intake | named | {"more_rows"}
    each = [rules(f"check/{path.name}") for path in (SQL / "check").glob("*.sql")]
    assert all(each)
    checks = set().union(*each)
    doubts = rules("quality/dossier_doubts.sql")
    assert len(doubts) == 11
    assert section("warning") == checks | doubted | doubts


def test_every_refusal_obstacle_and_step_is_worded_and_no_other() -> None:
    unknown = ("indicator_id", "unit_id", "period_id", "calendar", "bloc_id", "key")
    refusals = first_words("Refusal", "__init__")
    refusals |= {f"unknown.{one}" for one in unknown}
    refusals |= {f"rank.{one}" for one in first_words("Unfit")}
    refusals |= {f"store.{one}_schema" for one in ("other", "newer")}
    assert section("refusal") == refusals
    missing = {"missing_now", "missing_then"}
    assert section("obstacle") == first_words("Obstacle") | missing
    assert section("cli.step") == first_words("on_step")


def test_every_word_of_the_catalog_and_of_figures_is_worded() -> None:
    catalog = load(read_folder(PACKAGE.parent / "data" / "catalog"))
    assert section("area") == {one.area for one in catalog.indicators}
    assert section("better") == set(get_args(Better))
    assert section("basis") == {"reported", "derived", "computed"}
    kinds = ("dossiers", "pauses", "procedures", *registers.REGISTERS)
    lists = [records.columns(kind) for kind in kinds]
    columns = {one.name for kind in (reported.columns(), *lists) for one in kind}
    assert section("column") == columns
    qualifiers = {"exact", "at_least", "more_than", "nearly", "rounded"}
    assert section("qualifier") == qualifiers - {"exact"}
    statuses = {"complete", "assembled", "named_period", "not_reported"}
    statuses |= {"incomplete", "mixed"}
    assert section("status") == statuses | {"corrected"}
    assert section("missing") == statuses
    spans = {one.kind for one in catalog.kinds} - {"half"}
    assert section("period") >= spans | {"half_1", "half_2"}


def test_no_text_is_unused_and_none_is_missing() -> None:
    nodes = [node for tree in TREES for node in ast.walk(tree)]
    literal = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # Codes that queries give have their words as well.
    sql = "\n".join(path.read_text("utf-8") for path in SQL.rglob("*.sql"))
    literal |= set(re.findall(r"'([a-z_]+)'", sql))
    kinds = [records.codes(kind).values() for kind in registers.REGISTERS]
    literal |= {code for kind in kinds for said in kind for code in said.values()}
    # Sections whose keys data and SQL name are held to them above, key by key.
    sections = "problem|warning|obstacle|area|better|basis|status|column|qualifier"
    sections += "|missing|period"
    told = re.compile(rf"({sections})\..+")
    made = [
        "".join(
            re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)"
            for v in node.values
        )
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    ]
    keys = [w for w in made if re.fullmatch(r"(\(\.\+\)|[a-z_]|\\\.)*[a-z]{2}.*", w)]
    # A page says what is its own without the name of its section.
    keys += [rf"{area}\.(.+)" for area in AREAS]
    keys += [words.replace("+)", "+?)") for words in keys]

    def is_used(words: str) -> bool:
        if words in literal or words in LANGUAGES or told.fullmatch(words):
            return True
        fits = [re.fullmatch(pattern, words) for pattern in keys]
        return any(found and all(map(is_used, found.groups())) for found in fits)

    assert [key for key in VI if not is_used(key)] == []
    for key in first_words("of", "say"):
        own = ("", *(f"{area}." for area in AREAS), "procedures.form.sheet.")
        assert any(f"{prefix}{key}" in VI for prefix in own), key
    for key in first_words("told"):
        assert f"cli.{key}" in VI, key
    for key in first_words("hint"):
        assert f"cli.help.{key}" in VI, key


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
        (-0.0, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (-3, 0, "\u22123", "\u22123"),
        (2.5, 0, "3", "3"),
        (3.5, 0, "4", "4"),
        (-2.5, 0, "\u22123", "\u22123"),
        (0.05, 1, "0,1", "0.1"),
        (1.005, 2, "1,01", "1.01"),
        (999.5, 0, "1.000", "1,000"),
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


def test_halves_of_rates_are_rounded_away_from_zero() -> None:
    assert [percent(n / 8, 0, "vi") for n in (1, 3, 5, 7)] == ["13", "38", "63", "88"]
    assert percent(0.285, 0, "vi") == "29"


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
