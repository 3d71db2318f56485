"""The pages and records of the readers' tests, by name, and how a test changes them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.core.question import State
from bot.parliament.page import Unreadable, decode
from bot.parliament.sniff import read

PAGES = Path(__file__).parents[1] / "pages"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
RECORD = ".record.json"
HTML = sorted(path.name for path in PAGES.glob("*.html"))
RECORDS = sorted(path.name for path in PAGES.glob(f"*{RECORD}"))
CURRENT_WAITING = "assemblee-16-waiting.html"
CURRENT_ANSWERED = "assemblee-16-answered.html"
OLDER_ANSWERED = "assemblee-older-14-answered.html"
OLDER_WAITING = "assemblee-older-15-waiting.html"
SITE_WAITING = "nosdeputes-16-waiting.html"
SITE_COMMENTED = "nosdeputes-15-answered-comments.html"
RECORD_WAITING = "archive-17-waiting.record.json"


def page(name: str) -> bytes:
    return (PAGES / name).read_bytes()


def sample(name: str) -> bytes:
    """A real page or record, where they are at hand."""
    if not SAMPLES.is_dir():
        pytest.skip(f"the real pages are not in the repository, and {SAMPLES} is not there")
    return (SAMPLES / name).read_bytes()


def changed(name: str, *changes: tuple[str, str]) -> bytes:
    """The page with each text replaced everywhere; a text that is not there is a mistake in the test."""
    text = decode(page(name)).replace("iso-8859-15", "utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def changed_record(name: str, **keys: Any) -> bytes:
    document = json.loads(page(name))
    document["question"].update(keys)
    return json.dumps(document).encode()


def reason_of(reader: Callable[[bytes], object], body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        reader(body)
    assert caught.value.reason
    assert "\n" not in caught.value.reason
    return caught.value.reason


def state_in(body: bytes) -> State:
    return read(body)[1].state
