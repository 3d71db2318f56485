"""The threats in docs/security.md: every test that the page names exists; and a property that no journey can show."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import Database

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", PAGE)))


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_page_names_is_there(file: str, name: str) -> None:
    written = (ROOT / file).read_text("utf-8")
    assert re.search(rf"^(?:async )?def {name}\(|^{name} = ", written, re.MULTILINE)


def test_every_threat_has_an_answer() -> None:
    rows = [row for row in PAGE.splitlines() if row.startswith("| ") and not row.startswith(("| who", "|--"))]
    assert len(rows) > 15
    assert [row for row in rows if "::test" not in row and "::Test" not in row] == []


async def test_an_error_of_the_database_does_not_repeat_the_values_that_were_written(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/guetteur.db")
    with pytest.raises(OperationalError) as failed:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "rendez-vous"})
    await database.close()
    assert "nowhere" in str(failed.value)
    assert "rendez-vous" not in str(failed.value)
