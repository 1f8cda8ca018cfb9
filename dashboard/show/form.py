"""The official form on the screen, beside what the unit reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.briefing import form_06, form_06_xlsx
from dashboard.queries import records
from dashboard.show.downloads import XLSX
from dashboard.show.figures import href
from dashboard.show.frame import foot, frame
from dashboard.show.markup import link, text
from dashboard.show.procedures import Page
from dashboard.text.numbers import days, is_missing, signed
from dashboard.workspace import procedures

# Which rows stand behind a column; 9 and 7 fold several measures in and lead nowhere.
MEASURES = {
    3: "received",
    4: "received_online",
    5: "received_desk_post",
    6: "carried_over",
    8: "early",
    10: "late",
    11: "pending",
    12: "pending_in_time",
    13: "pending_overdue",
}


def section(page: Page) -> None:
    """The form of the unit looked at; of a bloc, the way to that of each unit."""
    if not page.chosen.unit_id:
        ways = [
            link(page.name(one), href(page.chosen, unit_id=one)) for one in page.members
        ]
        with frame(page.say("form.choose"), page.say("form.choose_subtitle"), "form"):
            st.html(f'<p class="t-sub">{" · ".join(ways)}</p>')
        return
    result = page.session.ask(
        "procedures/form",
        calendar=page.chosen.calendar,
        period_id=page.chosen.period_id,
        unit_id=page.chosen.unit_id,
    )
    rows = procedures.form(result.frame, form_06.indicators())
    rows["name"] = [page.field(one).capitalize() for one in rows["field"]]
    rows.loc[rows["field"] == "", "name"] = ""
    title = _title(page, rows)
    unit = page.session.known.units[page.chosen.unit_id].name[page.session.language]
    dates = days(page.period.from_date, page.period.to_date)
    subtitle = page.say("form.subtitle", unit=unit, dates=dates)
    with frame(title, subtitle, "form"):
        st.html(table_html(page, rows, title))
        sql = result.query.sql
        foot(page.source, "form", partial(_download, page, rows, unit, sql))


def _title(page: Page, rows: pd.DataFrame) -> str:
    """Whether the form agrees with the report and with itself."""
    broken = form_06.identities(rows)
    wrong = int((broken["difference"] != 0).sum())
    cells = len(form_06.differences(rows))
    if wrong or cells:
        return page.say("form.differs", cells=cells, broken=wrong)
    is_reported = rows[[f"r{at}" for at in form_06.indicators()]].notna().any().any()
    return page.say("form.title" if is_reported else "form.unreported")


def table_html(page: Page, rows: pd.DataFrame, caption: str) -> str:
    """A real table with the groups of the form; where a reported figure differs it
    stands below the computed one with its difference."""
    language = page.session.language
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(one["columns"])}">'
        f"{text(one['name'][language])}</th>"
        for one in form_06.declared()["group"]
    )
    heads = "".join(
        f'<th scope="col">{text(one["name"][language])}'
        f"<small>({one['number']})</small></th>"
        for one in form_06.declared()["column"]
    )
    body = "".join(_row(page, one) for one in records(rows))
    first = text(page.say("form.field"))
    return (
        f'<div class="t-scroll" tabindex="0" role="region" '
        f'aria-label="{text(caption)}"><table class="t-listing t-counts t-form">'
        f'<caption class="t-sr">{text(caption)}</caption><thead><tr>'
        f'<th scope="col" rowspan="2">{first}</th>{groups}</tr><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(page: Page, row: Mapping[str, Any]) -> str:
    css = "" if row["field"] else ' class="t-total"'
    name = row["name"] or page.say("form.total")
    cells = "".join(_cell(page, row, at) for at in form_06.indicators())
    return f'<tr{css}><th scope="row">{text(name)}</th>{cells}</tr>'


def _cell(page: Page, row: Mapping[str, Any], at: int) -> str:
    computed, reported = row[f"c{at}"], row[f"r{at}"]
    shown = "" if is_missing(computed) else page.count(computed)
    measure = MEASURES.get(at)
    if computed and measure and not is_missing(computed):
        where = {"field": row["field"]} if row["field"] else {}
        shown = link(shown, page.rows_href(measure, **where))
    else:
        shown = text(shown)
    said = ""
    if not form_06.lacks(row, f"c{at}", f"r{at}") and computed != reported:
        by = signed(reported - computed, 0, page.session.language)
        words = page.say("form.reported", reported=page.count(reported), by=by)
        said = f"<small>≠ {text(words)}</small>"
    return f'<td class="t-number">{shown}{said}</td>'


def _download(page: Page, rows: pd.DataFrame, unit: str, sql: str) -> None:
    say: Callable[..., str] = partial(_word, page)
    facts = form_06_xlsx.Facts(
        unit=unit,
        receiver="",
        period=page.period.name[page.session.language],
        from_date=page.period.from_date,
        to_date=page.period.to_date,
        as_of=page.as_of or page.period.to_date,
        is_invented=page.session.known.blocs[page.chosen.bloc_id].origin == "invented",
        notes=_notes(page, sql),
    )
    name = f"bieu-06-{page.chosen.unit_id}-{page.chosen.period_id}"
    st.download_button(
        page.say("form.xlsx"),
        data=lambda: form_06_xlsx.xlsx(rows, facts, page.session.language, say),
        file_name=f"{name}-{page.session.manifest.version_id}.xlsx",
        mime=XLSX,
        key="get_form",
        on_click="ignore",
        type="tertiary",
    )


def _word(page: Page, key: str, **values: object) -> str:
    return page.say(f"form.sheet.{key}", **values)


def _notes(page: Page, sql: str) -> Sequence[tuple[str, str]]:
    session = page.session
    return [
        (session.say("download.sources"), page.source),
        (session.say("download.version"), session.manifest.version_id),
        ("SQL", sql),
    ]
