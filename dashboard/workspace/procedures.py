"""Are dossiers settled on time? Rates, differences and the form, from counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.catalog.model import Indicator
from dashboard.queries import records
from dashboard.stats.rates import with_intervals
from dashboard.stats.tails import lower_tail

AREA = "procedures."
FLOW = "procedures/flow"
OLDEST = 10
ON_TIME = tuple(
    f"{AREA}on_time_rate_{whole}" for whole in ("resolved", "due", "to_process")
)
MAIN = ON_TIME[0]
# Between units only the exact 99.8 % tail is named: the 95 % line alone marks some unit
# in every fourth bloc of equal ones (simulated).
UNUSUAL = 0.001


def questions(
    calendar: str, period_id: str, wanted: Sequence[str], members: Sequence[str]
) -> dict[str, tuple[str, dict[str, Any]]]:
    """What the page asks, by what it is about: a query and its parameters. Units are
    those of the whole bloc, the rest is about the units `wanted`."""
    asked = {
        "calendar": calendar,
        "period_id": period_id,
        "unit_ids": list(wanted),
    }
    flows = {by: (FLOW, {**asked, "by": by}) for by in ("", "field", "channel")}
    return {
        **flows,
        "unit": (FLOW, {**asked, "unit_ids": list(members), "by": "unit"}),
        "durations": ("procedures/durations", asked),
        "oldest": ("procedures/oldest", {**asked, "rows": OLDEST}),
    }


def rates(flow: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The rows of `procedures/flow` with `numerator`, `denominator`, `value`, `low` and
    `high` of a rate, its sides added up as the catalog declares them."""
    sides = {
        side: sum(
            int(str(term["sign"])) * flow[str(term["term_id"]).removeprefix(AREA)]
            for term in indicator.terms()
            if term["side"] == side
        )
        for side in ("numerator", "denominator")
    }
    return with_intervals(flow.assign(**sides, value=float("nan")))


def unusually_low(rows: pd.DataFrame) -> list[str]:
    """Keys of rows of `rates` that are lower than chance allows, were each as good as
    all of them together; the lowest first."""
    some = rows[rows["denominator"] > 0]
    if some.empty:
        return []
    common = some["numerator"].sum() / some["denominator"].sum()
    tail = lower_tail(some["numerator"], some["denominator"], common)
    return list(some[tail <= UNUSUAL].sort_values("value")["key"])


def form(cells: pd.DataFrame, columns: Mapping[int, str]) -> pd.DataFrame:
    """Rows of the official form from `procedures/form`: a row per field, the whole
    last. `columns` names the indicator of each column.

    Columns: `field` ('' is the whole), and for each number of the form `c<n>` from the
    records and `r<n>` as reported. The form has no place of its own for returned and
    withdrawn dossiers: it folds them into those resolved on the due date, and so into
    those resolved.
    """
    if cells.empty:
        return pd.DataFrame(columns=["field"])
    computed = cells.pivot(index="field", columns="indicator_id", values="computed")
    reported = cells.pivot(index="field", columns="indicator_id", values="reported")
    folded = sum(
        computed[f"{AREA}{one}"].fillna(0)
        for one in ("returned", "withdrawn")
        if f"{AREA}{one}" in computed
    )
    rows = pd.DataFrame({"field": computed.index}, index=computed.index)
    for at, indicator_id in columns.items():
        found = computed.get(indicator_id)
        if found is not None and indicator_id in FOLDS:
            found = found + folded
        rows[f"c{at}"] = found
        rows[f"r{at}"] = reported.get(indicator_id)
    order = [one for one in rows.index if one] + [one for one in rows.index if not one]
    return rows.loc[order].reset_index(drop=True)


FOLDS = (f"{AREA}on_time", f"{AREA}resolved")


def late_share(units: pd.DataFrame, share: float = 0.5) -> tuple[list[str], float]:
    """The fewest units that together have more than a share of what is late, and the
    share they have; `units` are rows of `procedures/flow` by unit."""
    late = units.sort_values(["late", "key"], ascending=[False, True])
    total = late["late"].sum()
    if not total:
        return [], 0.0
    reached = late["late"].cumsum() / total
    count = int((reached <= share).sum()) + 1
    return list(late["key"][:count]), float(reached.iloc[count - 1])


def missing_units(members: Sequence[str], units: pd.DataFrame) -> list[str]:
    """Members whose records do not tell the whole period."""
    return [one for one in members if one not in set(units["key"])]


def one(flow: pd.DataFrame) -> Mapping[str, Any]:
    """The only row of `procedures/flow` in one sum; all 0 where no unit reported."""
    if flow.empty:
        return dict.fromkeys(flow.columns, 0) | {"key": ""}
    return records(flow)[0]
