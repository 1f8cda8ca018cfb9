"""The command `thidua`: every step that can be taken without a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard import printing, queries, text
from dashboard.errors import DefinitionError, FileRefused, Refusal
from dashboard.settings import settings
from dashboard.store import ClosedPeriodChanged, Outcome
from dashboard.text.numbers import read_date
from dashboard.workspace import doctor as diagnosis
from dashboard.workspace import figures as shape
from dashboard.workspace import refused, server
from dashboard.workspace.workspace import Workspace

LANGUAGE = settings().language
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def _say(key: str, **values: object) -> str:
    return text.of(f"cli.{key}", LANGUAGE, **values)


def _help(key: str) -> str:
    return _say(f"help.{key}")


app = typer.Typer(
    help=_help("thidua"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path | None, typer.Option("--workspace", help=_help("workspace"))]
Format = Annotated[printing.Format, typer.Option("--format", help=_help("format"))]
Version = Annotated[str, typer.Option("--version", help=_help("version"))]
NoWait = Annotated[bool, typer.Option("--no-wait", help=_help("no_wait"))]
Reason = Annotated[str | None, typer.Option("--reason", help=_help("reason"))]
Calendar = Annotated[str, typer.Option("--calendar", help=_help("calendar"))]


@contextmanager
def _workspace(folder: Path | None, wait: bool = True) -> Iterator[Workspace]:
    """The workspace asked for, telling on stderr what long steps are doing."""
    with ERR.status("") as status:
        yield Workspace(
            folder or settings().workspace,
            wait=wait,
            on_wait=lambda who: status.update(_say("waits", who=who)),
            on_step=lambda step: status.update(_say(f"step.{step}")),
        )


@app.command(help=_help("serve"))
def serve(
    folder: Folder = None,
    port: Annotated[int, typer.Option(help=_help("port"))] = 8501,
) -> None:
    """Make the workspace if there is none, and open the dashboard on this machine."""
    with _workspace(folder) as workspace:
        server.prepare(workspace)
    for name in workspace.catalog_differs():
        ERR.print(_say("catalog_differs", name=name))
    ERR.print(_say("serving", url=f"http://127.0.0.1:{port}", root=workspace.root))
    raise typer.Exit(server.serve(workspace, port))


@app.command(help=_help("init"))
def init(folder: Annotated[Path, typer.Argument(help=_help("folder"))]) -> None:
    """Make a workspace."""
    with _workspace(folder) as workspace:
        workspace.init()
    manifest = workspace.store.current()
    print(_say("made", root=workspace.root, version=manifest.version_id))


@app.command("import", help=_help("import"))
def import_(
    kind: Annotated[str, typer.Argument(help=_help("kind"))],
    files: Annotated[list[Path] | None, typer.Argument(help=_help("files"))] = None,
    unit: Annotated[str | None, typer.Option(help=_help("unit_of_file"))] = None,
    from_: Annotated[str | None, typer.Option("--from", help=_help("from"))] = None,
    to: Annotated[str | None, typer.Option(help=_help("to"))] = None,
    as_of: Annotated[str | None, typer.Option(help=_help("as_of"))] = None,
    skip_bad: Annotated[bool, typer.Option(help=_help("skip_bad"))] = False,
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Bring files in as a new version."""
    days = {"from_date": from_, "to_date": to, "as_of": as_of}
    options = {k: read_date(v).isoformat() for k, v in days.items() if v}
    options |= {"unit_id": unit} if unit else {}
    options |= {"skip_bad": "true"} if skip_bad else {}
    with _workspace(folder, not no_wait) as workspace:
        outcome = workspace.bring(kind, list(files or []), options, reason)
        left_out = refused.write(workspace.root, outcome, LANGUAGE)
    _tell(outcome)
    if left_out:
        ERR.print(_say("refused_rows", path=left_out), markup=False)


def _tell(outcome: Outcome) -> None:
    """What a write did: figures that changed, rows kept and refused, warnings."""
    version = outcome.manifest.version_id
    if not outcome.is_new:
        print(_say("unchanged", version=version))
        return
    for problem in outcome.read.problems:
        ERR.print(text.problem(problem, LANGUAGE), markup=False)
    print(
        _say(
            "published",
            version=version,
            changed=len(outcome.changed),
            kept=outcome.read.kept,
            refused=outcome.read.refused,
            warnings=outcome.manifest.warnings,
        )
    )


