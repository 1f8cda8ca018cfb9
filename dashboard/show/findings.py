"""The sentences of the first page: the finding, how sure it is, what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import wording
from dashboard.filters import Filters
from dashboard.queries import records
from dashboard.show.attention import Item
from dashboard.show.figures import href
from dashboard.show.session import Session
from dashboard.text.numbers import date, is_missing, number
from dashboard.workspace.overview import Figure

MOST = 7
MOST_OVERDUE = 3
OVERDUE, LATE = "procedures.pending_overdue", "procedures.late"


def lead(
    session: Session, chosen: Filters, shown: Sequence[Figure], missing: Sequence[str]
) -> str:
    """The finding in one sentence: the first important figure there is, and who is
    missing."""
    members = len(missing) + _reporting(session, chosen, missing)
    who = _who(session, chosen)
    known = [figure for figure in shown if not figure.is_missing]
    if not known:
        key = "lead.no_unit" if chosen.unit_id else "lead.no_bloc"
        key = key if members else "lead.no_members"
        return session.say(
            key,
            unit=who,
            missing=len(missing),
            members=members,
            reporting=members - len(missing),
        )
    sentence = _finding(session, known[0], who)
    if not missing:
        return sentence
    return session.say(
        "lead.with_missing", finding=sentence, missing=len(missing), members=members
    )


def _reporting(session: Session, chosen: Filters, missing: Sequence[str]) -> int:
    members = session.members(chosen.bloc_id, chosen.calendar, chosen.period_id)
    return len([one for one in members if one not in missing])


def _who(session: Session, chosen: Filters) -> str:
    if chosen.unit_id:
        return session.known.units[chosen.unit_id].name[session.language]
    return session.say("lead.bloc")


def _finding(session: Session, figure: Figure, who: str) -> str:
    """The figure as a sentence about the unit, by the words of its indicator."""
    indicator, row, language = figure.indicator, figure.row, session.language
    measure = session.known.measures[indicator.measured_in]
    words = wording.with_unit(indicator, measure, row["value"], language)
    if indicator.finding is None:
        return session.say(
            "finding.plain", unit=who, name=indicator.name[language], value=words
        )
    if not indicator.is_rate:
        value = wording.value(indicator, row["value"], language)
        return f"{who} {indicator.finding[language].format(value=value)}"
    said = indicator.finding[language].format(counts=_counts(session, row))
    return session.say("finding.rate", sentence=f"{who} {said}", value=words)


def _counts(session: Session, row: Mapping[str, Any]) -> str:
    """`cả 24`, or `24 trên 28`."""
    sides = {
        side: number(row[side], 0, session.language)
        for side in ("numerator", "denominator")
    }
    key = "all" if row["numerator"] == row["denominator"] else "some"
    return session.say(f"finding.{key}", **sides)


def sub(
    session: Session, chosen: Filters, rows: pd.DataFrame, stated: int, warnings: int
) -> str:
    """How complete and fresh the figures are."""
    as_of = session.as_of(chosen.bloc_id)
    counts = {
        "computed": int((rows["basis"] == "computed").sum()),
        "stated": stated,
        "derived": int((rows["basis"] == "derived").sum()),
    }
    said = [
        session.say(f"lead.{key}", count=number(count, 0, session.language))
        for key, count in counts.items()
        if count
    ]
    words = session.say(
        "lead.sub",
        figures=", ".join(said) or session.say("lead.none"),
        warnings=warnings,
        as_of=date(as_of) if as_of else "…",
    )
    named = (rows["status"] == "named_period").any()
    return f"{words} {session.say('lead.named')}" if named else words


def attention(
    session: Session,
    chosen: Filters,
    missing: Sequence[str],
    gaps: Mapping[str, Sequence[str]],
    rows: pd.DataFrame,
    warnings: pd.DataFrame,
) -> list[Item]:
    """What to look at first: units with overdue dossiers, the most first, warnings of
    the period, then who lacks a list (by area) and who has not reported at all. `rows`
    are figures of units."""
    found = _overdue(session, chosen, rows)
    lacking = [_lacking(session, area, units) for area, units in gaps.items()]
    room = MOST - len(found) - len(lacking) - (1 if missing else 0)
    found += _doubts(session, warnings)[: max(room, 0)] + lacking
    if missing:
        names = [session.known.units[one].short[session.language] for one in missing]
        found.append(
            Item(
                state="missing",
                unit=session.say("attention.units", count=len(missing)),
                fact=session.say("attention.not_reported"),
                why=", ".join(names),
                state_words=session.say("status.not_reported"),
                href=href(chosen, unit_id="") if chosen.unit_id else "",
                link=session.say("attention.see_bloc") if chosen.unit_id else "",
            )
        )
    return found


def _lacking(session: Session, area: str, units: Sequence[str]) -> Item:
    """Who has figures, but no list that tells an area."""
    names = [session.known.units[one].short[session.language] for one in units]
    single = len(names) == 1
    return Item(
        state="missing",
        unit=names[0] if single else session.say("attention.units", count=len(names)),
        fact=session.say("attention.no_list", area=session.say(f"area.{area}")),
        why="" if single else ", ".join(names),
        state_words=session.say("status.not_reported"),
    )


def _overdue(session: Session, chosen: Filters, rows: pd.DataFrame) -> list[Item]:
    """A line for each of the units with the most overdue dossiers."""
    known, language = session.known, session.language
    is_overdue = (rows["indicator_id"] == OVERDUE) & (rows["value"] > 0)
    overdue = rows[is_overdue].sort_values("value", ascending=False)
    late = rows[rows["indicator_id"] == LATE].set_index("unit_id")["value"]
    items = []
    for row in records(overdue.head(MOST_OVERDUE)):
        unit_id, settled = row["unit_id"], late.get(row["unit_id"])
        why = ""
        if settled is not None and not is_missing(settled):
            count = number(settled, 0, language)
            why = session.say("procedures.attention.late", late=count)
        is_computed = row["basis"] == "computed"
        items.append(
            Item(
                state="note",
                unit=known.units[unit_id].short[language],
                fact=session.say(
                    "procedures.attention.fact",
                    overdue=number(row["value"], 0, language),
                ),
                why=why,
                state_words=session.say("attention.warning"),
                href=href(
                    chosen,
                    page="procedures",
                    unit_id=unit_id,
                    measure="pending_overdue",
                )
                if is_computed
                else "",
                link=session.say("procedures.attention.link") if is_computed else "",
            )
        )
    return items


def _doubts(session: Session, warnings: pd.DataFrame) -> list[Item]:
    """A line for each warning; those of whole files by rule, with their units."""
    said = records(warnings)
    files = [one for one in said if one["indicator_id"] is None]
    items = []
    for rule in dict.fromkeys(one["rule"] for one in files):
        rows = [one for one in files if one["rule"] == rule]
        items.append(_doubt(session, rows[0], {one["unit_id"] for one in rows}))
    single = [one for one in said if one["indicator_id"] is not None]
    return [*(_doubt(session, one, {one["unit_id"]}) for one in single), *items]


def _doubt(session: Session, row: Mapping[str, Any], units: set[str]) -> Item:
    indicator = session.known.indicators.get(row["indicator_id"])
    names = [
        one.short[session.language]
        for one in session.known.units.values()
        if one.unit_id in units
    ]
    about = indicator.name[session.language] if indicator else ""
    place = " ".join(w for w in (row["file_name"], row["cell"]) if w)
    many = len(names) > 1
    because = [", ".join(names)] if many else [about, place]
    return Item(
        state="note",
        unit=session.say("attention.units", count=len(names))
        if many
        else "".join(names),
        fact=wording.warning(row, session.language),
        why=" · ".join(w for w in because if w),
        state_words=session.say("attention.warning"),
    )
