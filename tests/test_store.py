"""Versions, sources, superseding, closing, restoring, replaying: the whole store."""

import datetime as dt
import json
import multiprocessing
import os
import shutil
import tarfile
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import samples
from conftest import REPORT
from filelock import FileLock
from reports import report, row

from dashboard import text
from dashboard.errors import FileRefused, Refusal
from dashboard.queries import DOOR, run
from dashboard.settings import LANGUAGES
from dashboard.store import Brought, ClosedPeriodChanged, Store
from dashboard.store.changes import between
from dashboard.store.manifest import SCHEMA_VERSION
from dashboard.workspace.workspace import Workspace


def value(workspace: Workspace, indicator: str, unit: str = "syt") -> float | None:
    """The figure of a unit for 2022-H1 in the State's calendar."""
    frame = workspace.query(
        "indicator/of_units",
        indicator_ids=[f"procedures.{indicator}"],
        calendar="state",
        period_ids=["2022-H1"],
        unit_ids=[unit],
        bloc_id=None,
    ).frame
    found = frame["value"].dropna().tolist()
    return found[0] if found else None


def whole(workspace: Workspace) -> pd.DataFrame:
    """Every observation of the current version."""
    return workspace.query("quality/observations").frame


def test_the_first_start_publishes_the_catalog_and_the_real_report(
    workspace: Workspace,
) -> None:
    kinds = [one.imports[-1].kind for one in workspace.store.manifests()]
    assert kinds == ["catalog", "reported"]
    assert workspace.store.current().as_of == dt.date(2023, 7, 20)


def test_making_a_workspace_twice_changes_nothing(workspace: Workspace) -> None:
    before = workspace.store.current_id()
    workspace.init()
    assert workspace.store.current_id() == before


def test_a_first_start_that_was_killed_goes_on_where_it_stopped(
    empty_workspace: Workspace,
) -> None:
    empty_workspace.init()
    assert len(empty_workspace.store.manifests()) == 2
    assert len(whole(empty_workspace)) == 82


def test_a_workspace_cannot_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as refused:
        Workspace(tmp_path / "file").init()
    assert refused.value.key == "workspace.not_a_folder"


def test_a_published_version_is_never_touched_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.close("2019-H1", "civil", "closed")
    first = workspace.store.warehouse(workspace.store.current())
    before = first.read_bytes()
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 3))])
    assert first.read_bytes() == before


def test_every_imported_file_is_kept_byte_for_byte(workspace: Workspace) -> None:
    (file,) = workspace.store.current().imports[-1].files
    assert workspace.store.source(file.sha256).read_bytes() == REPORT.read_bytes()
    assert file.size == REPORT.stat().st_size


def test_the_same_bytes_again_change_nothing(workspace: Workspace) -> None:
    before = workspace.store.current_id()
    outcome = workspace.bring("reported", [REPORT])
    assert not outcome.is_new
    assert workspace.store.current_id() == before


def test_the_same_bytes_under_another_name_change_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(REPORT, tmp_path / "copy.csv"))
    assert not workspace.bring("reported", [copy]).is_new


def test_a_file_brought_again_beside_a_new_one_is_not_counted_twice(
    workspace: Workspace, tmp_path: Path
) -> None:
    new = report(tmp_path, "a.csv", row("early", 5))
    assert workspace.bring("reported", [REPORT, new]).is_new
    assert not workspace.bring("reported", [new]).is_new
    sources = workspace.query("quality/sources").frame.set_index("file_name")
    assert sorted(sources.index) == ["a.csv", REPORT.name]
    assert sources.loc[REPORT.name, "in_force"] == 32
    assert not workspace.warnings()["rule"].str.contains("twice").any()


def test_a_file_read_in_another_way_replaces_its_first_reading(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5, as_of=""), row("late", "x"))
    skip = {"skip_bad": "true"}
    workspace.bring("reported", [path], {"as_of": "2022-07-31", **skip})
    outcome = workspace.bring("reported", [path], {"as_of": "2022-06-30", **skip})
    assert outcome.is_new
    sources = workspace.query("quality/sources").frame.set_index("file_name")
    assert list(sources.loc[["a.csv"], "as_of"]) == [dt.date(2022, 6, 30)]
    assert value(workspace, "early") == 5
    newer = report(tmp_path, "b.csv", row("early", 6, as_of="01/07/2022"))
    workspace.bring("reported", [newer])
    assert value(workspace, "early") == 6
    assert workspace.bring("reported", [path], {"as_of": "2022-07-31", **skip}).is_new
    assert value(workspace, "early") == 5


