"""The announcer with a real store: it hands chats over by and by, and its message shows how far it is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import BadRequest, TelegramError

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.preferences import Preferences
from bot.delivery.announcer import AT_A_TIME, IDLE_SECONDS, SHOW_SECONDS, STEP_SECONDS, Announcer
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store

OPERATOR, MESSAGE = 1001, 55
CHATS = AT_A_TIME + 5


class Telegram:
    """A Telegram that is asked to edit a message, and remembers its texts."""

    def __init__(self) -> None:
        self.edits: list[dict[str, Any]] = []
        self.trouble: TelegramError | None = None

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any], **_: Any) -> Any:
        assert method == "editMessageText"
        self.edits.append(api_kwargs)
        if self.trouble is not None:
            raise self.trouble
        return True


class Work:
    """An announcer, its Telegram and its clocks."""

    def __init__(self, store: Store, chat: int | None = OPERATOR) -> None:
        self.store, self.telegram, self.now, self.ticks, self.rung = store, Telegram(), NOW, 0.0, 0
        bot = cast(Any, self.telegram)
        self.announcer = Announcer(bot, store, lambda: self.now, chat, self._ring, lambda: self.ticks)

    def _ring(self) -> None:
        self.rung += 1

    async def begin(self) -> int:
        number = await self.store.announcements.draft("Bonjour", NOW)
        await self.store.announcements.confirm(number, MESSAGE, NOW)
        return number

    async def send(self) -> None:
        for each in await self.store.outbox.due(self.now, (), 100):
            await self.store.outbox.settle(each.rows, DeliveryState.SENT, self.now)

    @property
    def shown(self) -> str:
        return str(self.telegram.edits[-1]["text"])


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await new_store(tmp_path / "guetteur.db")
    for chat in range(OPERATOR, OPERATOR + CHATS):
        await store.chats.greet(Chat(chat, "private", "fr"), NOW)
    yield store
    await store.close()


async def test_it_goes_on_until_every_chat_has_its_delivery_and_shows_the_end(store: Store) -> None:
    work = Work(store)
    number = await work.begin()
    assert await work.announcer.step() == STEP_SECONDS
    assert (work.telegram.edits[0]["chat_id"], work.telegram.edits[0]["message_id"]) == (OPERATOR, MESSAGE)
    assert "en cours" in work.shown
    await work.send()
    while await work.announcer.step() == STEP_SECONDS:
        await work.send()
    assert work.rung == 2
    assert len(work.telegram.edits) == 2  # not at each step
    assert f"{CHATS} conversations sur {CHATS}" in work.shown
    assert work.telegram.edits[-1].get("reply_markup") is None
    assert await work.announcer.step() == IDLE_SECONDS
    assert await store.announcements.under_way() == []
    assert (await store.announcements.of(number)) is not None


async def test_while_chats_wait_for_their_hour_it_looks_now_and_then_and_ends_after_two_days(store: Store) -> None:
    await store.preferences.change(1002, NOW, lambda _: Preferences(paused_until=NOW + timedelta(days=9)))
    work = Work(store)
    await work.begin()
    while await work.announcer.step() == STEP_SECONDS:
        await work.send()
    work.ticks += SHOW_SECONDS
    assert await work.announcer.step() == SHOW_SECONDS
    assert "1 attend" in work.shown
    before = len(work.telegram.edits)
    work.ticks += SHOW_SECONDS
    await work.announcer.step()
    assert len(work.telegram.edits) == before  # nothing is new
    work.now += timedelta(days=2)
    await work.announcer.step()
    assert await store.announcements.under_way() == []


@pytest.mark.parametrize("why", ["Message is not modified", "Message to edit not found"])
async def test_a_message_that_cannot_be_edited_holds_nothing_up(store: Store, why: str) -> None:
    work = Work(store)
    work.telegram.trouble = BadRequest(why)
    await work.begin()
    while await work.announcer.step() == STEP_SECONDS:
        await work.send()
    assert await store.announcements.under_way() == []
