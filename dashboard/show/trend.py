"""A rate over periods, with its intervals, its gaps and the breaks of its series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.charts import over_time
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.frame import foot, frame
from dashboard.show.page import Page
from dashboard.text.numbers import date, is_missing

POINTS = 13


def section(page: Page, indicator_id: str, key: str) -> None:
    """The rate over periods of the same kind up to this one; `key` begins its texts."""
    known, chosen = page.session.known, page.chosen
    run = known.run_up_to(page.period, POINTS)
    asked = {
        "calendar": chosen.calendar,
        "bloc_id": chosen.bloc_id,
        "period_ids": [one.period_id for one in run],
        **({"unit_ids": [chosen.unit_id]} if chosen.unit_id else {"whole_bloc": True}),
    }
    found = page.session.figures([indicator_id], **asked)
    result = page.session.figures_result([indicator_id], **asked)
    by_id = {one["period_id"]: one for one in records(found)}
    rows = pd.DataFrame(
        [_period(page, indicator_id, key, one, by_id.get(one.period_id)) for one in run]
    )
    title = _title(page, key, rows)
    with frame(title, page.say(f"{key}.subtitle"), key):
        page.chart(
            key,
            title,
            lambda narrow: over_time(
                rows,
                page.session.tokens,
                language=page.session.language,
                narrow=narrow,
            ),
        )
        menu = page.menu(
            key,
            title,
            result,
            indicator_id,
            table=found.drop(columns="source_ids"),
            drawn=actions.rates(page.session, rows),
        )
        foot(page.source, key, menu)


def _period(
    page: Page,
    indicator_id: str,
    key: str,
    period: Period,
    row: Mapping[str, Any] | None,
) -> dict[str, Any]:
    known, language = page.session.known, page.session.language
    breaks = known.breaks_of(known.indicators[indicator_id])
    units = frozenset(page.wanted)
    inside = [
        date(one.date)
        for one in breaks
        if period.from_date <= one.date <= period.to_date
        and (one.units is None or one.units & units)
    ]
    said = {
        "label": wording.short_period(period, language),
        "reason": page.say(f"{key}.missing"),
        "break_label": inside[0] if inside else None,
    }
    if row is None or is_missing(row["value"]):
        return said | {"value": None, "low": None, "high": None, "counts": ""}
    counts = wording.fraction(row, language)
    return said | {
        "counts": counts,
        **{name: row[name] for name in ("value", "low", "high")},
    }


def _title(page: Page, key: str, rows: pd.DataFrame) -> str:
    """Where the rate stands now, and between what it has moved since the series was
    last broken; a period with a break inside means neither the one nor the other."""
    at = [
        n for n, one in enumerate(rows["break_label"], start=1) if isinstance(one, str)
    ]
    since = rows.iloc[min(at[-1], len(rows) - 1) if at else 0 :]
    values = [one for one in since["value"] if not is_missing(one)]
    last = rows["value"].iloc[-1]
    if not values:
        return page.say(f"{key}.nothing")
    if is_missing(last):
        ends = {"low": page.percent(min(values)), "high": page.percent(max(values))}
        return page.say(f"{key}.missing_now", count=len(values), **ends)
    if len(values) < 2:
        return page.say(f"{key}.single", value=page.percent(last))
    return page.say(
        f"{key}.title",
        value=page.percent(last),
        count=len(values),
        low=page.percent(min(values)),
        high=page.percent(max(values)),
    )
