"""How does the bloc stand in this period, what changed, and who needs attention?"""

import streamlit as st

from dashboard import filters
from dashboard.show import overview, overview_frames, provenance, signals
from dashboard.show.notice import empty_html
from dashboard.show.session import opened
from dashboard.show.tiles import tiles

session, place = opened(), st.empty()
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
signals.section(page)
left, right = st.columns([5, 8], gap="large")
with left:
    overview_frames.doubts(page)
with right:
    overview_frames.heat(page)
overview_frames.shares(page)
overview_frames.listing(page)
