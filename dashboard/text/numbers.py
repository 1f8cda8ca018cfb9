"""Numbers, rates and dates as official Vietnamese and English write them."""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from dashboard.errors import Refusal
from dashboard.settings import Language

MINUS = "\u2212"


def is_missing(value: float | None) -> bool:
    """Whether there is no number: missing stays missing, it is never 0."""
    return value is None or math.isnan(value)


def number(value: float, decimals: int, language: Language) -> str:
    """`1.234,5` in Vietnamese and `1,234.5` in English, halves away from zero."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text: str = format_decimal(half_up(value, decimals), pattern, locale=language)
    return text.replace("-", MINUS)


def half_up(value: float, decimals: int) -> Decimal:
    """A number to so many places, halves away from zero."""
    # Nine more places are noise of binary fractions, which would tip a half over.
    exact = Decimal(repr(round(float(value), decimals + 9)))
    # Adding 0 takes the sign off what is rounded to nothing.
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def percent(fraction: float, decimals: int, language: Language) -> str:
    """A fraction as per cent without the sign: `97,8` for 0.978; all and none are
    exact, so `100` and `0` have no places."""
    return number(fraction * 100, 0 if fraction in (0, 1) else decimals, language)


def signed(value: float, decimals: int, language: Language) -> str:
    """A change, always with its sign; 0 has none to show but keeps its places."""
    words = number(abs(value), decimals, language)
    if not any(digit in words for digit in "123456789"):
        return words
    return ("+" if value > 0 else MINUS) + words


def date(day: dt.date) -> str:
    """`14/06/2026` as the State writes dates of periods: dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"


def days(first: dt.date, last: dt.date) -> str:
    """Two dates, inclusive: `15/12/2025 – 14/06/2026`."""
    return f"{date(first)} – {date(last)}"


def read_date(words: str) -> dt.date:
    """The day in `31/12/2023` or `2023-12-31`; Refusal for anything else."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise Refusal("not_a_date", value=words)
