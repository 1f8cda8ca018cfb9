"""The comparisons of the page on procedures: units, fields, periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.charts import dots, over_time
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.frame import foot, frame
from dashboard.show.procedures import Page
from dashboard.show.settled import chart
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import procedures

POINTS = 13
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
        chart(
            page,
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


def periods(page: Page) -> None:
    """The rate over periods of the same kind up to this one."""
    known, chosen = page.session.known, page.chosen
    run = known.run_up_to(page.period, POINTS)
    asked = {
        "calendar": chosen.calendar,
        "bloc_id": chosen.bloc_id,
        "period_ids": [one.period_id for one in run],
        **({"unit_ids": [chosen.unit_id]} if chosen.unit_id else {"whole_bloc": True}),
    }
    found = page.session.figures([procedures.MAIN], **asked)
    result = page.session.figures_result([procedures.MAIN], **asked)
    by_id = {one["period_id"]: one for one in records(found)}
    rows = pd.DataFrame([_period(page, one, by_id.get(one.period_id)) for one in run])
    title = _over_time_title(page, rows)
    with frame(title, page.say("over_time.subtitle"), "over_time"):
        chart(
            page,
            "over_time",
            title,
            lambda narrow: over_time(
                rows,
                page.session.tokens,
                language=page.session.language,
                narrow=narrow,
            ),
        )
        menu = page.menu(
            "over_time",
            title,
            result,
            MAIN,
            table=found.drop(columns="source_ids"),
            drawn=actions.rates(page.session, rows),
        )
        foot(page.source, "over_time", menu)


def _period(
    page: Page, period: Period, row: Mapping[str, Any] | None
) -> dict[str, Any]:
    language = page.session.language
    breaks = page.session.known.breaks_of(
        page.session.known.indicators[procedures.MAIN]
    )
    units = frozenset(page.wanted)
    inside = [
        date(one.date)
        for one in breaks
        if period.from_date <= one.date <= period.to_date
        and (one.units is None or one.units & units)
    ]
    said = {
        "label": wording.short_period(period, language),
        "reason": page.say("over_time.missing"),
        "break_label": inside[0] if inside else None,
    }
    if row is None or is_missing(row["value"]):
        return said | {"value": None, "low": None, "high": None, "counts": ""}
    counts = wording.fraction(row, language)
    return said | {
        "counts": counts,
        **{key: row[key] for key in ("value", "low", "high")},
    }


def _over_time_title(page: Page, rows: pd.DataFrame) -> str:
    """Where the rate stands now, and between what it has moved."""
    values = [one for one in rows["value"] if not is_missing(one)]
    last = rows["value"].iloc[-1]
    if not values:
        return page.say("over_time.nothing")
    if is_missing(last):
        ends = {"low": page.percent(min(values)), "high": page.percent(max(values))}
        return page.say("over_time.missing_now", count=len(values), **ends)
    if len(values) < 2:
        return page.say("over_time.single", value=page.percent(last))
    return page.say(
        "over_time.title",
        value=page.percent(last),
        count=len(values),
        low=page.percent(min(values)),
        high=page.percent(max(values)),
    )
