"""How figures follow from what reports state: worked examples, and a slow reference."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import reference
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import report, row

from dashboard import queries
from dashboard.catalog.load import load, read_folder
from dashboard.intake import reported
from dashboard.settings import shipped
from dashboard.store import Import, SourceFile, tables

FILES = read_folder(shipped("data") / "catalog")
# Two years are enough, and quicker to go through.
FILES["periods.toml"] = (
    FILES["periods.toml"].replace(b"2019", b"2022").replace(b"2026", b"2023")
)
CATALOG = load(FILES)
INDICATORS = {one.indicator_id: one for one in CATALOG.indicators}
Q1, Q2 = ("15/12/2021", "14/03/2022"), ("15/03/2022", "14/06/2022")
H1 = (Q1[0], Q2[1])
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
KEY = ["indicator_id", "unit_id", "calendar", "period_id", "part"]
FIGURE = ["numerator", "denominator", "value", "basis", "status", "qualifier"]
Row = dict[str, str]


class Bench:
    """A warehouse in which files are read, looked at, and forgotten again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "warehouse.duckdb"
        tables.create(path)
        self.connection = duckdb.connect(str(path), config={"threads": "2"})
        for table, rows in CATALOG.tables().items():
            tables.insert_rows(self.connection, table, rows)

    @contextmanager
    def holding(self, *files: Sequence[Row]) -> Iterator[None]:
        """With these files read, one after the other, and figures made of them."""
        self.connection.execute("begin")
        try:
            for number, rows in enumerate(files):
                path = report(self.folder, f"{number}.csv", *rows)
                source = SourceFile(name=path.name, sha256=f"{number:064}", size=1)
                one = Import(kind="reported", files=(source,), who="x", at=NOW)
                reported.apply(self.connection, one, {path.name: path})
            tables.refresh(self.connection, None)
            tables.check(self.connection)
            yield
        finally:
            self.connection.execute("rollback")

    def ask(self, name: str, **params: Any) -> pd.DataFrame:
        """What a query answers; parameters not given are null."""
        asked = queries.query(name)
        bound = {key: params.get(key) for key in asked.params}
        return queries.fetch(self.connection, asked.sql, bound)

    def rules(self) -> set[str]:
        """The rules of every warning there is."""
        return set(self.ask("quality/warnings")["rule"])


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One warehouse for all of these tests; each leaves it as it was."""
    made = Bench(tmp_path_factory.mktemp("bench"))
    yield made
    made.connection.close()


def figures(bench: Bench, *rows: Row) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """Value, basis, status and qualifier of `syt` in the State's calendar, by
    indicator, period and part, once these rows are read."""
    with bench.holding(rows):
        frame = bench.ask("quality/observations")
    mine = frame[(frame["unit_id"] == "syt") & (frame["calendar"] == "state")]
    return {
        (r["indicator_id"].removeprefix("procedures."), r["period_id"], r["part"]): (
            r["value"],
            r["basis"],
            r["status"],
            r["qualifier"],
        )
        for r in mine.to_dict("records")
    }


def dated(indicator: str, days: tuple[str, str], figure: object, **more: str) -> Row:
    """A figure for its very days."""
    said = {"from_date": days[0], "to_date": days[1], "period_label": ""}
    return row(indicator, figure, **said, **more)


@pytest.mark.parametrize(
    ("early", "rate", "resolved"),
    [
        (24, "100%", 24),
        (1000, "100%", None),
        (1000, "100,00%", 1000),
        (95, "90%", None),
        (9, "90,0%", 10),
        (1, "33%", 3),
        (0, "0%", None),
        (5, "30%", None),
    ],
)
def test_the_denominator_follows_only_where_one_whole_number_gives_the_rate(
    bench: Bench, early: int, rate: str, resolved: int | None
) -> None:
    found = figures(bench, row("early", early), row("early_rate", rate))
    expected = (
        None if resolved is None else (resolved, "derived", "named_period", "exact")
    )
    assert found.get(("resolved", "2022-H1", "")) == expected


def test_quarters_add_up_to_a_half_year_but_not_what_carries_over(
    bench: Bench,
) -> None:
    rows = [dated(i, q, 10) for i in ("early", "received") for q in (Q1, Q2)]
    found = figures(bench, *rows)
    assert found["early", "2022-H1", ""] == (20, "reported", "assembled", "exact")
    assert ("received", "2022-H1", "") not in found
    assert ("early", "2022-9M", "") not in found


def test_a_lower_bound_among_the_quarters_makes_the_half_year_one(
    bench: Bench,
) -> None:
    rows = [dated("early", Q1, 10), dated("early", Q2, 5, qualifier="at_least")]
    assert figures(bench, *rows)["early", "2022-H1", ""][0::3] == (15, "at_least")
    rows[1] |= {"qualifier": "nearly"}
    assert ("early", "2022-H1", "") not in figures(bench, *rows)


def test_a_stock_is_that_of_the_last_part_and_no_other(bench: Bench) -> None:
    assert INDICATORS["procedures.pending"].aggregate == "stock"
    rows = [dated("pending", Q1, 7, qualifier="at_least"), dated("pending", Q2, 3)]
    found = figures(bench, *rows)
    assert found["pending", "2022-H1", ""] == (3, "reported", "assembled", "exact")


def test_a_named_figure_answers_to_its_name_in_both_calendars_and_a_dated_one_does_not(
    bench: Bench,
) -> None:
    with bench.holding([row("early", 5), dated("late", H1, 1)]):
        frame = bench.ask("quality/observations")
    half = frame[frame["period_id"] == "2022-H1"]
    found = set(half[["indicator_id", "calendar", "status"]].itertuples(index=False))
    assert found == {
        ("procedures.early", "state", "named_period"),
        ("procedures.early", "civil", "named_period"),
        ("procedures.late", "state", "complete"),
    }


def test_what_is_said_of_the_days_goes_before_what_is_said_of_the_name(
    bench: Bench,
) -> None:
    found = figures(bench, row("early", 5), dated("early", H1, 6))
    assert found["early", "2022-H1", ""] == (6, "reported", "complete", "exact")


def test_parts_that_are_lower_bounds_give_a_lower_bound(bench: Bench) -> None:
    rows = [
        row("tasks.accepted", 2, part="level=province"),
        row("tasks.accepted", 3, part="level=grassroots", qualifier="at_least"),
    ]
    total = figures(bench, *rows)["tasks.accepted", "2022-H1", ""]
    assert total == (5, "derived", "named_period", "at_least")


@pytest.mark.parametrize("qualifier", ["nearly", "rounded", "more_than"])
def test_a_part_that_is_not_exact_is_never_left_out_of_a_total(
    bench: Bench, qualifier: str
) -> None:
    rows = [
        row("tasks.accepted", 2, part="level=province"),
        row("tasks.accepted", 3, part="level=grassroots", qualifier=qualifier),
    ]
    assert ("tasks.accepted", "2022-H1", "") not in figures(bench, *rows)
    with bench.holding([*rows, row("tasks.accepted", 5)]):
        assert "parts_differ" not in bench.rules()


def test_parts_placed_by_name_and_by_dates_give_no_total(bench: Bench) -> None:
    rows = [
        row("tasks.accepted", 2, part="level=province"),
        dated("tasks.accepted", H1, 3, part="level=grassroots"),
    ]
    assert ("tasks.accepted", "2022-H1", "") not in figures(bench, *rows)


def test_a_half_year_that_lacks_a_part_of_one_quarter_has_no_total(
    bench: Bench,
) -> None:
    rows = [
        dated("tasks.accepted", Q1, 2, part="level=province"),
        dated("tasks.accepted", Q2, 2, part="level=province"),
        dated("tasks.accepted", Q1, 5, part="level=grassroots"),
    ]
    found = figures(bench, *rows)
    assert found["tasks.accepted", "2022-Q1", ""][0] == 7
    assert found["tasks.accepted", "2022-H1", "level=province"][0] == 4
    assert ("tasks.accepted", "2022-H1", "") not in found


def test_two_ways_of_dividing_that_disagree_leave_no_total(bench: Bench) -> None:
    rows = [
        row("tasks.checked", 2, part="level=province"),
        row("tasks.checked", 3, part="kind=periodic"),
    ]
    assert ("tasks.checked", "2022-H1", "") not in figures(bench, *rows)
    rows[1] |= {"value": "2"}
    assert figures(bench, *rows)["tasks.checked", "2022-H1", ""][0] == 2


@pytest.mark.parametrize(
    ("stated", "value", "basis"), [([], 10, "derived"), ([12], 12, "reported")]
)
def test_a_part_stated_itself_is_not_counted_again_with_its_finer_parts(
    bench: Bench, stated: list[int], value: int, basis: str
) -> None:
    rows = [
        row("tasks.checked", 9, part="kind=periodic;level=province"),
        row("tasks.checked", 1, part="kind=unscheduled;level=province"),
        *(row("tasks.checked", n, part="level=province") for n in stated),
    ]
    with bench.holding(rows):
        asked = {"indicator_ids": ["tasks.checked"], "calendar": "state"}
        (found,) = bench.ask("indicator/of_parts", **asked, by=["level"]).to_dict(
            "records"
        )
    assert (found["part"], found["value"]) == ("level=province", value)
    assert found["basis"] == basis


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [("exact", "exact"), ("at_least", "at_least"), ("nearly", "rounded")],
)
def test_finer_parts_added_up_are_as_exact_as_the_least_of_them(
    bench: Bench, qualifier: str, said: str
) -> None:
    rows = [
        row("tasks.checked", 9, part="kind=periodic;level=province"),
        row(
            "tasks.checked", 1, part="kind=periodic;level=ministry", qualifier=qualifier
        ),
    ]
    with bench.holding(rows):
        asked = {"indicator_ids": ["tasks.checked"], "calendar": "state"}
        found = bench.ask("indicator/of_parts", **asked, by=["kind"]).iloc[0]
    assert (found["value"], found["qualifier"]) == (10, said)


def test_a_rate_of_nothing_is_blank(bench: Bench) -> None:
    found = figures(bench, row("early", 0), row("resolved", 0))
    assert ("early_rate", "2022-H1", "") not in found


def test_a_rate_stated_alone_has_no_counts(bench: Bench) -> None:
    with bench.holding([row("early_rate", "97,5%")]):
        found = bench.ask("quality/observations").iloc[0]
    assert found["value"] == 0.975
    assert math.isnan(found["numerator"]) and math.isnan(found["denominator"])


def test_a_rate_by_exact_counts_is_exact_whatever_its_report_calls_it(
    bench: Bench,
) -> None:
    rows = [row("early_rate", "90%", qualifier="nearly"), row("early", 8)]
    found = figures(bench, *rows, row("resolved", 9))
    rate = found["early_rate", "2022-H1", ""]
    assert rate == (8 / 9, "reported", "named_period", "exact")


def test_a_rate_of_a_name_and_counts_of_dates_do_not_mix(bench: Bench) -> None:
    rows = [dated("early", H1, 8), dated("resolved", H1, 10), row("early_rate", "95%")]
    found = figures(bench, *rows)
    assert found["early_rate", "2022-H1", ""] == (0.8, "derived", "complete", "exact")
    with bench.holding(rows):
        assert "rate_differs" not in bench.rules()
    rows = [row("early", 8), row("resolved", 10), dated("early_rate", H1, "95%")]
    found = figures(bench, *rows)
    assert found["early_rate", "2022-H1", ""] == (0.95, "reported", "complete", "exact")


def test_a_difference_of_a_lower_bound_says_nothing(bench: Bench) -> None:
    rows = [row("received", 9), row("resolved", 4, qualifier="at_least")]
    assert ("pending", "2022-H1", "") not in figures(bench, *rows)


def test_everything_resolved_leaves_nothing_pending(bench: Bench) -> None:
    found = figures(bench, row("received", 4), row("resolved", 4))
    assert found["pending", "2022-H1", ""][:2] == (0, "derived")


def test_a_count_of_a_name_is_not_taken_from_a_count_of_dates(bench: Bench) -> None:
    found = figures(bench, dated("received", H1, 9), row("resolved", 4))
    assert ("pending", "2022-H1", "") not in found


def test_a_contradiction_leaves_the_difference_missing(bench: Bench) -> None:
    found = figures(bench, row("received", 3), row("resolved", 4))
    assert ("pending", "2022-H1", "") not in found


BLOC = {"calendar": "state", "bloc_id": "quang-tri-vhxh"}


def of_bloc(bench: Bench, indicator_id: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The figure of the bloc for the half-year."""
    with bench.holding(rows):
        asked = {"indicator_ids": [indicator_id], "period_ids": ["2022-H1"], **BLOC}
        (found,) = bench.ask("indicator/of_groups", **asked).to_dict("records")
    return found


