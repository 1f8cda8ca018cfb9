"""What every test stands on: tiny workspaces of its own, never a real one."""

import shutil
from pathlib import Path

import pytest

from dashboard.catalog.load import FILES
from dashboard.settings import shipped
from dashboard.workspace.workspace import Workspace

REPORT = shipped("data") / "reported" / "skhcn-2023-h1.csv"


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
