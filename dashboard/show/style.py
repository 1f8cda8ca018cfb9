"""The look of the page, and the watch that redraws it when the theme is switched."""

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.look import Mode, css_variables

_FOLDER = Path(__file__).parents[1]

# The theme switch and the system's setting do not rerun the script by themselves.
_watch = st.components.v2.component(
    "thidua_watch", js=(_FOLDER / "watch.js").read_text("utf-8")
)


def apply(mode: Mode, language: str) -> None:
    """Write our style for the mode; set the page's language; watch the theme."""
    st.html(f"<style>{css_variables(mode)}{_css()}</style>")
    with st.container(key="watch"):
        _watch(
            key="theme_watch",
            data={"language": language, "mode": mode},
            on_mode_change=lambda: None,
        )


def mode() -> Mode:
    """The mode on screen, as the browser reports it; light before it has spoken."""
    seen = st.session_state.get("theme_watch") or {}
    said = seen.get("mode") or st.context.theme.type
    return "dark" if said == "dark" else "light"


@cache
def _css() -> str:
    return (_FOLDER / "look.css").read_text("utf-8")