@pytest.fixture(scope="module")
def units(bench: Bench) -> list[str]:
    """The members of the bloc on the last day of the half-year."""
    day = dt.date(2022, 6, 14)
    return list(bench.ask("catalog/members", day=day, **BLOC)["unit_id"])


def test_a_bloc_has_a_figure_once_every_member_of_its_last_day_has(
    bench: Bench, units: list[str]
) -> None:
    rows = [
        row(name, n, unit_id=unit)
        for unit in units
        for name, n in (("early", 8), ("resolved", 10))
    ]
    most = of_bloc(bench, "procedures.early_rate", rows[:-2])
    assert most["status"] == "incomplete" and math.isnan(most["value"])
    assert (most["members"], most["reporting"]) == (8, 7)
    every = of_bloc(bench, "procedures.early_rate", rows)
    assert (every["numerator"], every["denominator"], every["value"]) == (64, 80, 0.8)
    others = of_bloc(
        bench, "procedures.early", [*rows, row("early", 99, unit_id="snv")]
    )
    assert others["value"] == 64


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        ("exact", "exact"),
        ("at_least", "at_least"),
        ("more_than", "at_least"),
        ("nearly", "rounded"),
        ("rounded", "rounded"),
    ],
)
def test_the_figure_of_a_bloc_is_as_exact_as_the_least_of_its_members(
    bench: Bench, units: list[str], qualifier: str, said: str
) -> None:
    rows = [row("early", 10, unit_id=unit) for unit in units]
    rows[0] |= {"qualifier": qualifier}
    found = of_bloc(bench, "procedures.early", rows)
    assert (found["value"], found["qualifier"]) == (80, said)


