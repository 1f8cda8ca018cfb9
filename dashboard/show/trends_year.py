"""What has been reached since the year began, against last year and the target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.queries import records
from dashboard.show import trends_words
from dashboard.show.trends import Page
from dashboard.show.trends_chart import drawn
from dashboard.show.trends_table import year_to_date
from dashboard.text.numbers import is_missing
from dashboard.workspace.targets import cumulative

SUMMED = ("count", "money")


def section(page: Page) -> None:
    """Sums since the year began by month, of a count or an amount."""
    ends = year_to_date(page, page.last)[::-1]
    if page.indicator.aggregate not in SUMMED or len(ends) < 2:
        return
    year = _year(page)
    before = [one.year_before_id for one in year if one.year_before_id]
    found, result = page.also([*(one.period_id for one in ends), *before])
    mine = found[found["unit_id"] == page.subject_id]
    rows = _points(page, year, ends, mine)
    title = _title(page, rows)
    page.framed(
        "year",
        title,
        page.say("cumulative.subtitle", **page.measured, who=page.who),
        lambda: drawn(page, "year", title, rows),
        result,
        table=mine,
    )


def _year(page: Page) -> list[Period]:
    """From the year's start up to the end of each month of it, the first first."""
    last = page.last
    year = [
        one
        for one in page.session.known.periods.values()
        if (one.calendar, one.kind, one.year)
        == (last.calendar, "year_to_date", last.year)
    ]
    return sorted(year, key=lambda one: one.to_date)


def _points(
    page: Page, year: Sequence[Period], ends: Sequence[Period], figures: pd.DataFrame
) -> pd.DataFrame:
    """The columns of `charts.control`, a row for each month of the year; `ends` are
    those that have passed."""
    values = {one["period_id"]: one["value"] for one in records(figures)}
    targets = page.targets[page.targets["unit_id"] == page.subject_id]
    aims = cumulative(targets, year, page.session.known.periods)
    return pd.DataFrame(
        {
            "label": wording.short_period(one, page.session.language),
            "value": values.get(one.period_id, np.nan) if one in ends else np.nan,
            # Months to come are not missing.
            "reason": page.session.say("status.not_reported") if one in ends else "",
            "state": "usual",
            "earlier": values.get(one.year_before_id or "", np.nan),
            "target": aims.get(one.period_id, np.nan),
        }
        for one in year
    )


def _title(page: Page, rows: pd.DataFrame) -> str:
    """Where the sum stands, and where it was to stand by then or at the year's end."""
    there = rows[rows["value"].notna()]
    if there.empty:
        return page.say("title.missing")
    last = there.iloc[-1]
    said = {
        "label": last["label"],
        "value": trends_words.value(page, float(last["value"])),
    }
    if not is_missing(last["target"]):
        aim = page.figure(float(last["target"]))
        return page.say("cumulative.title_target", **said, target=aim)
    final = rows["target"].iloc[-1]
    if not is_missing(final):
        aim = page.figure(float(final))
        return page.say("cumulative.title_aim", **said, target=aim)
    return page.say("cumulative.title", **said)