@app.command(help=_help("query"))
def query(
    name: Annotated[str, typer.Argument(help=_help("name"))],
    param: Annotated[list[str] | None, typer.Option(help=_help("param"))] = None,
    version: Version = "current",
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """Run a named query."""
    asked = queries.query(name)
    params = printing.params(asked, param or [])
    with _workspace(folder) as workspace:
        result = workspace.query(name, version, **params)
    printing.frame(result.frame, format_)


@app.command(help=_help("indicator"))
def indicator(
    indicator_id: Annotated[str, typer.Argument(metavar="ID", help=_help("id"))],
    unit: Annotated[list[str] | None, typer.Option(help=_help("unit"))] = None,
    period: Annotated[list[str] | None, typer.Option(help=_help("period"))] = None,
    calendar: Calendar = "state",
    bloc: Annotated[str | None, typer.Option(help=_help("bloc"))] = None,
    by: Annotated[str, typer.Option(help=_help("by"))] = "",
    version: Version = "current",
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """Give out an indicator's figures."""
    with _workspace(folder) as workspace:
        frame = shape.indicator(
            workspace,
            indicator_id,
            version=version,
            units=unit,
            periods=period,
            calendar=calendar,
            bloc=bloc,
            by=[key for key in by.split(",") if key],
        )
    printing.frame(frame, format_)


@app.command(help=_help("log"))
def log(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """List the versions, newest first."""
    with _workspace(folder) as workspace:
        frame = workspace.history()
    printing.frame(frame, format_)


@app.command(help=_help("diff"))
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_help("before"))],
    after: Annotated[str, typer.Argument(metavar="B", help=_help("after"))],
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """List the figures that differ between two versions."""
    with _workspace(folder) as workspace:
        frame = workspace.diff(before, after)
    printing.frame(frame, format_)


@app.command(help=_help("restore"))
def restore(
    version: Annotated[str, typer.Argument(metavar="ID", help=_help("version"))],
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Publish an earlier version again."""
    with _workspace(folder, not no_wait) as workspace:
        outcome = workspace.restore(version, reason)
    _tell(outcome)


@app.command(help=_help("close"))
def close(
    period: Annotated[str, typer.Argument(help=_help("period"))],
    calendar: Calendar = "state",
    status: Annotated[printing.Status, typer.Option(help=_help("status"))] = (
        printing.Status.closed
    ),
    reason: Reason = None,
    no_wait: NoWait = False,
    folder: Folder = None,
) -> None:
    """Close a period, or bring it to another state."""
    with _workspace(folder, not no_wait) as workspace:
        outcome = workspace.close(period, calendar, status.value, reason)
    _tell(outcome)


@app.command(help=_help("check"))
def check(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """List what is doubtful; fails when something kept was damaged."""
    with _workspace(folder) as workspace:
        damaged = workspace.damaged()
        frame = workspace.warnings()
    printing.frame(frame, format_)
    for name in damaged:
        ERR.print(_say("damaged", name=name))
    raise typer.Exit(1 if damaged else 0)


@app.command(help=_help("doctor"))
def doctor(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """Say whether everything that is needed is there; fails when something is not."""
    findings = diagnosis.examine(Workspace(folder or settings().workspace), LANGUAGE)
    printing.frame(findings, format_)
    raise typer.Exit(1 if (findings["state"] == "fault").any() else 0)


def main() -> None:
    """Run the command; every foreseen fault is one clear sentence and exit code 1."""
    try:
        app()
    except FileRefused as fault:
        for problem in fault.problems:
            ERR.print(text.problem(problem, LANGUAGE), markup=False)
        ERR.print(_say("nothing_changed"))
    except ClosedPeriodChanged as closed:
        ERR.print(text.refusal(closed, LANGUAGE), markup=False)
        printing.frame(closed.changed, printing.Format.table, ERR)
    except Refusal as refusal:
        ERR.print(text.refusal(refusal, LANGUAGE), markup=False)
    except DefinitionError as fault:
        ERR.print(str(fault), markup=False)
    else:
        return
    sys.exit(1)
