"""Which departments differ beyond chance?"""

import streamlit as st

from dashboard import filters
from dashboard.show import (
    compare,
    compare_all,
    compare_funnel,
    compare_mix,
    compare_units,
)
from dashboard.show.heading import heading_html
from dashboard.show.notice import empty_html
from dashboard.show.session import opened

session, place = opened(), st.empty()
chosen = filters.choose(session.known, *session.choices())
own = compare.choose(session, chosen)
if own is None:
    kicker = session.say("view.compare")
    place.html(heading_html(kicker, [], session.say("page.empty"), ""))
    remedy = [session.say("compare.none_remedy")]
    st.html(empty_html(session.say("compare.none"), remedy))
    st.stop()
page = compare.gather(session, chosen, own)
if page.nothing:
    page.head(place, session.say("page.empty"), "")
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
page.head(place, compare.lead(page), compare.sub(page))
if own.view == "raw" or page.fair is None:
    compare_units.raw(page)
else:
    left, right = st.columns(2, gap="large")
    with left:
        compare_units.fair(page)
    with right:
        compare_funnel.section(page)
    left, right = st.columns(2, gap="large")
    with left:
        compare_mix.adjusted(page)
    with right:
        compare_mix.durations(page)
compare_all.heat(page)
compare_all.among(page)
compare_all.two(page)
