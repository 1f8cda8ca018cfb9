"""The command: exit code 0 only when what was asked was done, one sentence when not."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reports import report, row

from dashboard import cli, printing, queries
from dashboard.errors import Refusal
from dashboard.workspace.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run the command on a workspace; gives exit code, stdout and stderr."""

    def command(*words: str, where: Path = workspace.root) -> tuple[int, str, str]:
        is_alone = words[0] in ("init", "rank")
        inside = [] if is_alone else ["--workspace", str(where)]
        monkeypatch.setattr(sys, "argv", ["thidua", *words, *inside])
        try:
            cli.main()
            code = 0
        except SystemExit as done:
            code = int(done.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return command


def test_init_makes_a_workspace(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("init", str(tmp_path / "new"))
    assert code == 0 and "000002-" in out
    assert {"catalog", "store", "briefings"} <= {
        path.name for path in (tmp_path / "new").iterdir()
    }


def test_import_publishes_once(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    code, out, _ = run("import", "reported", str(path))
    assert code == 0 and "000003-" in out
    code, out, _ = run("import", "reported", str(path))
    assert code == 0 and "Không có gì thay đổi" in out


def test_a_refused_file_is_told_by_cell_and_the_code_is_1(
    run: Run, workspace: Workspace, tmp_path: Path
) -> None:
    before = workspace.store.current_id()
    path = report(tmp_path, "a.csv", row("early", "x"), row("late", 1))
    code, out, err = run("import", "reported", str(path))
    assert code == 1 and out == ""
    assert err.startswith("a.csv G2: «x»")
    assert workspace.store.current_id() == before
    code, out, err = run("import", "reported", str(path), "--skip-bad")
    assert code == 0 and "nhận 1 dòng, từ chối 1 dòng" in out
    (written,) = (workspace.root / "refused").glob("*.csv")
    assert str(written) in err
    (left_out,) = csv.DictReader(io.StringIO(written.read_text("utf-8-sig")))
    assert (left_out["cell"], left_out["value"]) == ("G2", "x")
    assert left_out["reason"].startswith("a.csv G2: «x»")


@pytest.mark.parametrize(
    "options",
    [
        ("--unit", "bdt"),
        ("--from", "01/07/2022"),
        ("--to", "2021-11-01"),
    ],
)
def test_import_holds_a_file_to_what_it_speaks_for(
    run: Run, tmp_path: Path, options: tuple[str, str]
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    code, _, err = run("import", "reported", str(path), *options)
    assert code == 1 and "nằm ngoài phạm vi" in err


def test_the_cut_off_may_be_given_for_the_whole_file(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, "a.csv", row("early", 5, as_of=""))
    assert run("import", "reported", str(path))[0] == 1
    assert run("import", "reported", str(path), "--as-of", "30/06/2022")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nonsense", "x.csv"), "nonsense"),
        (("import", "reported", "nothing.csv"), "nothing.csv"),
        (("import", "reported"), "Không tìm thấy tệp"),
        (("import", "reported", "x", "--as-of", "31/02/2022"), "31/02/2022"),
        (("query", "no/such"), "no/such"),
        (("query", "catalog/members"), "bloc_id"),
        (("query", "catalog/units", "--param", "x=1"), "x=1"),
        (("query", "catalog/members", "--param", "day=x"), "x"),
        (("indicator", "procedures.nothing"), "procedures.nothing"),
        (("indicator", "procedures.early", "--unit", "sx"), "sx"),
        (("indicator", "procedures.early", "--period", "2023-H9"), "2023-H9"),
        (("indicator", "procedures.early", "--calendar", "lunar"), "lunar"),
        (("indicator", "procedures.early", "--bloc", "b"), "«b»"),
        (("indicator", "procedures.early", "--by", "shade"), "shade"),
        (("indicator", "'; drop table unit; --"), "drop table"),
        (("indicator", "procedures.early", "--version", "99"), "99"),
        (("diff", "1", "99"), "99"),
        (("restore", "99"), "99"),
        (("close", "2023-H9"), "2023-H9"),
        (("init", "/dev/null"), "/dev/null"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_1(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(*words)
    assert code == 1
    assert out == ""
    assert said in err


def test_figures_come_as_table_csv_and_json(run: Run) -> None:
    asked = ("indicator", "procedures.early", "--period", "2023-H1")
    code, out, _ = run(*asked, "--format", "json")
    assert code == 0
    rows = json.loads(out)
    assert len(rows) == 8
    assert [r["unit_id"] for r in rows if r["value"] == 24] == ["skhcn"]
    assert {r["status"] for r in rows} == {"named_period", "not_reported"}
    _, out, _ = run(*asked, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 8
    _, out, _ = run(*asked)
    assert max(map(len, out.splitlines())) > 80 and "skhcn" in out


def test_a_bloc_that_has_not_all_reported_has_no_figure(run: Run) -> None:
    words = ("procedures.early", "--bloc", "quang-tri-vhxh", "--period", "2023-H1")
    _, out, _ = run("indicator", *words, "--format", "json")
    (found,) = json.loads(out)
    assert (found["unit_id"], found["value"], found["status"]) == (
        "quang-tri-vhxh",
        None,
        "incomplete",
    )
    _, out, _ = run("indicator", *words, "--unit", "skhcn", "--format", "json")
    assert [r["value"] for r in json.loads(out)] == [24]


def test_both_calendars_answer_to_a_name(run: Run) -> None:
    for calendar in ("state", "civil"):
        words = ("--unit", "skhcn", "--calendar", calendar, "--format", "json")
        _, out, _ = run("indicator", "procedures.early", *words)
        assert [(r["calendar"], r["value"]) for r in json.loads(out)] == [
            (calendar, 24)
        ]


def test_a_query_is_run_with_its_parameters(run: Run) -> None:
    words = ("--param", "bloc_id=quang-tri-vhxh", "--param", "day=14/06/2021")
    code, out, _ = run("query", "catalog/members", *words, "--format", "json")
    assert code == 0
    roles = {r["unit_id"]: r["role"] for r in json.loads(out)}
    assert len(roles) == 8 and roles["bdt"] == "head"
    _, out, _ = run("query", "catalog/units")
    assert "Sở Y tế" in out and "Department of Health" not in out


def test_versions_are_listed_compared_restored_and_closed(
    run: Run, tmp_path: Path
) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    assert run("import", "reported", str(path))[0] == 0
    _, out, _ = run("log", "--format", "json")
    assert [r["kind"] for r in json.loads(out)] == ["reported", "reported", "catalog"]
    _, out, _ = run("diff", "2", "3", "--format", "json")
    assert {r["value_after"] for r in json.loads(out)} == {5}
    assert run("close", "2022-H1")[0] == 0
    code, _, err = run("restore", "2")
    assert code == 1 and "2022-H1" in err
    assert run("restore", "2", "--reason", "thử")[0] == 0
    assert run("close", "2022-H1", "--status", "provisional")[0] == 0


def test_a_closed_period_lists_what_would_change(run: Run, tmp_path: Path) -> None:
    assert run("close", "2022-H1")[0] == 0
    path = report(tmp_path, "a.csv", row("early", 5))
    code, out, err = run("import", "reported", str(path))
    assert code == 1 and out == ""
    assert "2022-H1 đã chốt" in err and "procedures.early" in err
    assert run("import", "reported", str(path), "--reason", "bổ sung")[0] == 0


def test_check_lists_doubts_and_fails_on_damage(run: Run, workspace: Workspace) -> None:
    code, out, _ = run("check", "--format", "json")
    assert code == 0
    assert {r["rule"] for r in json.loads(out)} == {
        "dates_not_stated",
        "decision_outside_period",
    }
    (file,) = workspace.store.current().imports[-1].files
    workspace.store.source(file.sha256).write_text("other")
    code, _, err = run("check")
    assert code == 1 and "skhcn-2023-h1.csv" in err


def test_doctor_says_what_is_there_and_fails_on_what_is_not(
    run: Run, workspace: Workspace, tmp_path: Path
) -> None:
    code, out, _ = run("doctor", "--format", "json")
    assert code == 0
    assert {r["state"] for r in json.loads(out)} == {"ok"}
    code, out, _ = run("doctor", "--format", "json", where=tmp_path / "nothing")
    assert code == 1
    states = [r["state"] for r in json.loads(out)]
    assert "fault" in states
    units = workspace.catalog / "units.toml"
    units.write_text(units.read_text("utf-8") + "# changed\n", "utf-8")
    code, out, _ = run("doctor")
    assert code == 0 and "units.toml" in out
    units.write_text("broken =", "utf-8")
    assert run("doctor")[0] == 1
    (file,) = workspace.store.current().imports[-1].files
    workspace.store.source(file.sha256).unlink()
    code, out, _ = run("doctor")
    assert code == 1 and "skhcn-2023-h1.csv" in out


def test_a_faulty_catalog_names_file_and_key(run: Run, workspace: Workspace) -> None:
    path = workspace.catalog / "units.toml"
    path.write_text(path.read_text("utf-8").replace("slot = ", "colour = ", 1), "utf-8")
    code, _, err = run("import", "catalog")
    assert code == 1
    assert err.startswith("units.toml: ") and "slot" in err


def test_an_earlier_version_answers_as_it_did(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, "a.csv", row("early", 5))
    assert run("import", "reported", str(path))[0] == 0
    asked = ("indicator", "procedures.early", "--period", "2022-H1", "--format", "json")
    for version, values in (("2", set()), ("3", {5}), ("current", {5})):
        _, out, _ = run(*asked, "--version", version)
        found = {r["value"] for r in json.loads(out)} - {None}
        assert found == values, version


def test_parameters_are_read_by_the_kind_the_query_declares(run: Run) -> None:
    words = ("--param", "indicator_ids=procedures.early,procedures.late")
    words += ("--param", "calendar=state", "--param", "period_ids=2023-H1")
    words += ("--param", "unit_ids=skhcn")
    code, out, _ = run("query", "indicator/of_units", *words, "--format", "json")
    assert code == 0
    found = {r["indicator_id"]: r["value"] for r in json.loads(out)}
    assert found == {"procedures.early": 24, "procedures.late": 0}
    sql = "-- Rows.\n-- grain: n\n-- params:\n--   $n: number, how many\n"
    asked = queries.parse("x/y", sql + "-- columns:\n--   n: number, rows\nselect 1")
    assert printing.params(asked, ["n=12"]) == {"n": 12}
    with pytest.raises(Refusal) as refused:
        printing.params(asked, ["n=1 or 1=1"])
    assert refused.value.key == "query.not_a_number"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("indicator",),
        ("indicator", "procedures.early", "--format", "xml"),
        ("close", "2023-H1", "--status", "shut"),
        ("serve", "--port", "http"),
    ],
)
def test_a_command_that_is_mistyped_is_told_how_it_goes(
    run: Run, words: tuple[str, ...]
) -> None:
    code, out, err = run(*words)
    assert code == 2 and out == "" and "Usage" in err


@pytest.mark.parametrize(
    "value", ["", "' or 1=1 --", "$unit_ids", "quang-tri-vhxh;", "🧨", "a" * 5000]
)
def test_hostile_words_are_words(run: Run, value: str) -> None:
    asked = (
        "query",
        "catalog/members",
        "--param",
        "day=14/06/2023",
        "--format",
        "json",
    )
    code, out, _ = run(*asked, "--param", f"bloc_id={value}")
    assert (code, json.loads(out)) == (0, [])


def test_the_installed_command_speaks_both_languages(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("thidua")
    for language, said in (("vi", "chưa có phiên bản nào"), ("en", "no version yet")):
        environment = os.environ | {"THIDUA_LANGUAGE": language}
        done = subprocess.run(
            [command, "log", "--workspace", str(tmp_path / "none")],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr and done.stderr.count("\n") == 1
