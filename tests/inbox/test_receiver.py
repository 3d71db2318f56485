"""Updates as other servers may send them: what the library misses in them must not lose them."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram import ChatMemberRestricted, Update
from telegram.error import BadRequest, RetryAfter, TimedOut
from telegram.ext import Application, MessageHandler

from bot.core.measures import FLOOD_WAIT_SECONDS, FLOOD_WAITS, TELEGRAM_CALLS, Measures
from bot.inbox.dispatcher import Conversation
from bot.inbox.handover import Handover
from bot.inbox.odd_updates import read_update
from bot.inbox.receiver import LARGEST_NUMBER, Receiver, has_number, nothing_to_leave
from bot.standins.pulse import PATIENCE_SECONDS
from bot.standins.telegram.server import StandInTelegram
from bot.transport.calls import Calls
from bot.transport.http import AiohttpRequest
from storage import Store
from storage.inbox import Updates
from tests.support.examples import NOW
from tests.support.stores import new_store

BOT = {"id": 1, "is_bot": True, "first_name": "Guetteur"}
CHAT = {"id": -100600, "type": "supergroup", "title": "Digues"}
PERSON = {"id": 1001, "is_bot": False, "first_name": "Camille"}


def about_the_bot(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    members = {"old_chat_member": {"user": BOT, **old}, "new_chat_member": {"user": BOT, **new}}
    return {"update_id": 1, "my_chat_member": {"chat": CHAT, "from": PERSON, "date": 1, **members}}


@pytest.mark.parametrize("status", ["creator", "administrator", "restricted", "kicked", "member", "left"])
def test_a_change_of_the_bots_place_is_read_with_the_barest_of_members(status: str) -> None:
    update, _dropped = read_update(about_the_bot({"status": "left"}, {"status": status}))
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == status


def test_the_rights_that_a_server_tells_of_a_member_are_believed() -> None:
    told = about_the_bot({"status": "left"}, {"status": "restricted", "is_member": True})
    change = read_update(told)[0].my_chat_member
    assert change is not None and isinstance(change.new_chat_member, ChatMemberRestricted)
    assert change.new_chat_member.is_member
    assert not change.new_chat_member.can_send_messages


@pytest.mark.parametrize(
    ("number", "is_one"), [(0, True), (7, True), (LARGEST_NUMBER, True), (1 << 70, False), ("7", False), (None, False)]
)
def test_an_update_has_a_number_that_can_be_kept(number: object, is_one: bool) -> None:
    assert has_number({"update_id": number}) is is_one


async def at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def nobody(_update: Any) -> None:
    raise AssertionError("nothing was to be apologised for")


def application_of(telegram: StandInTelegram) -> Any:
    """An application that asks the stand-in, to be entered."""
    builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
    return builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest()).build()


@asynccontextmanager
async def receiving(
    telegram: StandInTelegram,
    store: Store,
    sleep: Callable[[float], Awaitable[None]],
    *handlers: Any,
    calls: Calls | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    leave_webhook: Callable[[], Awaitable[None]] = nothing_to_leave,
) -> AsyncIterator[asyncio.Task[None]]:
    """A receiver at work, which hands updates to these handlers."""
    async with application_of(telegram) as application:
        application.add_handlers(handlers)
        conversation = Conversation(nobody, lambda _: None, lambda _: True, lambda _: None)
        receiver = Receiver(application, store, clock, conversation, sleep, calls=calls, leave_webhook=leave_webhook)
        running = asyncio.create_task(receiver.run())
        yield running
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await receiver.stop()


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_updates_are_asked_for_again_when_telegram_wants_it(tmp_path: Path) -> None:
    store, waits = await new_store(tmp_path / "guetteur.db"), list[float]()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    async with StandInTelegram() as telegram:
        telegram.fail_next("getUpdates", times=1, status=429, retry_after=17)
        async with receiving(telegram, store, sleep):
            await telegram.wait_until(lambda: len(telegram.called("getUpdates")) >= 2)
    await store.close()
    assert waits[0] == 17


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_a_webhook_of_ours_is_left_again_and_again_and_is_never_taken_for_another_copy(tmp_path: Path) -> None:
    """For ten minutes Telegram does not take it away, and refuses to be asked beside it."""
    store, now, waits = await new_store(tmp_path / "guetteur.db"), [NOW], list[float]()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    async with StandInTelegram() as telegram:

        async def leave() -> None:
            if now[0] - NOW < timedelta(minutes=10):
                raise RetryAfter(17) if not waits else TimedOut
            telegram.heal()

        telegram.fail_next("getUpdates", times=None, status=409, description="Conflict: a webhook is active")
        async with receiving(telegram, store, sleep, clock=lambda: now[0], leave_webhook=leave) as running:
            await telegram.wait_until(lambda: now[0] - NOW >= timedelta(minutes=10) or running.done())
            count = len(telegram.called("getUpdates"))
            await telegram.wait_until(lambda: len(telegram.called("getUpdates")) > count + 1 or running.done())
            assert not running.done()
    await store.close()
    assert waits[0] == 17
    assert max(waits[1:]) < 8, "Telegram can be back at any moment"


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_where_telegram_gives_updates_no_webhook_is_in_the_way(tmp_path: Path) -> None:
    store, asked = await new_store(tmp_path / "guetteur.db"), list[int]()

    async def leave() -> None:
        asked.append(1)
        raise BadRequest("there is no such method")

    async with StandInTelegram() as telegram, receiving(telegram, store, at_once, leave_webhook=leave):
        await telegram.wait_until(lambda: len(telegram.called("getUpdates")) >= 2)
    await store.close()
    assert asked == [1]


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_each_request_for_updates_is_counted_and_tells_that_telegram_answers(tmp_path: Path) -> None:
    store, measures = await new_store(tmp_path / "guetteur.db"), Measures()
    calls = Calls(lambda: NOW, measures=measures)
    async with StandInTelegram() as telegram:
        telegram.fail_next("getUpdates", times=1, status=500)
        telegram.fail_next("getUpdates", times=2, status=429, retry_after=17)
        async with receiving(telegram, store, at_once, calls=calls):
            await telegram.wait_until(lambda: len(telegram.called("getUpdates")) >= 5)
    await store.close()
    counted = measures.values(TELEGRAM_CALLS)
    assert counted["getUpdates", "NetworkError"] == 1
    assert counted["getUpdates", "too_many"] == measures.values(FLOOD_WAITS)["method",] == 2
    assert measures.values(FLOOD_WAIT_SECONDS) == {("method",): 34}
    assert counted["getUpdates", "done"] >= 1
    assert calls.answered_at == NOW


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
@pytest.mark.parametrize("written", [True, False])
async def test_a_command_is_handled_once_where_the_database_breaks_off_at_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    store, handled, keep = await new_store(tmp_path / "guetteur.db"), list[str](), Updates.keep

    async def break_off(self: Updates, received: Any, now: Any) -> list[int]:
        monkeypatch.setattr(Updates, "keep", keep)
        if written:
            await self.keep(received, now)
        raise OperationalError("COMMIT", None, sqlite3.OperationalError("the server is gone"))

    async def handle(update: Update, _: Any) -> None:
        assert update.message is not None
        handled.append(update.message.text or "")

    monkeypatch.setattr(Updates, "keep", break_off)
    async with StandInTelegram() as telegram:
        camille = telegram.person(1001, first_name="Camille")
        telegram.say(camille, "/first")
        async with receiving(telegram, store, at_once, MessageHandler(None, handle)):
            await telegram.wait_until(lambda: handled == ["/first"])
            telegram.say(camille, "/second")
            await telegram.wait_until(lambda: len(handled) >= 2)
    assert handled == ["/first", "/second"]
    assert await store.updates.unhandled() == []
    await store.close()


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
async def test_an_update_that_has_the_number_of_one_under_way_is_handled_too(tmp_path: Path) -> None:
    store, first_may_end = await new_store(tmp_path / "guetteur.db"), asyncio.Event()
    begun = {"first": asyncio.Event(), "second": asyncio.Event()}

    async def handle(update: Update, _: Any) -> None:
        assert update.message is not None
        begun[update.message.text or ""].set()
        await first_may_end.wait()

    def of(person: int, text: str) -> str:
        chat, sender = {"id": person, "type": "private"}, {**PERSON, "id": person}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}
        return json.dumps({"update_id": 7, "message": message})

    async with StandInTelegram() as telegram, application_of(telegram) as application:
        application.add_handler(MessageHandler(None, handle))
        conversation = Conversation(nobody, lambda _: None, lambda _: True, lambda _: None)
        handover = Handover(application, store, lambda: NOW, conversation, lambda: True)
        for person, text in ((1001, "first"), (1002, "second")):
            await handover.collect(await store.updates.keep([(7, of(person, text))], NOW))
            async with asyncio.timeout(PATIENCE_SECONDS):
                await begun[text].wait()
        first_may_end.set()
        await handover.finish(PATIENCE_SECONDS)
    await store.close()
