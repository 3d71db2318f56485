"""The table of errors is true: of the code, of the page, and of the tests that it names."""

import re
from pathlib import Path

import pytest

from bot.transport.errors import TryAgain, judge
from tests.transport.error_table import ROWS, Row, page

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_error_is_judged_as_the_table_says(row: Row) -> None:
    assert judge(row.error, row.in_topic) == row.verdict


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_verdict_to_try_again_says_why(row: Row) -> None:
    verdict = judge(row.error, row.in_topic)
    assert not isinstance(verdict, TryAgain) or verdict.why


def test_the_page_has_the_table() -> None:
    assert page() in (ROOT / "docs" / "telegram-errors.md").read_text()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_test_that_is_named_exists(row: Row) -> None:
    file, _, name = row.test.partition("::")
    assert re.search(rf"def {name}\(", (ROOT / "tests" / file).read_text())
