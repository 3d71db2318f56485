"""The changelog knows the version that the program says it is."""

import re

from bot import VERSION
from docs.rooms import ROOT

HEADING = re.compile(r"^## (?:(Unreleased)|(\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d)$", re.MULTILINE)


def test_the_newest_version_of_the_changelog_is_that_of_the_program_below_what_is_not_released() -> None:
    page = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert page.count("\n## ") == len(HEADING.findall(page)), "each heading is a version with its day, or Unreleased"
    unreleased, newest = HEADING.findall(page)[:2]
    assert (unreleased[0], newest[1]) == ("Unreleased", VERSION)
