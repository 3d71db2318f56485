"""The outbox has one writer: all other modules read its columns, and hand the table itself to nobody."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.outbox import transitions

STORAGE = Path(transitions.__file__).parents[1]
OTHERS = [
    path
    for path in sorted(STORAGE.rglob("*.py"))
    if not {"migrations", "tables"} & set(path.parts) and path.name != "transitions.py"
]
READING = {"c", "join", "alias"}


def uses_of_the_table(source: str) -> Iterator[str]:
    """The uses of the table in a module, other than reading its columns."""
    tree = ast.parse(source)
    if not any(isinstance(node, ast.alias) and node.name == "outbox" for node in ast.walk(tree)):
        return
    columns = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in READING}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "outbox" and id(node) not in columns:
            yield f"line {node.lineno}"


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_others_read_columns_of_the_outbox_and_write_none(path: Path) -> None:
    assert list(uses_of_the_table(path.read_text())) == []


@pytest.mark.parametrize(
    "statement",
    ["update(outbox).values(thread=None)", "outbox.delete()", "for table in (follows, outbox): delete(table)"],
)
def test_a_statement_that_writes_would_be_seen(statement: str) -> None:
    assert list(uses_of_the_table(f"from storage.tables import follows, outbox\n{statement}")) == ["line 2"]
