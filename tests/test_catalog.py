"""The shipped catalog is whole, and every fault in one names its file and key."""

import datetime as dt

import pytest

from dashboard.catalog.load import FILES, Catalog, load, read_folder
from dashboard.errors import DefinitionError
from dashboard.settings import shipped

SHIPPED = read_folder(shipped("data") / "catalog")
CATALOG = load(SHIPPED)
REQUIRED = [
    "procedures.received",
    "procedures.received_new",
    "procedures.carried_over",
    "procedures.resolved",
    "procedures.early",
    "procedures.on_time",
    "procedures.late",
    "procedures.returned",
    "procedures.withdrawn",
    "procedures.pending",
    "procedures.pending_overdue",
    "procedures.early_rate",
    "procedures.on_time_rate_resolved",
    "procedures.on_time_rate_due",
    "procedures.on_time_rate_to_process",
    "procedures.online_rate",
    "procedures.feedback",
    "inspections.count",
    "checks.count",
    "checks.establishments",
    "checks.devices",
    "tasks.approved",
    "tasks.accepted",
    "tasks.checked",
]


def test_the_indicators_others_rely_on_are_there() -> None:
    known = {one.indicator_id for one in CATALOG.indicators}
    assert set(REQUIRED) <= known
    assert len(known) >= 40


def test_every_column_of_the_official_form_is_an_indicator() -> None:
    forms = " ".join(f"{one.form}." for one in CATALOG.indicators if one.form)
    for column in range(3, 14):
        assert f"II.06a/VPCP/KSTT, cột {column}." in forms, column


def test_the_tiles_are_in_order() -> None:
    tiles = [one.tile for one in CATALOG.indicators if one.tile is not None]
    assert sorted(tiles) == list(range(1, len(tiles) + 1))
    assert len(tiles) > 8


def members(day: dt.date) -> dict[str, str]:
    """Units of the bloc on a day, with their roles."""
    return {
        one.unit_id: one.role
        for one in CATALOG.members
        if one.from_date <= day and (one.to_date is None or day <= one.to_date)
    }


def test_the_bloc_has_its_eight_members_and_the_heads_of_2021_and_2023() -> None:
    units = {"skhcn", "sgddt", "syt", "sttt", "sldtbxh", "svhttdl", "bdt", "dptth"}
    for year, head in ((2021, "bdt"), (2023, "sgddt")):
        found = members(dt.date(year, 6, 14))
        assert set(found) == units
        assert [one for one, role in found.items() if role == "head"] == [head]


def test_mergers_and_breaks_of_2025_are_dated() -> None:
    merged = {(s.from_unit, s.to_unit) for s in CATALOG.successions}
    assert {("skhcn", "skhcn2"), ("sttt", "skhcn2"), ("sldtbxh", "snv2")} <= merged
    assert {s.date for s in CATALOG.successions} == {dt.date(2025, 3, 1)}
    breaks = {(one.area, one.date) for one in CATALOG.series_breaks}
    assert ("*", dt.date(2025, 3, 1)) in breaks
    assert ("inspections", dt.date(2025, 7, 1)) in breaks


def test_the_arithmetic_of_the_form_is_four_identities() -> None:
    sides = {one.left: set(one.right) for one in CATALOG.identities}
    assert sides["procedures.resolved"] == {
        "procedures.early",
        "procedures.on_time",
        "procedures.late",
    }
    assert len(CATALOG.identities) == 4


def faulty(name: str, old: str, new: str) -> dict[str, bytes]:
    """The shipped files with one change."""
    words = SHIPPED[name].decode()
    assert old in words
    return {**SHIPPED, name: words.replace(old, new, 1).encode()}


