"""The head of a page: where one is, what was found, how far it can be trusted."""

from collections.abc import Sequence

from dashboard.show.markup import paragraph, text
from dashboard.show.notice import badge_html


def heading_html(
    page: str, kicker: Sequence[str], lead: str, sub: str, badge: str = ""
) -> str:
    """Kicker, the only `h1` of the page, and one grey line."""
    parts = [f"<b>{text(page)}</b>", *(f"<span>{text(part)}</span>" for part in kicker)]
    if badge:
        parts.append(badge_html(badge))
    return (
        f'<div class="t-kicker">{"".join(parts)}</div>'
        f'<h1 class="t-lead">{text(lead)}</h1>{paragraph(sub, "t-sub")}'
    )
