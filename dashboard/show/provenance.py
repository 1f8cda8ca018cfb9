"""Where a number comes from: definition, counts, documents, SQL, version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text, wording
from dashboard.catalog.model import Indicator
from dashboard.queries import Result, records
from dashboard.show.listing import Line, listing_html
from dashboard.show.markup import text as safe
from dashboard.show.session import Session
from dashboard.text.numbers import date, is_missing


def dialog(session: Session, row: Mapping[str, Any], result: Result) -> None:
    """Open the answer over the page: `row` is a row of figures, `result` its query."""
    indicator = session.known.indicators[row["indicator_id"]]
    title = indicator.name[session.language]
    st.dialog(title, width="large", on_dismiss=forget)(content)(session, row, result)


def pick(session: Session, *answers: tuple[pd.DataFrame, Result]) -> None:
    """Open the answer about the number that the link names, if it names one of these
    rows of figures; each frame comes with how it was asked for."""
    wanted = st.query_params.get("indicator_id"), st.query_params.get("of")
    for frame, result in answers:
        for row in records(frame):
            if (row["indicator_id"], row["unit_id"]) == wanted:
                dialog(session, row, result)
                return


def button(session: Session, row: Mapping[str, Any], result: Result) -> None:
    """A small button that opens the answer."""
    key = f"why_{row['indicator_id']}_{row['unit_id']}"
    label = session.say("provenance.open")
    help_ = session.known.indicators[row["indicator_id"]].name[session.language]
    if st.button(label, key=key, type="tertiary", help=help_):
        dialog(session, row, result)


def forget() -> None:
    """Take the number that was asked about out of the link."""
    st.query_params.pop("indicator_id", None)
    st.query_params.pop("of", None)


def content(session: Session, row: Mapping[str, Any], result: Result) -> None:
    """The answer itself, in the order in which people ask."""
    indicator = session.known.indicators[row["indicator_id"]]
    st.html(_list(_figure(session, indicator, row)))
    stated = _stated(session, indicator, row)
    if stated:
        heads = [session.say(f"provenance.{key}") for key in HEADS]
        caption = session.say("provenance.documents")
        st.html(f'<h2 class="t-title">{safe(caption)}</h2>')
        st.html(listing_html(caption, heads, [("", stated)]))
    caption = session.say("provenance.definition")
    st.html(f'<h2 class="t-title">{safe(caption)}</h2>')
    st.html(_list(_definition(session, indicator)))
    with st.expander(session.say("provenance.sql", name=result.query.name)):
        st.code(result.query.sql, language="sql")
        st.code(json.dumps(dict(result.params), ensure_ascii=False, indent=1), "json")


HEADS = ("part", "stated", "locator", "file", "remark")


def _figure(
    session: Session, indicator: Indicator, row: Mapping[str, Any]
) -> list[tuple[str, str]]:
    language, known = session.language, session.known
    unit = known.units.get(row["unit_id"])
    named = unit.name[language] if unit else known.blocs[row["unit_id"]].name[language]
    keys = {one: known.part_keys[one].name[language] for one in known.part_keys}
    keys["unit"] = session.say("figure.units")
    period = known.periods[row["calendar"], row["period_id"]]
    lines = [("who", named)]
    if not is_missing(row["value"]):
        measure = known.measures[indicator.measured_in]
        words = wording.with_unit(indicator, measure, row["value"], language)
        lines.append(("value", wording.qualified(words, row["qualifier"], language)))
    if indicator.is_rate and not is_missing(row["denominator"]):
        lines.append(("counts", wording.counts(indicator, row, language)))
    lines += [
        ("status", wording.status(row, language)),
        ("formula", wording.formula(row["formula"], known.indicators, keys, language)),
        (
            "period",
            wording.period(period.name[language], period.from_date, period.to_date),
        ),
        ("version", f"{session.manifest.version_id} · {session.manifest.at:%d/%m/%Y}"),
    ]
    return [(session.say(f"provenance.{key}"), words) for key, words in lines if words]


def _definition(session: Session, indicator: Indicator) -> list[tuple[str, str]]:
    """What the indicator is, from the catalog."""
    language = session.language
    law = [one for one in session.known.law if one.rule_id in indicator.law]
    version = session.say(
        "provenance.version_of",
        version=indicator.version,
        day=date(indicator.reviewed),
    )
    lines = [
        ("numerator", indicator.numerator[language]),
        (
            "denominator",
            indicator.denominator[language] if indicator.denominator else "",
        ),
        ("better", text.of(f"better.{indicator.better}", language)),
        ("form", indicator.form or ""),
        ("law", "; ".join(one.title for one in law)),
        ("owner", indicator.owner[language]),
        ("definition_version", version),
        ("caveat", indicator.caveat[language] if indicator.caveat else ""),
        ("id", indicator.indicator_id),
    ]
    return [(session.say(f"provenance.{key}"), words) for key, words in lines if words]


def definition_html(session: Session, indicator: Indicator) -> str:
    """The definition of an indicator as a list of terms."""
    return _list(_definition(session, indicator))


def _stated(
    session: Session, indicator: Indicator, row: Mapping[str, Any]
) -> list[Line]:
    """The rows of documents behind the number, its counts' rows included."""
    made_of = INGREDIENTS.findall(row["formula"] or "")
    found = session.ask(
        "quality/stated",
        unit_ids=[row["unit_id"]],
        calendar=row["calendar"],
        period_id=row["period_id"],
        indicator_ids=[indicator.indicator_id, *made_of],
    ).frame
    return [_line(session, one) for one in records(found)]


INGREDIENTS = wording.INDICATOR_ID


def _line(session: Session, one: Mapping[str, Any]) -> Line:
    language, known = session.language, session.known
    indicator = known.indicators[one["indicator_id"]]
    part = wording.part(one["part"], known.parts, language) if one["part"] else ""
    shown = wording.value(indicator, one["value"], language)
    shown = f"{shown}%" if indicator.is_rate else shown
    decision = ""
    if one["decision_no"]:
        decision = session.say(
            "provenance.decision",
            number=one["decision_no"],
            day=date(one["decision_date"]) if one["decision_date"] else "…",
        )
    remarks = [words for words in (decision, one["remark"]) if words]
    return Line(
        name=", ".join(w for w in (indicator.name[language], part) if w),
        figure=wording.qualified(shown, one["qualifier"], language),
        rest=[
            one["locator"] or "",
            f"{one['file_name']} {one['cell']}",
            "; ".join(remarks),
        ],
    )


def _list(pairs: list[tuple[str, str]]) -> str:
    terms = "".join(f"<dt>{safe(k)}</dt><dd>{safe(v)}</dd>" for k, v in pairs)
    return f'<dl class="t-dl">{terms}</dl>'
