"""The clock and the rollups once more: dossier by dossier, day by day, without SQL."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """The clock counts no day after `begins` up to and including `ends`."""

    begins: dt.date
    ends: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the clock stands still at the end of a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Dossier:
    """A dossier with its pauses."""

    dossier_id: str
    unit_id: str
    accepted: dt.date
    due: dt.date
    finished: dt.date | None = None
    status: str | None = None
    gone: dt.date | None = None
    procedure_id: str | None = None
    channel: str | None = None
    stated_class: str | None = None
    as_of: dt.date = dt.date(2025, 3, 1)
    pauses: tuple[Pause, ...] = ()
    row_number: int = 2

    @property
    def closed(self) -> dt.date | None:
        """The day it left; never before the day it came."""
        left = self.gone or self.finished
        return left and max(left, self.accepted)

    @property
    def outcome(self) -> str:
        """How it ended."""
        if self.gone:
            return "gone"
        if not self.finished:
            return "open"
        if self.status == "withdrawn":
            return "withdrawn"
        if self.status in ("returned", "refused"):
            return "returned"
        if self.finished == self.due:
            return "on_time"
        return "early" if self.finished < self.due else "late"

    def is_open(self, day: dt.date) -> bool:
        """At the end of the day."""
        return self.accepted <= day and (self.closed is None or day < self.closed)

    def is_stopped(self, day: dt.date) -> bool:
        """Whether any pause holds the end of the day; none does before it came."""
        return self.accepted <= day and any(p.holds(day) for p in self.pauses)

    def is_waiting(self, day: dt.date) -> bool:
        """At the end of the day."""
        return self.is_open(day) and self.is_stopped(day)

    def overdue_from(self) -> dt.date | None:
        """The day after the due date; when the clock stood still on the due date, the
        day on which it ran again."""
        day = self.due + DAY
        if self.is_stopped(self.due):
            if any(pause.ends is None and pause.begins <= day for pause in self.pauses):
                return None
            while self.is_stopped(day):
                day += DAY
                if any(p.ends is None and p.begins <= day for p in self.pauses):
                    return None
        return max(day, self.accepted)

    def is_overdue(self, day: dt.date) -> bool:
        """At the end of the day."""
        start = self.overdue_from()
        return self.is_open(day) and start is not None and start <= day


@dataclass(frozen=True)
class World:
    """Dossiers, the calendar, what lists speak for."""

    dossiers: tuple[Dossier, ...]
    works: dict[dt.date, bool]
    covered: dict[str | None, dt.date] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)

    def counted(self, one: Dossier, last: dt.date) -> int | None:
        """Working days that the clock counted from acceptance up to a day."""
        if one.accepted not in self.works or last not in self.works:
            return None
        return sum(
            # A pause stops the clock for its days after the first: the eve is held.
            self.works[day] and not one.is_waiting(day - DAY)
            for day in days(one.accepted + DAY, last)
        )

    def working_days(self, one: Dossier) -> int | None:
        """What the dossier took; not known when it ended before it came."""
        if one.gone or not one.finished or one.finished < one.accepted:
            return None
        return self.counted(one, one.finished)

    def clock_due(self, one: Dossier) -> dt.date | None:
        """The day on which the clock has counted the term; not known when it stood
        still, with days of the term left, as the dossier left."""
        term = self.terms.get(one.procedure_id or "")
        if term is None or one.accepted not in self.works:
            return None
        count, day = 0, one.accepted
        while count < term:
            is_cut = day == one.closed and one.is_waiting(day - DAY)
            if is_cut and one.is_stopped(day):
                return None
            day += DAY
            if day not in self.works:
                return None
            count += self.works[day] and not one.is_waiting(day - DAY)
        return day

    def flow(self) -> dict[tuple[str, str, str, dt.date], Counter[str]]:
        """What came in and went out, by unit, procedure, channel, half-month."""
        cells: dict[tuple[str, str, str, dt.date], Counter[str]] = {}
        for one in self.dossiers:
            for day, event in events(one):
                key = (
                    one.unit_id,
                    one.procedure_id or "",
                    one.channel or "",
                    bucket(day),
                )
                cells.setdefault(key, Counter())[event] += 1
        return cells

    def open_at(self, unit_id: str, last: dt.date) -> list[Dossier]:
        """The open dossiers of a unit at the end of a day, if it is known by then."""
        ends = [self.covered[key] for key in (unit_id, None) if key in self.covered]
        if last not in self.works or not ends or last > max(ends):
            return []
        return [d for d in self.dossiers if d.unit_id == unit_id and d.is_open(last)]

    def days(self) -> Counter[tuple[str, str, dt.date, str, int]]:
        """How many dossiers took, or were open for, how many working days."""
        cells: Counter[tuple[str, str, dt.date, str, int]] = Counter()
        for one in self.dossiers:
            took = self.working_days(one)
            if one.outcome in ("early", "on_time", "late") and took is not None:
                assert one.finished
                procedure, month = one.procedure_id or "", bucket(one.finished)
                cells[one.unit_id, procedure, month, "resolved", took] += 1
        for unit_id, first, last in self.ends():
            for one in self.open_at(unit_id, last):
                age = self.counted(one, last)
                if age is not None:
                    cells[unit_id, one.procedure_id or "", first, "open", age] += 1
        return cells

    def oldest(self) -> dict[tuple[str, dt.date, int], tuple[str, bool, bool]]:
        """The open dossiers to see to first: which, if waiting, if overdue."""
        cells = {}
        for unit_id, first, last in self.ends():
            ranked = sorted(
                self.open_at(unit_id, last),
                key=lambda one: (not one.is_overdue(last), one.due, one.dossier_id),
            )
            for place, one in enumerate(ranked[:20], start=1):
                said = (one.dossier_id, one.is_waiting(last), one.is_overdue(last))
                cells[unit_id, first, place] = said
        return cells

    def ends(self) -> Iterator[tuple[str, dt.date, dt.date]]:
        """Every unit and half-month of the calendar, with its last day."""
        for unit_id in sorted({one.unit_id for one in self.dossiers}):
            for day in self.works:
                if bucket(day + DAY) == day + DAY:
                    yield unit_id, bucket(day), day

    def stocks(self, unit_id: str, day: dt.date) -> tuple[int, int, int]:
        """Dossiers of a unit open, overdue, waiting at the end of a day."""
        mine = [one for one in self.dossiers if one.unit_id == unit_id]
        return (
            sum(one.is_open(day) for one in mine),
            sum(one.is_overdue(day) for one in mine),
            sum(one.is_waiting(day) for one in mine),
        )


def events(one: Dossier) -> Iterator[tuple[dt.date, str]]:
    """What befell a dossier, and when."""
    yield one.accepted, "received"
    start = one.overdue_from()
    becomes_overdue = start is not None and (one.closed is None or start <= one.closed)
    if one.closed:
        yield one.closed, one.outcome
        if becomes_overdue:
            yield one.closed, "overdue_closed"
    if becomes_overdue:
        assert start
        yield start, "became_overdue"
    known = [one.accepted, one.closed, *(p.begins for p in one.pauses)]
    known += [p.ends for p in one.pauses]
    for day in days(one.accepted, max(day for day in known if day)):
        if one.is_waiting(day) and not one.is_waiting(day - DAY):
            yield day, "paused"
        if one.is_waiting(day - DAY) and not one.is_waiting(day):
            yield day, "resumed"


def days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """Every day, both included."""
    return (first + DAY * n for n in range((last - first).days + 1))


def bucket(day: dt.date) -> dt.date:
    """The first day of the half-month."""
    return day.replace(day=1 if day.day < 15 else 15)
