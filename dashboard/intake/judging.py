"""What is wrong with staged lists of records: worded up to a number, counted in all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duckdb import ColumnExpression, ConstantExpression

from dashboard.errors import FileRefused, Problem
from dashboard.intake.records import Listing, codes
from dashboard.intake.tabular import plain
from dashboard.queries import fetch, query, records
from dashboard.store import Read, tables

MOST_WORDS = 10_000


def type_rows(listing: Listing, more: Mapping[str, Mapping[str, str]]) -> None:
    """Read the staged text as what it must be; `more` are words of codes that the
    catalog has. FileRefused for a file without rows."""
    kind, mapped = listing.kind, listing.reading.values
    known: dict[str, dict[str, str]] = codes(kind.stem) | {
        column: dict(words) for column, words in more.items()
    }
    for column, words in mapped.items():
        if column in known:
            known[column] |= {
                plain(said): code
                for said, code in words.items()
                if column not in more or code in more[column].values()
            }
    found = fetch(
        listing.connection,
        query(f"intake/{kind.queries}_words").sql,
        {"nulls": list(listing.reading.file.null), "most": MOST_WORDS},
    )
    rows = [
        {"column_name": column, "said": said, "code": code}
        for column, said in zip(found["column_name"], found["said"], strict=True)
        if (code := known[column].get(plain(said)))
    ]
    rows += [
        {"column_name": column, "said": said, "code": code}
        for column in kind.ids
        for said, code in mapped.get(column, {}).items()
    ]
    tables.insert_rows(listing.connection, "staged_word", rows)
    forms = {key: listing.params[key] for key in kind.forms}
    tables.run_file(listing.connection, f"read_{kind.queries}", forms)
    for number, file in listing.files.items():
        if not _rows(listing, number):
            raise FileRefused(
                [Problem(rule="no_rows", file=file.name, sheet=file.sheet)]
            )


def judge(listing: Listing, *more: str) -> tuple[Problem, ...]:
    """Every fault in `staged_fault`, and the first of each rule in words; `more` are
    queries of refusals besides those of its family.

    Raises FileRefused for faults unless the import said `skip_bad`.
    """
    for name in (f"{listing.kind.queries}_refusals", *more):
        listing.append("staged_fault", name)
    problems = tuple(_worded(listing))
    if problems and "skip_bad" not in listing.one.options:
        raise FileRefused(list(problems))
    return problems


def _worded(listing: Listing) -> list[Problem]:
    """The first rows of each rule at their places, and after the last of them how many
    more there are."""
    problems: list[Problem] = []
    shown: dict[tuple[int, str], int] = {}
    faults = records(listing.ask("faults"))
    told = {(one["file_number"], one["rule"]): one["faults"] for one in faults}
    for one in faults:
        problems.append(_problem(listing, one, "refused"))
        where = (one["file_number"], one["rule"])
        shown[where] = shown.get(where, 0) + 1
        if shown[where] == listing.params["most"] < told[where]:
            rest = {"value": told[where] - shown[where], "expected": problems[-1].cell}
            problems.append(_problem(listing, one | rest | {"rule": "more_rows"}, ""))
    return problems


def _problem(listing: Listing, one: Mapping[str, Any], severity: str) -> Problem:
    file = listing.files[one["file_number"]]
    column, row = one["column_name"], int(one["row_number"])
    expected = one["expected"] or ""
    if one["rule"] == "unknown_word":
        words = codes(listing.kind.stem)[column]
        expected = ", ".join(dict.fromkeys(words.values()))
    return Problem(
        rule=one["rule"],
        file=file.name,
        severity=severity or "refused",
        sheet=file.sheet,
        cell=file.place(column, row),
        row=row,
        value=str(one["value"] or ""),
        expected=expected,
        column=column,
    )


def warn(listing: Listing, name: str) -> tuple[Problem, ...]:
    """Rows that are kept although a query of this name doubts them: in words, and in
    the table of warnings."""
    rows = records(listing.ask(name))
    problems = tuple(_problem(listing, one, "warning") for one in rows)
    tables.insert_rows(
        listing.connection,
        "warning",
        [
            {
                "rule": problem.rule,
                "stage": "intake",
                "source_id": listing.source_ids[one["file_number"] - 1],
                "cell": problem.cell,
                "value": problem.value,
                "expected": problem.expected,
            }
            for one, problem in zip(rows, problems, strict=True)
        ],
    )
    return problems


def _rows(listing: Listing, number: int) -> int:
    """Rows of a file that hold anything."""
    mine = ColumnExpression("file_number") == ConstantExpression(number)
    typed, malformed = (
        len(listing.connection.table(table).filter(mine))
        for table in (listing.kind.typed, "staged_malformed")
    )
    return typed + malformed


def told(
    listing: Listing, touched: frozenset[str], problems: tuple[Problem, ...]
) -> Read:
    """What reading the lists came to; every row of every file was kept or refused."""
    asked = "select sum(rows_kept), sum(rows_refused) from source where "
    asked += "list_contains($source_ids, source_id)"
    params = {"source_ids": listing.source_ids}
    ((kept, refused),) = listing.connection.execute(asked, params).fetchall()
    blank = listing.connection.table(listing.kind.staged).filter("is_blank")
    assert kept + refused + len(blank) == sum(f.rows for f in listing.files.values())
    return Read(
        touched,
        problems,
        kept=int(kept),
        refused=int(refused),
        areas=listing.kind.areas,
    )
