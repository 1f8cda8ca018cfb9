"""Commands about this machine: the dashboard on it, and what it needs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from dashboard import printing
from dashboard.commands import ERR, LANGUAGE, Folder, Format, app, hint, opened, told
from dashboard.settings import settings
from dashboard.workspace import bench as speed
from dashboard.workspace import doctor as diagnosis
from dashboard.workspace import server
from dashboard.workspace.workspace import Workspace


@app.command(help=hint("serve"))
def serve(
    folder: Folder = None,
    port: Annotated[int, typer.Option(help=hint("port"))] = 8501,
) -> None:
    """Make the workspace if there is none, and open the dashboard on this machine."""
    with opened(folder) as workspace:
        server.prepare(workspace)
    for name in workspace.catalog_differs():
        ERR.print(told("catalog_differs", name=name))
    ERR.print(told("serving", url=f"http://127.0.0.1:{port}", root=workspace.root))
    raise typer.Exit(server.serve(workspace, port))


@app.command(help=hint("doctor"))
def doctor(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """Say whether everything that is needed is there; fails when something is not."""
    findings = diagnosis.examine(Workspace(folder or settings().workspace), LANGUAGE)
    printing.frame(findings, format_)
    raise typer.Exit(1 if (findings["state"] == "fault").any() else 0)


@app.command(help=hint("bench"))
def bench(
    dossiers: Annotated[
        list[int] | None, typer.Option(min=1000, help=hint("dossiers"))
    ] = None,
    format_: Format = printing.Format.table,
) -> None:
    """Measure speed and memory at several sizes, as ratios."""
    with ERR.status("") as status, TemporaryDirectory() as folder:
        found = speed.measure(
            dossiers or speed.SIZES,
            Path(folder),
            lambda size, step: status.update(told(f"bench.{step}", dossiers=size)),
        )
    printing.frame(found, format_)