def test_a_bloc_of_named_and_dated_figures_says_so(
    bench: Bench, units: list[str]
) -> None:
    rows = [row("early", 1, unit_id=unit) for unit in units[1:]]
    rows.append(dated("early", H1, 1, unit_id=units[0]))
    assert of_bloc(bench, "procedures.early", rows)["status"] == "mixed"


COUNTS = (
    *("received", "received_new", "received_online", "received_desk_post"),
    *("carried_over", "resolved", "early", "on_time", "late", "pending"),
    "pending_overdue",
)
PART = st.sampled_from(["", "", "", "field=fuel", "field=gold"])
GRID = ("level=province", "level=grassroots", "kind=periodic", "")
FINER = ("kind=periodic;level=province", "kind=unscheduled;level=province")
CIVIL = (("01/01/2022", "31/03/2022"), ("01/04/2022", "30/06/2022"))
PLACES = st.one_of(
    st.sampled_from(["2022-H1", "2022-H1", "2022-Q1", "2022-Q2", "2022"]).map(
        lambda label: {"period_label": label}
    ),
    st.sampled_from([H1, Q1, Q2, *CIVIL]).map(
        lambda days: {"from_date": days[0], "to_date": days[1], "period_label": ""}
    ),
)
FIGURES = st.one_of(
    st.tuples(st.sampled_from(COUNTS), st.integers(0, 30).map(str), PART),
    st.tuples(
        st.just("early_rate"),
        st.sampled_from(["100%", "80%", "33,3%", "66,67%", "0%"]),
        st.just(""),
    ),
    st.tuples(
        st.just("tasks.checked"),
        st.integers(0, 4).map(str),
        st.sampled_from([*GRID, *FINER]),
    ),
)
ROW = st.tuples(
    FIGURES,
    PLACES,
    st.sampled_from(["exact"] * 5 + ["at_least", "nearly"]),
    st.sampled_from(["syt", "syt", "bdt"]),
)
ROWS = st.lists(ROW, min_size=1, max_size=24)


