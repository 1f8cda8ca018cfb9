"""The working-day calendar: weekends, and the exceptions that notices declare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from dashboard.catalog.calendar import WorkingDay

FIRST = dt.date(2018, 12, 1)
LAST = dt.date(2026, 12, 31)


def working_days(exceptions: Iterable[Mapping[str, str]]) -> Iterator[WorkingDay]:
    """Every day from FIRST to LAST; the working days between two days are the
    difference of their ordinals."""
    said = {dt.date.fromisoformat(row["date"]): row for row in exceptions}
    ordinal = 0
    for offset in range((LAST - FIRST).days + 1):
        date = FIRST + dt.timedelta(days=offset)
        row = said.get(date, {})
        is_working = row["is_working"] == "true" if row else date.weekday() < 5
        ordinal += is_working
        yield WorkingDay(
            date=date,
            is_working=is_working,
            ordinal=ordinal,
            reason=row.get("reason") or None,
            notice=row.get("notice") or None,
            checked=row.get("checked") or None,
        )