MEMBER = '[[member]]\nbloc_id = "{bloc}"\nunit_id = "{unit}"\nfrom_date = {day}\n'
MEMBER += 'role = "member"\nsource = "x"\n\n[[member]]'
INVENTED = '[unit.mh]\norigin = "invented"\nslot = 1\nsource = "x"\n'
INVENTED += 'name = { vi = "a", en = "a" }\nshort = { vi = "a", en = "a" }\n\n[unit.'


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("units.toml", "slot = ", "colour = ", r"units\.toml: .+: slot"),
        ("units.toml", "slot = ", "size = 1\nslot = ", r"units\.toml: .+: size"),
        ("units.toml", "[unit.", "[unit", r"units\.toml: "),
        ("law.csv", "2019", "soon", r"law\.csv: .+: valid_from"),
        ("units.toml", 'to_unit = "skhcn2"', 'to_unit = "sx"', r"units\.toml: .+'sx'"),
        ("blocs.toml", 'unit_id = "syt"', 'unit_id = "sx"', r"blocs\.toml: .+/sx"),
        (
            "blocs.toml",
            "[[member]]",
            MEMBER.format(bloc="quang-tri-vhxh", unit="syt", day="2022-01-01"),
            r"blocs\.toml: syt is a member twice",
        ),
        (
            "indicators.toml",
            'measured_in = "dossier"',
            'measured_in = "paper"',
            r"indicators\.toml: procedures\.received .+'paper'",
        ),
        (
            "indicators.toml",
            'law = ["form_06"]',
            'law = ["no_law"]',
            r"indicators\.toml: procedures\.received .+'no_law'",
        ),
        (
            "indicators.toml",
            'parts = ["field"]',
            'parts = ["shade"]',
            r"indicators\.toml: .+'shade'",
        ),
        (
            "indicators.toml",
            'numerator_of = ["procedures.early"]',
            'numerator_of = ["procedures.erly"]',
            r"indicators\.toml: procedures\.early_rate .+'procedures\.erly'",
        ),
        (
            "indicators.toml",
            'numerator_of = ["procedures.early"]\n',
            "",
            r"indicators\.toml: procedures\.early_rate.+ratio",
        ),
        (
            "indicators.toml",
            'query = "indicator/dossier_flow"',
            'numerator_of = ["procedures.early"]\nquery = "indicator/dossier_flow"',
            r"indicators\.toml: procedures\.received.+only a ratio",
        ),
        (
            "indicators.toml",
            "procedures.received - procedures.resolved",
            "procedures.received * 2",
            r"indicators\.toml: procedures\.pending.+formula",
        ),
        (
            "identities.toml",
            '"procedures.on_time"',
            '"procedures.in_time"',
            r"identities\.toml: .+'procedures\.in_time'",
        ),
        ("parts.toml", "[key.kind]", "[key.sort]", r"indicators\.toml: .+'kind'"),
        (
            "parts.toml",
            "[value.level.province]",
            "[value.depth.province]",
            r"parts\.toml: value\.depth",
        ),
    ],
)
def test_a_fault_names_its_file_and_key(
    name: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(DefinitionError, match=told):
        load(faulty(name, old, new))


def test_real_and_invented_units_cannot_share_a_bloc() -> None:
    files = faulty("units.toml", "[unit.", INVENTED)
    words = files["blocs.toml"].decode()
    member = MEMBER.format(bloc="quang-tri-vhxh", unit="mh", day="2022-01-01")
    files["blocs.toml"] = words.replace("[[member]]", member, 1).encode()
    with pytest.raises(DefinitionError, match="mh is invented"):
        load(files)


def test_missing_files_and_tables_are_named(tmp_path) -> None:
    with pytest.raises(DefinitionError, match=r"law\.csv"):
        load({name: SHIPPED[name] for name in FILES if name != "law.csv"})
    with pytest.raises(DefinitionError, match=r"blocs\.toml"):
        read_folder(tmp_path)
    with pytest.raises(DefinitionError, match="identity"):
        load({**SHIPPED, "identities.toml": b""})


def test_words_are_in_both_languages_and_terms_have_signs() -> None:
    one = next(i for i in CATALOG.indicators if i.indicator_id.endswith("to_process"))
    assert one.area == "procedures"
    assert {t["sign"] for t in one.terms() if t["side"] == "numerator"} == {1, -1}
    assert one.name["vi"] != one.name["en"]
    assert set(Catalog(SHIPPED).tables()) == set(CATALOG.tables())
