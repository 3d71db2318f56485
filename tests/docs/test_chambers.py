"""What is particular to a chamber stands in `bot/core/chambers` and in the readers: nothing else asks which one it is."""

import ast
import re
from collections.abc import Iterator

import pytest

from bot.core import chambers
from docs.rooms import ROOT

ITS_PLACES = ("bot/core/chambers/", "bot/parliament/", "bot/standins/", "storage/migrations/")
CONSTANTS = {type(each).__name__.upper() for each in chambers.CHAMBERS}
CLASSES = {type(each).__name__ for each in chambers.CHAMBERS}


def branches(source: str) -> list[int]:
    """The lines that ask which chamber something is of."""
    nodes = list(ast.walk(ast.parse(source)))
    return sorted({node.lineno for node in nodes if isinstance(node, ast.expr | ast.Match) and _asks(node)})


def _asks(node: ast.expr | ast.Match) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            return any(map(_is_chamber, _each([left, *others])))
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, what]):
            return any(isinstance(each, ast.Name) and each.id in CLASSES for each in _each([what]))
        case ast.Subscript(slice=asked) | ast.Match(subject=asked):
            return _is_chamber(asked)
        case ast.Call(func=ast.Attribute(attr="get"), args=[asked, *_]):
            return _is_chamber(asked)
    return False


def _each(sides: list[ast.expr]) -> Iterator[ast.expr]:
    for side in sides:
        match side:
            case ast.Tuple(elts=several) | ast.List(elts=several) | ast.Set(elts=several):
                yield from _each(several)
            case _:
                yield side


def _is_chamber(side: ast.expr) -> bool:
    match side:
        case ast.Name(id=name):
            return name == "chamber" or name in CONSTANTS
        case ast.Attribute(attr="chamber"):
            return True
        case ast.Attribute(value=of, attr="code" | "series"):
            return _is_chamber(of)
        case ast.Call(func=ast.Name(id="type"), args=[of]):
            return _is_chamber(of)
    return False


@pytest.mark.parametrize(
    "line",
    [
        "if id.chamber == SENAT: pass",
        "if id.chamber is not ASSEMBLEE: pass",
        "x = 1 if question.id.chamber.code == 'an' else 2",
        "x = id.chamber in (ASSEMBLEE,)",
        "x = id.series in SENAT.series",
        "if isinstance(id.chamber, Senat): pass",
        "if type(chamber) is Senat: pass",
        "x = WORDS[id.chamber]",
        "x = WORDS.get(id.chamber.code, 2)",
        "match id.chamber:\n    case _: pass",
    ],
)
def test_a_branch_is_seen(line: str) -> None:
    assert branches(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "if source is Source.ASSEMBLEE: pass",
        "if id.chamber.terms(kind).years_to_lapse is None: pass",
        "if id.chamber.has_letter: pass",
        "x = ASSEMBLEE.path(id.designation)",
        "if id.series in found: pass",
    ],
)
def test_a_question_to_the_chamber_is_none(line: str) -> None:
    assert branches(line) == []


def test_nothing_else_asks_which_chamber_it_is() -> None:
    found = []
    for room in ("bot", "handlers", "storage"):
        for file in sorted((ROOT / room).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if not name.startswith(ITS_PLACES):
                found += [f"{name}:{line}" for line in branches(file.read_text("utf-8"))]
    assert found == []


def test_the_store_turns_rows_into_questions_in_one_place() -> None:
    files = [file for file in (ROOT / "storage").rglob("*.py") if not file.is_relative_to(ROOT / "storage/migrations")]
    makers = {file.name for file in files if re.search(r"QuestionId\(|QuestionId\.stored\(", file.read_text("utf-8"))}
    assert makers == {"identity.py"}
