"""Any csv ranked: the worked example from files, both decimal marks, every fault."""

from pathlib import Path

import pytest
from test_cli import Run, run
from test_composite import MAXIMA, POINTS

from dashboard.errors import FileRefused, Refusal
from dashboard.workspace.ranking import ranking

__all__ = ["run"]
NAMES = "ABCDEF"
VALUES = "Đơn vị;I;II;III;IV\n" + "\n".join(
    ";".join([name, *(str(one).replace(".", ",") for one in row)])
    for name, row in zip(NAMES, POINTS, strict=True)
)
WEIGHTS = "Tiêu chí;Điểm tối đa;Cận dưới;Cận trên\n" + "\n".join(
    f"{name};{most};0;{most}"
    for name, most in zip(("I", "II", "III", "IV"), MAXIMA, strict=True)
)


def files(folder: Path, values: str = VALUES, weights: str = WEIGHTS) -> list[Path]:
    """The two files with these contents."""
    paths = [folder / "values.csv", folder / "weights.csv"]
    for path, words in zip(paths, (values, weights), strict=True):
        path.write_text(words, encoding="utf-8")
    return paths


def test_the_worked_example_from_files(tmp_path: Path) -> None:
    found = ranking(*files(tmp_path), normalise="goalposts")
    assert list(found["unit"]) == ["A", "C", "B", "D", "E", "F"]
    assert list(found["total"] * 100) == pytest.approx([93.5, 93, 92.5, 92, 87.5, 85.5])
    assert list(found["rank"]) == [1, 2, 3, 4, 5, 6]
    assert found["p_first"].round(2).tolist() == [0.87, 0.13, 0, 0, 0, 0]


def test_what_is_lacking_is_said_and_has_no_rank(tmp_path: Path) -> None:
    values = 'unit,a,b,note\nx,"1,234.5",2,!\ny,,3,\n\nz,1000,2\nw,1234.50,2,\n'
    weights = "indicator,weight,better\nb,1,lower\na,2,\n"
    found = ranking(*files(tmp_path, values, weights), ties="mean")
    assert list(found["unit"]) == ["x", "w", "z", "y"]
    assert list(found["rank"])[:3] == [1.5, 1.5, 3]
    assert found["rank"].isna().tolist() == [False, False, False, True]
    assert list(found["missing"]) == [[], [], [], ["a"]]
    assert found["total"][0] == pytest.approx((2 * 1234.5 - 2) / 3)


@pytest.mark.parametrize(
    ("values", "weights", "rule", "cell"),
    [
        ("u;I\nx;một\n", "indicator;weight\nI;1\n", "not_a_number", "B2"),
        ("u;I\nx;1.2.3\n", "indicator;weight\nI;1\n", "not_a_number", "B2"),
        ("u;I\nx;1\nx;2\n", "indicator;weight\nI;1\n", "unit_twice", "A3"),
        ("u;I\n;1\n", "indicator;weight\nI;1\n", "unit_missing", "A2"),
        ("u;I\n", "indicator;weight\nI;1\n", "no_rows", ""),
        ("u;I\nx;1\n", "indicator;weight\nII;1\n", "header_missing", ""),
        ("u;I\nx;1\n", "indicator;weight\nI;1\ni;2\n", "indicator_twice", "A3"),
        ("u;I\nx;1\n", "indicator;weight\n;\n", "no_rows", ""),
        (
            "u;I\nx;1\n",
            "indicator;weight;better\nI;1;nhiều\n",
            "not_better",
            "C2",
        ),
        ("u;I\nx;1\n", "indicator\nI\n", "header_missing", ""),
    ],
)
def test_a_fault_is_refused_at_its_cell(
    tmp_path: Path, values: str, weights: str, rule: str, cell: str
) -> None:
    with pytest.raises(FileRefused) as fault:
        ranking(*files(tmp_path, values, weights))
    (problem,) = fault.value.problems
    assert (problem.rule, problem.cell) == (rule, cell)


@pytest.mark.parametrize(
    ("weights", "methods", "key"),
    [
        ("I;1;;", {"normalise": "goalposts"}, "rank.no_bounds"),
        ("I;1;;", {"normalise": "distance_to_target"}, "rank.no_target"),
        ("I;1;9;3", {"normalise": "goalposts"}, "rank.no_range"),
        ("II;1;;", {"normalise": "minmax"}, "rank.no_range"),
        ("I;0;;", {}, "rank.weights"),
        ("I;-1;;", {}, "rank.weights"),
        ("I;;;", {}, "rank.weights"),
        ("I;1;;", {"normalise": "zscore", "aggregate": "geometric"}, "rank.negative"),
    ],
)
def test_what_a_method_cannot_work_on_names_the_indicator(
    tmp_path: Path, weights: str, methods: dict[str, str], key: str
) -> None:
    values = "u;I;II\nx;1;5\ny;2;5\n"
    paths = files(tmp_path, values, f"indicator;weight;lower;upper\n{weights}\n")
    with pytest.raises(Refusal) as fault:
        ranking(*paths, **methods)
    assert fault.value.key == key
    assert fault.value.values["indicator"] == weights.split(";", maxsplit=1)[0]


def test_the_command_prints_the_ranking_and_how_ties_are_broken(
    run: Run, tmp_path: Path
) -> None:
    values, weights = map(str, files(tmp_path))
    asked = ("rank", values, "--weights", weights, "--normalise", "goalposts")
    code, out, err = run(*asked, "--ties", "max", "--format", "csv")
    assert code == 0 and out.splitlines()[1].startswith("A,")
    assert "hạng cuối trong nhóm" in err and "±25%" in err
    code, _, err = run("rank", str(tmp_path / "none.csv"), "--weights", weights)
    assert code == 1 and "none.csv" in err
    code, _, _ = run(*asked, "--ties", "first")
    assert code == 2
