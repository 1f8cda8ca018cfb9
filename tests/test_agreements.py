"""Agreements as data: the samples are whole, and every fault names its file and key."""

from decimal import Decimal

import pytest

from dashboard.catalog.agreement_faults import faults
from dashboard.catalog.load import Catalog, load
from dashboard.errors import DefinitionError
from dashboard.workspace.demonstration import definitions
from dashboard.workspace.workspace import Workspace

FILES = definitions()
NAME = "agreement-minh-hoa-2025.toml"
SAMPLES = load(FILES).agreements


def test_two_samples_ship_and_say_that_they_are_samples() -> None:
    assert {name: one.scale for name, one in SAMPLES.items()} == {
        NAME: 100,
        "agreement-quang-tri-vhxh-2023.toml": 1000,
    }
    for one in SAMPLES.values():
        assert not one.is_checked and one.source == "cấu hình mẫu, chưa đối chiếu"
        main = [c for c in one.leaves if not c.is_extra]
        extra = [c for c in one.leaves if c.is_extra]
        assert sum(c.maximum for c in main) == one.scale
        assert sum(c.maximum for c in extra) > 0 > sum(c.minimum for c in extra)
        assert all(c.rule is not None for c in one.leaves)


def test_criteria_are_a_tree_with_official_numbers() -> None:
    one = SAMPLES[NAME]
    assert [c.number for c in one.under(None)] == ["I", "II", "III", "IV", "V"]
    assert [c.number for c in one.under("procedures")] == ["1.1", "1.2", "1.3"]
    by_id = {c.criterion_id: c for c in one.criterion}
    assert [one.depth(by_id[c]) for c in ("work", "procedures", "on_time")] == [1, 2, 3]
    assert by_id["on_time"].maximum == Decimal(15)


def test_a_folder_without_agreements_is_whole_too() -> None:
    kept = {name: said for name, said in FILES.items() if "agreement" not in name}
    assert load(kept).agreements == {}