def test_a_catalog_brought_back_is_a_change(workspace: Workspace) -> None:
    path = workspace.catalog / "units.toml"
    first = path.read_bytes()
    path.write_bytes(first + b"# another\n")
    assert workspace.bring("catalog", []).is_new
    assert not workspace.bring("catalog", []).is_new
    path.write_bytes(first)
    assert workspace.bring("catalog", []).is_new
    assert workspace.catalog_differs() == []


def test_the_folder_and_the_version_are_told_apart(workspace: Workspace) -> None:
    (workspace.catalog / "law.csv").unlink()
    path = workspace.catalog / "units.toml"
    path.write_bytes(path.read_bytes() + b"# another\n")
    assert workspace.catalog_differs() == ["law.csv", "units.toml"]


def test_nothing_differs_where_nothing_was_published(tmp_path: Path) -> None:
    assert Workspace(tmp_path / "none").catalog_differs() == []


def test_a_later_cut_off_wins_inside_the_overlap_and_only_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = [row("early", 5), row("late", 2), row("tasks.accepted", 4)]
    new = [row("early", 6, as_of="31/07/2022")]
    workspace.bring("reported", [report(tmp_path, "old.csv", *old)])
    workspace.bring("reported", [report(tmp_path, "new.csv", *new)])
    assert value(workspace, "early") == 6
    assert value(workspace, "late") is None
    tasks = whole(workspace).query(
        "unit_id == 'syt' and indicator_id=='tasks.accepted'"
    )
    assert list(tasks["value"]) == [4, 4]


def test_an_earlier_cut_off_that_comes_later_does_not_win(
    workspace: Workspace, tmp_path: Path
) -> None:
    new = report(tmp_path, "new.csv", row("early", 6, as_of="31/07/2022"))
    old = report(tmp_path, "old.csv", row("early", 5))
    workspace.bring("reported", [new])
    outcome = workspace.bring("reported", [old])
    assert outcome.is_new and outcome.manifest.changed == 0
    assert value(workspace, "early") == 6


def test_the_same_cut_off_with_another_figure_is_refused_with_both_places(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    with pytest.raises(FileRefused) as refused:
        workspace.bring("reported", [report(tmp_path, "b.csv", row("early", 6))])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.file, problem.cell) == (
        "contradicts_source",
        "b.csv",
        "G2",
    )
    assert problem.expected == "a.csv A2"
    for language in LANGUAGES:
        said = text.problem(problem, language)
        assert said.startswith("b.csv G2: ") and "a.csv A2" in said
    assert value(workspace, "early") == 5


def test_an_unknown_kind_and_missing_files_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    (tmp_path / "other").mkdir()
    twin = report(tmp_path / "other", "a.csv", row("early", 5))
    for kind, files, key in (
        ("nonsense", [path], "import.unknown_kind"),
        ("reported", [], "import.no_file"),
        ("reported", [tmp_path / "nothing.csv"], "import.no_file"),
        ("reported", [path, twin], "import.same_name"),
    ):
        with pytest.raises(Refusal) as refused:
            workspace.bring(kind, files)
        assert refused.value.key == key


def test_a_closed_period_changes_only_with_a_reason_and_says_so_from_then_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    workspace.close("2022-H1", "state", "closed")
    before = workspace.store.current_id()
    late = report(tmp_path, "b.csv", row("early", 7, as_of="31/07/2022"))
    with pytest.raises(ClosedPeriodChanged) as refused:
        workspace.bring("reported", [late])
    changed = refused.value.changed
    assert list(changed["value_before"]) == [5] and list(changed["value_after"]) == [7]
    assert workspace.store.current_id() == before
    workspace.bring("reported", [late], reason="số liệu bổ sung")
    corrected = workspace.query(
        "indicator/of_units",
        indicator_ids=["procedures.early", "procedures.late"],
        calendar="state",
        period_ids=["2022-H1"],
        unit_ids=["syt"],
        bloc_id=None,
    ).frame
    assert list(corrected["is_corrected"]) == [True, False]
    workspace.bring(
        "reported",
        [report(tmp_path, "c.csv", row("tasks.accepted", 2, period_label="2022-H2"))],
    )


