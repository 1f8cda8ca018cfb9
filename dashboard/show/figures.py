"""Figures as tiles, heat cells and lines: words from `wording`, looks from `show`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast
from urllib.parse import urlencode

import pandas as pd

from dashboard import wording
from dashboard.catalog.model import Indicator
from dashboard.filters import Filters
from dashboard.queries import records
from dashboard.show.heat import Cell, State, Table
from dashboard.show.listing import Line
from dashboard.show.session import Session
from dashboard.show.tiles import Tile
from dashboard.text.numbers import is_missing
from dashboard.workspace.overview import Figure

POINTS = 12
MEANINGS: tuple[State, ...] = ("improving", "worsening")
HEADS = ("name", "figure", "measured_in", "counts", "basis")


def href(chosen: Filters, page: str = "", **changed: str) -> str:
    """A link to a page, by default the same one, with other filters."""
    return f"{page}?" + urlencode({**asdict(chosen), **changed})


def tile(
    session: Session, figure: Figure, other: str, history: Sequence[float | None]
) -> Tile:
    """A tile: the figure, its counts, its change or why there is none."""
    language, indicator, row = session.language, figure.indicator, figure.row
    measure = session.known.measures[indicator.measured_in]
    drawn = [point for point in history if point is not None]
    missing = session.say(f"missing.{row['status']}") if figure.is_missing else ""
    value = (
        "" if figure.is_missing else wording.value(indicator, row["value"], language)
    )
    unit = "%" if indicator.is_rate else ""
    if not unit and not figure.is_missing:
        unit = wording.unit_of(measure, row["value"], language)
    return Tile(
        name=indicator.name[language],
        value=wording.qualified(value, row["qualifier"], language),
        measured_in=unit,
        counts=_counts(session, figure),
        change=_change(session, figure, other),
        refusal=_refusal(session, figure, other),
        missing=missing,
        assurance=_note(session, figure),
        assurance_kind="note" if _note(session, figure) else "",
        spark=tuple(history) if len(drawn) > 1 else (),
        spark_alt=session.say("figure.history", count=len(drawn)),
    )


def _counts(session: Session, figure: Figure) -> str:
    """Counts of the figure; of a bloc that cannot be added up, who has it."""
    row = figure.row
    if not figure.is_missing:
        return wording.counts(figure.indicator, row, session.language)
    if row["status"] != "incomplete":
        return ""
    asked = {key: int(row[key]) for key in ("reporting", "members")}
    return session.say("figure.reporting", **asked)


def _change(session: Session, figure: Figure, other: str) -> str:
    if figure.difference is None:
        return ""
    measure = session.known.measures[figure.indicator.measured_in]
    return wording.change(
        figure.indicator, measure, figure.difference, other, session.language
    )


def _refusal(session: Session, figure: Figure, other: str) -> str:
    """The first reason against a comparison; a missing figure has said its own."""
    if figure.is_missing or not figure.obstacles:
        return ""
    breaks = {one.id: one.reason[session.language] for one in session.known.breaks}
    return wording.obstacle(
        figure.obstacles[0], other, breaks, session.known.units, session.language
    )


def _note(session: Session, figure: Figure) -> str:
    """What must be known to read the figure rightly: small, derived, corrected."""
    row = figure.row
    if figure.is_missing:
        return ""
    if row["is_corrected"]:
        return session.say("status.corrected")
    if wording.is_small(row):
        return session.say("figure.small")
    if row["basis"] == "derived" and not figure.indicator.is_rate:
        keys = {k: v.name[session.language] for k, v in session.known.part_keys.items()}
        keys["unit"] = session.say("figure.units")
        made = wording.formula(
            row["formula"], session.known.indicators, keys, session.language
        )
        return session.say("figure.derived", formula=made)
    return ""


def heat(
    session: Session,
    chosen: Filters,
    indicators: Sequence[Indicator],
    whole: pd.DataFrame,
    of_units: pd.DataFrame,
    states: Mapping[tuple[str, str], str] | None = None,
) -> Table:
    """Units by indicators, the bloc first; who has not reported is seen at once.
    `states` are those of `show.watch`: what left its own usual variation."""
    language, known = session.language, session.known
    rows = []
    for unit_id in [chosen.bloc_id, *of_units["unit_id"].unique()]:
        is_bloc = unit_id == chosen.bloc_id
        frame = whole if is_bloc else of_units[of_units["unit_id"] == unit_id]
        by_id = {one["indicator_id"]: one for one in records(frame)}
        cells = [
            _cell(session, chosen, one, by_id[one.indicator_id], states or {})
            for one in indicators
        ]
        label = (
            session.say("heat.bloc")
            if is_bloc
            else known.units[unit_id].short[language]
        )
        rows.append((label, cells, is_bloc))
    return Table(
        caption=session.say("heat.caption"),
        row_head=session.say("filter.unit_id"),
        columns=[(one.short[language], _measure(session, one)) for one in indicators],
        rows=rows,
        legend=[
            *((one, session.say(f"heat.{one}")) for one in MEANINGS if states),
            ("usual", session.say("heat.reported")),
            ("missing", session.say("heat.not_reported")),
            ("missing", session.say("heat.incomplete")),
        ],
    )


def _measure(session: Session, indicator: Indicator) -> str:
    return session.known.measures[indicator.measured_in].name[session.language]


def _cell(
    session: Session,
    chosen: Filters,
    indicator: Indicator,
    row: Mapping[str, Any],
    states: Mapping[tuple[str, str], str],
) -> Cell:
    title = session.say(f"status.{row['status']}")
    if is_missing(row["value"]):
        sign = {"not_reported": "…", "incomplete": "–"}[row["status"]]
        return Cell(sign, "missing", title=title)
    words = wording.value(indicator, row["value"], session.language)
    return Cell(
        text=wording.qualified(words, row["qualifier"], session.language),
        state=cast(
            State, states.get((indicator.indicator_id, row["unit_id"]), "usual")
        ),
        note="n<30" if wording.is_small(row) else "",
        title=wording.counts(indicator, row, session.language),
        href=href(chosen, indicator_id=indicator.indicator_id, of=row["unit_id"]),
    )


def lines(
    session: Session, chosen: Filters, shown: Sequence[Figure], stated: pd.DataFrame
) -> list[tuple[str, list[Line]]]:
    """Every figure of a unit by area, the parts that were stated below their whole."""
    groups: dict[str, list[Line]] = {}
    for figure in shown:
        parts = stated[stated["indicator_id"] == figure.indicator.indicator_id]
        if figure.is_missing and parts.empty:
            continue
        group = groups.setdefault(session.say(f"area.{figure.indicator.area}"), [])
        group.append(_whole(session, chosen, figure, parts))
        group += [
            _part(session, chosen, figure, one) for one in records(parts) if one["part"]
        ]
    return list(groups.items())


def _whole(
    session: Session, chosen: Filters, figure: Figure, parts: pd.DataFrame
) -> Line:
    language, indicator, row = session.language, figure.indicator, figure.row
    keys = {k: v.name[language] for k, v in session.known.part_keys.items()}
    keys["unit"] = session.say("figure.units")
    made = wording.formula(row["formula"], session.known.indicators, keys, language)
    own = [one["locator"] for one in records(parts) if not one["part"]]
    basis = session.say("figure.derived", formula=made)
    if row["basis"] == "computed" and not made:
        basis = session.say("basis.computed")
    if row["basis"] == "reported":
        basis = next(filter(None, own), session.say("basis.reported"))
    return Line(
        name=indicator.name[language],
        figure=wording.qualified(
            wording.value(indicator, row["value"], language), row["qualifier"], language
        ),
        rest=[
            _measure(session, indicator),
            wording.counts(indicator, row, language) if indicator.is_rate else "",
            basis,
        ],
        href=href(chosen, indicator_id=indicator.indicator_id, of=row["unit_id"]),
    )


def _part(
    session: Session, chosen: Filters, figure: Figure, one: Mapping[str, Any]
) -> Line:
    indicator = figure.indicator
    words = wording.value(indicator, one["value"], session.language)
    return Line(
        name=wording.part(one["part"], session.known.parts, session.language),
        figure=wording.qualified(words, one["qualifier"], session.language),
        rest=[_measure(session, indicator), "", one["locator"] or ""],
        href=href(
            chosen, indicator_id=indicator.indicator_id, of=figure.row["unit_id"]
        ),
        is_part=True,
    )
