"""The marks of meaning, as SVG: a shape of its own for each, besides the colour."""

from typing import Literal, get_args
from urllib.parse import quote

from dashboard.look import Tokens

Name = Literal[
    "improving",
    "worsening",
    "usual",
    "missing",
    "note",
    "always",
    "sometimes",
    "never",
]

_RING = '<circle cx="7" cy="7" r="5.2"/>'


def mark(name: Name, tokens: Tokens) -> str:
    """A mark of 14 × 14, as SVG; an unknown name is an error."""
    if name not in get_args(Name):
        raise KeyError(f"unknown mark: {name}")
    filled = {"improving": tokens.blue, "worsening": tokens.orange}
    if name in filled:
        return _svg(_filled(name, filled[name], tokens.bg))
    colour = tokens.grey if name == "usual" else tokens.ink2
    body = _outlines(colour)[name]
    return _svg(
        f'<g fill="none" stroke="{colour}" stroke-width="1.5" '
        f'stroke-linecap="round">{body}</g>'
    )


def data_uri(svg: str) -> str:
    """The SVG as an address for `<img src>`; Streamlit strips inline SVG."""
    return "data:image/svg+xml," + quote(svg, safe="/:=,;()")


def _svg(body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14" '
        f'width="14" height="14">{body}</svg>'
    )


def _filled(name: str, colour: str, page: str) -> str:
    if name == "improving":
        return (
            f'<circle cx="7" cy="7" r="6.2" fill="{colour}"/>'
            f'<path d="M4 7.2l2.1 2.2 4-4.6" fill="none" stroke="{page}" '
            'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>'
        )
    return (
        f'<path d="M7 .3L13.7 7 7 13.7.3 7z" fill="{colour}"/>'
        f'<path d="M7 3.9v3.6" stroke="{page}" stroke-width="1.8" '
        f'stroke-linecap="round"/><circle cx="7" cy="9.9" r="1.05" fill="{page}"/>'
    )


def _outlines(colour: str) -> dict[str, str]:
    dot = f'fill="{colour}" stroke="none"'
    return {
        "usual": _RING,
        "missing": (
            '<rect x="1.6" y="1.6" width="10.8" height="10.8" '
            'stroke-dasharray="2.3 1.9"/><path d="M4.6 7h4.8"/>'
        ),
        "note": f'{_RING}<path d="M7 6.8v3"/><circle cx="7" cy="4.5" r="1" {dot}/>',
        "always": f'{_RING}<circle cx="7" cy="7" r="2.3" {dot}/>',
        "sometimes": f'{_RING}<path d="M7 4.4v5.2"/>',
        "never": f'{_RING}<path d="M3.6 10.4l6.8-6.8"/>',
    }
