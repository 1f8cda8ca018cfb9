"""Funds of tasks by where they come from, and what came of those that were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import intervals
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.tasks import Page
from dashboard.stats.rates import with_intervals
from dashboard.text.numbers import date, is_missing
from dashboard.workspace import tasks

MILLION = 1_000_000
FUNDS = ("state", "other")
STAGES = ("planned", "contracted", "disbursed")
MEASURES = ("registered", "applied", "excellent", "failed")


def funds(page: Page, by: str) -> None:
    """Planned, contracted and disbursed by source, in millions of đồng."""
    key = f"funds_{by}"
    result = page.results[key]
    found = tasks.disbursed(result.frame)
    whole = tasks.disbursed(page.results["funds_"].frame)
    if not found[[f"{one}_tasks" for one in STAGES]].to_numpy().any():
        return
    title = _funds_title(page, by, found, whole)
    keys = sorted(dict.fromkeys(found["key"]), key=lambda one: page.rank(by, one))
    by_key = {(one["key"], one["fund"]): one for one in records(found)}
    total = {one["fund"]: one for one in records(whole)}
    with frame(title, page.say("funds.subtitle"), key):
        heads = [page.say(f"by.{by}")]
        heads += [
            page.say(f"funds.{fund}_{one}")
            for fund in FUNDS
            for one in (*STAGES, "share")
        ]
        rows = [
            Row(
                page.headed(by, one),
                [cell for fund in FUNDS for cell in _cells(page, by_key[one, fund])],
            )
            for one in keys
        ]
        all_of = [cell for fund in FUNDS for cell in _cells(page, total[fund])]
        rows.append(Row(page.say("steps.all"), all_of, is_total=True))
        st.html(counts_html(title, heads, rows))
        table = found.drop(columns="is_counted").assign(
            name=[page.named(by, one) for one in found["key"]]
        )
        foot(page.source, key, page.menu(key, title, result, table=table))


def _funds_title(page: Page, by: str, found: pd.DataFrame, whole: pd.DataFrame) -> str:
    """The share disbursed; by field of science, where most of the money goes."""
    state = records(whole[whole["fund"] == FUNDS[0]])[0]
    if by == "level":
        if is_missing(state["value"]):
            return page.say("funds.none_level")
        return page.say("funds.title_level", share=page.percent(state["value"]))
    mine = found[(found["fund"] == FUNDS[0]) & (found["contracted_vnd"] > 0)]
    if mine.empty:
        return page.say("funds.none_science")
    most = mine.sort_values("contracted_vnd", ascending=False).iloc[0]
    amount = page.count(most["contracted_vnd"] / MILLION)
    name = page.named(by, most["key"])
    return page.say("funds.title_science", name=name, amount=amount)


def _cells(page: Page, one: Mapping[str, Any]) -> list[Count]:
    """Amounts, each with the tasks that state it, and the share disbursed."""
    cells = []
    for stage in STAGES:
        stating, amount = one[f"{stage}_tasks"], one[f"{stage}_vnd"]
        words = "…"
        if stating:
            millions = amount / MILLION
            said = page.decimal(millions) if millions < 10 else page.count(millions)
            words = f"{said} ({page.count(stating)})"
        cells.append(Count(words))
    words = "–" if one["both_tasks"] else "…"
    if not is_missing(one["value"]):
        words = f"{page.percent(one['value'])}%"
    return [*cells, Count(words)]


def results(page: Page) -> None:
    """Grades, registration and application as rates of the tasks accepted."""
    result = page.results["results"]
    found = with_intervals(result.frame)
    if found.empty:
        return
    by_key = {one["measure"]: one for one in records(found)}
    rows = pd.DataFrame([_result(page, by_key[key]) for key in MEASURES])
    applied, graded = by_key["applied"], by_key["excellent"]
    counts = {key: page.count(applied[key]) for key in ("numerator", "denominator")}
    key = "results.title" if applied["denominator"] else "results.none"
    title = page.say(key, years=tasks.WITHIN_YEARS, **counts)
    subtitle = page.say(
        "results.subtitle",
        years=tasks.WITHIN_YEARS,
        first=date(applied["from_date"]),
        last=date(applied["to_date"]),
        graded_first=date(graded["from_date"]),
        graded_last=date(graded["to_date"]),
    )
    with frame(title, subtitle, "results"):
        page.chart(
            "results",
            title,
            lambda narrow: intervals(
                rows, page.session.tokens, language=page.session.language
            ),
        )
        drawn = actions.rates(page.session, rows)
        menu = page.menu("results", title, result, table=found, drawn=drawn)
        foot(page.source, "results", menu)


def _result(page: Page, one: Mapping[str, Any]) -> dict[str, Any]:
    counts = [page.count(one[side]) for side in ("numerator", "denominator")]
    return {
        "label": page.say(f"results.{one['measure']}"),
        "sublabel": " / ".join(counts),
        "reason": page.say("results.nothing"),
        **{key: one[key] for key in ("value", "low", "high")},
    }
