"""The rows of a table: whatever others wrote, no cell of it is a formula."""

from dataclasses import fields, replace
from datetime import date

import pytest

from bot.core.question import State
from bot.core.table import BEGINS_A_FORMULA, TableRow
from bot.messages.table import COLUMNS, table_cells
from tests.messages.reading import EN, FR
from tests.support.examples import ID

DAY = date(2026, 11, 30)
OTHERS_WRITE = [each.name for each in fields(TableRow) if each.type == str | None]


def test_others_write_six_columns() -> None:
    assert OTHERS_WRITE == ["author", "group", "ministry", "rubric", "subject", "closing"]


@pytest.mark.parametrize("begin", sorted(BEGINS_A_FORMULA))
@pytest.mark.parametrize("column", OTHERS_WRITE)
def test_no_cell_is_a_formula_whichever_column_somebody_wrote_it_into(column: str, begin: str) -> None:
    hostile = f"{begin}HYPERLINK(A1)"
    row = replace(TableRow(ID, State.CLOSED), **{column: hostile})  # type: ignore[arg-type]  # all of these are texts
    for words in (FR, EN):
        cells = dict(zip(COLUMNS, table_cells(words, row, DAY), strict=True))
        assert cells[column] == f"'{hostile}"
        assert not [cell for cell in cells.values() if cell[:1] in BEGINS_A_FORMULA]
