"""A catalog takes effect when it is imported, and figures must still fit it."""

import pytest

from dashboard import text
from dashboard.errors import DefinitionError, FileRefused
from dashboard.settings import LANGUAGES
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
    assert outcome.is_new and outcome.manifest.changed == 0
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
    changed = workspace.diff(str(outcome.manifest.parent), "current")
    assert len(changed) == outcome.manifest.changed
    assert set(changed["indicator_id"]) == {"procedures.pending"}
    assert set(changed["value_before"]) == {4}
    assert changed["value_after"].isna().all()


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("units.toml", "[unit.syt]\n", "[unit.syt]\nnick = 1\n", r"syt: nick"),
        ("units.toml", "slot = 2\n", "", r"syt: slot"),
        ("units.toml", 'to_unit = "sdttg"', 'to_unit = "nobody"', "'nobody'"),
        ("blocs.toml", 'unit_id = "dptth"', 'unit_id = "nobody"', "nobody"),
        (
            "blocs.toml",
            "from_date = 2022-01-01",
            "from_date = 2021-12-31",
            "bdt is a member twice on 2021-12-31",
        ),
        (
            "blocs.toml",
            'en = "Quảng Trị Culture-Society" }\norigin = "real"',
            'en = "Quảng Trị Culture-Society" }\norigin = "invented"',
            "is real, its bloc quang-tri-vhxh is invented",
        ),
        ("parts.toml", "[key.level]", "[key.other]", "level"),
        (
            "identities.toml",
            'right = ["procedures.early"',
            'right = ["procedure.early"',
            "'procedure.early'",
        ),
    ],
)
def test_what_is_wrong_in_a_definition_file_is_named_and_nothing_changes(
    workspace: Workspace, name: str, old: str, new: str, fault: str
) -> None:
    before = workspace.store.current_id()
    change(workspace, name, old, new)
    with pytest.raises(DefinitionError) as refused:
        workspace.bring("catalog", [])
    assert fault in str(refused.value)
    assert workspace.store.current_id() == before


def test_a_unit_that_figures_use_cannot_be_dropped(workspace: Workspace) -> None:
    change(workspace, "units.toml", "[unit.skhcn]\n", "[unit.skh]\n")
    change(workspace, "units.toml", 'from_unit = "skhcn"', 'from_unit = "skh"')
    change(workspace, "blocs.toml", 'unit_id = "skhcn"', 'unit_id = "skh"')
    with pytest.raises(FileRefused) as refused:
        workspace.bring("catalog", [])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.value, problem.expected) == (
        "still_used",
        "skhcn",
        "32",
    )
    for language in LANGUAGES:
        assert "skhcn" in text.problem(problem, language)


def test_a_catalog_that_lacks_a_file_is_refused(workspace: Workspace) -> None:
    with pytest.raises(DefinitionError, match=r"lacks .*units\.toml"):
        workspace.bring("catalog", [workspace.catalog / "blocs.toml"])
