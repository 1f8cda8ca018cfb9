"""What every test stands on: tiny workspaces of its own, never a real one."""

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from dashboard.catalog.load import FILES
from dashboard.settings import shipped
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


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `thidua init` makes it; only ever copied."""
    root = tmp_path_factory.mktemp("made") / "workspace"
    Workspace(root).init()
    return root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    """A copy with the shipped catalog and the real report."""
    return Workspace(Path(shutil.copytree(made, tmp_path / "workspace")))


@pytest.fixture(scope="session")
def made_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a catalog and no figures; only ever copied."""
    root = tmp_path_factory.mktemp("empty") / "workspace"
    empty = Workspace(root)
    empty.catalog.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(shipped("data") / "catalog" / name, empty.catalog / name)
    empty.bring("catalog", [])
    return root


@pytest.fixture
def empty_workspace(made_empty: Path, tmp_path: Path) -> Workspace:
    """A copy with the shipped catalog alone."""
    return Workspace(Path(shutil.copytree(made_empty, tmp_path / "empty")))


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `thidua init --demo` makes it; only ever copied."""
    root = tmp_path_factory.mktemp("demo") / "workspace"
    Workspace(root).init(demo=True)
    return root


@pytest.fixture(scope="session")
def demo(made_demo: Path) -> Workspace:
    """The demonstration as it was made, for tests that only read."""
    return Workspace(made_demo)
