"""What is looked at: bloc, calendar, period, unit, comparison; the URL is the state.

Streamlit's own binding keeps labels and drops defaults, so the ids are kept here: the
query string holds every field, always, and every page has the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.catalog.periods import PIECE
from dashboard.settings import LANGUAGES, Language, settings
from dashboard.workspace.definitions import Definitions
from dashboard.workspace.overview import COMPARES, Compare

KEPT = "filters"


@dataclass(frozen=True)
class Filters:
    """Every field is a SQL parameter and a key of the URL; `unit_id` '' is the bloc."""

    bloc_id: str
    calendar: str
    period_id: str
    unit_id: str
    compare: Compare
    language: Language


def language() -> Language:
    """The language asked for by the link, else the one chosen, else the default."""
    asked = _asked("language") or st.session_state.get("language")
    said = asked or _kept().get("language")
    return cast(Language, said) if said in LANGUAGES else settings().language


def _asked(key: str) -> str | None:
    """What a link asks for: the URL where it is not what this session wrote there."""
    asked = st.query_params.get(key)
    return None if asked == _kept().get(key) else asked


def _kept() -> dict[str, str]:
    """What was chosen last in this session: pages hand it on to each other."""
    return cast(dict[str, str], st.session_state.setdefault(KEPT, {}))


def language_switch() -> None:
    """The choice of language, for pages that need no other."""
    chosen = language()
    _segments("language", list(LANGUAGES), chosen, chosen)
    _keep({"language": st.session_state["language"]})


def choose(
    known: Definitions,
    available: pd.DataFrame,
    members: Callable[[str, str, str], Sequence[str]],
    reporting: Callable[[str, str, str], Sequence[str]],
) -> Filters:
    """The filter row; returns what is chosen in it.

    `available` are rows of `catalog/periods_with_figures` for every bloc;
    `members(bloc_id, calendar, period_id)` and `reporting(...)` give unit ids. Where
    the link asks for something that is not known, the page says so and shows the
    default. By default: the latest period with figures (else with members), and the
    unit that alone has reported, else the whole bloc.
    """
    now = language()
    with st.container(key="filters", horizontal=True):
        blocs = {one: known.blocs[one].short[now] for one in known.blocs}
        bloc_id = _select("bloc_id", blocs, next(iter(blocs)), now, hide_single=True)
        calendars = {one: known.calendars[one].name[now] for one in known.calendars}
        calendar = _select("calendar", calendars, next(iter(calendars)), now)
        periods = _periods(known, available, bloc_id, calendar, now)
        peopled = (one for one in periods if members(bloc_id, calendar, one))
        latest = next(peopled, next(iter(periods)))
        period_id = _select("period_id", periods, latest, now)
        listed = members(bloc_id, calendar, period_id)
        units = {"": text.of("filter.whole_bloc", now, count=len(listed))}
        units |= {one: known.units[one].name[now] for one in listed}
        said = reporting(bloc_id, calendar, period_id)
        default = said[0] if len(said) == 1 else ""
        unit_id = _select("unit_id", units, default, now)
        compare = _segments("compare", list(COMPARES), COMPARES[0], now)
        _segments("language", list(LANGUAGES), now, now)
    chosen = Filters(bloc_id, calendar, period_id, unit_id, cast(Compare, compare), now)
    _keep(asdict(chosen))
    return chosen


def own(
    key: str,
    labels: Mapping[str, str],
    title: str,
    *,
    default: str = "",
    is_long: bool = False,
) -> str:
    """A choice that one page has for itself, by default (else) its first; in the URL as
    long as that page is open. A long one opens as a list that can be searched."""
    written = f"{KEPT}_{key}"
    asked = st.query_params.get(key)
    if asked == st.session_state.get(written):
        asked = None
    if asked is not None and asked not in labels:
        now = language()
        st.warning(text.of("filter.unknown", now, field=title, id=asked))
    wanted = (asked, st.session_state.get(key), default)
    chosen = next((one for one in wanted if one in labels), next(iter(labels)))
    st.session_state[key] = chosen
    if is_long:
        st.selectbox(
            title,
            list(labels),
            key=key,
            format_func=lambda one: labels.get(one, one),
            width=WIDTHS[key],
        )
    else:
        st.segmented_control(
            title,
            list(labels),
            key=key,
            format_func=lambda one: labels.get(one, one),
            required=True,
            label_visibility="collapsed",
        )
    value = str(st.session_state[key] or chosen)
    st.session_state[written] = st.query_params[key] = value
    return value


def _periods(
    known: Definitions,
    available: pd.DataFrame,
    bloc_id: str,
    calendar: str,
    now: Language,
) -> dict[str, str]:
    """Periods of a calendar: first those with figures, then others, latest first."""
    mine = available[
        (available["bloc_id"] == bloc_id) & (available["calendar"] == calendar)
    ]
    first = list(mine["period_id"])
    rest = [
        one.period_id
        for one in known.periods.values()
        if one.calendar == calendar and one.kind != PIECE and one.period_id not in first
    ]
    return {
        one: known.periods[calendar, one].name[now] for one in [*first, *rest[::-1]]
    }


def _value(key: str, options: Mapping[str, str], default: str, now: Language) -> str:
    """The value of a field: what the link asks for, else what was chosen, else what was
    kept, else the default. It is always written for the widget to find: on another page
    the widget is a new one and knows nothing of what stood there."""
    asked = _asked(key)
    if asked is not None and asked not in options:
        st.warning(
            text.of(
                "filter.unknown", now, field=text.of(f"filter.{key}", now), id=asked
            )
        )
    wanted = (asked, st.session_state.get(key), _kept().get(key))
    chosen = str(next((one for one in wanted if one in options), default))
    st.session_state[key] = chosen
    return chosen


def _select(
    key: str,
    options: Mapping[str, str],
    default: str,
    now: Language,
    hide_single: bool = False,
) -> str:
    value = _value(key, options, default, now)
    if hide_single and len(options) == 1:
        return value
    st.selectbox(
        text.of(f"filter.{key}", now),
        list(options),
        key=key,
        format_func=lambda one: options.get(one, one),
        width=WIDTHS.get(key, "stretch"),
    )
    return str(st.session_state[key])


def _segments(key: str, options: list[str], default: str, now: Language) -> str:
    labels = {one: text.of(f"filter.{key}_{one}", now) for one in options}
    value = _value(key, labels, default, now)
    st.segmented_control(
        text.of(f"filter.{key}", now),
        options,
        key=key,
        format_func=lambda one: labels.get(one, one),
        required=True,
    )
    return str(st.session_state[key] or value)


WIDTHS: Mapping[str, Any] = {
    "bloc_id": 230,
    "calendar": 230,
    "period_id": 220,
    "unit_id": 300,
    "indicator_id": 460,
    "other_id": 460,
}


def _keep(values: Mapping[str, str]) -> None:
    """Write every field into the URL and remember it for the next page."""
    _kept().update(values)
    for key, value in _kept().items():
        if st.query_params.get(key) != value:
            st.query_params[key] = value
