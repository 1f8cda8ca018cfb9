"""Do units settle dossiers on time, which ones do not, and what must be done first?"""

import streamlit as st

from dashboard import filters
from dashboard.show import (
    compared,
    durations,
    form,
    procedures,
    rows,
    settled,
    trend,
    waiting,
)
from dashboard.show.notice import empty_html
from dashboard.show.session import opened
from dashboard.workspace.procedures import MAIN

session, place = opened(), st.empty()
page = procedures.gather(session, filters.choose(session.known, *session.choices()))
procedures.head(place, page)
if page.nothing:
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
rows.section(page)
settled.flow(page)
left, right = st.columns(2, gap="large")
with left:
    settled.three_rates(page)
with right:
    settled.channels(page)
left, right = st.columns([4, 6], gap="large")
with left:
    (compared.fields if page.chosen.unit_id else compared.units)(page)
with right:
    waiting.oldest(page)
trend.section(page, MAIN, "over_time")
if page.chosen.unit_id:
    durations.by_procedure(page)
else:
    left, right = st.columns(2, gap="large")
    with left:
        compared.fields(page)
    with right:
        durations.by_procedure(page)
waiting.numbers(page)
form.section(page)
