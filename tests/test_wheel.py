"""The wheel works where there is no checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing in it but our own wheel, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run(
        [sys.executable, *build, "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    (wheel,) = folder.glob("thidua-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def thidua(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the wheel, far from the checkout."""
    return subprocess.run(
        [sys.executable, "-c", "from dashboard.cli import main; main()", *words],
        cwd=site.parent,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_brings_its_own_definitions_and_queries(site: Path) -> None:
    made = thidua(site, "init", str(site.parent / "ws"))
    assert made.returncode == 0, made.stderr
    found = thidua(site, "doctor", "--workspace", str(site.parent / "ws"))
    assert "_shipped" in found.stdout
    answer = thidua(
        site,
        "indicator",
        "procedures.received",
        "--unit",
        "skhcn",
        "--workspace",
        str(site.parent / "ws"),
        "--format",
        "json",
    )
    assert [row["value"] for row in json.loads(answer.stdout)] == [28]


def test_the_wheel_holds_what_the_screen_needs(site: Path) -> None:
    for name in (
        "app.py",
        "look.css",
        "look.toml",
        "watch.js",
        ".streamlit/config.toml",
        "static/IBMPlexSans.ttf",
        "static/OFL.txt",
        "text/vi.toml",
        "views/overview.py",
        "_shipped/data/catalog/indicators.toml",
        "_shipped/queries/indicator/answer.sql",
    ):
        assert (site / "dashboard" / name).is_file(), name
