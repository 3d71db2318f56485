"""The dependencies are all locked, and their licences may be combined with the program's own."""

import re

import pytest

from docs.licences import LOCK, LOCKED, document, is_compatible, licence_of, locked

PAGE = LOCK.parent / "docs" / "licences.md"


def test_the_page_of_licences_is_what_the_packages_declare() -> None:
    assert PAGE.read_text("utf-8") == document()


@pytest.mark.parametrize("package", locked())
def test_every_dependency_may_be_combined_with_the_agpl(package: str) -> None:
    assert is_compatible(licence_of(package)), licence_of(package)


@pytest.mark.parametrize(
    ("licence", "compatible"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("MIT OR Proprietary", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("MIT-CMU", True),
        ("CC-BY-NC-4.0", False),
        ("GPL-2.0-only", False),
        ("MIT AND CDDL-1.0", False),
        ("not declared", False),
    ],
)
def test_a_licence_is_compatible_where_all_that_holds_at_once_is(licence: str, compatible: bool) -> None:
    assert is_compatible(licence) is compatible


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_locked_with_its_hashes(name: str) -> None:
    lock = (LOCK.parent / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) == len(LOCKED.findall(lock)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock, "a lock names no host"
