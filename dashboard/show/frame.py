"""A ruled frame: the finding as its title, what is measured below, its foot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.show.markup import paragraph, text


@contextmanager
def frame(title: str, subtitle: str, key: str) -> Iterator[None]:
    """What is written inside stands under the rule, the `h2` and the grey line."""
    with st.container(key=f"frame_{key}"):
        st.html(title_html(title, subtitle))
        yield


def foot(source: str, key: str, actions: Callable[[], object] | None = None) -> None:
    """Source on the left, what `actions` writes on the right; on a phone below."""
    with st.container(key=f"foot_{key}", horizontal=True, wrap=False, gap="small"):
        st.html(paragraph(source, "t-source"))
        if actions is not None:
            with st.container(
                key=f"actions_{key}", horizontal=True, width="content", gap="xxsmall"
            ):
                actions()


def title_html(title: str, subtitle: str) -> str:
    """The title of a frame and its grey line."""
    return f'<h2 class="t-title">{text(title)}</h2>{paragraph(subtitle, "t-sub")}'
