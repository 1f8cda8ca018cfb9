"""How does the bloc stand in this period, what changed, and who needs attention?"""

import streamlit as st

from dashboard import filters
from dashboard.charts import config, intervals
from dashboard.show import figures, findings, overview, provenance, rates
from dashboard.show.attention import attention_html
from dashboard.show.frame import foot, frame
from dashboard.show.heat import table_html
from dashboard.show.listing import listing_html
from dashboard.show.notice import empty_html
from dashboard.show.session import opened
from dashboard.show.tiles import tiles

session = opened()
say, place = session.say, st.empty()
page = overview.gather(session, filters.choose(session.known, *session.choices()))
overview.head(place, page)
overview.pick(page)
if page.nothing:
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
tiles(
    [page.tile(one) for one in page.shown],
    session.tokens,
    lambda index: provenance.button(session, page.shown[index].row, page.result),
    key="overview",
)
left, right = st.columns([5, 8], gap="large")
with left, frame(say("attention.title"), say("attention.subtitle"), "attention"):
    found = findings.attention(
        session, page.chosen, page.missing, page.gaps, page.rows, page.warnings
    )
    st.html(attention_html(found, session.tokens))
with right, frame(page.heat_title, say("heat.subtitle"), "heat"):
    table = figures.heat(session, page.chosen, page.tiled, page.whole, page.of_units)
    st.html(table_html(table))
    foot(page.source, "heat", page.menu("units", page.heat_title))
if page.rates:
    title = rates.title(session, page.rates)
    with frame(title, say("rates.subtitle"), "rates"):
        drawn = intervals(
            rates.rows(session, page.rates), session.tokens, language=session.language
        )
        saved = config(
            session.language,
            "rates",
            svg_title=say("download.svg"),
            png_title=say("download.png"),
        )
        st.plotly_chart(drawn, theme=None, config=saved, alt=title)
        foot(page.source, "rates", page.menu("rates", title))
if groups := page.lines():
    title = say("listing.title", count=sum(len(lines) for _, lines in groups))
    with frame(title, say("listing.subtitle"), "listing"):
        heads = [say(f"listing.{key}") for key in figures.HEADS]
        st.html(listing_html(title, heads, groups))
        foot(page.source, "listing", page.menu("figures", title))
