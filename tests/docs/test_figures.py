"""The definitions in docs/figures.md: each has a test, and every test that the page names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "figures.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", PAGE)))
DEFINITIONS = re.findall(r"^- (.+?)(?=^- |^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)

HELD_BY_THE_RECOUNT = (
    "**Answered**",
    "**Within two months**",
    "**Beyond the term**",
)
"""Definitions that have no test of their own: `tests/support/recount.py` counts by them, over the made legislature."""


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 20


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_page_names_is_there(file: str, name: str) -> None:
    written = (ROOT / file).read_text("utf-8")
    assert re.search(rf"^(?:async )?def {name}\(", written, re.MULTILINE)


def test_every_definition_names_its_test() -> None:
    assert len(DEFINITIONS) > 20
    assert [each for each in DEFINITIONS if "::test" not in each and not each.startswith(HELD_BY_THE_RECOUNT)] == []


def test_the_page_is_found_from_the_readme() -> None:
    assert "(docs/figures.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(docs/figures.md)" in (ROOT / "LISEZMOI.md").read_text("utf-8")