def file(drawn: Sequence[Any], as_of: str) -> list[Row]:
    """Rows of one file, each figure stated once."""
    rows: dict[tuple[str, ...], Row] = {}
    for (name, value, part), place, qualifier, unit in drawn:
        said = row(
            name,
            value,
            part=part,
            qualifier=qualifier,
            unit_id=unit,
            as_of=as_of,
            **place,
        )
        key = (name, unit, part, *place.values())
        rows[key] = said
    return list(rows.values())


def stated(said: Mapping[str, str]) -> reference.Stated:
    """A row as the reference takes it."""
    days = [said.get(key, "") for key in ("from_date", "to_date")]
    first, last, as_of = (
        dt.datetime.strptime(day, "%d/%m/%Y").date() if day else None
        for day in (*days, said["as_of"])
    )
    return reference.Stated(
        said["indicator_id"],
        said["unit_id"],
        said["part"],
        said["period_label"],
        (first, last) if first and last else None,
        said["value"],
        said["qualifier"],
        as_of or dt.date.min,
    )


@settings(max_examples=many(10), deadline=None, derandomize=True)
@given(ROWS, st.lists(ROW, max_size=6))
def test_the_sql_agrees_with_the_slow_reference(
    bench: Bench, drawn: list[Any], later: list[Any]
) -> None:
    files = [file(drawn, "30/06/2022"), file(later, "31/07/2022")]
    files = [rows for rows in files if rows]
    with bench.holding(*files):
        frame = bench.ask("quality/observations")
    columns = [*FIGURE, "formula"]
    found = {
        tuple(one[key] for key in KEY): reference.Figure(*(one[c] for c in columns))
        for one in queries.records(frame)
    }
    ours = reference.in_force([stated(one) for rows in files for one in rows])
    periods = list(CATALOG.periods)
    said = reference.answers(ours, INDICATORS, periods)
    assert found == reference.observations(said, INDICATORS, periods)


def test_a_rate_that_is_not_exact_gives_no_denominator(bench: Bench) -> None:
    rows = [row("early", 24), row("early_rate", "100%", qualifier="nearly")]
    assert ("resolved", "2022-H1", "") not in figures(bench, *rows)


@pytest.mark.parametrize("loose", ["early", "resolved"])
def test_counts_that_are_not_exact_are_not_divided(bench: Bench, loose: str) -> None:
    rows = [row("early", 8), row("resolved", 10)]
    for one in rows:
        if one["indicator_id"].endswith(loose):
            one["qualifier"] = "at_least"
    assert ("early_rate", "2022-H1", "") not in figures(bench, *rows)
