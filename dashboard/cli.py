"""The command `thidua`: every step that can be taken without a browser."""

from __future__ import annotations

import sys

from dashboard import printing, text
from dashboard.commands import ERR, LANGUAGE, app, machine, reading, told, writing
from dashboard.errors import DefinitionError, FileRefused, Refusal
from dashboard.store import ClosedPeriodChanged

__all__ = ["app", "machine", "main", "reading", "writing"]


def main() -> None:
    """Run the command; every foreseen fault is one clear sentence and exit code 1."""
    try:
        app()
    except FileRefused as fault:
        for problem in fault.problems:
            ERR.print(text.problem(problem, LANGUAGE), markup=False)
        ERR.print(told("nothing_changed"))
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
