"""How long an update is tried that cannot be handled: the decision, and the dispatcher that heeds it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from telegram import Chat, InlineQuery, Message, Update, User
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import Application, TypeHandler

from bot.core.handling import (
    HOPELESS,
    MOST_BEGINNINGS,
    NEVER,
    PATIENCE,
    Tried,
    Trouble,
    after_failure,
    is_hopeless,
    next_attempt,
)
from bot.core.measures import HANDLING_SECONDS, Measures
from bot.inbox.dispatcher import INLINE, AnyApplication, Conversation, Dispatcher, Place
from bot.standins.telegram.server import StandInTelegram
from bot.transport.errors import Undelivered
from bot.transport.http import AiohttpRequest
from storage import Store
from storage.database import Database
from tests.support.examples import NOW
from tests.support.stores import new_store
from tests.support.waiting import patience

STORE, DELIVERY, MISTAKE = Trouble
LONG_AGO = NOW - timedelta(hours=1)
CAMILLE: Place = ("chat", 1001)


@pytest.mark.parametrize(
    ("trouble", "tried", "telegram_answers", "others_wait", "wait"),
    [
        (DELIVERY, Tried(1, NOW), True, False, 1),
        (DELIVERY, Tried(4, NOW), True, False, 8),
        (DELIVERY, Tried(90, NOW), True, False, 30),
        (DELIVERY, Tried(3, NOW - timedelta(minutes=3)), True, False, None),
        (DELIVERY, Tried(3, NOW - timedelta(seconds=179)), True, False, 4),
        (DELIVERY, Tried(2, LONG_AGO), True, False, 2),  # the time passed while the program was away
        (DELIVERY, Tried(3, LONG_AGO), False, False, 4),  # nobody is answered at all: nobody waits for this one
        (DELIVERY, Tried(1, NOW), True, True, None),
        (DELIVERY, Tried(1, NOW), False, True, 1),
        (MISTAKE, Tried(2, NOW), True, False, 2),
        (MISTAKE, Tried(3, NOW), True, False, None),
        (MISTAKE, Tried(3, NOW), False, False, None),
        (STORE, Tried(3, LONG_AGO), True, True, 4),  # nothing could be marked as given up
        (STORE, Tried(99, LONG_AGO), True, True, 8),
    ],
)
def test_an_update_is_tried_for_some_minutes_and_then_given_up(
    trouble: Trouble, tried: Tried, telegram_answers: bool, others_wait: bool, wait: float | None
) -> None:
    assert next_attempt(tried, NOW, trouble, telegram_answers, others_wait) == wait


def test_the_patience_begins_when_telegram_answers_anything_again() -> None:
    assert after_failure(Tried(9, LONG_AGO), NOW, DELIVERY, telegram_answers=False) == Tried(1, NOW)
    assert after_failure(Tried(9, LONG_AGO), NOW, DELIVERY, telegram_answers=True) == Tried(10, LONG_AGO)
    assert after_failure(NEVER, NOW, MISTAKE, telegram_answers=False) == Tried(1, NOW)


def test_a_clock_that_was_ahead_does_not_prolong_the_patience() -> None:
    assert Tried(1, NOW + timedelta(days=1)).again(NOW) == Tried(2, NOW)


@pytest.mark.parametrize(
    ("tried", "hopeless"),
    [
        (NEVER, False),
        (Tried(19, LONG_AGO), False),
        (Tried(20, NOW), False),  # somebody restarts it again and again
        (Tried(20, LONG_AGO), True),
        (HOPELESS, True),
    ],
)
def test_an_update_that_seems_to_kill_the_process_is_not_tried_for_ever(tried: Tried, hopeless: bool) -> None:
    assert is_hopeless(tried, NOW) is hopeless


@dataclass
class Work:
    """A dispatcher at work on a real store. Its clock moves when it sleeps; `errors` are what each attempt raises."""

    application: AnyApplication
    store: Store
    file: Path
    now: datetime = NOW
    errors: list[Exception] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    apologies: list[int] = field(default_factory=list)
    answers: bool = True
    refused: set[int] = field(default_factory=set)
    over: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    dispatcher: Dispatcher = field(init=False)

    def __post_init__(self) -> None:
        self.application.add_handler(TypeHandler(Update, self._handle))
        self.dispatcher = Dispatcher(
            self.application,
            self.store,
            lambda: self.now,
            Conversation(
                self._apologise,
                take_up=lambda _: None,
                is_admitted=lambda number: number not in self.refused,
                forget=self.over.put_nowait,
            ),
            lambda: self.answers,
            self._sleep,
        )

    async def give(self, *numbers: int, tried: Tried = NEVER) -> None:
        """Updates of one chat, written down and dispatched; returns when they are done with."""
        await self.say(*((number, f"/follow {number}") for number in numbers), tried=tried)

    async def say(self, *said: tuple[int, str], tried: Tried = NEVER) -> None:
        """Messages of one chat, each with the number of its update."""
        numbers = [number for number, _ in said]
        await self.store.updates.keep([(number, "{}") for number in numbers], self.now)
        for number, words in said:
            self.dispatcher.add(update(number, words), CAMILLE, tried)
        async with patience("the updates are done with"):
            for _ in numbers:
                await self.over.get()

    async def _handle(self, update: Update, _context: Any) -> None:
        self.begun.append(update.update_id)
        if self.errors:
            raise self.errors.pop(0)

    async def _apologise(self, update: Update) -> None:
        self.apologies.append(update.update_id)

    async def _sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def update(number: int, words: str = "/export") -> Update:
    person = User(1001, "Camille", is_bot=False)
    return Update(number, message=Message(number, NOW, Chat(1001, "private"), from_user=person, text=words))


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Work]:
    async with StandInTelegram() as telegram:
        request = AiohttpRequest()
        builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
        application = builder.request(request).get_updates_request(AiohttpRequest()).build()
        store = await new_store(tmp_path / "guetteur.db")
        async with application:
            at_work = Work(application, store, tmp_path / "guetteur.db")
            yield at_work
            await at_work.dispatcher.stop()
        await store.close()


def lost(times: int) -> list[Exception]:
    return [Undelivered("sendDocument: Not Found") for _ in range(times)]


async def test_a_reply_that_cannot_be_sent_is_given_up_after_minutes_and_the_chat_goes_on(work: Work) -> None:
    work.errors = lost(100)
    await work.give(1)
    assert work.apologies == [1]
    assert PATIENCE <= work.now - NOW < 2 * PATIENCE
    work.errors = []
    await work.give(2)
    assert work.begun[-1] == 2
    assert work.apologies == [1]


async def test_ten_such_replies_are_given_up_in_the_time_of_one(work: Work) -> None:
    work.errors = lost(100)
    await work.give(*range(1, 11))
    assert work.apologies == list(range(1, 11))
    assert work.now - NOW < 2 * PATIENCE


async def test_one_that_succeeds_gives_the_next_one_its_full_patience(work: Work) -> None:
    work.errors = lost(100)
    await work.give(1)
    work.errors = []
    await work.give(2)
    work.errors = lost(3)
    await work.give(3)
    assert work.apologies == [1]


async def test_while_telegram_is_away_altogether_nothing_is_given_up(work: Work) -> None:
    work.answers, work.errors = False, lost(300)
    await work.give(1)
    assert work.apologies == []
    assert work.now - NOW > PATIENCE


@pytest.mark.parametrize("error", [RuntimeError("ours"), KeyError("x"), BadRequest("never")])
async def test_a_mistake_of_ours_is_tried_three_times(work: Work, error: Exception) -> None:
    work.errors = [error] * 3
    await work.give(1)
    assert (work.begun, work.apologies) == ([1, 1, 1], [1])


async def test_a_wrong_statement_is_a_mistake_of_ours_and_no_passing_trouble_of_the_database(work: Work) -> None:
    database = await Database.open(f"sqlite:///{work.file}")
    with pytest.raises(OperationalError, match="no such table") as failed:
        async with database.reading() as connection:
            await connection.execute(text("SELECT * FROM nowhere"))
    await database.close()
    work.errors = [failed.value] * 3
    await work.give(1)
    assert (work.begun, work.apologies) == ([1, 1, 1], [1])


@pytest.mark.parametrize(
    "trouble", [sqlite3.OperationalError("database is locked"), psycopg.errors.AdminShutdown("the server stops")]
)
async def test_a_database_that_is_locked_or_away_is_waited_for(work: Work, trouble: Exception) -> None:
    work.errors = [OperationalError("", {}, trouble)] * 10
    await work.give(1)
    assert (len(work.begun), work.apologies) == (11, [])


async def test_a_restart_gives_no_new_patience(work: Work) -> None:
    work.errors = lost(1)
    await work.give(1, tried=Tried(5, LONG_AGO))
    assert (work.begun, work.apologies) == ([1], [1])


async def test_attempts_are_stored_before_an_update_is_tried_again_and_after_it_failed(work: Work) -> None:
    remembered: list[Tried] = []

    async def check(_update: Update, _context: Any) -> None:
        remembered.extend(each.tried for each in await work.store.updates.unhandled())

    work.application.add_handler(TypeHandler(Update, check), group=-1)
    work.errors = lost(2)
    await work.give(1, tried=Tried(4, NOW))
    assert remembered == [Tried(4, NOW), Tried(5, NOW), Tried(6, NOW)]


async def test_an_update_that_kills_the_process_each_time_is_given_up_without_another_attempt(work: Work) -> None:
    await work.give(1, tried=Tried(MOST_BEGINNINGS, LONG_AGO))
    assert (work.begun, work.apologies) == ([], [1])


@pytest.mark.parametrize("error", [Undelivered("sendDocument: Not Found"), NetworkError("reset")])
async def test_trouble_of_telegrams_is_a_line_and_no_stack(
    work: Work, error: TelegramError | Undelivered, caplog: pytest.LogCaptureFixture
) -> None:
    work.errors = [error] * 2
    await work.give(1)
    told = [record for record in caplog.records if record.name == "bot.inbox.dispatcher"]
    assert [str(error) in record.getMessage() for record in told] == [True, True]
    assert [record.exc_info for record in told] == [None, None]


async def test_the_stack_of_a_mistake_is_logged_once(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    work.errors = [RuntimeError("ours")] * 3
    await work.give(1)
    assert sum(bool(record.exc_info) for record in caplog.records if record.name == "bot.inbox.dispatcher") == 1


def query(number: int, person: int) -> Update:
    return Update(number, inline_query=InlineQuery(str(number), User(person, "Camille", is_bot=False), "digues", ""))


async def test_of_what_a_person_types_inline_the_newest_is_handled_and_the_older_ones_are_done_with(work: Work) -> None:
    numbers = range(1, 13)
    await work.store.updates.keep([(number, "{}") for number in numbers], work.now)
    for number in numbers:
        person = 1001 + number % 2
        work.dispatcher.add(query(number, person), (INLINE, person))
    async with patience("the updates are done with"):
        for _ in numbers:
            await work.over.get()
    assert sorted(work.begun) == [11, 12]
    assert await work.store.updates.unhandled() == []


async def test_every_message_of_a_chat_is_handled(work: Work) -> None:
    await work.give(1, 2, 3)
    assert work.begun == [1, 2, 3]


async def test_an_enquiry_that_is_repeated_while_it_waits_is_answered_once(work: Work) -> None:
    await work.say((1, "/list"), (2, "/list"), (3, "/status 5"), (4, "/LISTE"), (5, "/follow 5"), (6, "/list"))
    assert work.begun == [1, 3, 5, 6]
    assert await work.store.updates.unhandled() == []


async def test_an_enquiry_that_comes_while_the_same_is_being_answered_gets_its_own_answer(work: Work) -> None:
    """The answer may have changed since the other one was written."""

    again = update(2, "/list")

    async def asked_meanwhile(update: Update, _context: Any) -> None:
        if update.update_id == 1:
            work.dispatcher.add(again, CAMILLE)

    work.application.add_handler(TypeHandler(Update, asked_meanwhile), group=-1)
    await work.say((1, "/list"))
    async with patience("the updates are done with"):
        await work.over.get()
    assert work.begun == [1, 2]


async def test_an_enquiry_that_was_refused_answers_no_other_one(work: Work) -> None:
    work.refused = {1}
    await work.say((1, "/list"), (2, "/list"), (3, "/list"))
    assert work.begun == [1, 2]


async def test_an_answer_that_is_given_up_answers_nobody(work: Work) -> None:
    work.errors = [ValueError("a mistake"), ValueError("a mistake"), ValueError("a mistake")]
    await work.say((1, "/list"), (2, "/list"))
    assert work.begun == [1, 1, 1, 2]
    assert work.apologies == [1]


async def test_posts_of_a_channel_are_each_handled_for_each_is_to_be_removed(work: Work) -> None:
    for number in (1, 2):
        post = Message(number, NOW, Chat(-100700, "channel"), text="/list")
        work.dispatcher.add(Update(number, channel_post=post), ("chat", -100700))
    async with patience("the updates are done with"):
        await work.over.get()
        await work.over.get()
    assert work.begun == [1, 2]


async def test_inline_queries_before_the_newest_are_passed_over_at_once_however_many(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself would be a transaction for which every command waits."""
    transactions = list[int]()
    all_handled = work.store.updates.all_handled

    async def counted(numbers: Sequence[int], now: datetime) -> None:
        transactions.append(len(numbers))
        await all_handled(numbers, now)

    monkeypatch.setattr(work.store.updates, "all_handled", counted)
    await work.store.updates.keep([(number, "{}") for number in range(1, 101)], NOW)
    for number in range(1, 101):
        query = InlineQuery(str(number), User(1001, "Camille", is_bot=False), "digues", "")
        work.dispatcher.add(Update(number, inline_query=query), (INLINE, 1001))
    async with patience("the updates are done with"):
        for _ in range(100):
            await work.over.get()
    assert transactions == [99, 1]
    assert work.begun == [100]
    assert await work.store.updates.unhandled() == []


async def test_how_long_each_attempt_took_is_counted_by_how_it_ended(work: Work) -> None:
    work.dispatcher._measures = measures = Measures()
    work.errors = lost(2)
    await work.give(1)
    found = measures.distributions(HANDLING_SECONDS)
    assert {labels: each.up_to()[-1] for labels, each in found.items()} == {("failed",): 2, ("handled",): 1}
