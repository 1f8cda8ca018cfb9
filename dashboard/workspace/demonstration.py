"""The demonstration bloc beside the real one: its catalog, its lists, its reports."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.catalog.load import read_folder
from dashboard.settings import shipped
from dashboard.store import Brought
from dashboard.workspace import invented, invented_inspections, invented_tasks

NAME = "minh-hoa"
FORM = (
    "received",
    "received_online",
    "received_desk_post",
    "carried_over",
    "resolved",
    "early",
    "on_time",
    "late",
    "pending",
    "pending_in_time",
    "pending_overdue",
)


def definitions(is_added: bool = True) -> dict[str, bytes]:
    """The shipped definition files by name, with what the demonstration adds to them,
    and those of its own."""
    found = read_folder(shipped("data") / "catalog")
    added = invented.folder() / "catalog"
    for path in sorted(added.iterdir()) if is_added else []:
        found[path.name] = found.get(path.name, b"") + path.read_bytes()
    return found


def brought(folder: Path) -> Iterator[Brought]:
    """The imports of the demonstration, their files written to a folder one by one."""
    said = invented.parameters()
    as_of = {"as_of": said["as_of"].isoformat()}
    dossiers, pauses = invented.dossiers(said)
    procedures = folder / f"{NAME}-procedures.csv"
    procedures.write_bytes((invented.folder() / "procedures.csv").read_bytes())
    # No unit stands in it by which it would be known as invented.
    yield Brought("procedures", [procedures], as_of | {"origin": "invented"})
    # Before the dossiers, which every later import would have to copy.
    yield from registers(folder, said, list(dossiers["unit_id"].unique()))
    yield from written(folder, said)
    # The units are named: a list of pauses says nothing of them by itself.
    span = {
        "from_date": said["first_day"].isoformat(),
        "to_date": said["as_of"].isoformat(),
        "unit_id": ",".join(dossiers["unit_id"].unique()),
    }
    path = _parquet(folder, "dossier_pauses", pauses)
    yield Brought("dossier_pauses", [path], as_of | span)
    report = folder / f"{NAME}-bieu-06.csv"
    reported(said, dossiers).to_csv(report, index=False, quoting=csv.QUOTE_MINIMAL)
    yield Brought("reported", [report])
    path = _parquet(folder, "dossiers", dossiers[invented.COLUMNS])
    mapping = folder / f"{NAME}.toml"
    mapping.write_text(_mapping(said, dossiers), "utf-8")
    yield Brought("dossiers", [path, mapping], as_of | {"map": mapping.name})


def _parquet(folder: Path, kind: str, rows: pd.DataFrame) -> Path:
    """A list as a file; days are dates, what is not known is empty."""
    days = [name for name in map(str, rows) if name.endswith("_date")]
    table = pa.Table.from_pandas(rows, preserve_index=False)
    for name in days:
        at = table.column_names.index(name)
        table = table.set_column(at, name, table[name].cast(pa.date32(), safe=False))
    path = folder / f"{NAME}-{kind}.parquet"
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd")
    return path


def registers(
    folder: Path, said: Mapping[str, Any], units: Sequence[str]
) -> Iterator[Brought]:
    """The imports of inspections and of tasks. Every member gives each list: who has
    nothing in it says so."""
    inspections, subjects, plan = invented_inspections.registers(said)
    tasks, events = invented_tasks.registers(said)
    own, of_tasks = invented_inspections.parameters(), invented_tasks.parameters()
    first, last = own["plans"]
    met = own["listed_from"], said["as_of"]
    planned = dt.date(first, 1, 1), dt.date(last, 12, 31)
    managed = of_tasks["listed_from"], said["as_of"]
    for kind, rows, span in (
        ("inspections", inspections, met),
        ("inspection_subjects", subjects, met),
        ("inspection_plan", plan, planned),
        ("tasks", tasks, managed),
        ("task_events", events, managed),
    ):
        path = _parquet(folder, kind, rows)
        mapping = folder / f"{NAME}-{kind}.toml"
        spans = [
            (one, *invented_inspections.standing(said, one, *span)) for one in units
        ]
        mapping.write_text(_coverage(spans), "utf-8")
        options = {"as_of": said["as_of"].isoformat(), "map": mapping.name}
        yield Brought(kind, [path, mapping], options)


def written(folder: Path, said: Mapping[str, Any]) -> Iterator[Brought]:
    """The imports of what is not drawn: targets, and notes on what happened."""
    options = {
        "as_of": said["as_of"].isoformat(),
        "from_date": said["first_day"].isoformat(),
        "to_date": dt.date(said["as_of"].year, 12, 31).isoformat(),
    }
    for kind in ("targets", "notes"):
        path = folder / f"{NAME}-{kind}.csv"
        path.write_bytes((invented.folder() / f"{kind}.csv").read_bytes())
        yield Brought(kind, [path], options)


def _mapping(said: Mapping[str, Any], dossiers: pd.DataFrame) -> str:
    """For which days each unit gave a list."""
    return _coverage(
        (unit_id, *span)
        for unit_id in dossiers["unit_id"].unique()
        for span in _listed(said, unit_id)
    )


def _coverage(spans: Iterable[tuple[str, dt.date, dt.date]]) -> str:
    """A mapping that says so: a unit, the first day and the last."""
    lines = []
    for unit_id, first, last in spans:
        lines += [
            "[[coverage]]",
            f'unit_id = "{unit_id}"',
            f"from_date = {first}",
            f"to_date = {last}",
            "",
        ]
    return "\n".join(lines)


def _listed(said: Mapping[str, Any], unit_id: str) -> Iterator[tuple[dt.date, dt.date]]:
    """The spans of days a unit's lists of dossiers speak for."""
    span = said["listed_from"], said["as_of"]
    first, last = invented_inspections.standing(said, unit_id, *span)
    gap, day = said["not_reported"], dt.timedelta(1)
    if unit_id == gap["unit_id"]:
        yield first, gap["from_date"] - day
        first = gap["to_date"] + day
    yield first, last


