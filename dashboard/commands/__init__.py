"""What the commands share: their words, their options, and the workspace they open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard import printing, text
from dashboard.settings import settings
from dashboard.workspace.workspace import Workspace

LANGUAGE = settings().language
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def told(key: str, **values: object) -> str:
    """A text of the command in the language of this machine."""
    return text.of(f"cli.{key}", LANGUAGE, **values)


def hint(key: str) -> str:
    """The line of help of a command or an option."""
    return told(f"help.{key}")


app = typer.Typer(
    help=hint("thidua"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path | None, typer.Option("--workspace", help=hint("workspace"))]
Format = Annotated[printing.Format, typer.Option("--format", help=hint("format"))]
Version = Annotated[str, typer.Option("--version", help=hint("version"))]
NoWait = Annotated[bool, typer.Option("--no-wait", help=hint("no_wait"))]
Reason = Annotated[str | None, typer.Option("--reason", help=hint("reason"))]
Calendar = Annotated[str, typer.Option("--calendar", help=hint("calendar"))]


@contextmanager
def opened(folder: Path | None, wait: bool = True) -> Iterator[Workspace]:
    """The workspace asked for, telling on stderr what long steps are doing."""
    with ERR.status("") as status:
        yield Workspace(
            folder or settings().workspace,
            wait=wait,
            on_wait=lambda who: status.update(told("waits", who=who)),
            on_step=lambda step: status.update(told(f"step.{step}")),
        )
