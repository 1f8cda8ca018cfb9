"""The official form as a workbook: its cells are the records', its marks are there."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard.briefing import form_06, form_06_xlsx
from dashboard.settings import LANGUAGES
from dashboard.text import of
from dashboard.workspace import procedures
from dashboard.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("demo")

FACTS = form_06_xlsx.Facts(
    unit="Sở =1+1",
    receiver="",
    period="6 tháng đầu năm 2026",
    from_date=dt.date(2025, 12, 15),
    to_date=dt.date(2026, 6, 14),
    as_of=dt.date(2026, 6, 30),
    is_invented=True,
    notes=[("SQL", "=select 1")],
)


def form(demo: Workspace, unit_id: str) -> pd.DataFrame:
    """The rows of a form of the half-year."""
    cells = demo.query(
        "procedures/form", calendar="state", period_id="2026-H1", unit_id=unit_id
    ).frame
    rows = procedures.form(cells, form_06.indicators())
    return rows.assign(name=rows["field"])


def book(rows: pd.DataFrame, language: str, values: bool = True) -> openpyxl.Workbook:
    """The workbook, opened again; sums as their values, or as they are written."""
    content = form_06_xlsx.xlsx(
        rows,
        FACTS,
        language,  # type: ignore[arg-type]
        lambda key, **values: of(f"procedures.form.sheet.{key}", language, **values),  # type: ignore[arg-type]
    )
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit_id", ["mh-gddt", "mh-bptth"])
def test_every_cell_of_the_form_is_the_records(
    demo: Workspace, unit_id: str, language: str
) -> None:
    rows = form(demo, unit_id)
    sheet = book(rows, language).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    top = next(n for n, line in enumerate(lines) if line[0] == "(1)")
    for row, line in zip(rows.to_dict("records"), lines[top + 1 :], strict=False):
        assert [row[f"c{at}"] for at in range(3, 14)] == list(line[2:13])
    assert lines[top + 1][1] == rows["name"].iloc[0]
    words = " ".join(str(cell) for line in lines for cell in line if cell)
    assert of("procedures.form.sheet.invented", language) in words  # type: ignore[arg-type]
    assert "II.06a/VPCP/KSTT" in words and "15/12/2025" in words


def test_the_second_sheet_tells_every_difference_the_broken_identities_first(
    demo: Workspace,
) -> None:
    rows = form(demo, "mh-gddt")
    sheet = book(rows, "vi").worksheets[1]
    lines = [line for line in sheet.iter_rows(values_only=True) if any(line)]
    assert [line[:5] for line in lines[1:3]] == [
        ("education", 13, 36, 33, -3),
        ("qualification", 10, 52, 50, -2),
    ]
    identities = [line for line in lines[4:] if line[2]]
    assert [line[5] != 0 for line in identities[:3]] == [True, True, False]
    assert len(identities) == len(form_06.identities(rows))
    assert identities[-1][0] == "Tổng cộng"


def test_only_the_sums_of_the_last_row_are_formulas(demo: Workspace) -> None:
    made = book(form(demo, "mh-gddt"), "vi", values=False)
    cells = [c for sheet in made for row in sheet.iter_rows() for c in row]
    formulas = [c for c in cells if c.data_type == "f"]
    assert all(str(c.value).startswith("=SUM(") for c in formulas)
    assert len({c.row for c in formulas}) == 1 and len(formulas) == 11
    assert any("select 1" in str(c.value) for c in made.worksheets[2]["B"])


def test_a_missing_cell_stays_blank_and_tests_no_identity(tmp_path: Path) -> None:
    numbers = {f"c{at}": 1.0 for at in form_06.indicators()}
    numbers |= {f"r{at}": None for at in form_06.indicators()}
    whole = {"field": "", "name": "", **numbers, "c9": float("nan")}
    rows = pd.DataFrame([{"field": "x", "name": "x", **numbers}, whole])
    found = form_06.identities(rows)
    tested = set(found[found["field"] == ""]["identity"])
    assert tested == {"3 = 4 + 5 + 6", "11 = 12 + 13", "3 = 7 + 11"}
    sheet = book(rows, "vi").worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    top = next(n for n, line in enumerate(lines) if line[0] == "(1)")
    assert lines[top + 2][8] is None
