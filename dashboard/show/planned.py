"""What was planned and done, what is late to conclude, and money."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts import shares
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.counts import Count, Row, counts_html
from dashboard.show.frame import foot, frame
from dashboard.show.inspections import Page
from dashboard.text.numbers import date, is_missing, percent
from dashboard.workspace import inspections

MONEY = (
    "inspections.fines",
    "checks.fines",
    "inspections.recovery_proposed",
    "inspections.recovery_collected",
)
RATE = "inspections.recovery_rate"
MILLION = 1_000_000


def plan(page: Page) -> None:
    """The plan of the year against what was done, by unit."""
    result = page.results["plan"]
    year = page.period.to_date.year
    found = inspections.shares(result.frame)
    if found.empty:
        return
    planned, met, behind = (found[one].sum() for one in ("planned", "met", "behind"))
    title = page.say(
        "plan.title",
        year=year,
        met=page.count(met),
        planned=page.count(planned),
        behind=page.count(behind),
    )
    rows = pd.DataFrame(
        {
            "label": page.name(one["unit_id"]),
            "sublabel": page.say("plan.planned", count=page.count(one["planned"])),
            "early": one["met_share"],
            "on_time": one["ahead_share"],
            "late": one["behind_share"],
        }
        for one in records(found)
    )
    said = [page.say(f"plan.{one}") for one in inspections.SHARES]
    with frame(title, page.say("plan.subtitle", day=date(page.period.to_date)), "plan"):
        page.chart(
            "plan",
            title,
            lambda narrow: shares(
                rows,
                page.session.tokens,
                language=page.session.language,
                heads=(said[0], said[1], said[2]),
                narrow=narrow,
            ),
        )
        columns = ("planned", *inspections.SHARES, "outside")
        heads = [
            page.say("numbers.unit"),
            *(page.say(f"plan.{c}_head") for c in columns),
        ]
        lines = [
            Row(page.name(one["unit_id"]), [Count(page.count(one[c])) for c in columns])
            for one in records(result.frame)
        ]
        drawn = actions.Drawn(heads, lines)
        foot(page.source, "plan", page.menu("plan", title, result, drawn=drawn))


def overdue(page: Page) -> None:
    """Inspections whose conclusion is due, the longest first."""
    result = page.results["overdue"]
    if page.standing.value("inspections.overdue") is None or not page.has_lists:
        return
    found = records(result.frame)
    count = page.count(page.standing.amount("inspections.overdue"))
    title = page.say("overdue.title" if found else "overdue.none", count=count)
    day = date(page.period.to_date)
    with frame(title, page.say("overdue.subtitle", day=day), "overdue"):
        if not found:
            return
        heads = [
            page.say(f"overdue.{one}")
            for one in ("id", "unit", "subject", "start", "due", "over")
        ]
        rows = [
            Row(
                one["inspection_id"],
                [
                    Count(page.name(one["unit_id"])),
                    Count(one["title"] or page.field(one["field"])),
                    Count(date(one["start_date"])),
                    Count(date(one["conclusion_due_date"])),
                    Count(page.count(one["days_over"])),
                ],
            )
            for one in found
        ]
        st.html(counts_html(title, heads, rows, words=4))
        foot(page.source, "overdue", page.menu("overdue", title, result, "overdue"))


def money(page: Page) -> None:
    """Fines, what is to be recovered and what was, in millions of đồng, by unit."""
    found = {
        (one["unit_id"], one["indicator_id"]): one["value"]
        for one in records(page.of_units)
    }
    rows = []
    for unit_id in page.wanted:
        amounts = [found[unit_id, one] for one in MONEY]
        if any(one for one in amounts if not is_missing(one)):
            rate = found[unit_id, RATE]
            rows.append(_money(page, page.name(unit_id), [*amounts, rate]))
    if not rows:
        return
    whole = [page.standing.value(one) for one in (*MONEY, RATE)]
    rows.append(_money(page, page.say("money.all"), whole, is_total=True))
    over = [
        page.name(unit_id)
        for unit_id in page.wanted
        if not is_missing(found[unit_id, RATE]) and found[unit_id, RATE] > 1
    ]
    fined = [found[unit_id, one] for unit_id in page.wanted for one in MONEY[:2]]
    fines = sum(one for one in fined if not is_missing(one))
    title = page.say("money.title", fines=_millions(page, fines))
    words = page.say("money.subtitle")
    if over:
        words += " " + page.say("money.over", names=", ".join(over))
    with frame(title, words, "money"):
        heads = [page.say("numbers.unit")]
        heads += [page.say(f"money.{one}") for one in (*MONEY, RATE)]
        st.html(counts_html(title, heads, rows))
        table = page.of_units
        table = table[table["indicator_id"].isin([*MONEY, RATE])]
        menu = page.menu(
            "money",
            title,
            page.standing.result,
            *MONEY,
            RATE,
            table=table.drop(columns="source_ids"),
        )
        foot(page.source, "money", menu)


def _money(
    page: Page, name: str, amounts: list[float | None], is_total: bool = False
) -> Row:
    *sums, rate = amounts
    cells = [Count(_millions(page, one)) for one in sums]
    share = ""
    if rate is not None and not is_missing(rate):
        share = f"{percent(rate, 1, page.session.language)}%"
    return Row(name, [*cells, Count(share)], is_total=is_total)


def _millions(page: Page, amount: float | None) -> str:
    if amount is None or is_missing(amount):
        return "…"
    return page.decimal(amount / MILLION)
