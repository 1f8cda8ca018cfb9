"""How long dossiers took, by procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts import durations
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row
from dashboard.show.frame import foot, frame
from dashboard.show.procedures import Page
from dashboard.text.numbers import is_missing, number

MOST = 12


def by_procedure(page: Page) -> None:
    """How many working days dossiers took, against the term."""
    language = page.session.language
    result = page.results["durations"]
    found = result.frame
    timed = found[found["term_days"].notna()]
    over = int((timed["p90_days"] > timed["term_days"]).sum())
    key = "over" if over else "within" if len(timed) else "nothing"
    title = page.say(f"durations.{key}", count=over, total=len(timed))
    shown = records(found.head(MOST))
    rows = pd.DataFrame(
        {
            "label": _procedure(page, one),
            "sublabel": page.say("dossiers", count=page.count(one["dossiers"])),
            "median": one["median_days"],
            "p90": one["p90_days"],
            "term": one["term_days"],
        }
        for one in shown
    )
    subtitle = page.say("durations.subtitle", shown=number(len(shown), 0, language))
    with frame(title, subtitle, "durations"):
        if not shown:
            return
        page.chart(
            "durations",
            title,
            lambda narrow: durations(
                rows,
                page.session.tokens,
                language=language,
                term_label=page.say("durations.term", days="{term}"),
                narrow=narrow,
            ),
        )
        names = [_procedure(page, one) for one in records(found)]
        menu = page.menu(
            "durations",
            title,
            result,
            "median_days",
            "p90_days",
            table=found.assign(name=names),
            drawn=_durations_table(page, found),
        )
        foot(page.source, "durations", menu)


def _durations_table(page: Page, found: pd.DataFrame) -> actions.Drawn:
    """Every procedure, the drawn ones first."""
    keys = ("dossiers", "median_days", "p90_days", "term_days")
    heads = [page.say("durations.procedure")]
    heads += [page.say(f"durations.{key}") for key in keys]
    language = page.session.language
    rows = []
    for one in records(found):
        href = page.rows_href("resolved", procedure_id=one["procedure_id"])
        cells = [
            Count("…" if is_missing(one[key]) else number(one[key], at, language))
            for key, at in zip(keys, (0, 1, 1, 0), strict=True)
        ]
        rows.append(Row(_procedure(page, one), cells, href=href))
    return actions.Drawn(heads, rows)


def _procedure(page: Page, one: Mapping[str, Any]) -> str:
    name = one["name"]
    if name:
        return str(name[page.session.language])
    return one["procedure_id"] or page.say("durations.unknown")
