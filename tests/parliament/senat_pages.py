"""The pages of the Sénat for the tests, and what a reading of one is as JSON."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from bot.core.senat_reference import SenatReference
from tests.parliament.examples import PAGES

FOLDER = PAGES / "senat"
NAMES = sorted(path.name for path in FOLDER.glob("*.html"))


def senat_page(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def plain(value: object) -> Any:
    """A reading as JSON holds it: references and days as texts."""
    if isinstance(value, SenatReference | date):
        return str(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return value
