"""The comparisons of the page on procedures: units and fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import wording
from dashboard.charts import dots
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.frame import foot, frame
from dashboard.show.procedures import Page
from dashboard.text.numbers import is_missing
from dashboard.workspace import procedures

NAMED = 3
MAIN = procedures.MAIN.removeprefix(procedures.AREA)


def units(page: Page) -> None:
    """The rate of each unit of the bloc beside that of all."""
    found = page.rates("unit")
    by_key = {one["key"]: one for one in records(found)}
    shown = sorted(page.members, key=lambda one: _worst_last(by_key.get(one)))
    rows = pd.DataFrame(
        [
            _dot(page, by_key.get(one), page.name(one), page.say("units.not_reported"))
            | {"slot": page.session.known.units[one].slot}
            for one in shown
        ]
    )
    low = [page.name(one) for one in procedures.unusually_low(found)]
    _dots(page, "units", rows, found, low, "unit")


def fields(page: Page) -> None:
    """The rate of each field beside that of all."""
    found = page.rates("field")
    shown = sorted(records(found), key=_worst_last)
    rows = pd.DataFrame([_dot(page, one, page.field(one["key"]), "") for one in shown])
    low = [page.field(one) for one in procedures.unusually_low(found)]
    _dots(page, "fields", rows, found, low, "field")


def _dots(
    page: Page,
    what: str,
    rows: pd.DataFrame,
    found: pd.DataFrame,
    low: Sequence[str],
    by: str,
) -> None:
    title = page.say(f"by.{what}.level")
    if low:
        key = "low" if len(low) <= NAMED else "many"
        title = page.say(f"by.{what}.{key}", names="; ".join(low), count=len(low))
    whole = found["denominator"].sum()
    common = found["numerator"].sum() / whole if whole else None
    label = ""
    if common is not None:
        label = page.say(f"by.{what}.common", value=page.percent(common))
    with frame(title, page.say(f"by.{what}.subtitle"), what):
        page.chart(
            what,
            title,
            lambda narrow: dots(
                rows,
                page.session.tokens,
                language=page.session.language,
                until=page.say("units.until", end="{end}"),
                reference=common,
                reference_label=label,
                narrow=narrow,
            ),
        )
        drawn = actions.rates(page.session, rows)
        menu = page.menu(what, title, page.results[by], MAIN, drawn=drawn)
        foot(page.source, what, menu)


def _worst_last(one: Mapping[str, Any] | None) -> float:
    """Highest rate first, who has none last."""
    if one is None or is_missing(one["value"]):
        return 1.0
    return -float(one["value"])


def _dot(
    page: Page, one: Mapping[str, Any] | None, label: str, reason: str
) -> dict[str, Any]:
    if one is None:
        return {"label": label, "reason": reason, "counts": ""}
    return {
        "label": label,
        "reason": page.say("units.nothing"),
        "counts": f"n = {page.count(one['denominator'])}",
        "fraction": wording.fraction(one, page.session.language),
        **{key: one[key] for key in ("value", "low", "high")},
    }
