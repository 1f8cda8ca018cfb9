"""Starts the dashboard on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dashboard.store.manifest import SCHEMA_VERSION
from dashboard.workspace.workspace import Workspace

APP = Path(__file__).parent.parent / "app.py"


def prepare(workspace: Workspace) -> None:
    """Make the workspace on the first start, with the demonstration bloc beside the
    real one; bring an older one to this schema."""
    if not workspace.exists:
        workspace.init(demo=True)
    elif workspace.store.current().schema_version != SCHEMA_VERSION:
        workspace.migrate()


def serve(workspace: Workspace, port: int) -> int:
    """Run the dashboard until it is stopped; returns its exit code.

    Listens on the loopback address only: there is no login yet.
    """
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.showEmailPrompt=false",
    ]
    environment = os.environ | {"THIDUA_WORKSPACE": str(workspace.root.resolve())}
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
