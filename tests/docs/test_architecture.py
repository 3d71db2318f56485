"""The pages for successors: the picture is that of the imports, and every file that they name is there."""

import re
from pathlib import Path

import pytest

from docs.rooms import PAGE, ROOT, document, reduced

NAMED = re.compile(r"(?<![\w/.])(?:bot|deploy|docs|handlers|storage|tests)/[\w/.-]*[\w/]|(?<!\w)\.ci/\w+")
TO_BE_MADE = frozenset({"deploy/.env", "bot/core/chambers/valmont.py", "bot/parliament/valmont.py"})
"""Files that a page tells people to make."""

LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")
DEFINED = re.compile(r"`([A-Za-z_]\w+)`\s+(?:in\s+|of\s+|\()`((?:bot|handlers|storage|tests|docs)/[\w/]+\.py)`")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_picture_of_the_rooms_is_that_of_the_imports() -> None:
    page = PAGE.read_text("utf-8")
    assert document(page) == page


def test_an_arrow_is_left_out_where_a_longer_way_says_the_same() -> None:
    rooms = {"a": frozenset({"b", "c"}), "b": frozenset({"c"}), "c": frozenset[str]()}
    assert reduced(rooms) == {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_or_links_to_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = {name for name in NAMED.findall(text) if name not in TO_BE_MADE and not (ROOT / name).exists()}
    linked = {name for name in LINKED.findall(text) if not (page.parent / name).exists()}
    assert (named, linked) == (set(), set())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_says_is_in_a_file_is_defined_there(page: Path) -> None:
    said = DEFINED.findall(page.read_text("utf-8"))
    assert [(name, file) for name, file in said if not _defines(ROOT / file, name)] == []


def _defines(file: Path, name: str) -> bool:
    beginning = rf"^ *(?:async )?(?:def|class) {name}\b|^{name}\b.*="
    return re.search(beginning, file.read_text("utf-8"), re.MULTILINE) is not None


def test_the_page_says_of_every_module_of_the_core_what_it_decides() -> None:
    section = PAGE.read_text("utf-8").partition("## What is decided where")[2].partition("\n## ")[0]
    modules = {path.stem for path in (ROOT / "bot" / "core").glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`(\w+)`", section)) == modules
