"""Units compared by one rate as far as chance and their dossiers allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.catalog.model import Indicator
from dashboard.stats import casemix, funnel, ranks, shrink
from dashboard.stats.intervals import wilson
from dashboard.stats.survival import kaplan_meier, quantile

FLOW = "procedures."
# What the records tell of each procedure of a unit: rows of `compare/casemix`.
COUNTED = ("early", "on_time", "late", "resolved")
GRID = 200  # points of a drawn limit


@dataclass(frozen=True)
class Fair:
    """Units by one rate of counts.

    `rows`, a row per unit that has any case: unit_id, x, n (counts), value, low, high
    (its 95 % interval), shrunk (fractions), flag (of `funnel.flags`, widened where
    units differ more than chance) and flag_exact (never widened), lowest and highest
    rank, band (of `ranks.bands`). `centre` is the rate of
    all; `spread` how much more units differ than chance alone would have it.
    """

    rows: pd.DataFrame
    centre: float
    spread: funnel.Overdispersion

    @property
    def grid(self) -> pd.DataFrame:
        """The limits to draw: n, lower998, lower95, upper95, upper998 (fractions)."""
        sizes = self.rows["n"].to_numpy(np.float64)
        n = np.unique(np.geomspace(sizes.min() / 1.5, sizes.max() * 1.5, GRID).round())
        n = n[n >= 1]
        if self.spread.tau2 > 0:
            x, whole = (self.rows[side].to_numpy() for side in ("x", "n"))
            lines = funnel.overdispersion(x, whole, at=n).limits
        else:
            lines = funnel.limits(n, self.centre)
        names = ("lower998", "lower95", "upper95", "upper998")
        return pd.DataFrame({"n": n, **dict(zip(names, lines.T, strict=True))})


def fair(rows: pd.DataFrame, better: str) -> Fair | None:
    """Units compared; none where fewer than two have counts of the rate.

    Takes `unit_id`, `numerator`, `denominator` (counts), as `of_units` gives them.
    """
    some = rows[rows["denominator"].notna() & (rows["denominator"] > 0)]
    some = some[some["numerator"].between(0, some["denominator"])]
    if len(some) < 2:
        return None
    x, n = (some[side].to_numpy(np.float64) for side in ("numerator", "denominator"))
    centre = float(x.sum() / n.sum())
    spread = funnel.overdispersion(x, n)
    low, high = wilson(x, n)
    found = pd.DataFrame(
        {
            "unit_id": some["unit_id"].to_numpy(),
            "x": x,
            "n": n,
            "value": x / n,
            "low": low,
            "high": high,
            "shrunk": shrink.rates(x, n),
            "flag": funnel.flags(x, n, centre, spread),
            "flag_exact": funnel.flags(x, n, centre),
        }
    )
    if better != "neither":
        places = ranks.confidence_counts(x, n, better)
        lowest, highest = (places[side].to_numpy() for side in ("lowest", "highest"))
        found["lowest"], found["highest"] = lowest, highest
        found["band"] = ranks.bands(lowest, highest)
    return Fair(found, centre, spread)


def mixed(
    mix: pd.DataFrame, indicator: Indicator
) -> tuple[pd.DataFrame, Mapping[str, int]] | None:
    """Units compared as if all had the procedures of the bloc: rows of
    `casemix.indirect` with `unit_id` and `n`, and how many dossiers each unit has that
    are left out, because it alone handles the procedure. None where the rate is not
    one of what the records tell by procedure, or fewer than two units share any.

    `mix` are rows of `compare/casemix`.
    """
    sides = [
        [term.removeprefix(FLOW) for term in terms]
        for terms in (indicator.numerator_of, indicator.denominator_of)
    ]
    if not indicator.is_rate or not all(set(one) <= set(COUNTED) for one in sides):
        return None
    counted = mix.assign(x=mix[sides[0]].sum(axis=1), n=mix[sides[1]].sum(axis=1))
    units = counted.groupby("procedure_id")["unit_id"].transform("nunique")
    shared = counted[(units > 1) & (counted["n"] > 0)]
    if shared["unit_id"].nunique() < 2:
        return None
    x, n = (
        shared.pivot(index="unit_id", columns="procedure_id", values=side).fillna(0)
        for side in ("x", "n")
    )
    found = casemix.indirect(x.to_numpy(np.float64), n.to_numpy(np.float64))
    whole = counted.groupby("unit_id")["n"].sum()
    left = {
        str(one): int(whole[one] - n.loc[one].sum())
        for one in whole.index
        if one in n.index
    }
    return found.assign(unit_id=list(n.index), n=n.sum(axis=1).to_numpy()), left


def waits(rows: pd.DataFrame, share: float = 0.5) -> pd.DataFrame:
    """By unit how many working days pass until a share of its dossiers is resolved,
    those still open counted with the days they have waited: unit_id, days (NaN where
    not reached), closed (of closed ones alone), dossiers, open. `rows` are those of
    `compare/durations`.
    """
    found = []
    for unit_id, mine in rows.groupby("unit_id"):
        days, closed, weights = (
            mine[name].to_numpy() for name in ("working_days", "is_closed", "dossiers")
        )
        done = closed.astype(bool)
        found.append(
            {
                "unit_id": unit_id,
                "days": quantile(kaplan_meier(days, done, weights), share),
                "closed": quantile(
                    kaplan_meier(days[done], done[done], weights[done]), share
                ),
                "dossiers": int(weights.sum()),
                "open": int(weights[~done].sum()),
            }
        )
    return pd.DataFrame(
        found, columns=["unit_id", "days", "closed", "dossiers", "open"]
    )


def quartiles(rows: pd.DataFrame, unit_id: str) -> pd.DataFrame:
    """By indicator where one unit stands among those that have a figure: value, least,
    q1, median, q3, most (linear between places), units. Takes rows of `of_units` of
    one period; indicators without a figure of the unit have a missing value."""
    known = rows[rows["value"].notna()]
    by = known.groupby("indicator_id", sort=False)["value"]
    found = by.quantile(np.array([0, 0.25, 0.5, 0.75, 1])).unstack()
    found.columns = ["least", "q1", "median", "q3", "most"]
    mine = known[known["unit_id"] == unit_id].set_index("indicator_id")["value"]
    found["units"] = by.size()
    found["value"] = mine.reindex(found.index)
    return found.reset_index()


def ordered(rows: pd.DataFrame, better: str) -> pd.DataFrame:
    """Rows of one indicator, the best first (the most where neither is better), equal
    ones by their order here, those without a figure last."""
    ascending = better == "lower"
    return rows.sort_values(
        "value", ascending=ascending, na_position="last", kind="stable"
    )
