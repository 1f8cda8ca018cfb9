"""The rates of the first page on one scale: what they are of, and their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import wording
from dashboard.settings import Language
from dashboard.show.session import Session
from dashboard.text.numbers import number, percent
from dashboard.workspace.overview import Figure


def title(session: Session, shown: Sequence[Figure]) -> str:
    """The finding of the chart of rates: one numerator, several denominators."""
    language = session.language
    ends = sorted(one.row["value"] for one in shown)
    low, high = (percent(end, 1, language) for end in (ends[0], ends[-1]))
    same = {one.row["numerator"] for one in shown}
    if len(same) == 1 and len(shown) > 1:
        key = "rates.one_numerator"
        return session.say(
            key, low=low, high=high, count=number(same.pop(), 0, language)
        )
    return session.say("rates.title", low=low, high=high)


def rows(session: Session, shown: Sequence[Figure]) -> pd.DataFrame:
    """The rows of the chart of rates, named by what they are of where that is all they
    differ in."""
    language = session.language
    is_same = len({one.row["numerator"] for one in shown}) == 1
    return pd.DataFrame(
        {
            "label": session.say("rates.of", whole=_whole(one, language))
            if is_same
            else one.indicator.short[language],
            "sublabel": wording.fraction(one.row, language),
            **{key: one.row[key] for key in ("value", "low", "high")},
        }
        for one in shown
    )


def _whole(figure: Figure, language: Language) -> str:
    """What a rate is of, without what follows a comma."""
    words = figure.indicator.denominator
    return words[language].split(",")[0] if words else ""
