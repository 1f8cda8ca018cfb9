"""Commands that read figures, versions and what is doubtful."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard import printing, queries
from dashboard.commands import (
    ERR,
    Calendar,
    Folder,
    Format,
    Version,
    app,
    hint,
    opened,
    told,
)
from dashboard.stats import composite
from dashboard.workspace import figures as shape
from dashboard.workspace.ranking import ranking


@app.command(help=hint("query"))
def query(
    name: Annotated[str, typer.Argument(help=hint("name"))],
    param: Annotated[list[str] | None, typer.Option(help=hint("param"))] = None,
    version: Version = "current",
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """Run a named query."""
    asked = queries.query(name)
    params = printing.params(asked, param or [])
    with opened(folder) as workspace:
        result = workspace.query(name, version, **params)
    printing.frame(result.frame, format_)


@app.command(help=hint("indicator"))
def indicator(
    indicator_id: Annotated[str, typer.Argument(metavar="ID", help=hint("id"))],
    unit: Annotated[list[str] | None, typer.Option(help=hint("unit"))] = None,
    period: Annotated[list[str] | None, typer.Option(help=hint("period"))] = None,
    calendar: Calendar = "state",
    bloc: Annotated[str | None, typer.Option(help=hint("bloc"))] = None,
    by: Annotated[str, typer.Option(help=hint("by"))] = "",
    version: Version = "current",
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """Give out an indicator's figures."""
    with opened(folder) as workspace:
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


@app.command(help=hint("log"))
def log(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """List the versions, newest first."""
    with opened(folder) as workspace:
        frame = workspace.history()
    printing.frame(frame, format_)


@app.command(help=hint("diff"))
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=hint("before"))],
    after: Annotated[str, typer.Argument(metavar="B", help=hint("after"))],
    folder: Folder = None,
    format_: Format = printing.Format.table,
) -> None:
    """List the figures that differ between two versions."""
    with opened(folder) as workspace:
        frame = workspace.diff(before, after)
    printing.frame(frame, format_)


@app.command(help=hint("check"))
def check(folder: Folder = None, format_: Format = printing.Format.table) -> None:
    """List what is doubtful; fails when something kept was damaged."""
    with opened(folder) as workspace:
        damaged = workspace.damaged()
        frame = workspace.warnings()
    printing.frame(frame, format_)
    for name in damaged:
        ERR.print(told("damaged", name=name))
    raise typer.Exit(1 if damaged else 0)


@app.command(help=hint("rank"))
def rank(
    file: Annotated[Path, typer.Argument(help=hint("rank_file"))],
    weights: Annotated[Path, typer.Option(help=hint("weights"))],
    normalise: Annotated[
        composite.Normalisation, typer.Option(help=hint("normalise"))
    ] = "none",
    aggregate: Annotated[
        composite.Aggregation, typer.Option(help=hint("aggregate"))
    ] = "arithmetic",
    ties: Annotated[composite.Ties, typer.Option(help=hint("ties"))] = "min",
    format_: Format = printing.Format.table,
) -> None:
    """Rank the units of a csv by the weighted total of their indicators."""
    found = ranking(file, weights, normalise=normalise, aggregate=aggregate, ties=ties)
    printing.frame(found, format_)
    ERR.print(told(f"rank.{ties}", normalise=normalise, aggregate=aggregate))
