"""Commands that write: each publishes a version, or changes nothing and says why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard import printing, text
from dashboard.commands import (
    ERR,
    LANGUAGE,
    Calendar,
    Folder,
    NoWait,
    Reason,
    app,
    hint,
    opened,
    told,
)
from dashboard.store import Outcome
from dashboard.text.numbers import read_date
from dashboard.workspace import refused


@app.command(help=hint("init"))
def init(
    folder: Annotated[Path, typer.Argument(help=hint("folder"))],
    demo: Annotated[bool, typer.Option(help=hint("demo"))] = False,
) -> None:
    """Make a workspace."""
    with opened(folder) as workspace:
        workspace.init(demo)
    manifest = workspace.store.current()
    print(told("made", root=workspace.root, version=manifest.version_id))


@app.command("import", help=hint("import"))
def import_(
    kind: Annotated[str, typer.Argument(help=hint("kind"))],
    files: Annotated[list[Path] | None, typer.Argument(help=hint("files"))] = None,
    unit: Annotated[str | None, typer.Option(help=hint("unit_of_file"))] = None,
    from_: Annotated[str | None, typer.Option("--from", help=hint("from"))] = None,
    to: Annotated[str | None, typer.Option(help=hint("to"))] = None,
    as_of: Annotated[str | None, typer.Option(help=hint("as_of"))] = None,
    map_: Annotated[Path | None, typer.Option("--map", help=hint("map"))] = None,
    skip_bad: Annotated[bool, typer.Option(help=hint("skip_bad"))] = False,
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Bring files in as a new version."""
    days = {"from_date": from_, "to_date": to, "as_of": as_of}
    options = {k: read_date(v).isoformat() for k, v in days.items() if v}
    options |= {"unit_id": unit} if unit else {}
    options |= {"map": map_.name} if map_ else {}
    options |= {"skip_bad": "true"} if skip_bad else {}
    given = [*(files or []), *([map_] if map_ else [])]
    with opened(folder, not no_wait) as workspace:
        outcome = workspace.bring(kind, given, options, reason)
        left_out = refused.write(workspace.root, outcome, LANGUAGE)
    _tell(outcome)
    if left_out:
        ERR.print(told("refused_rows", path=left_out), markup=False)


def _tell(outcome: Outcome) -> None:
    """What a write did: figures that changed, rows kept and refused, warnings."""
    version = outcome.manifest.version_id
    if not outcome.is_new:
        print(told("unchanged", version=version))
        return
    for problem in outcome.read.problems:
        ERR.print(text.problem(problem, LANGUAGE), markup=False)
    print(
        told(
            "published",
            version=version,
            changed=outcome.manifest.changed,
            kept=outcome.read.kept,
            refused=outcome.read.refused,
            warnings=outcome.manifest.warnings,
        )
    )


@app.command(help=hint("restore"))
def restore(
    version: Annotated[str, typer.Argument(metavar="ID", help=hint("version"))],
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Publish an earlier version again."""
    with opened(folder, not no_wait) as workspace:
        outcome = workspace.restore(version, reason)
    _tell(outcome)


@app.command(help=hint("close"))
def close(
    period: Annotated[str, typer.Argument(help=hint("period"))],
    calendar: Calendar = "state",
    status: Annotated[printing.Status, typer.Option(help=hint("status"))] = (
        printing.Status.closed
    ),
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Close a period, or bring it to another state."""
    with opened(folder, not no_wait) as workspace:
        outcome = workspace.close(period, calendar, status.value, reason)
    _tell(outcome)
