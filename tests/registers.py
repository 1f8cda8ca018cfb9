"""Small registers of every kind, and a draft that tells when one changes anything."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lists import Draft, Row

from dashboard import text
from dashboard.errors import FileRefused, Problem
from dashboard.settings import LANGUAGES
from dashboard.store import tables

# What a row of each kind must say; {n} is its number.
REQUIRED: Mapping[str, Mapping[str, str]] = {
    "inspections": {
        "inspection_id": "I/{n}",
        "unit_id": "syt",
        "kind": "check",
        "trigger": "planned",
        "start_date": "2/1/2024",
    },
    "inspection_subjects": {
        "inspection_id": "I/{n}",
        "subject_name": "Cửa hàng A",
        "visit_date": "2/1/2024",
    },
    "inspection_plan": {
        "plan_id": "P/{n}",
        "unit_id": "syt",
        "kind": "specialised",
        "subject_name": "Cửa hàng A",
        "planned_start_date": "2/1/2024",
        "planned_end_date": "31/1/2024",
    },
    "tasks": {
        "task_id": "T/{n}",
        "unit_id": "syt",
        "title": "Nghiên cứu {n}",
        "level": "province",
    },
    "task_events": {
        "task_id": "T/{n}",
        "event": "contracted",
        "event_date": "2/1/2024",
    },
}
TABLES = {
    "inspections": "inspection",
    "inspection_subjects": "inspection_subject",
    "inspection_plan": "inspection_plan",
    "tasks": "task",
    "task_events": "task_event",
    "targets": "target",
    "notes": "note",
}
KEPT = ("entry", "list_coverage", "source", "warning", "subject_match")


def columns_of(kind: str, changes: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that such a register has."""
    said = (column for change in changes for column in change)
    return list(dict.fromkeys([*REQUIRED[kind], *said]))


def register(kind: str, *changes: Mapping[str, str]) -> str:
    """The text of a csv: a row for each change, good but for what it changes."""
    out = io.StringIO()
    columns = columns_of(kind, changes)
    rows = csv.DictWriter(out, columns, "", delimiter=";", lineterminator="\n")
    rows.writeheader()
    for number, change in enumerate(changes, start=1):
        good = {name: said.format(n=number) for name, said in REQUIRED[kind].items()}
        rows.writerow({**good, **change})
    return out.getvalue()


def worded(problem: Problem) -> None:
    """It is one sentence in both languages, which begins with its place."""
    place = " ".join(part for part in (problem.file, problem.cell) if part)
    for language in LANGUAGES:
        said = text.problem(problem, language)
        assert said.startswith(f"{place}: ")
        assert problem.value in said
        if problem.severity == "warning":
            stored = f"warning.{problem.rule}"
            words = {"value": problem.value, "expected": problem.expected}
            assert problem.value in text.of(stored, language, **words)


@dataclass
class Registers(Draft):
    """A draft of registers."""

    def write(self, name: str, kind: str, *changes: Mapping[str, str]) -> Path:
        """A csv of a register."""
        return self.file(name, register(kind, *changes))

    def everything(self) -> list[list[Row]]:
        """All that registers leave behind."""
        names = (*TABLES.values(), *KEPT)
        return [self.rows(f"select * from {name} order by all") for name in names]

    def refused(self, kind: str, *paths: Path, **options: str) -> list[Problem]:
        """What is wrong with a register, which must then change nothing."""
        before = self.everything()
        try:
            self.bring(kind, *paths, **options)
        except FileRefused as fault:
            assert self.everything() == before
            return fault.problems
        raise AssertionError("nothing was refused")

    def column(self, kind: str, column: str) -> list[Any]:
        """A column of the table of a kind, in the order of the rows of its files."""
        asked = f"select {column} from {TABLES[kind]} order by source_id, row_number"
        return [row[0] for row in self.rows(asked)]

    def owners(self, **units: str) -> None:
        """Make inspections and tasks of these names known, each with its unit."""
        begun = {"start_date": dt.date(2024, 1, 1), "source_id": "owners"}
        for kind, what in (
            ("inspections", {"kind": "check", "trigger": "planned"}),
            ("tasks", {"title": "A", "level": "province"}),
        ):
            key = next(iter(REQUIRED[kind]))
            rows: list[dict[str, Any]] = [
                {key: name, "unit_id": unit_id, "issuer": "", "row_number": number}
                for number, (name, unit_id) in enumerate(units.items(), start=2)
            ]
            owned = [row | begun | what for row in rows]
            tables.insert_rows(self.connection, TABLES[kind], owned)
            said = {"as_of": dt.date(2024, 1, 1), "digest": "", "kind": kind}
            entries = [
                row
                | begun
                | said
                | {"entry_key": row[key]}
                | {"from_date": begun["start_date"]}
                for row in rows
            ]
            tables.insert_rows(self.connection, "entry", entries)
