"""Where do S&T tasks stand, and which ones slip?"""

import streamlit as st

from dashboard import filters
from dashboard.show import (
    tasks,
    tasks_flow,
    tasks_money,
    tasks_rows,
    tasks_slips,
    tasks_stages,
    tasks_steps,
    tasks_timeline,
)
from dashboard.show.notice import empty_html
from dashboard.show.session import opened

session, place = opened(), st.empty()
page = tasks.gather(session, filters.choose(session.known, *session.choices()))
tasks.head(place, page)
tasks.pick(page)
if page.nothing:
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
tasks_rows.section(page)
if page.listed:
    tasks_flow.flow(page)
    tasks_slips.slipping(page)
    left, right = st.columns(2, gap="large")
    with left:
        tasks_slips.unchecked(page)
    with right:
        tasks_slips.unaccepted(page)
    tasks_timeline.section(page)
    tasks_flow.stock(page)
tasks_steps.taken(page)
tasks_steps.stated(page)
if page.listed:
    left, right = st.columns(2, gap="large")
    with left:
        tasks_stages.section(page)
    with right:
        tasks_money.results(page)
    for by in ("level", "science"):
        tasks_money.funds(page, by)
