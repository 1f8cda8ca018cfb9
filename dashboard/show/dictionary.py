"""The dictionary of indicators: found without diacritics, each with its definition."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.catalog.model import Indicator
from dashboard.intake.tabular import plain
from dashboard.show import provenance
from dashboard.show.markup import text
from dashboard.show.session import Session


def find(session: Session, words: str) -> dict[str, list[Indicator]]:
    """Indicators by area whose id or names hold every word, diacritics or not."""
    wanted = plain(words).split()
    found: dict[str, list[Indicator]] = {}
    for one in session.known.indicators.values():
        said = plain(" ".join([one.indicator_id, one.name.vi, one.name.en]))
        if all(word in said for word in wanted):
            found.setdefault(one.area, []).append(one)
    return found


def table_html(session: Session, indicators: Sequence[Indicator]) -> str:
    """Each indicator as a line that opens to its definition."""
    return "".join(_entry(session, one) for one in indicators)


def _entry(session: Session, one: Indicator) -> str:
    language = session.language
    unit = session.known.measures[one.measured_in].name[language]
    tag = f"<code>{text(one.indicator_id)}</code>"
    return (
        f'<details class="t-entry"><summary><b>{text(one.name[language])}</b> '
        f"<span>{text(unit)}</span>{tag}</summary>"
        f"{provenance.definition_html(session, one)}</details>"
    )
