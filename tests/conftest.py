"""What every test stands on: tiny workspaces of its own, never a real one."""

import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from xdist.scheduler import LoadScopeScheduling

from dashboard.settings import shipped
from dashboard.workspace.demonstration import definitions
from dashboard.workspace.workspace import Workspace

REPORT = shipped("data") / "reported" / "skhcn-2023-h1.csv"


GROUP = re.compile(r'xdist_group\("(\w+)"\)')


class Grouped(LoadScopeScheduling):
    """Files whose tests share what takes its time to make are run by one worker, and
    begun first; every other test by whoever is free.

    The plugin's own groups are told by suffixes of test ids, which pytest 9.2 no longer
    lets it write.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid


@cache
def group_of(file: str) -> str:
    """The group that a test file names, or none."""
    found = GROUP.search((Path(__file__).parents[1] / file).read_text("utf-8"))
    return found[1] if found else ""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grouped:
    """What says which worker runs a test."""
    return Grouped(config, log)


@pytest.fixture(autouse=True)
def nobody_opens_a_real_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default workspace of a test is a folder that does not exist."""
    monkeypatch.setenv("THIDUA_WORKSPACE", str(tmp_path / "none"))


def once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """A folder that is made by whichever of the processes of a run needs it first."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(alone := factory.mktemp(name) / "workspace")
        return alone
    # The folder above is that of the run, in which each process has its own.
    root = factory.getbasetemp().parent / name
    with FileLock(f"{root}.lock"):
        if not root.exists():
            draft = factory.mktemp(name) / "workspace"
            make(draft)
            draft.rename(root)
    return root


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `thidua init` makes it; only ever copied."""
    return once(tmp_path_factory, "made", lambda root: Workspace(root).init())


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    """A copy with the shipped catalog and the real report."""
    return Workspace(Path(shutil.copytree(made, tmp_path / "workspace")))


@pytest.fixture(scope="session")
def made_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a catalog and no figures; only ever copied."""

    def make(root: Path) -> None:
        empty = Workspace(root)
        empty.catalog.mkdir(parents=True)
        for name, said in definitions(is_added=False).items():
            (empty.catalog / name).write_bytes(said)
        empty.bring("catalog", [])

    return once(tmp_path_factory, "made-empty", make)


@pytest.fixture
def empty_workspace(made_empty: Path, tmp_path: Path) -> Workspace:
    """A copy with the shipped catalog alone."""
    return Workspace(Path(shutil.copytree(made_empty, tmp_path / "empty")))


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `thidua init --demo` makes it; only ever copied."""
    return once(
        tmp_path_factory, "made-demo", lambda root: Workspace(root).init(demo=True)
    )


@pytest.fixture(scope="session")
def demo(made_demo: Path) -> Workspace:
    """The demonstration as it was made, for tests that only read."""
    return Workspace(made_demo)


@pytest.fixture
def shown_demo(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The demonstration as the workspace that pages open."""
    monkeypatch.setenv("THIDUA_WORKSPACE", str(demo.root))
    return demo
