"""docs/reliability.md names only tests that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def defined(path: Path) -> set[str]:
    """The names of the functions of a module."""
    tree = ast.parse(path.read_text())
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text())
    assert len(named) > 30
    assert [f"{file}::{test}" for file, test in named if test not in defined(ROOT / file)] == []


def test_the_page_names_every_test_of_the_faults() -> None:
    page = PAGE.read_text()
    tests = [name for path in Path(__file__).parent.glob("test_*.py") for name in defined(path)]
    here = defined(Path(__file__))
    assert [name for name in tests if name.startswith("test_") and name not in page and name not in here] == []
