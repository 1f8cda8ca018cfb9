"""Calendars, kinds of period, periods and working days as typed rows."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator

from dashboard.catalog.model import Row, Words


class WorkingDay(Row):
    """One day of the calendar; `ordinal` counts the working days up to it."""

    date: dt.date
    is_working: bool
    ordinal: int
    reason: str | None = None
    notice: str | None = None
    checked: str | None = None


class Calendar(Row):
    """A way of cutting years into periods."""

    calendar: str
    name: Words
    start_day: Literal[1, 15]
    law: str | None = None


def _two_months(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Span(Row):
    """A named run of months within a year."""

    suffix: str
    months: Annotated[tuple[int, int], BeforeValidator(_two_months)]
    name: Words


class EachMonth(Row):
    """A span for each month, from itself or from January."""

    suffix: str
    from_first: bool
    name: Words


class Kind(Row):
    """A kind of period and its spans. Where a series breaks inside a period of a kind
    that `is_split`, there are the parts before and after the break too."""

    kind: str
    name: Words
    span: tuple[Span, ...] = ()
    each_month: EachMonth | None = None
    is_split: bool = False


class Period(Row):
    """A named run of days in a calendar, both dates inclusive."""

    calendar: str
    period_id: str
    kind: str
    year: int
    ordinal: int
    name: Words
    from_date: dt.date
    to_date: dt.date
    previous_id: str | None
    year_before_id: str | None
    working_days: int
    tet_days: int
