"""What does each indicator mean, who defined it, and where are its figures?"""

import streamlit as st

from dashboard import filters
from dashboard.show import dictionary
from dashboard.show.frame import frame
from dashboard.show.heading import heading_html
from dashboard.show.notice import empty_html
from dashboard.show.session import opened

session = opened()
say, known = session.say, session.known
st.html(
    heading_html(
        say("view.dictionary"),
        [session.manifest.version_id],
        say("dictionary.lead", count=len(known.indicators)),
        say("dictionary.sub"),
    )
)
with st.container(key="filters", horizontal=True):
    words = st.text_input(say("dictionary.search"), key="words", width=320)
    filters.language_switch()
found = dictionary.find(session, words)
if not found:
    st.html(empty_html(say("dictionary.none", words=words), [say("dictionary.widen")]))
for area, indicators in found.items():
    title = say("dictionary.area", area=say(f"area.{area}"), count=len(indicators))
    with frame(title, "", f"area_{area}"):
        st.html(dictionary.table_html(session, indicators))
