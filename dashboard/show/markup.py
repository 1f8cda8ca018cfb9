"""Small pieces of HTML that the renderers share; every word is escaped here."""

from html import escape
from urllib.parse import urlsplit

from dashboard.charts.marks import Name, data_uri, mark
from dashboard.look import Tokens

STATES = ("improving", "worsening", "usual", "none", "missing")


def text(words: str) -> str:
    """The words, safe inside an element and inside a quoted attribute."""
    return escape(words, quote=True)


def paragraph(words: str, css: str) -> str:
    """A paragraph of a class, or nothing where there are no words."""
    return f'<p class="{css}">{text(words)}</p>' if words else ""


def mark_image(name: Name, tokens: Tokens, alt: str = "") -> str:
    """A mark as an image; decoration unless `alt` says what it means."""
    source = data_uri(mark(name, tokens))
    return f'<img class="t-mark" src="{text(source)}" alt="{text(alt)}">'


def link(words: str, href: str) -> str:
    """A link to a page of ours or of the web; any other scheme is an error."""
    if urlsplit(href.strip()).scheme.lower() not in {"", "http", "https"}:
        raise ValueError(f"not a web address: {href}")
    return f'<a href="{text(href.strip())}" target="_self">{text(words)}</a>'


def state_class(state: str) -> str:
    """The class of a state; an unknown state is an error, not a colour."""
    if state not in STATES:
        raise KeyError(f"unknown state: {state}")
    return f"t-{state}"
