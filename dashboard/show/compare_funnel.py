"""The rates by how many cases they rest on, between the limits of chance."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import Figure, FunnelWords, funnel
from dashboard.queries import records
from dashboard.show.compare import Page
from dashboard.stats.funnel import HIGH, LOW
from dashboard.text.numbers import number
from dashboard.workspace.fair import Fair


def section(page: Page) -> None:
    """All units, those beyond the exact 99.8 % tail named in bold."""
    found = page.fair
    assert found is not None
    rows, grid, centre = _points(page, found), found.grid, found.centre
    named = [*page.flagged(HIGH), *page.flagged(LOW)]
    title = page.say(
        "funnel.title" if named else "funnel.title_none",
        units=page.several(named) if named else "",
        count=len(rows),
    )
    key = "funnel.subtitle_over" if found.spread.tau2 > 0 else "funnel.subtitle"
    subtitle = page.say(key, measured=page.subtitle)
    denominator = page.indicator.denominator
    words = FunnelWords(
        axis=denominator[page.session.language] if denominator else "",
        inner=page.say("funnel.inner"),
        outer=page.say("funnel.outer"),
        centre=page.say("bloc"),
    )

    def draw(narrow: bool) -> Figure:
        return funnel(
            rows,
            grid,
            page.session.tokens,
            language=page.session.language,
            centre=centre,
            words=words,
            narrow=narrow,
        )

    page.framed(
        "funnel",
        title,
        subtitle,
        lambda: page.chart("funnel", title, draw),
        page.results["units"],
    )


def _points(page: Page, found: Fair) -> pd.DataFrame:
    """The columns of `charts.funnel`; only what is beyond the 99.8 % tail has words."""
    rows = []
    for one in records(found.rows):
        is_named = one["flag"] in (LOW, HIGH)
        sides = (number(one[side], 0, page.session.language) for side in ("x", "n"))
        rows.append(
            {
                "label": page.name(one["unit_id"]),
                "n": one["n"],
                "value": one["value"],
                "slot": page.session.known.units[one["unit_id"]].slot,
                "state": one["flag"] if is_named else "none",
                "words": page.say(f"funnel.{one['flag']}") if is_named else "",
                "counts": " / ".join(sides),
            }
        )
    return pd.DataFrame(rows)
