"""The dashboard: look, language and navigation around the pages of `views/`."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st

from dashboard import filters, text
from dashboard.show import style
from dashboard.views import VIEWS

FOLDER = Path(__file__).parent


@st.cache_resource
def settle() -> None:
    """Take what was imported out of every later garbage collection, once."""
    gc.collect()
    gc.freeze()


st.set_page_config(
    page_title="thi đua", page_icon=str(FOLDER / "static/icon.svg"), layout="wide"
)
settle()
language = filters.language()
mode = style.mode()
style.apply(mode, language)
logo = (FOLDER / f"static/logo-{mode}.svg").read_text("utf-8")
st.logo(logo, size="large")
pages = [
    st.Page(
        FOLDER / "views" / f"{name}.py",
        title=text.of(f"view.{name}", language),
        url_path=name,
        default=name == VIEWS[0],
    )
    for name in VIEWS
]
st.navigation(pages, position="top").run()
