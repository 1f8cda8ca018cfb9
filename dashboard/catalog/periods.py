"""Periods of both calendars, computed from the rules of `periods.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from dashboard.catalog.calendar import Calendar, Kind, Period, Span, WorkingDay
from dashboard.catalog.model import Words

# The lunar New Year: it falls in January or February, so the same month of two years
# is not alike.
TET = "Tết Nguyên đán"


def month_start(calendar: Calendar, year: int, month: int) -> dt.date:
    """First day of a calendar's month; month 13 is January of the next year.

    NĐ 09/2019/NĐ-CP art. 12: a reporting month begins on the 15th of the month before.
    """
    back = 1 if calendar.start_day > 1 else 0
    index = year * 12 + month - 1 - back
    return dt.date(index // 12, index % 12 + 1, calendar.start_day)


def spans(kind: Kind) -> list[Span]:
    """The spans of a kind, those made for each month written out."""
    each = kind.each_month
    if each is None:
        return list(kind.span)
    return [
        Span(
            suffix=each.suffix.format(month=month),
            months=(1 if each.from_first else month, month),
            name=Words(
                vi=each.name.vi.replace("{month}", str(month)),
                en=each.name.en.replace("{month}", str(month)),
            ),
        )
        for month in range(1, 13)
    ]


def periods(
    calendars: list[Calendar],
    kinds: list[Kind],
    years: range,
    working_days: list[WorkingDay],
) -> Iterator[Period]:
    """Every period of every calendar, each linked to the one before it and the same
    one a year earlier (none where that lies outside the years)."""
    ordinals = {day.date: day.ordinal for day in working_days}
    tet = [day.date for day in working_days if day.reason == TET]
    for calendar in calendars:
        for kind in kinds:
            run = [(year, span) for year in years for span in spans(kind)]
            ids = [f"{year}{span.suffix}" for year, span in run]
            before = {b: a for a, b in pairwise(ids)}
            for ordinal, (year, span) in enumerate(run):
                first, last = span.months
                start = month_start(calendar, year, first)
                end = month_start(calendar, year, last + 1) - dt.timedelta(days=1)
                year_before = f"{year - 1}{span.suffix}"
                yield Period(
                    calendar=calendar.calendar,
                    period_id=ids[ordinal],
                    kind=kind.kind,
                    year=year,
                    ordinal=ordinal,
                    name=Words(
                        vi=span.name.vi.format(year=year),
                        en=span.name.en.format(year=year),
                    ),
                    from_date=start,
                    to_date=end,
                    previous_id=before.get(ids[ordinal]),
                    year_before_id=year_before if year_before in ids else None,
                    working_days=ordinals[end] - ordinals[start - dt.timedelta(days=1)],
                    tet_days=sum(start <= day <= end for day in tet),
                )
