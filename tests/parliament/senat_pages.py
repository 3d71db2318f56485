"""The pages of the Sénat for the tests, how they are read, and what a reading of one is as JSON."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from bot.core.chambers.senat_reference import SenatReference
from bot.parliament.page import Unreadable, decode
from bot.parliament.senat.question_page import read_page
from bot.parliament.senat.records import SenatePage
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


ASKED = {name: json.loads((FOLDER / name.replace(".html", ".json")).read_text("utf-8"))["reference"] for name in NAMES}
WAITING, ANSWERED, OLDER = "waiting.html", "answered-made-up.html", "older-answered-windows-1252.html"
A_QUESTION = SenatReference(2020, 12, 19666)


def read(name: str, body: bytes | None = None) -> SenatePage:
    return read_page(senat_page(name) if body is None else body, SenatReference.parse(ASKED[name]))


def changed(name: str, *changes: tuple[str, str]) -> SenatePage:
    text = decode(senat_page(name)).replace("iso-8859-1", "utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(name, text.encode())


def reason(body: bytes, asked: SenatReference = A_QUESTION) -> str:
    with pytest.raises(Unreadable) as caught:
        read_page(body, asked)
    assert "\n" not in caught.value.reason
    return caught.value.reason
