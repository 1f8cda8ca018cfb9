"""What the page on trends says of a series: its finding, its method, its marks."""

from __future__ import annotations

import numpy as np

from dashboard import wording
from dashboard.catalog.calendar import Period
from dashboard.charts import ControlWords
from dashboard.show.trends import Page
from dashboard.stats import control
from dashboard.text.numbers import is_missing
from dashboard.workspace.episodes import Episode, episodes, newest
from dashboard.workspace.trends import Trend

# The marks of `charts.marks` for what the last value and the target say.
VARIATION = {
    control.IMPROVING: "improving",
    control.WORSENING: "worsening",
    control.UP: "note",
    control.DOWN: "note",
    control.USUAL: "usual",
    control.MISSING: "missing",
}
ASSURANCE = {
    control.PASSES: "always",
    control.HIT_AND_MISS: "sometimes",
    control.FAILS: "never",
}


def of_chart(page: Page) -> ControlWords:
    """The words of a chart's lines and points."""
    said = {
        key: page.say(f"chart.{key}", value="{value}", lower="{lower}", upper="{upper}")
        for key in ("upper", "centre", "lower", "target", "limits", "earlier")
    }
    flags = {key: page.say(key) for key in ("apart", "provisional", "corrected")}
    return ControlWords(**said, **flags)


def label(page: Page, place: int) -> str:
    """A period as it stands on the axis."""
    return wording.short_period(page.run[place], page.session.language)


def value(page: Page, shown: float) -> str:
    """A figure of the indicator with what it is measured in."""
    measure = page.session.known.measures[page.indicator.measured_in]
    return wording.with_unit(page.indicator, measure, shown, page.session.language)


def of_episode(page: Page, trend: Trend, one: Episode) -> str:
    """What a stretch of marked points is, in a few words."""
    side = "above" if one.is_above else "below"
    if one.rule == "outside" and trend.method == "tails":
        side = "tail"
    return page.say(
        f"episode.{one.rule}.{side}",
        count=one.points,
        label=label(page, one.first),
        value=page.figure(trend.series.values[one.first]),
    )


def method(page: Page, trend: Trend) -> str:
    """How the newest segment is judged, and why so."""
    return page.say(f"method.{_method(trend)}", least=control.MINIMUM)


def variation(page: Page, trend: Trend) -> str:
    """What the newest value says against its own history."""
    if trend.method in ("none", "runs") and trend.variation == control.USUAL:
        return page.say(f"variation.{trend.method}")
    return page.say(f"variation.{trend.variation}")


def assurance(page: Page, trend: Trend) -> str:
    """Whether what is usual meets the target; empty where that cannot be said."""
    if trend.assurance == control.NO_ASSURANCE or trend.series.target is None:
        return ""
    aim = page.figure(trend.series.target)
    return page.say(f"assurance.{trend.assurance}", target=aim)


def title(page: Page, trend: Trend | None) -> str:
    """The finding about one series."""
    known = _known(trend) if trend else np.array([], int)
    if trend is None or not known.size:
        return page.say("title.missing")
    last = int(known[-1])
    shown = trend.series.values[last]
    if trend.method == "none":
        return page.say("title.none", value=value(page, shown), label=label(page, last))
    if trend.method == "runs":
        first = trend.series.segments[-1][0]
        key = f"moved.{_method(trend)}" if trend.runs.signal else _method(trend)
        count = int((known >= first).sum())
        return page.say(f"title.{key}", count=count, least=control.MINIMUM)
    return _signals(page, trend, last, int(known.size))


def _signals(page: Page, trend: Trend, last: int, count: int) -> str:
    """What chance alone would hardly have given."""
    found = episodes(trend)
    if not found:
        centre = trend.limits["centre"][last]
        if is_missing(centre):
            return page.say("signal.usual_tails", count=count)
        return page.say("signal.usual", count=count, centre=page.figure(centre))
    now = newest(trend, found)
    if now is None:
        is_point = found[-1].rule == "outside"
        return page.say(
            "signal.past_point" if is_point else "signal.past",
            signals=len(found),
            count=count,
            label=label(page, found[-1].first),
            words=of_episode(page, trend, found[-1]),
        )
    words = of_episode(page, trend, now)
    return page.say("signal.now", words=words, label=label(page, now.first))


def lead(page: Page) -> str:
    """The one sentence of the page."""
    trend = page.subject
    known = _known(trend) if trend else np.array([], int)
    name = page.indicator.name[page.session.language]
    if trend is None or not known.size:
        return page.say("lead.missing", who=page.who, name=name)
    last = int(known[-1])
    said = page.say(
        "lead.said",
        who=page.who,
        name=name,
        value=value(page, trend.series.values[last]),
        period=_period(page, page.run[last]),
        variation=variation(page, trend),
    )
    kept = assurance(page, trend)
    return f"{said}; {kept}" if kept else said


def sub(page: Page) -> str:
    """How many marks there are, and whose."""
    marked = [
        page.name(one.series.unit_id)
        for one in page.units
        if one.variation in (control.IMPROVING, control.WORSENING)
    ]
    key = "sub.some" if marked else "sub.none"
    return page.say(
        key, units=", ".join(marked), count=len(page.run), members=len(page.members)
    )


def _period(page: Page, period: Period) -> str:
    words = period.name[page.session.language]
    return words[:1].lower() + words[1:]


def _known(trend: Trend) -> np.ndarray:
    """The places with a value."""
    return np.flatnonzero(~np.isnan(trend.series.values))


def _method(trend: Trend) -> str:
    """The method, and of those without limits why: too few periods, or too little in
    each."""
    if trend.method != "runs":
        return trend.method
    first, last = trend.series.segments[-1]
    judged = ~np.isnan(trend.series.values) & ~trend.series.apart
    return "runs" if judged[first:last].sum() < control.MINIMUM else "runs_small"
