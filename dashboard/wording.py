"""Figures in words: values, counts, changes, and reasons why there is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from dashboard import text
from dashboard.catalog.calendar import Period
from dashboard.catalog.model import Indicator, Measure, Part, Unit
from dashboard.settings import Language
from dashboard.stats.comparability import Obstacle
from dashboard.text.numbers import date, days, is_missing, number, percent, signed

SMALL = 30
INDICATOR_ID = re.compile(r"[a-z_]+\.[a-z_]+")
SINGLE = re.compile(r"\(([^()+÷−-]*)\)")


def value(indicator: Indicator, shown: float, language: Language) -> str:
    """The figure alone: `97,8` for a rate, `1.234` for a count."""
    if indicator.is_rate:
        return percent(shown, indicator.decimals, language)
    return number(shown, indicator.decimals, language)


def bare(indicator: Indicator, shown: float, language: Language) -> str:
    """The figure without what it is measured in: `97,8%`, `1.234`."""
    words = value(indicator, shown, language)
    return f"{words}%" if indicator.is_rate else words


def with_unit(
    indicator: Indicator, measure: Measure, shown: float, language: Language
) -> str:
    """The figure and what it is measured in: `97,8%`, `24 hồ sơ`."""
    words = bare(indicator, shown, language)
    if indicator.is_rate:
        return words
    return f"{words} {unit_of(measure, shown, language)}"


def unit_of(measure: Measure, shown: float, language: Language) -> str:
    """What a figure is measured in, singular where a language has one."""
    one = measure.one if measure.one and shown == 1 else measure.name
    return one[language]


def qualified(words: str, qualifier: str | None, language: Language) -> str:
    """The words with what limits them: `ít nhất 2`."""
    if qualifier in (None, "exact"):
        return words
    return text.of(f"qualifier.{qualifier}", language, value=words)


def counts(indicator: Indicator, row: Mapping[str, Any], language: Language) -> str:
    """Numerator, denominator and interval of a rate; what is counted otherwise."""
    if not indicator.is_rate or indicator.denominator is None:
        return indicator.numerator[language]
    if is_missing(row["denominator"]):
        return text.of("figure.rate_alone", language)
    said = fraction(row, language)
    said = f"{said} {indicator.denominator[language]}"
    if is_missing(row["low"]):
        return said
    return text.of(
        "figure.with_interval", language, counts=said, interval=interval(row, language)
    )


def fraction(row: Mapping[str, Any], language: Language) -> str:
    """Numerator and denominator: `24 / 28`."""
    sides = (number(row[side], 0, language) for side in ("numerator", "denominator"))
    return " / ".join(sides)


def interval(row: Mapping[str, Any], language: Language) -> str:
    """Both limits in per cent: `86,2 – 100`."""
    return " – ".join(percent(row[side], 1, language) for side in ("low", "high"))


def is_small(row: Mapping[str, Any]) -> bool:
    """Whether a rate rests on so few that its interval must be read with it."""
    return not is_missing(row["denominator"]) and row["denominator"] < SMALL


def change(
    indicator: Indicator,
    measure: Measure,
    difference: float,
    other: str,
    language: Language,
) -> str:
    """`+0,4 điểm % so với 6 tháng đầu năm 2022`."""
    if indicator.is_rate:
        words = signed(difference * 100, indicator.decimals, language)
        unit = text.of("figure.points", language)
    else:
        words = signed(difference, indicator.decimals, language)
        unit = unit_of(measure, abs(difference), language)
    return text.of("figure.change", language, change=f"{words} {unit}", other=other)


def obstacle(
    found: Obstacle,
    other: str,
    breaks: Mapping[str, str],
    units: Mapping[str, Unit],
    language: Language,
) -> str:
    """Why there is no difference; `breaks` gives the reasons of breaks by id."""
    detail = breaks.get(found.detail, found.detail)
    if found.rule == "perimeter":
        named = found.detail.split(", ")
        detail = ", ".join(units[u].short[language] for u in named if u in units)
    return text.of(f"obstacle.{found.rule}", language, other=other, detail=detail)


def remedy(
    found: Obstacle, other: str, breaks: Mapping[str, dt.date], language: Language
) -> str:
    """What would make a comparison fair; `breaks` gives the days of breaks by id."""
    day = breaks.get(found.detail)
    named = date(day) if day else ""
    return text.of(f"remedy.{found.rule}", language, other=other, day=named)


def status(row: Mapping[str, Any], language: Language) -> str:
    """How a figure came to be: stated, derived, by name, corrected."""
    words = [text.of(f"basis.{row['basis']}", language)] if row["basis"] else []
    words.append(text.of(f"status.{row['status']}", language))
    if row["is_corrected"]:
        words.append(text.of("status.corrected", language))
    return ", ".join(words)


def warning(row: Mapping[str, Any], language: Language) -> str:
    """The sentence of a warning of the version."""
    difference = row["difference"]
    return text.of(
        f"warning.{row['rule']}",
        language,
        value=row["value"] or "",
        expected=row["expected"] or "",
        note=row["note"] or "",
        difference="" if is_missing(difference) else signed(difference, 0, language),
    )


def period(name: str, first: dt.date, last: dt.date) -> str:
    """The name of a period with both dates."""
    return f"{name} · {days(first, last)}"


def short_period(one: Period, language: Language) -> str:
    """The name of a period for an axis: `T6/26`, `Q1/26`, `6T đầu 26`."""
    month = one.to_date.month
    return text.of(
        f"period.{one.kind}_{2 if month > 6 else 1}"
        if one.kind == "half"
        else f"period.{one.kind}",
        language,
        month=month,
        quarter=(month + 2) // 3,
        year=f"{one.year % 100:02}",
    )


def formula(
    made: str | None,
    indicators: Mapping[str, Indicator],
    keys: Mapping[str, str],
    language: Language,
) -> str:
    """A formula with the names of indicators in place of their ids."""
    if not made:
        return ""
    if made.startswith("sum("):
        listed = made.removeprefix("sum(").removesuffix(")").split(", ")
        said = ", ".join(keys.get(one, one) for one in listed)
        return text.of("figure.sum", language, keys=said)
    plain = SINGLE.sub(r"\1", made).replace(" / ", " ÷ ").replace(" - ", " − ")

    def named(found: re.Match[str]) -> str:
        one = indicators.get(found.group())
        words = one.name[language] if one else found.group()
        return words[0].lower() + words[1:]

    return INDICATOR_ID.sub(named, plain)


def part(key: str, parts: Mapping[tuple[str, str], Part], language: Language) -> str:
    """A part in words: `định kỳ, cấp tỉnh`; an unknown value as it was typed."""
    pairs = [tuple(one.split("=", 1)) for one in key.split(";")]
    return ", ".join(
        parts[k, v].name[language] if (k, v) in parts else v for k, v in pairs
    )