@pytest.mark.parametrize("status", ["provisional", "open"])
def test_a_period_that_is_not_closed_changes_freely(
    workspace: Workspace, tmp_path: Path, status: str
) -> None:
    workspace.close("2022-H1", "state", "closed")
    workspace.close("2022-H1", "state", status)
    path = report(tmp_path, "a.csv", row("early", 7))
    assert workspace.bring("reported", [path]).is_new


def test_closing_what_is_closed_changes_nothing(workspace: Workspace) -> None:
    assert workspace.close("2022-H1", "state", "closed").is_new
    assert not workspace.close("2022-H1", "state", "closed").is_new
    assert workspace.close("2022-H2", "state", "closed").is_new


def test_a_period_that_does_not_exist_cannot_be_closed(workspace: Workspace) -> None:
    with pytest.raises(FileRefused) as refused:
        workspace.close("2022-H3", "state", "closed")
    assert refused.value.problems[0].rule == "unknown_period"


@pytest.mark.parametrize("said", ["not toml =", 'calendar = "state"', "\xff"])
def test_a_closing_that_cannot_be_read_is_refused(
    workspace: Workspace, tmp_path: Path, said: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(said.encode("latin-1"))
    with pytest.raises(FileRefused) as refused:
        workspace.bring("closing", [path])
    assert refused.value.problems[0].rule == "not_readable"


def test_restoring_publishes_the_earlier_content_as_the_newest_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    earlier, before = workspace.store.current(), whole(workspace)
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    outcome = workspace.restore(earlier.version_id)
    assert outcome.manifest.seq == earlier.seq + 2
    assert outcome.manifest.restored == earlier.version_id
    assert outcome.manifest.checksum == earlier.checksum
    pd.testing.assert_frame_equal(whole(workspace), before)
    assert list(workspace.history()["action"][:2]) == ["restore", "import"]
    assert not workspace.restore("current").is_new


def test_restoring_needs_a_reason_where_a_closed_period_would_change_or_open(
    workspace: Workspace, tmp_path: Path
) -> None:
    bare = workspace.store.current().version_id
    workspace.close("2022-H1", "state", "closed")
    closed = workspace.store.current().version_id
    with pytest.raises(Refusal) as refused:
        workspace.restore(bare)
    assert refused.value.key == "store.opens"
    path = report(tmp_path, "a.csv", row("early", 5))
    workspace.bring("reported", [path], reason="bổ sung")
    with pytest.raises(ClosedPeriodChanged):
        workspace.restore(closed)
    assert workspace.restore(bare, reason="nhập nhầm").is_new
    assert workspace.history()["reason"][0] == "nhập nhầm"


def test_diff_lists_what_changed_and_by_which_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    path = report(tmp_path, "b.csv", row("early", 7, as_of="31/07/2022"))
    workspace.bring("reported", [path])
    rows = workspace.diff("3", "4").to_dict("records")
    assert [(r["calendar"], r["value_before"], r["value_after"]) for r in rows] == [
        ("civil", 5, 7),
        ("state", 5, 7),
    ]
    assert rows[0]["files_before"] == "a.csv" and rows[0]["files_after"] == "b.csv"
    assert workspace.diff("4", "4").empty


def test_a_version_is_found_by_id_number_day_and_name(workspace: Workspace) -> None:
    current = workspace.store.current()
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    for wanted in ("current", current.version_id, "2", tomorrow.isoformat()):
        assert workspace.store.find(wanted) == current
    for wanted in ("", "9", "nonsense", "2020-01-01"):
        with pytest.raises(Refusal) as refused:
            workspace.store.find(wanted)
        assert refused.value.key == "store.unknown_version"
    with pytest.raises(Refusal):
        workspace.store.manifest("000009-nothing")


def test_an_empty_store_has_no_versions(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.manifests() == [] and store.current_id() is None
    with pytest.raises(Refusal) as refused:
        store.current()
    assert refused.value.key == "store.empty"


def test_a_swept_version_is_replayed_to_its_checksum(
    workspace: Workspace, tmp_path: Path
) -> None:
    swept = workspace.store.current()
    before = whole(workspace)
    for name, unit in (("a.csv", "syt"), ("b.csv", "bdt")):
        path = report(tmp_path, name, row("early", 5, unit_id=unit))
        workspace.bring("reported", [path])
    assert not workspace.store.warehouse(swept).exists()
    replayed = workspace.query("quality/observations", swept.version_id).frame
    pd.testing.assert_frame_equal(replayed, before)
    assert workspace.store.warehouse(swept).exists()


def test_a_correction_is_replayed_as_a_correction(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.close("2022-H1", "state", "closed")
    path = report(tmp_path, "a.csv", row("early", 5))
    workspace.bring("reported", [path], reason="bổ sung")
    corrected = workspace.store.current()
    workspace.store.warehouse(corrected).unlink()
    assert workspace.open().is_file()
    with duckdb.connect(str(workspace.open()), read_only=True) as connection:
        reasons = connection.sql("select distinct reason from correction").fetchall()
    assert reasons == [("bổ sung",)]


def test_a_source_that_was_tampered_with_is_found_out(workspace: Workspace) -> None:
    assert workspace.damaged() == []
    current = workspace.store.current()
    (file,) = current.imports[-1].files
    path = workspace.store.source(file.sha256)
    path.write_text(path.read_text("utf-8").replace(",28,", ",29,"), "utf-8")
    assert workspace.damaged() == ["skhcn-2023-h1.csv"]
    workspace.store.warehouse(current).unlink()
    with pytest.raises(Refusal) as refused:
        workspace.open()
    assert refused.value.key == "store.not_reproduced"
    path.unlink()
    assert not any((workspace.root / "store/versions").glob(".draft-*"))


def test_a_source_changed_where_no_figure_is_touched_is_not_replayed(
    workspace: Workspace,
) -> None:
    current = workspace.store.current()
    (file,) = current.imports[-1].files
    path = workspace.store.source(file.sha256)
    path.write_text(path.read_text("utf-8").replace("đợt 1", "đợt 2"), "utf-8")
    workspace.store.warehouse(current).unlink()
    with pytest.raises(Refusal) as refused:
        workspace.open()
    assert refused.value.key == "store.not_reproduced"


def test_a_source_that_can_no_longer_be_read_is_not_replayed(
    workspace: Workspace,
) -> None:
    current = workspace.store.current()
    (file,) = current.imports[-1].files
    workspace.store.source(file.sha256).write_text("nonsense")
    workspace.store.warehouse(current).unlink()
    with pytest.raises(Refusal) as refused:
        workspace.open()
    assert refused.value.key == "store.not_reproduced"


def test_a_version_that_does_not_amount_to_its_checksum_is_named(
    workspace: Workspace,
) -> None:
    current = workspace.store.current()
    path = workspace.store.versions / current.version_id / "manifest.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"checksum": "0" * 64}))
    assert workspace.damaged() == [current.version_id]
    workspace.store.warehouse(current).unlink()
    with pytest.raises(Refusal) as refused:
        workspace.open()
    assert refused.value.key == "store.not_reproduced"


def schema(workspace: Workspace, written: int) -> None:
    """Make the current version look as if another program had written it."""
    current = workspace.store.current()
    path = workspace.store.versions / current.version_id / "manifest.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"schema_version": written}))


def test_a_program_opens_only_its_own_schema_and_migrates_the_rest(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = whole(workspace)
    old = workspace.store.current()
    schema(workspace, SCHEMA_VERSION - 1)
    path = report(tmp_path, "a.csv", row("early", 5))
    for act in (
        workspace.open,
        lambda: workspace.bring("reported", [path]),
        lambda: workspace.restore("1"),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.key == "store.other_schema"
    outcome = workspace.migrate()
    assert outcome.manifest.action == "migration" and outcome.manifest.changed == 0
    pd.testing.assert_frame_equal(whole(workspace), before)
    assert not workspace.migrate().is_new
    replayed = workspace.query("quality/observations", old.version_id).frame
    pd.testing.assert_frame_equal(replayed, before)


@pytest.mark.parametrize("written", range(1, SCHEMA_VERSION))
def test_a_store_of_every_earlier_schema_is_brought_to_this_one(
    written: int, tmp_path: Path
) -> None:
    kept = Path(__file__).parent / "fixtures" / f"schema-{written}.tar.xz"
    with tarfile.open(kept) as archive:
        archive.extractall(tmp_path, filter="data")
    workspace = Workspace(tmp_path)
    old = workspace.store.current()
    assert old.schema_version == written
    outcome = workspace.migrate()
    assert outcome.manifest.schema_version == SCHEMA_VERSION
    # The schemas sum up their figures in different ways: the figures are compared.
    assert outcome.manifest.changed == 0
    assert len(whole(workspace)) == outcome.manifest.figures == old.figures > 0


def test_a_workspace_of_a_newer_program_is_not_brought_back_to_an_older_schema(
    workspace: Workspace,
) -> None:
    schema(workspace, SCHEMA_VERSION + 1)
    before = workspace.store.current_id()
    for act in (workspace.migrate, workspace.open):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.key == "store.newer_schema"
    assert workspace.store.current_id() == before


def test_restoring_a_version_of_an_older_schema_replays_it(
    workspace: Workspace,
) -> None:
    before = whole(workspace)
    old = workspace.store.current().version_id
    schema(workspace, SCHEMA_VERSION - 1)
    workspace.migrate()
    assert workspace.restore(old).is_new
    pd.testing.assert_frame_equal(whole(workspace), before)


def test_leftovers_of_dead_writers_are_swept_by_the_next_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    store = workspace.store
    current = store.current()
    (store.versions / ".draft-dead").mkdir()
    (store.sources / ".draft-1").write_text("half")
    (store.sources / ("f" * 64)).write_text("named by nobody")
    unborn = store.versions / f"{current.seq + 1:06}-unborn"
    shutil.copytree(store.versions / current.version_id, unborn)
    said = json.loads((unborn / "manifest.json").read_text())
    said |= {"version_id": unborn.name, "seq": current.seq + 1}
    (unborn / "manifest.json").write_text(json.dumps(said))
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    assert not list(store.versions.glob(".draft-*"))
    assert not unborn.exists()
    assert not (store.sources / ("f" * 64)).exists()
    assert store.current().seq == current.seq + 1


def test_a_leftover_half_removed_stops_nobody(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = whole(workspace)
    half = workspace.store.versions / "000003-halfgone"
    half.mkdir()
    (half / "warehouse.duckdb").write_text("x")
    pd.testing.assert_frame_equal(whole(workspace), before)
    workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
    assert not half.exists()


def test_readers_go_on_reading_the_version_they_opened(
    workspace: Workspace, tmp_path: Path
) -> None:
    opened, about_to_open = workspace.open(), Workspace(workspace.root).open()
    with DOOR.cursor(opened) as cursor:
        cursor.execute("select count(*) from observation")
        workspace.bring("reported", [report(tmp_path, "a.csv", row("early", 5))])
        assert cursor.execute("select count(*) from observation").fetchall() == [(82,)]
    DOOR.opened.pop(opened).connection.close()
    assert len(run(about_to_open, "quality/observations").frame) == 82
    assert len(whole(workspace)) > 82


def test_a_refused_import_leaves_the_version_and_no_draft(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = workspace.store.current_id()
    with pytest.raises(FileRefused):
        workspace.bring("reported", [report(tmp_path, "a.csv", row("early", "x"))])
    assert workspace.store.current_id() == before
    assert not list(workspace.store.versions.glob(".draft-*"))


def test_changes_of_nothing_are_nothing(empty_workspace: Workspace) -> None:
    nothing = empty_workspace.open()
    assert between(nothing, nothing).empty


def hold(root: Path, held: "multiprocessing.synchronize.Event") -> None:
    """Keep the writer's lock for a moment, in a process of its own."""
    store = Workspace(root).store
    with store.writing("first officer", True, lambda _: None):
        held.set()
        time.sleep(1.5)


def test_a_second_writer_is_told_whom_it_waits_for_and_then_writes(
    workspace: Workspace, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("fork")
    held = context.Event()
    first = context.Process(target=hold, args=(workspace.root, held))
    first.start()
    assert held.wait(10)
    path = report(tmp_path, "a.csv", row("early", 5))
    with pytest.raises(Refusal) as refused:
        Workspace(workspace.root, wait=False).bring("reported", [path])
    assert refused.value.key == "store.busy"
    assert refused.value.values["who"] == f"first officer (pid {first.pid})"
    heard: list[str] = []
    patient = Workspace(workspace.root, on_wait=heard.append)
    assert value(patient, "early") is None
    assert patient.bring("reported", [path]).is_new
    assert heard == [f"first officer (pid {first.pid})"]
    first.join()


def test_a_writer_that_has_not_yet_said_who_it_is_is_waited_for_all_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    with (
        FileLock(workspace.root / "store/writer.lock"),
        pytest.raises(Refusal) as refused,
    ):
        Workspace(workspace.root, wait=False).bring("reported", [path])
    assert refused.value.values == {"who": "? (pid ?)"}


def bring(root: Path, path: Path) -> None:
    """Import a file in a process of its own."""
    Workspace(root).bring("reported", [path])


def test_two_importers_at_once_publish_one_after_the_other(
    workspace: Workspace, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("fork")
    units = ("syt", "bdt", "sttt")
    paths = [
        report(tmp_path, f"{unit}.csv", row("early", 5, unit_id=unit)) for unit in units
    ]
    importers = [
        context.Process(target=bring, args=(workspace.root, path)) for path in paths
    ]
    for one in importers:
        one.start()
    for one in importers:
        one.join(60)
        assert one.exitcode == 0
    assert [value(workspace, "early", unit) for unit in units] == [5, 5, 5]
    assert [one.seq for one in workspace.store.manifests()] == [1, 2, 3, 4, 5]
    assert workspace.damaged() == []


def test_a_lock_file_left_by_the_dead_does_not_stop_the_living(
    workspace: Workspace, tmp_path: Path
) -> None:
    (workspace.root / "store/writer.json").write_text(json.dumps({"pid": os.getpid()}))
    (workspace.root / "store/writer.lock").touch()
    path = report(tmp_path, "a.csv", row("early", 5))
    assert Workspace(workspace.root, wait=False).bring("reported", [path]).is_new


def test_several_imports_make_one_version_and_replay_to_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    def written(number: int, kind: str, words: str) -> Path:
        path = tmp_path / f"{kind}-{number}.csv"
        path.write_text(words, "utf-8")
        return path

    before = len(workspace.store.manifests())
    brought = [
        Brought(kind, [written(number, kind, words)], options)
        for number, (kind, words, options) in enumerate(samples.lists())
        if kind in ("procedures", "inspections", "inspection_subjects")
    ]
    outcome = workspace.bring_all(iter(brought))
    assert len(workspace.store.manifests()) == before + 1
    assert outcome.read.kept == 19 and outcome.manifest.changed > 300
    # Only what was made anew is compared, and nothing else has changed.
    changed = workspace.diff(str(outcome.manifest.parent), "current")
    assert len(changed) == outcome.manifest.changed
    row = workspace.history().iloc[0]
    assert row["kind"] == "procedures, inspections, inspection_subjects"
    assert row["files"].count(".csv") == len(brought)
    figures = whole(workspace)
    workspace.store.warehouse(outcome.manifest).unlink()
    DOOR.opened.clear()
    pd.testing.assert_frame_equal(whole(workspace), figures)
    assert not workspace.bring_all(brought).is_new


def test_a_refused_file_among_several_leaves_nothing_of_the_others(
    workspace: Workspace, tmp_path: Path
) -> None:
    (kind, words, options), *_ = samples.lists()
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(words, "utf-8")
    bad.write_text("nothing\n1\n", "utf-8")
    current = workspace.store.current_id()
    with pytest.raises(FileRefused):
        workspace.bring_all(
            [Brought(kind, [good], options), Brought(kind, [bad], options)]
        )
    assert workspace.store.current_id() == current
    assert "good.csv" not in set(workspace.history()["files"])
