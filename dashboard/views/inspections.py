"""What was inspected, what was found, was anyone inspected twice?"""

import streamlit as st

from dashboard import filters
from dashboard.show import (
    found,
    inspected,
    inspections,
    overlaps,
    planned,
    trend,
    violations,
)
from dashboard.show.notice import empty_html
from dashboard.show.session import opened
from dashboard.workspace.inspections import AREAS, TILES

session, place = opened(), st.empty()
page = inspections.gather(session, filters.choose(session.known, *session.choices()))
inspections.head(place, page)
page.standing.pick()
if page.nothing:
    st.html(empty_html(page.nothing[0], page.nothing[1:]))
    st.stop()
inspected.section(page)
found.flow(page)
page.standing.tiles(TILES)
if page.has_lists:
    overlaps.twice(page)
    overlaps.plan_twice(page)
    left, right = st.columns(2, gap="large")
    with left:
        planned.plan(page)
    with right:
        planned.overdue(page)
    for area in AREAS:
        if page.known_area(area):
            found.numbers(page, area)
    left, right = st.columns(2, gap="large")
    for column, area in zip((left, right), AREAS, strict=True):
        with column:
            if page.known_area(area):
                violations.by_field(page, area)
            trend.section(page, f"{area}.violation_rate", f"over_time_{area}")
    planned.money(page)
page.standing.listing()
