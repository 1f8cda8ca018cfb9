"""What of the bloc asks for a look: series that left their usual variation, units that
differ by more than chance, targets out of reach, and what has ended since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import wording
from dashboard.catalog.model import Indicator
from dashboard.charts import sparkline
from dashboard.charts.marks import data_uri
from dashboard.queries import records
from dashboard.show import watch
from dashboard.show.attention import Item, attention_html
from dashboard.show.figures import href
from dashboard.show.frame import foot, frame
from dashboard.show.overview import Page
from dashboard.show.session import Session
from dashboard.stats import control
from dashboard.text.numbers import number
from dashboard.workspace.trends import Trend
from dashboard.workspace.watched import Signal, Watched, differing, off_course, watched

# Of each kind, so that none hides the others.
MOST = {"now": 3, "differing": 2, "off_course": 2, "over": 1}
DRAWN = 24  # months in a small chart
Key = tuple[str, str]
State = Literal["improving", "worsening", "usual"]


def section(page: Page) -> None:
    """At most a few lines of each kind, each with its reason and its chart."""
    session, chosen = page.session, page.chosen
    every = watch.trends(session, chosen)
    mine = [one for one in every if chosen.unit_id in ("", one.series.unit_id)]
    found = watched(mine)
    by_key = {(t.series.indicator.indicator_id, t.series.unit_id): t for t in mine}
    rows = page.rows
    apart = differing(_tiled(page, page.of_units), session.known.indicators)
    apart = apart[apart["unit_id"].isin(set(rows["unit_id"])) & apart["is_worse"]]
    short = off_course(
        rows,
        _targets(page),
        session.known.periods[chosen.calendar, chosen.period_id],
        session.known.periods,
        session.known.indicators,
    )
    items = [
        *_own(page, _each(found.now), "now"),
        *_rows(page, apart, "differing", by_key),
        *_rows(page, short, "off_course", by_key),
        *_own(page, _each(found.over), "over"),
    ]
    title = _title(page, found, apart, short)
    with frame(title, _subtitle(page, found, len(mine)), "signals"):
        if items:
            st.html(attention_html(items, session.tokens))
        foot(page.source, "signals", page.menu("units", title, key="signals"))


def _title(page: Page, found: Watched, apart: pd.DataFrame, short: pd.DataFrame) -> str:
    """How many of each kind there are."""
    worse = sum(one.episode.direction == control.WORSENING for one in found.now)
    counts = {"worse": worse, "apart": len(apart), "short": len(short)}
    if not any(counts.values()):
        return page.session.say("signals.title_none")
    said = [
        page.session.say(f"signals.{key}", count=count)
        for key, count in counts.items()
        if count
    ]
    return page.session.say("signals.title", found="; ".join(said))


def _subtitle(page: Page, found: Watched, series: int) -> str:
    """How many marks chance alone would make."""
    return page.session.say(
        "signals.subtitle" if found.expected.charts else "signals.subtitle_none",
        now=len(found.now),
        charts=found.expected.charts,
        series=series,
        last=number(found.expected.last_marked, 1, page.session.language),
    )


def _each(signals: Iterable[Signal]) -> list[Signal]:
    """The first of each unit and area: rates of the same dossiers tell one thing."""
    first: dict[Key, Signal] = {}
    for one in signals:
        series = one.trend.series
        first.setdefault((series.unit_id, series.indicator.area), one)
    return list(first.values())


def _own(page: Page, signals: Sequence[Signal], key: str) -> list[Item]:
    session, language = page.session, page.session.language
    months = watch.run(session, page.chosen.calendar, page.chosen.period_id)
    items = []
    for one in signals[: MOST[key]]:
        series, episode = one.trend.series, one.episode
        indicator = series.indicator
        side = "above" if episode.is_above else "below"
        now = control.USUAL if key == "over" else episode.direction
        known = np.flatnonzero(~np.isnan(series.values))
        first = wording.short_period(months[episode.first], language)
        said = session.say(
            f"trends.episode.{episode.rule}.{side}",
            count=episode.points,
            label=first,
            value=wording.bare(indicator, series.values[episode.first], language),
        )
        said = said[:1].lower() + said[1:]
        items.append(
            Item(
                state=_state(now),
                unit=session.known.units[series.unit_id].short[language],
                fact=session.say(
                    f"signals.{key}",
                    name=indicator.name[language],
                    value=wording.bare(indicator, series.values[known[-1]], language),
                    label=first,
                    words=said,
                ),
                why=session.say(
                    f"trends.method.{one.trend.method}", least=control.MINIMUM
                ),
                state_words=session.say(f"trends.variation.{now}"),
                href=_trend(page, indicator, series.unit_id),
                link=session.say("signals.see"),
                spark=_spark(page, one.trend),
            )
        )
    return items


def _rows(
    page: Page, rows: pd.DataFrame, key: str, trends: Mapping[Key, Trend]
) -> list[Item]:
    session, language = page.session, page.session.language
    items = []
    for row in records(rows.head(MOST[key])):
        indicator = session.known.indicators[row["indicator_id"]]
        other = "centre" if key == "differing" else "target"
        trend = trends.get((row["indicator_id"], row["unit_id"]))
        p = row["p"] if key == "differing" else row["tail"]
        where = {"indicator_id": row["indicator_id"]}
        items.append(
            Item(
                state="worsening",
                unit=session.known.units[row["unit_id"]].short[language],
                fact=session.say(
                    f"signals.{key}",
                    name=indicator.name[language],
                    value=wording.bare(indicator, row["value"], language),
                    other=wording.bare(indicator, row[other], language),
                    counts=wording.fraction(row, language) if indicator.is_rate else "",
                ),
                why=session.say(f"signals.{key}_why", p=_chance(session, p)),
                state_words=session.say(f"signals.{key}_state"),
                href=href(page.chosen, page="compare", **where)
                if key == "differing"
                else _trend(page, indicator, row["unit_id"]),
                link=session.say("signals.see"),
                spark=_spark(page, trend) if trend else "",
            )
        )
    return items


def _chance(session: Session, p: float) -> str:
    """A probability, the smallest not as 0."""
    least = 0.0001
    if p < least:
        return f"< {number(least, 4, session.language)}"
    return f"= {number(p, 4, session.language)}"


def _state(direction: str) -> State:
    known: dict[str, State] = {
        control.IMPROVING: "improving",
        control.WORSENING: "worsening",
    }
    return known.get(direction, "usual")


def _trend(page: Page, indicator: Indicator, unit_id: str) -> str:
    return href(
        page.chosen,
        page="trends",
        unit_id=unit_id,
        indicator_id=indicator.indicator_id,
        kind=watch.KIND,
    )


def _spark(page: Page, trend: Trend) -> str:
    """The last months of a series, with its limits where they are level."""
    values = trend.series.values[-DRAWN:]
    lower, upper = (trend.limits[line][-1] for line in ("lower", "upper"))
    is_level = trend.method == "xmr" and not np.isnan(lower)
    centre = trend.limits["centre"][-1]
    known = [None if np.isnan(one) else float(one) for one in values]
    drawn = sparkline(
        known,
        page.session.tokens,
        limits=(float(lower), float(upper)) if is_level else None,
        centre=None if np.isnan(centre) else float(centre),
        direction=_state(trend.variation),
    )
    return data_uri(drawn)


def _targets(page: Page) -> pd.DataFrame:
    session = page.session
    return session.ask(
        "trends/targets",
        indicator_ids=list(session.known.indicators),
        unit_ids=sorted(set(page.of_units["unit_id"])),
        calendar=page.chosen.calendar,
    ).frame


def _tiled(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """The rates among the most important indicators."""
    wanted = [one.indicator_id for one in page.session.known.tiles if one.is_rate]
    return rows[rows["indicator_id"].isin(wanted)]
