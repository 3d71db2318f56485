"""The notice of a search that takes long: when it comes, and that it goes."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import TimedOut

from bot.messages.phrases import phrases
from handlers.common import search_notice
from handlers.common.begin import Request
from handlers.common.search_notice import MOST_IN_SILENCE, searching

REQUEST = cast(
    Request,
    SimpleNamespace(chat=SimpleNamespace(id=1001), thread=7, words=phrases("fr"), context=SimpleNamespace(bot=None)),
)


class RecordingBot:
    """A bot that records its calls in order, and answers with an error where it is to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.was_asked = asyncio.Event()
        self._error = error
        monkeypatch.setattr(search_notice, "call", self._call)

    async def _call(self, _: object, method: str, **parameters: Any) -> dict[str, int]:
        self.asked.append((method, parameters.get("message_id")))
        self.was_asked.set()
        if self._error:
            raise self._error
        return {"message_id": 42}


@pytest.mark.parametrize("count", [1, MOST_IN_SILENCE, 50])
async def test_nothing_is_said_of_a_search_that_is_over_at_once(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    telegram = RecordingBot(monkeypatch)
    async with searching(REQUEST, count):
        pass
    assert telegram.asked == []


async def test_a_search_that_goes_on_is_told_and_the_notice_goes_with_it_whatever_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_notice, "PATIENCE", 0.0)
    for error in (None, RuntimeError("a bug")):
        telegram = RecordingBot(monkeypatch)
        try:
            async with searching(REQUEST, MOST_IN_SILENCE + 1):
                await telegram.was_asked.wait()
                if error:
                    raise error
        except RuntimeError as raised:
            assert raised is error
        assert telegram.asked == [("sendMessage", None), ("deleteMessage", 42)]


async def test_a_notice_that_cannot_be_sent_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_notice, "PATIENCE", 0.0)
    telegram = RecordingBot(monkeypatch, TimedOut())
    async with searching(REQUEST, 50):
        await telegram.was_asked.wait()
    assert telegram.asked == [("sendMessage", None)]
