"""The frames of the first page below its tiles."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import config, intervals
from dashboard.show import figures, findings, rates, watch
from dashboard.show.attention import attention_html
from dashboard.show.frame import foot, frame
from dashboard.show.heat import table_html
from dashboard.show.listing import listing_html
from dashboard.show.overview import Page


def doubts(page: Page) -> None:
    """Overdue dossiers, what is doubtful in the figures, who has not reported."""
    say = page.session.say
    with frame(say("attention.title"), say("attention.subtitle"), "attention"):
        found = findings.attention(
            page.session,
            page.chosen,
            page.missing,
            page.gaps,
            page.rows,
            page.warnings,
        )
        st.html(attention_html(found, page.session.tokens))


def heat(page: Page) -> None:
    """Every unit by the indicators of the tiles."""
    session = page.session
    with frame(page.heat_title, session.say("heat.subtitle"), "heat"):
        table = figures.heat(
            session,
            page.chosen,
            page.tiled,
            page.whole,
            page.of_units,
            watch.states(session, page.chosen),
        )
        st.html(table_html(table))
        foot(page.source, "heat", page.menu("units", page.heat_title, "heat"))


def shares(page: Page) -> None:
    """The rates of the tiles with their intervals."""
    if not page.rates:
        return
    session = page.session
    title = rates.title(session, page.rates)
    with frame(title, session.say("rates.subtitle"), "rates"):
        drawn = intervals(
            rates.rows(session, page.rates), session.tokens, language=session.language
        )
        saved = config(
            session.language,
            "rates",
            svg_title=session.say("download.svg"),
            png_title=session.say("download.png"),
        )
        st.plotly_chart(drawn, theme=None, config=saved, alt=title)
        foot(page.source, "rates", page.menu("rates", title))


def listing(page: Page) -> None:
    """Every figure of the unit or bloc looked at."""
    groups, session = page.lines(), page.session
    if not groups:
        return
    count = sum(len(lines) for _, lines in groups)
    title = session.say("listing.title", count=count)
    with frame(title, session.say("listing.subtitle"), "listing"):
        heads = [session.say(f"listing.{key}") for key in figures.HEADS]
        st.html(listing_html(title, heads, groups))
        foot(page.source, "listing", page.menu("figures", title))
