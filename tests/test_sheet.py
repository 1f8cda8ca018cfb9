"""Tables as they are taken away: lists as people write them, formulas made plain."""

import io

import numpy as np
import openpyxl
import pandas as pd

from dashboard.briefing import sheet

TABLE = pd.DataFrame(
    {
        "subject": ["Công ty A", "=1+1"],
        "units": [np.array(["mh-syt", "mh-khcn"]), ["=2+2"]],
        "meetings": [2, 3],
    }
)


def test_a_list_in_a_cell_is_written_as_one() -> None:
    first, second = sheet.csv(TABLE).decode("utf-8-sig").splitlines()[1:]
    assert first == 'Công ty A,"mh-syt, mh-khcn",2'
    assert second == "'=1+1,'=2+2,3"
    book = openpyxl.load_workbook(
        io.BytesIO(sheet.xlsx(TABLE, "T", "Bảng", "Nguồn", [("a", "b")]))
    )
    rows = list(book["Bảng"].iter_rows(min_row=4, values_only=True))
    assert rows == [("Công ty A", "mh-syt, mh-khcn", 2), ("=1+1", "=2+2", 3)]
    assert all(cell.data_type != "f" for row in book["Bảng"] for cell in row)
