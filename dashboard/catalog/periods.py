"""Periods of both calendars, computed from the rules of `periods.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from dashboard.catalog.calendar import Calendar, Kind, Period, Span, WorkingDay
from dashboard.catalog.model import Words
from dashboard.text import numbers

# The lunar New Year: it falls in January or February, so the same month of two years
# is not alike.
TET = "Tết Nguyên đán"
# The kind of what a break of the series leaves of a period: never offered as a period
# of its own, for its length means nothing.
PIECE = "piece"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Worked:
    """The working-day calendar: by date how many days were worked up to it, and the
    days off for the lunar New Year."""

    ordinals: Mapping[dt.date, int]
    tet: tuple[dt.date, ...]

    def between(self, start: dt.date, end: dt.date) -> dict[str, int]:
        """How many days from `start` to `end` are worked, and how many off for Tết."""
        return {
            "working_days": self.ordinals[end] - self.ordinals[start - DAY],
            "tet_days": sum(start <= day <= end for day in self.tet),
        }


def worked(days: Iterable[WorkingDay]) -> Worked:
    """The working-day calendar of these days."""
    known = list(days)
    tet = tuple(day.date for day in known if day.reason == TET)
    return Worked({day.date: day.ordinal for day in known}, tet)


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
    breaks: Iterable[dt.date] = (),
) -> Iterator[Period]:
    """Every period of every calendar, each linked to the one before it and the same
    one a year earlier (none where that lies outside the years), and the pieces into
    which days of breaks cut those of kinds that are split."""
    known, days = worked(working_days), sorted(set(breaks))
    for calendar in calendars:
        for kind in kinds:
            for one in _of_kind(calendar, kind, years, known):
                yield one
                if kind.is_split:
                    yield from pieces(one, days, known)


def _of_kind(
    calendar: Calendar, kind: Kind, years: range, known: Worked
) -> Iterator[Period]:
    run = [(year, span) for year in years for span in spans(kind)]
    ids = [f"{year}{span.suffix}" for year, span in run]
    before = {b: a for a, b in pairwise(ids)}
    for ordinal, (year, span) in enumerate(run):
        first, last = span.months
        start = month_start(calendar, year, first)
        end = month_start(calendar, year, last + 1) - DAY
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
            **known.between(start, end),
        )


def pieces(whole: Period, days: Iterable[dt.date], known: Worked) -> Iterator[Period]:
    """Every run of days from one break inside a period, or its own end, to another:
    which of the breaks count depends on whose figure it is. A break that does not fall
    between half-months cuts nothing, for rollups know no days."""
    inside = [
        day
        for day in days
        if whole.from_date < day <= whole.to_date and day.day in (1, 15)
    ]
    ends = [whole.from_date, *inside, whole.to_date + DAY]
    runs = [
        (a, b - DAY) for a, b in combinations(ends, 2) if (a, b) != (ends[0], ends[-1])
    ]
    for ordinal, (start, end) in enumerate(runs):
        dates = numbers.days(start, end)
        yield whole.model_copy(
            update={
                "period_id": f"{whole.period_id}.{start:%m%d}-{end:%m%d}",
                "kind": PIECE,
                "ordinal": ordinal,
                "name": Words(
                    vi=f"{whole.name.vi}, {dates}", en=f"{whole.name.en}, {dates}"
                ),
                "from_date": start,
                "to_date": end,
                "previous_id": None,
                "year_before_id": None,
                **known.between(start, end),
            }
        )
