"""Is an indicator really changing?"""

import streamlit as st

from dashboard import filters
from dashboard.show import (
    trends_asked,
    trends_chart,
    trends_pieces,
    trends_table,
    trends_units,
    trends_words,
    trends_year,
)
from dashboard.show.heading import heading_html
from dashboard.show.notice import empty_html
from dashboard.show.session import opened

session, place = opened(), st.empty()
chosen = filters.choose(session.known, *session.choices())
own = trends_asked.choose(session, chosen)
if own is None:
    kicker = session.say("view.trends")
    place.html(heading_html(kicker, [], session.say("page.empty"), ""))
    st.html(
        empty_html(
            session.say("trends.no_figures"), [session.say("trends.no_figures_remedy")]
        )
    )
    st.stop()
page = trends_asked.gather(session, chosen, own)
page.head(place, trends_words.lead(page), trends_words.sub(page))
if page.nothing:
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
trends_chart.section(page)
trends_pieces.section(page)
trends_units.section(page)
trends_table.section(page)
trends_year.section(page)
