"""How often what was inspected was in violation, by field, with what chance allows."""

from __future__ import annotations

import pandas as pd

from dashboard import wording
from dashboard.charts import dots
from dashboard.queries import records
from dashboard.show import actions
from dashboard.show.frame import foot, frame
from dashboard.show.inspections import Page, parts
from dashboard.stats.rates import with_intervals
from dashboard.workspace.inspections import RESULTS

FIELDS = 7


def by_field(page: Page, area: str) -> None:
    """The share of subjects in violation by field, beside that of all, with chance."""
    found = _found(page, area)
    if found.empty:
        return
    rows = pd.DataFrame(
        {
            "label": page.field(one["key"]),
            "counts": f"n = {page.count(one['denominator'])}",
            "fraction": wording.fraction(one, page.session.language),
            **{key: one[key] for key in ("value", "low", "high")},
        }
        for one in records(found)
    )
    common = page.standing.value(f"{area}.violation_rate")
    label = "" if common is None else page.percent(common)
    title = page.say(f"violations.{area}", value=label or "…")
    with frame(title, page.say("violations.subtitle"), f"violations_{area}"):
        page.chart(
            f"violations_{area}",
            title,
            lambda narrow: dots(
                rows,
                page.session.tokens,
                language=page.session.language,
                until=page.say("violations.until", end="{end}"),
                reference=common,
                reference_label=page.say("violations.common", value=label),
                narrow=narrow,
            ),
        )
        menu = page.menu(
            f"violations_{area}",
            title,
            page.standing.result,
            f"{area}.violation_rate",
            table=found,
            drawn=actions.rates(page.session, rows),
        )
        foot(page.source, f"violations_{area}", menu)


def _found(page: Page, area: str) -> pd.DataFrame:
    """The fields with most violations: `key`, both counts, rate and interval."""
    counts = parts(page, [f"{area}.{one}" for one in RESULTS], "field")
    of, among = f"{area}.violators", f"{area}.subjects"
    if of not in counts or among not in counts:
        return pd.DataFrame()
    rates = pd.DataFrame(
        {
            "key": counts.index.astype(str),
            "numerator": counts[of].to_numpy(),
            "denominator": counts[among].to_numpy(),
            "value": float("nan"),
        }
    )
    some = with_intervals(rates[rates["denominator"] > 0])
    return some.sort_values("value", ascending=False).head(FIELDS)