# What is replaced by what, and what the fault says.
FAULTS = {
    "a circle": (
        'criterion_id = "work"\nnumber = "I"',
        'criterion_id = "work"\nparent = "on_time"\nnumber = "I"',
        "work: parent: it stands under itself",
    ),
    "a parent that is not there": (
        'parent = "procedures"\nrule = { kind = "interp',
        'parent = "procedure"\nrule = { kind = "interp',
        "early: parent: the unknown criterion 'procedure'",
    ),
    "maxima that do not sum": (
        'maximum = 15\nparent = "procedures"',
        'maximum = 14\nparent = "procedures"',
        "procedures: maximum: those under it have 24 in all, not 25",
    ),
    "a scale that they miss": (
        "scale = 100",
        "scale = 110",
        "scale: the criteria have 100 points in all, not 110",
    ),
    "an unknown indicator": (
        "procedures.online_rate",
        "procedures.onlin_rate",
        "online: rule: the unknown indicator 'procedures.onlin_rate'",
    ),
    "an indicator of no direction": (
        '"tasks.accepted" }',
        '"procedures.received" }',
        "accepted: rule: procedures.received: neither more nor less",
    ),
    "a leader of what should be low": (
        '"tasks.accepted" }',
        '"procedures.late_rate" }',
        "accepted: rule: procedures.late_rate: lower is better",
    ),
    "a rule that is not there": (
        'kind = "stepped"',
        'kind = "staircase"',
        "rule",
    ),
    "a target of nothing": ("target = 0.98", "target = 0", "target"),
    "steps out of order": (
        "{ at = 0.5, points = 2 }",
        "{ at = 0.75, points = 2 }",
        "online: rule: its values do not ascend",
    ),
    "a better step for less": (
        "{ at = 0.7, points = 4 }",
        "{ at = 0.7, points = 1 }",
        "online: rule: a better value does not give more points",
    ),
    "steps beyond the maximum": (
        "{ at = 0.85, points = 5 }",
        "{ at = 0.85, points = 6 }",
        "online: rule: its points do not reach from 0 or more to 5",
    ),
    "a leaf without a rule": (
        'rule = { kind = "pass_fail" }\n',
        "",
        "unity: rule: a leaf needs one",
    ),
    "half of a condition": (
        '{ kind = "pass_fail" }',
        '{ kind = "pass_fail", at = 1 }',
        "unity: rule: an indicator and a value to reach go together",
    ),
    "a penalty inside the scale": (
        'maximum = 8\nparent = "party"',
        'maximum = 8\nminimum = -1\nparent = "party"',
        "only what is extra takes points away",
    ),
    "no points at all": (
        'maximum = 10\nparent = "bonus"',
        'maximum = 0\nparent = "bonus"',
        "flags: rule: the limits 0 to 0 leave no points",
    ),
    "a bonus by the wrong rule": (
        'rule = { kind = "bonus_penalty", penalty = 2 }',
        'rule = { kind = "judged" }',
        "absence: rule: only bonus_penalty takes points away",
    ),
    "extra under what is not": (
        'parent = "bonus"\nis_extra = true',
        'parent = "bonus"',
        "bonus: is_extra differs",
    ),
    "a criterion twice": (
        'criterion_id = "early"',
        'criterion_id = "online"',
        "criterion: 'online' stands twice",
    ),
    "a number twice": (
        'number = "1.3"',
        'number = "1.2"',
        "number: '1.2' stands twice",
    ),
    "grades out of order": (
        "at_least = 80",
        "at_least = 95",
        "grade good: is not lower",
    ),
    "a tie of nothing": (
        'by = "criterion"\ncriterion_id = "work"',
        'by = "criterion"\ncriterion_id = "labour"',
        "tie: the unknown criterion 'labour'",
    ),
    "a tie without its criterion": (
        'by = "criterion"\ncriterion_id = "work"',
        'by = "criterion"',
        "tie: criterion_id goes with",
    ),
    "an unknown law": (
        'law = "emulation_law"',
        'law = "emulation"',
        "exclusion fraud: the unknown rule 'emulation'",
    ),
    "an unknown bloc": ('bloc_id = "minh-hoa"', 'bloc_id = "minh"', "the unknown bloc"),
    "another year": ("year = 2025", "year = 2024", "name it after these"),
    "an unknown calendar": ('calendar = "state"', 'calendar = "lunar"', "calendar"),
    "an unknown key": ("flags = 1", "flag = 1", "flag"),
    "words that are no TOML": ("flags = 1", "flags =", NAME),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_its_file_and_key(fault: str) -> None:
    before, after, says = FAULTS[fault]
    words = FILES[NAME].decode()
    assert before in words
    files = {**FILES, NAME: words.replace(before, after, 1).encode()}
    assert NAME in (told := first_fault(files)) and says in told


def first_fault(files: dict[str, bytes]) -> str:
    """What is said first; the rest of the catalog, which is whole, is not looked at."""
    try:
        return next(faults(Catalog(files)))
    except DefinitionError as fault:
        return str(fault)


def test_a_faulty_agreement_is_a_faulty_catalog() -> None:
    words = FILES[NAME].replace(b"scale = 100", b"scale = 110")
    with pytest.raises(DefinitionError, match=NAME):
        load({**FILES, NAME: words})


def test_an_agreement_added_or_dropped_takes_effect_at_the_import(
    empty_workspace: Workspace,
) -> None:
    folder, own = empty_workspace.catalog, "agreement-quang-tri-vhxh-2024.toml"
    (shipped,) = folder.glob("agreement-*.toml")
    assert empty_workspace.catalog_differs() == []
    words = shipped.read_text("utf-8").replace("year = 2023", "year = 2024")
    (folder / own).write_text(words, "utf-8")
    assert empty_workspace.catalog_differs() == [own]
    empty_workspace.bring("catalog", [])
    assert empty_workspace.catalog_differs() == []
    shipped.unlink()
    assert empty_workspace.catalog_differs() == [shipped.name]
    (folder / own).write_text(words.replace("scale = 1000", "scale = 999"), "utf-8")
    before = empty_workspace.store.current_id()
    with pytest.raises(DefinitionError, match=own):
        empty_workspace.bring("catalog", [])
    assert empty_workspace.store.current_id() == before
