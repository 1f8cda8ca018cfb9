"""A small process that has imported everything and forks importers to be killed.

Reads lines `root<tab>file<tab>delay<tab>step` and answers each with the exit code of
the importer and the seconds until it ended. After the delay it is killed; at the step
it kills itself; without a file it makes the workspace. This process never opens DuckDB,
so that forking is safe.
"""

import os
import signal
import sys
import time
from pathlib import Path

from dashboard.workspace.workspace import Workspace


def _import(root: Path, path: Path, last_step: str) -> None:
    """Import a file, or make the workspace; never returns."""

    def on_step(step: str) -> None:
        if step == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

    workspace = Workspace(root, on_step=on_step)
    if path == Path():
        workspace.init()
    else:
        workspace.bring("reported", [path])
    os._exit(0)


def main() -> None:
    """Fork one importer for each line."""
    for line in sys.stdin:
        root, path, delay, step = line.rstrip("\n").split("\t")
        begun = time.perf_counter()
        child = os.fork()
        if child == 0:
            try:
                _import(Path(root), Path(path), step)
            finally:
                os._exit(1)
        if delay:
            time.sleep(float(delay))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        took = time.perf_counter() - begun
        print(os.waitstatus_to_exitcode(status), took, flush=True)


if __name__ == "__main__":
    main()
