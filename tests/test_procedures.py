"""The page on procedures: every number is the rows behind it, the same everywhere."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from dashboard.briefing import form_06
from dashboard.show.rows import MEASURES
from dashboard.workspace import procedures
from dashboard.workspace.definitions import definitions
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")

BLOC = "minh-hoa"
FLOW = "procedures/flow"


@pytest.fixture(scope="module")
def told(demo: Workspace) -> pd.DataFrame:
    """Periods of units of the demonstration bloc whose records are complete."""
    frame = demo.query(
        "indicator/of_units",
        indicator_ids=["procedures.received"],
        calendar="state",
        period_ids=None,
        bloc_id=BLOC,
        unit_ids=None,
    ).frame
    return frame[frame["basis"] == "computed"].reset_index(drop=True)


def flow(demo: Workspace, period_id: str, units: list[str], by: str) -> pd.DataFrame:
    """Counts of a period of the State's calendar."""
    asked = {"calendar": "state", "period_id": period_id, "unit_ids": units}
    return demo.query(FLOW, **asked, by=by).frame


def test_thirty_numbers_taken_at_random_are_the_rows_behind_them(
    demo: Workspace, told: pd.DataFrame
) -> None:
    chance = random.Random(20261123)
    periods = told.groupby("period_id")["unit_id"].agg(list)
    for _ in range(30):
        period_id = chance.choice(sorted(periods.index))
        units = chance.choice([periods[period_id], periods[period_id][:1]])
        by = chance.choice(["", "field", "procedure", "channel"])
        numbers = flow(demo, period_id, units, by)
        row = numbers.iloc[chance.randrange(len(numbers))]
        measure = chance.choice([one for one in MEASURES if one in numbers])
        period = told[told["period_id"] == period_id].iloc[0]
        where = dict.fromkeys(("field", "procedure_id", "channel"))
        key = "procedure_id" if by == "procedure" else by
        rows = demo.query(
            "procedures/rows",
            measure=measure,
            from_date=period["from_date"],
            to_date=period["to_date"],
            unit_ids=units,
            **(where | ({key: row["key"]} if key else {})),
            rows=10**6,
            skip=0,
        ).frame
        assert len(rows) == row[measure], (measure, period_id, units, by, row["key"])
        assert rows.empty or (rows["total"] == len(rows)).all()


def test_every_period_balances_and_is_the_same_on_every_page(
    demo: Workspace, told: pd.DataFrame
) -> None:
    figures = demo.query("quality/observations").frame
    figures = figures[(figures["basis"] == "computed") & (figures["part"] == "")]
    figures = figures[figures["indicator_id"].str.startswith(procedures.AREA)]
    by_key = figures.set_index(["calendar", "period_id", "unit_id", "indicator_id"])
    for period_id in sorted(set(told["period_id"]))[::7]:
        units = list(told[told["period_id"] == period_id]["unit_id"])
        found = flow(demo, period_id, units, "unit")
        assert list(found["key"]) == sorted(units)
        ends = found[["early", "on_time", "late", "returned", "withdrawn", "gone"]]
        out = ends.sum(axis=1) + found["pending"]
        assert (found["carried_over"] + found["received_new"] == out).all()
        assert (found["pending"] >= found["pending_waiting"]).all()
        for by in ("", "field", "procedure", "channel"):
            parts = flow(demo, period_id, units, by)
            for measure in MEASURES:
                if measure in parts:
                    assert parts[measure].sum() == found[measure].sum()
        for row in found.to_dict("records"):
            for measure in MEASURES:
                key = ("state", period_id, row["key"], f"{procedures.AREA}{measure}")
                if measure in row:
                    assert by_key.loc[key, "value"] == row[measure]


def test_the_form_of_every_unit_holds_its_four_identities(
    demo: Workspace, told: pd.DataFrame
) -> None:
    for row in told[told["period_id"].isin(["2023-H1", "2026-H1"])].itertuples():
        cells = demo.query(
            "procedures/form",
            calendar="state",
            period_id=row.period_id,
            unit_id=row.unit_id,
        ).frame
        rows = procedures.form(cells, form_06.indicators())
        assert rows["field"].iloc[-1] == "" and len(rows) > 1
        numbers = rows[[f"c{at}" for at in range(3, 14)]]
        assert numbers.notna().all().all()
        assert (numbers.iloc[:-1].sum() == numbers.iloc[-1]).all()
        found = form_06.identities(rows.assign(name=rows["field"]))
        found = found[found["side"] == "computed"]
        assert len(found) and (found["difference"] == 0).all()


def test_the_rates_of_the_page_are_those_of_the_catalog(demo: Workspace) -> None:
    known = definitions(demo.open())
    units = list(
        demo.query("catalog/members", bloc_id=BLOC, day="2026-06-14").frame["unit_id"]
    )
    found = flow(demo, "2026-H1", units, "unit")
    for indicator_id in procedures.ON_TIME:
        rates = procedures.rates(found, known.indicators[indicator_id])
        said = demo.query(
            "indicator/of_units",
            indicator_ids=[indicator_id],
            calendar="state",
            period_ids=["2026-H1"],
            bloc_id=BLOC,
            unit_ids=None,
        ).frame.set_index("unit_id")
        for row in rates.to_dict("records"):
            assert said.loc[row["key"], "numerator"] == row["numerator"]
            assert said.loc[row["key"], "denominator"] == row["denominator"]
            assert said.loc[row["key"], "value"] == pytest.approx(row["value"])
            assert row["low"] <= row["value"] <= row["high"]


def counts(**columns: list[float]) -> pd.DataFrame:
    """Rows of units with a numerator and a denominator."""
    frame = pd.DataFrame(columns)
    return frame.assign(value=frame["numerator"] / frame["denominator"])


def test_only_what_chance_does_not_explain_is_called_low() -> None:
    rows = counts(
        key=["a", "b", "c", "tiny"],
        numerator=[980, 900, 1960, 23],
        denominator=[1000, 1000, 2000, 24],
    )
    assert procedures.unusually_low(rows) == ["b"]
    assert procedures.unusually_low(rows[rows["key"] != "b"]) == []
    assert procedures.unusually_low(rows.head(0)) == []


def test_the_fewest_units_that_have_most_of_what_is_late() -> None:
    units = pd.DataFrame({"key": ["a", "b", "c"], "late": [2, 5, 3]})
    assert procedures.late_share(units) == (["b", "c"], 0.8)
    assert procedures.late_share(units.assign(late=[0, 9, 1])) == (["b"], 0.9)
    assert procedures.late_share(units.assign(late=0)) == ([], 0.0)
