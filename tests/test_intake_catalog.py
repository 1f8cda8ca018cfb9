"""A catalog takes effect when it is imported, and figures must still fit it."""

import pytest

from dashboard.errors import DefinitionError, FileRefused
from dashboard.workspace.workspace import Workspace


def change(workspace: Workspace, name: str, old: str, new: str) -> None:
    """Edit a definition file of the workspace."""
    path = workspace.catalog / name
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), "utf-8")


def test_a_new_name_takes_effect_at_the_import_and_not_before(
    workspace: Workspace,
) -> None:
    change(workspace, "units.toml", "Sở Y tế", "Sở Sức khỏe")
    names = workspace.query("catalog/units").frame["name"].map(lambda name: name["vi"])
    assert "Sở Y tế" in set(names)
    outcome = workspace.bring("catalog", [])
    assert outcome.is_new and outcome.changed.empty
    names = workspace.query("catalog/units").frame["name"].map(lambda name: name["vi"])
    assert "Sở Sức khỏe" in set(names) and "Sở Y tế" not in set(names)


def test_an_indicator_that_figures_use_cannot_be_dropped(workspace: Workspace) -> None:
    change(workspace, "indicators.toml", "[training.courses]", "[training.lessons]")
    with pytest.raises(FileRefused) as refused:
        workspace.bring("catalog", [])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.value, problem.expected) == (
        "still_used",
        "training.courses",
        "1",
    )


def test_a_faulty_catalog_names_file_and_key_and_changes_nothing(
    workspace: Workspace,
) -> None:
    before = workspace.store.current_id()
    change(workspace, "measures.toml", "[dossier]", "[dossiers]")
    with pytest.raises(
        DefinitionError, match=r"indicators\.toml: procedures\.received"
    ):
        workspace.bring("catalog", [])
    assert workspace.store.current_id() == before


def test_a_changed_formula_changes_the_figures_that_follow(
    workspace: Workspace,
) -> None:
    change(
        workspace,
        "indicators.toml",
        'derive = ["procedures.received - procedures.resolved"]',
        "",
    )
    outcome = workspace.bring("catalog", [])
    assert set(outcome.changed["indicator_id"]) == {"procedures.pending"}
    assert set(outcome.changed["value_before"]) == {4}
    assert outcome.changed["value_after"].isna().all()
