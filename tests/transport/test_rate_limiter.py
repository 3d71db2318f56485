"""The limiter between the library and Telegram: a real bot of python-telegram-bot, and a clock that is handed in."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.core.chat import Chat
from bot.standins.telegram.server import StandInTelegram
from bot.transport.api import call
from bot.transport.http import AiohttpRequest
from bot.transport.rate_limiter import Broadcast, Limiter
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

PERSON, OTHER, GROUP = 1001, 1002, -500
ORDINARY_WAIT = 0.2


TO_ALL = Broadcast(lambda: None)


@dataclass
class LimitedBot:
    """A bot with its limiter and store, before a stand-in Telegram that does not limit anything by itself."""

    telegram: StandInTelegram
    store: Store
    limiter: Limiter
    bot: ExtBot[Broadcast]
    seconds: list[float] = field(default_factory=lambda: [0.0])

    def wait(self, seconds: float) -> None:
        """Let so much time pass for the limiter."""
        self.seconds[0] += seconds
        self.limiter._grant_ready()

    async def say(self, chat: int, text: str = "Bonjour", is_broadcast: bool = False) -> None:
        await call(self.bot, "sendMessage", broadcast=TO_ALL if is_broadcast else None, chat_id=chat, text=text)

    def said(self) -> list[str]:
        return [each.params["text"] for each in self.telegram.called("sendMessage")]


@pytest.fixture
async def limited(tmp_path: Path) -> AsyncIterator[LimitedBot]:
    store = await new_store(tmp_path / "guetteur.db")
    seconds = [0.0]
    async with StandInTelegram() as telegram:
        for person in (PERSON, OTHER, 1003):
            telegram.person(person)
            await store.chats.greet(Chat(person, "private", "fr"), NOW)
        telegram.group(GROUP, "Digues", admins=[telegram.person(PERSON)])
        limiter = Limiter(1, store.flood_waits.keep, lambda: NOW + timedelta(seconds=seconds[0]), lambda: seconds[0])
        bot = ExtBot(telegram.token, f"{telegram.url}/bot", request=AiohttpRequest(), rate_limiter=limiter)
        async with bot:
            yield LimitedBot(telegram, store, limiter, bot, seconds)
    await store.close()


async def settle() -> None:
    """Let all tasks run that need no more time."""
    await asyncio.sleep(ORDINARY_WAIT)


async def test_a_chat_gets_three_at_once_and_the_next_when_its_time_has_come(limited: LimitedBot) -> None:
    tasks = [asyncio.create_task(limited.say(PERSON, str(number))) for number in range(5)]
    await limited.telegram.wait_until(lambda: len(limited.said()) == 3)
    await settle()
    assert sorted(limited.said()) == ["0", "1", "2"]
    assert set(limited.limiter.spent()) == {PERSON}
    await limited.say(OTHER, "to another")
    limited.wait(4)
    await asyncio.gather(*tasks)
    assert limited.said()[3] == "to another"
    assert len(limited.said()) == 6


async def test_an_edit_counts_and_a_question_does_not(limited: LimitedBot) -> None:
    for number in range(3):
        await limited.say(PERSON, str(number))
    task = asyncio.create_task(call(limited.bot, "editMessageText", chat_id=PERSON, message_id=1, text="Bonsoir"))
    await settle()
    assert not limited.telegram.called("editMessageText")
    assert (await call(limited.bot, "getChatMember", chat_id=PERSON, user_id=PERSON))["status"]
    await call(limited.bot, "sendChatAction", chat_id=PERSON, action="typing")
    limited.wait(4)
    await task


async def test_a_reply_goes_before_the_broadcasts_that_wait(limited: LimitedBot) -> None:
    for number in range(30):
        limited.telegram.person(2000 + number)
    tasks = [asyncio.create_task(limited.say(2000 + number, "all", is_broadcast=True)) for number in range(30)]
    await limited.telegram.wait_until(limited.said)
    tasks.append(asyncio.create_task(limited.say(PERSON, "reply")))
    await limited.telegram.wait_until(lambda: "reply" in limited.said())
    await settle()
    assert limited.said() == ["all", "reply"]
    for _ in range(29):
        limited.wait(0.04)
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)


async def test_a_refusal_of_one_chat_holds_that_chat_alone_and_is_remembered(limited: LimitedBot) -> None:
    limited.telegram.fail_next("sendMessage", chat_id=PERSON, status=429, retry_after=60)
    with pytest.raises(RetryAfter):
        await limited.say(PERSON, "refused")
    task = asyncio.create_task(limited.say(PERSON, "again"))
    await limited.say(OTHER, "to another")
    await settle()
    assert limited.said() == ["refused", "to another"]
    assert await limited.store.flood_waits.standing(NOW) == [(PERSON, NOW + timedelta(seconds=60))]
    limited.wait(60)
    await task


async def test_a_hold_is_heeded_after_a_restart_and_forgotten_when_it_is_over(limited: LimitedBot) -> None:
    await limited.store.flood_waits.keep(PERSON, NOW + timedelta(seconds=60))
    await limited.store.flood_waits.keep(PERSON, NOW + timedelta(seconds=30))  # a hold is never made shorter
    await limited.store.flood_waits.keep(None, NOW + timedelta(seconds=20))
    limited.limiter.resume(await limited.store.flood_waits.standing(NOW))
    tasks = [asyncio.create_task(limited.say(chat, str(chat))) for chat in (PERSON, OTHER)]
    await settle()
    assert (limited.said(), limited.limiter.is_held) == ([], True)
    limited.wait(20)
    await tasks[1]
    limited.wait(39)
    await settle()
    assert (limited.said(), limited.limiter.is_held) == (["1002"], False)
    limited.wait(1)
    await tasks[0]
    assert await limited.store.flood_waits.standing(NOW + timedelta(seconds=60)) == []


async def test_a_refusal_of_the_whole_bot_holds_everything_for_its_time(limited: LimitedBot) -> None:
    limited.telegram.fail_next("sendMessage", times=3, status=429, retry_after=60)
    refused = await asyncio.gather(*(limited.say(chat) for chat in (PERSON, OTHER, 1003)), return_exceptions=True)
    assert [type(each) for each in refused] == [RetryAfter] * 3
    assert (None, NOW + timedelta(seconds=60)) in await limited.store.flood_waits.standing(NOW)
    task = asyncio.create_task(limited.say(GROUP, "later"))
    await settle()
    assert "later" not in limited.said()
    assert limited.limiter.ready_in() == 60
    limited.wait(60)
    await task


async def test_the_methods_of_the_profile_have_limits_of_their_own(limited: LimitedBot) -> None:
    limited.telegram.fail_next("setMyCommands", status=429, retry_after=60)
    with pytest.raises(RetryAfter):
        await limited.bot.set_my_commands([])
    await limited.say(PERSON)
    assert not limited.limiter.is_held


@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("answerCallbackQuery", {"callback_query_id": "1"}),
        ("answerInlineQuery", {"inline_query_id": "1", "results": []}),
        ("getChatMember", {"chat_id": GROUP, "user_id": PERSON}),
        ("getFile", {"file_id": "1"}),
        ("sendChatAction", {"chat_id": GROUP, "action": "typing"}),
    ],
)
async def test_a_refusal_of_a_method_that_sends_nothing_holds_that_method_alone(
    limited: LimitedBot, method: str, asked: dict[str, Any]
) -> None:
    limited.telegram.fail_next(method, status=429, retry_after=60)
    with pytest.raises(RetryAfter):
        await call(limited.bot, method, **asked)
    assert not limited.limiter.is_held
    await limited.say(PERSON, "a reply")
    await limited.say(GROUP, "an alert", is_broadcast=True)
    await call(limited.bot, "getChatMember", chat_id=PERSON, user_id=PERSON)
    assert await limited.store.flood_waits.standing(NOW) == []
    if method.startswith("answer"):
        return
    before = len(limited.telegram.called(method))
    task = asyncio.create_task(call(limited.bot, method, **asked))
    await settle()
    assert len(limited.telegram.called(method)) == before  # it waits as it was asked to
    task.cancel()


async def test_an_answer_that_would_come_too_late_is_given_up_at_once(limited: LimitedBot) -> None:
    limited.telegram.fail_next("answerInlineQuery", status=429, retry_after=60)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await call(limited.bot, "answerInlineQuery", inline_query_id="1", results=[])
    assert len(limited.telegram.called("answerInlineQuery")) == 1


async def test_updates_are_asked_for_even_while_everything_is_held(limited: LimitedBot) -> None:
    await limited.store.flood_waits.keep(None, NOW + timedelta(seconds=20))
    limited.limiter.resume(await limited.store.flood_waits.standing(NOW))
    assert await call(limited.bot, "getUpdates", timeout=0) == []


async def test_a_call_that_gives_up_waiting_takes_nothing_from_the_others(limited: LimitedBot) -> None:
    for number in range(3):
        await limited.say(PERSON, str(number))
    tasks = [asyncio.create_task(limited.say(PERSON, str(number))) for number in range(3, 9)]
    await settle()
    for task in tasks[:4]:
        task.cancel()
    await settle()
    limited.wait(4)
    await asyncio.gather(*tasks[4:])
    assert sorted(limited.said()) == ["0", "1", "2", "7", "8"]


async def test_a_stop_cancels_the_calls_that_wait(limited: LimitedBot) -> None:
    tasks = [asyncio.create_task(limited.say(PERSON, str(number))) for number in range(9)]
    await settle()
    await limited.limiter.shutdown()
    results: list[Any] = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(each, asyncio.CancelledError) for each in results] == [False] * 3 + [True] * 6


async def test_a_hold_that_cannot_be_written_down_is_heeded_all_the_same(limited: LimitedBot) -> None:
    async def fail(_chat: int | None, _until: datetime) -> None:
        raise OSError("disk full")

    limited.limiter._keep = fail
    limited.telegram.fail_next("sendMessage", chat_id=PERSON, status=429, retry_after=60)
    with pytest.raises(RetryAfter):
        await limited.say(PERSON)
    assert set(limited.limiter.spent()) == {PERSON}


def test_the_library_does_not_take_a_broadcast_for_none() -> None:
    assert TO_ALL


async def test_a_broadcast_hears_when_its_turn_has_come(limited: LimitedBot) -> None:
    begun: list[int] = []
    sending = []
    for number in range(2):
        broadcast = Broadcast(lambda number=number: begun.append(number))  # type: ignore[misc]
        what = call(limited.bot, "sendMessage", broadcast=broadcast, chat_id=PERSON, text=str(number))
        sending.append(asyncio.create_task(what))
        await settle()
    assert begun == [0]  # the next one keeps its distance
    limited.wait(1)
    await asyncio.gather(*sending)
    assert begun == [0, 1]


async def test_after_a_stop_nothing_is_sent(limited: LimitedBot) -> None:
    await limited.limiter.shutdown()
    with pytest.raises(asyncio.CancelledError):
        await limited.say(PERSON)
    assert limited.said() == []


async def test_while_everything_is_held_a_question_waits_too_and_what_would_come_too_late_is_given_up(
    limited: LimitedBot,
) -> None:
    await limited.store.flood_waits.keep(None, NOW + timedelta(seconds=1))
    limited.limiter.resume(await limited.store.flood_waits.standing(NOW))
    asking = asyncio.create_task(call(limited.bot, "getChatMember", chat_id=PERSON, user_id=PERSON))
    with pytest.raises(RetryAfter):
        await call(limited.bot, "answerCallbackQuery", callback_query_id="1")
    await settle()
    assert not limited.telegram.called("getChatMember")
    assert not limited.telegram.called("answerCallbackQuery")
    limited.wait(1)
    await asking
    assert len(limited.telegram.called("getChatMember")) == 1
