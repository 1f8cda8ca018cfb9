"""A writer killed at any moment leaves the old version whole, or the new one whole."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

from reports import report, row

from dashboard.workspace.workspace import Workspace

KILLS = 40


def bring(root: Path, path: Path) -> None:
    """Import a file in a process of its own."""
    Workspace(root).bring("reported", [path])


def importer(root: Path, path: Path) -> multiprocessing.Process:
    """That process, started; forked, so that nothing is imported again."""
    process = multiprocessing.get_context("fork").Process(
        target=bring, args=(root, path)
    )
    process.start()
    return process


def test_forty_kills_at_random_moments_leave_a_whole_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "new.csv", row("early", 5), row("received", 9))
    old = workspace.store.current()
    trial = tmp_path / "trial"
    shutil.copytree(workspace.root, trial)
    begun = time.perf_counter()
    importer(trial, path).join()
    took = time.perf_counter() - begun
    new = Workspace(trial).store.current()
    rng = random.Random(2026)
    seen = {old.checksum: 0, new.checksum: 0}
    for kill in range(KILLS):
        shutil.rmtree(trial)
        shutil.copytree(workspace.root, trial)
        process = importer(trial, path)
        # Spread over the whole run and a little beyond, so that each step is hit.
        time.sleep(took * 1.15 * (kill + rng.random()) / KILLS)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        left = Workspace(trial)
        current = left.store.current()
        assert current.checksum in seen
        assert left.damaged() == []
        seen[current.checksum] += 1
        outcome = left.bring("reported", [path])
        assert outcome.is_new == (current.checksum == old.checksum)
        assert left.store.current().checksum == new.checksum
        assert not list(left.store.versions.glob(".draft-*"))
    assert seen[old.checksum] > KILLS / 4
    assert sum(seen.values()) == KILLS
