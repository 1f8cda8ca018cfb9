"""The shape of the repository: what lies where, and who may touch what."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()


def imported(path: Path) -> Iterator[str]:
    """The top names of what a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def test_the_top_level_is_what_it_should_be() -> None:
    top = {path.split("/")[0] for path in TRACKED}
    assert {name for name in top if not name.startswith(".")} == {
        "dashboard",
        "data",
        "queries",
        "tests",
        "pyproject.toml",
        "README.md",
    }


@pytest.mark.parametrize(
    ("package", "places"),
    [
        ("duckdb", ("queries.py", "store/", "intake/")),
        ("streamlit", ("app.py", "views/", "filters.py", "show/")),
        ("plotly", ("charts/",)),
        ("xlsxwriter", ("briefing/",)),
        ("python_calamine", ("intake/",)),
    ],
)
def test_each_library_is_used_in_its_place_alone(
    package: str, places: tuple[str, ...]
) -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if package in set(imported(path))
    ]
    assert users
    assert all(user.startswith(places) for user in users), users


def test_statistics_stand_on_numbers_alone() -> None:
    allowed = {"numpy", "scipy", "pandas", "dashboard", *sys.stdlib_module_names}
    for path in (PACKAGE / "stats").glob("*.py"):
        assert set(imported(path)) <= allowed, path.name


def test_data_and_queries_hold_no_code() -> None:
    assert not [one for one in TRACKED if re.match(r"(data|queries)/.*\.py$", one)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_says_what_its_public_things_are(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), path
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in [*tree.body, *(inner for one in classes for inner in one.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            private = node.name.startswith("_")
            assert private or ast.get_docstring(node), f"{path.name}: {node.name}"


def test_no_error_is_caught_broadly() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                assert caught not in ("", "Exception", "BaseException"), path


def test_pages_are_thin() -> None:
    for path in (PACKAGE / "views").glob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) <= 60, path.name
        if path.stem != "__init__":
            assert not re.search(r"^def |^import pandas", "\n".join(lines), re.M)
            assert lines[0].rstrip('"').endswith("?"), path.name


def test_modules_are_short() -> None:
    long = {
        path.name: len(path.read_text("utf-8").splitlines())
        for path in MODULES
        if len(path.read_text("utf-8").splitlines()) > 265
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = [
        f"{path.name}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long == []


def test_nothing_tracked_speaks_of_this_machine_or_of_package_servers() -> None:
    words = re.compile(r"index[-]url|find[-]links|(?<![\w.])/(work|root|farm)/")
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in (".ttf", ".png", ".xz") or path == Path(__file__):
            continue
        found = words.search(path.read_text("utf-8"))
        assert not found, f"{name}: {found and found.group()}"