def reported(said: Mapping[str, Any], dossiers: pd.DataFrame) -> pd.DataFrame:
    """The official form as some units reported it, by field, a few cells wrong."""
    form = said["form"]
    fields = invented.listed("procedures").set_index("procedure_id")["field"]
    mine = dossiers[dossiers["unit_id"].isin(form["units"])]
    mine = mine.assign(field=mine["procedure_id"].map(fields))
    rows = []
    for (unit_id, one), group in mine.groupby(["unit_id", "field"]):
        counts = form_of(group, form["from_date"], form["to_date"])
        for wrong in form["wrong"]:
            if (wrong["unit_id"], wrong["field"]) == (unit_id, one):
                counts[wrong["column"]] += wrong["difference"]
        rows += [
            {
                "indicator_id": f"procedures.{name}",
                "unit_id": unit_id,
                "part": f"field={one}",
                "from_date": form["from_date"],
                "to_date": form["to_date"],
                "value": value,
                "as_of": form["as_of"],
                "locator": f"Biểu II.06a, {one}",
            }
            for name, value in counts.items()
        ]
    return pd.DataFrame(rows)


def form_of(rows: pd.DataFrame, from_date: dt.date, to_date: dt.date) -> dict[str, int]:
    """Columns 3 to 13 of the official form of some dossiers; those sent back and
    withdrawn are folded into column 9, as the form's printers do."""
    first, last = pd.Timestamp(from_date), pd.Timestamp(to_date)
    accepted, finished = rows["accepted_date"], rows["finished_date"]
    due, online = rows["due_date"], rows["channel"] == "online"
    new = (accepted >= first) & (accepted <= last)
    carried = (accepted < first) & ~(finished < first)
    done = (finished >= first) & (finished <= last) & (accepted <= last)
    settled = done & rows["stated_class"].notna()
    pending = (accepted <= last) & ~(finished <= last)
    # A stop that began by the due date holds it for as long as it lasts.
    held = rows["paused"] & (rows["paused_from"] <= due) & ~(rows["paused_to"] <= last)
    overdue = pending & (due < last) & ~held
    early, late = settled & (finished < due), settled & (finished > due)
    columns = (
        carried | new,
        new & online,
        new & ~online,
        carried,
        done,
        early,
        done & ~early & ~late,
        late,
        pending,
        pending & ~overdue,
        overdue,
    )
    return {name: int(one.sum()) for name, one in zip(FORM, columns, strict=True)}
