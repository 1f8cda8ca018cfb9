"""A writer killed at any moment leaves the old version whole, or the new one whole."""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reports import report, row

from dashboard.workspace.workspace import Workspace

KILLS = 40
BATCHES = 4


class Forker:
    """Importers forked from a process that holds no database (see forker.py)."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        root: Path,
        path: Path = Path(),
        delay: float | None = None,
        step: str = "",
    ) -> tuple[int, float]:
        """Exit code and seconds of an importer, killed after a delay or at a step."""
        assert self.process.stdin and self.process.stdout
        asked = (root, path, "" if delay is None else delay, step)
        self.process.stdin.write("\t".join(map(str, asked)) + "\n")
        self.process.stdin.flush()
        code, took = self.process.stdout.readline().split()
        return int(code), float(took)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """One such process for the tests of this file."""
    made = Forker()
    yield made
    made.close()


def file_to_bring(folder: Path) -> Path:
    """A file whose import is killed."""
    return report(folder, "new.csv", row("early", 5), row("received", 9))


@pytest.fixture(scope="module")
def checksums(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What the figures amount to before that import, and after it."""
    folder = tmp_path_factory.mktemp("whole")
    fair = Workspace(Path(shutil.copytree(made, folder / "workspace")))
    old = fair.store.current().checksum
    fair.bring("reported", [file_to_bring(folder)])
    return old, fair.store.current().checksum


def left_whole(root: Path, path: Path, checksums: tuple[str, str]) -> str:
    """The checksum that a killed writer left; a following import must succeed."""
    old, new = checksums
    left = Workspace(root)
    found = left.store.current().checksum
    assert found in (old, new)
    assert left.damaged() == []
    assert left.bring("reported", [path]).is_new == (found == old)
    assert left.store.current().checksum == new
    assert not list(left.store.root.rglob(".draft-*"))
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_forty_kills_at_random_moments_leave_a_whole_version(
    workspace: Workspace,
    tmp_path: Path,
    checksums: tuple[str, str],
    forker: Forker,
    batch: int,
) -> None:
    trial, path = tmp_path / "trial", file_to_bring(tmp_path)
    old, new = checksums
    shutil.copytree(workspace.root, trial)
    code, took = forker.run(trial, path)
    assert code == 0 and Workspace(trial).store.current().checksum == new != old
    rng = random.Random(2026 + batch)
    kills = seen_old = 0
    while kills < KILLS // BATCHES:
        shutil.rmtree(trial)
        shutil.copytree(workspace.root, trial)
        # Spread from the first moment to the last; one that came too late for the
        # importer tells how long an import really takes.
        share = (kills + rng.random()) / (KILLS // BATCHES)
        code, lived = forker.run(trial, path, delay=took * share)
        assert code in (0, -signal.SIGKILL)
        kills += code == -signal.SIGKILL
        took = took if code else min(took, lived) * 0.97
        seen_old += left_whole(trial, path, checksums) == old
    assert seen_old > 0


@pytest.mark.parametrize(
    "step", ["keep", "copy", "read", "recompute", "check", "publish"]
)
def test_a_writer_that_dies_at_a_step_leaves_the_old_version(
    workspace: Workspace,
    tmp_path: Path,
    checksums: tuple[str, str],
    forker: Forker,
    step: str,
) -> None:
    path = file_to_bring(tmp_path)
    code, _ = forker.run(workspace.root, path, step=step)
    assert code == -signal.SIGKILL
    assert left_whole(workspace.root, path, checksums) == checksums[0]


@pytest.mark.parametrize(("step", "versions"), [("read", 0), ("copy", 1)])
def test_a_first_start_that_is_killed_can_be_made_again(
    tmp_path: Path, forker: Forker, step: str, versions: int
) -> None:
    root = tmp_path / "killed"
    code, _ = forker.run(root, step=step)
    assert code == -signal.SIGKILL
    killed = Workspace(root)
    assert len(killed.store.manifests()) == versions
    killed.init()
    assert [one.seq for one in killed.store.manifests()] == [1, 2]
    assert killed.damaged() == []
    assert killed.store.current().figures == 82
