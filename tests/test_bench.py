"""What is measured is the same work twice, and every bar is told for every size."""

from pathlib import Path

import duckdb
import pytest

from dashboard.workspace import bench, measured
from dashboard.workspace.workspace import Workspace

FLOW = """
select unit_id, bucket, sum(received), sum(early), sum(late), sum(withdrawn)
from dossier_flow group by all order by all
"""


def test_every_bar_is_told_for_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "THINK_SECONDS", 0.0)
    monkeypatch.setattr(measured, "VISITS", 1)
    monkeypatch.setattr(measured, "TIMES", 1)
    steps = []
    found = bench.measure(
        [300, 600],
        tmp_path,
        lambda size, step: steps.append((size, step)),
        lambda work, *args: work(*args),
    )
    assert found.groupby("dossiers")["measured"].agg(list).map(set).to_dict() == {
        300: set(bench.BARS),
        600: set(bench.BARS),
    }
    for row in found.to_dict("records"):
        assert row["ratio"] == row["value"] / row["against_value"] > 0
        if row["bar"] is not None and row["bar"] == row["bar"]:
            assert row["is_within"] == (row["ratio"] <= row["bar"])
    first = found[found["dossiers"] == 300].set_index("measured")["ratio"]
    assert first["page_grown"] == first["durations_grown"] == 1
    assert len(steps) == 18 and not list(tmp_path.iterdir())


def test_the_bare_import_counts_what_the_import_counts(tmp_path: Path) -> None:
    measured.prepare(tmp_path, 400)
    assert measured.bare_import(tmp_path) > 0
    measured.bring(tmp_path, "all", measured.LAST)
    warehouse = Workspace(tmp_path / "workspace").open()
    told = []
    for path in (tmp_path / "bare.duckdb", warehouse):
        with duckdb.connect(str(path), read_only=True) as connection:
            told.append(connection.execute(FLOW).fetchall())
    assert told[0] == told[1] and sum(row[2] for row in told[0]) == 400


def test_a_function_is_run_in_a_process_of_its_own() -> None:
    assert bench.alone(divmod, 17, 5) == (3, 2)
