"""The units one after the other: raw in their order, or fair in bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts import banded, bars
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.compare import Page
from dashboard.show.counts import Count, Row
from dashboard.show.page import Draw
from dashboard.text.numbers import is_missing, number, percent
from dashboard.workspace.fair import ordered

HEADS = ("unit", "value", "counts", "interval", "shrunk", "rank")


def raw(page: Page) -> None:
    """Bars in the order of the figures, with their counts; no rank is written."""
    found = ordered(page.rows, page.indicator.better)
    rows = pd.DataFrame(
        {
            "label": page.name(one["unit_id"]),
            "value": np.nan if is_missing(one["value"]) else one["value"],
            "figure": "" if is_missing(one["value"]) else page.figure(one["value"]),
            "counts": page.counts(one),
            "reason": page.session.say(f"status.{one['status']}"),
        }
        for one in records(found)
    )
    title = page.say("raw.title", count=int(rows["value"].notna().sum()))
    words = page.say("raw.subtitle", measured=page.subtitle)
    table = [
        Row(one["label"], [Count(one["figure"] or one["reason"]), Count(one["counts"])])
        for one in rows.to_dict("records")
    ]
    _framed(
        page,
        "raw",
        (title, words),
        lambda narrow: bars(
            rows,
            page.session.tokens,
            language=page.session.language,
            is_rate=page.indicator.is_rate,
            decimals=page.indicator.decimals,
            reference=page.common(page.indicator.indicator_id),
            reference_label=page.say("bloc"),
            narrow=narrow,
        ),
        actions.Drawn([page.say(f"head.{key}") for key in HEADS[:3]], table),
    )


def fair(page: Page) -> None:
    """Dots with intervals in bands of units that cannot be told apart."""
    found = page.fair
    assert found is not None
    rows = _rows(page)
    bands = {one["band"] for one in _table(page)} - {0}
    is_one = len(bands) == 1
    title = page.say("fair.title_one" if is_one else "fair.title", count=len(bands))
    words = page.say("fair.subtitle", measured=page.subtitle)
    _framed(
        page,
        "fair",
        (title, words),
        lambda narrow: banded(
            rows,
            page.session.tokens,
            language=page.session.language,
            is_rate=True,
            decimals=page.indicator.decimals,
            reference=found.centre,
            reference_label=page.say("common", value=page.figure(found.centre)),
            narrow=narrow,
        ),
        actions.Drawn(
            [page.say(f"head.{key}") for key in HEADS],
            [_row(page, one) for one in _table(page)],
        ),
    )


def _rows(page: Page) -> pd.DataFrame:
    """The units by band, the best first in each; those without a figure last."""
    table = _table(page)
    last = max((one["band"] for one in table), default=1)
    rows = [
        {
            "label": page.name(one["unit_id"]),
            "value": one["value"],
            "low": one["low"],
            "high": one["high"],
            "raw": one["shrunk"],
            "slot": page.session.known.units[one["unit_id"]].slot,
            "band": _band(page, one["band"], last),
            "figure": page.figure(one["value"]),
            "note": _note(page, one),
            "reason": "",
        }
        for one in table
    ]
    told = {one["unit_id"] for one in table}
    rows += [
        {
            "label": page.name(one["unit_id"]),
            "value": np.nan,
            "slot": page.session.known.units[one["unit_id"]].slot,
            "band": page.say("band.none"),
            "figure": "",
            "note": "",
            "reason": page.session.say(f"status.{one['status']}"),
        }
        for one in records(page.rows)
        if one["unit_id"] not in told
    ]
    return pd.DataFrame(rows)


def _table(page: Page) -> list[dict[str, Any]]:
    """The units by band, the best first in each."""
    assert page.fair is not None
    rows = page.fair.rows
    if "band" not in rows:
        rows = rows.assign(band=1.0, lowest=np.nan, highest=np.nan)
    is_lower = page.indicator.better == "lower"
    # Those that may hold any place stand below the groups.
    place = rows["band"].replace(0, np.inf)
    order = rows.assign(place=place).sort_values(
        ["place", "value"], ascending=[True, is_lower]
    )
    return records(order.drop(columns="place"))


def _band(page: Page, band: float, last: float) -> str:
    if last == 1:
        return page.say("band.one")
    key = {0: "open", 1: "first", last: "last"}.get(band, "middle")
    return page.say(f"band.{key}", number=int(band))


def _note(page: Page, one: Mapping[str, Any]) -> str:
    """The rank with its interval and the number of cases."""
    cases = number(one["n"], 0, page.session.language)
    if is_missing(one["lowest"]):
        return page.say("note.cases", cases=cases)
    return page.say("note.rank", rank=_rank(one), cases=cases)


def _rank(one: Mapping[str, Any]) -> str:
    first, last = int(one["lowest"]), int(one["highest"])
    return str(first) if first == last else f"{first}–{last}"


def _row(page: Page, one: Mapping[str, Any]) -> Row:
    language = page.session.language
    ends = " – ".join(percent(one[side], 1, language) for side in ("low", "high"))
    sides = " / ".join(number(one[side], 0, language) for side in ("x", "n"))
    cells = [
        Count(page.figure(one["value"])),
        Count(sides),
        Count(ends),
        Count(page.figure(one["shrunk"])),
        Count("" if is_missing(one["lowest"]) else _rank(one)),
    ]
    return Row(page.name(one["unit_id"]), cells)


def _framed(
    page: Page, key: str, said: tuple[str, str], draw: Draw, drawn: actions.Drawn
) -> None:
    """A frame of the units; `said` are its title and its subtitle."""
    title, subtitle = said
    page.framed(
        key,
        title,
        subtitle,
        lambda: page.chart(key, title, draw),
        page.results["units"],
        table=_taken(page),
        drawn=drawn,
    )


def _taken(page: Page) -> pd.DataFrame:
    """The figures as they are taken away, with what the fair comparison says of each:
    no rank leaves without its interval and the number of cases."""
    if page.fair is None:
        return page.rows
    found = page.fair.rows.drop(columns=["x", "n", "value", "low", "high"])
    return page.rows.merge(found, on="unit_id", how="left")
