"""An older copy in the place of the database: it is recognised, and tells every event it lost, and once."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot.app import leader
from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.delivery import DeliveryState, DigestEntry, Happened
from bot.core.health import Health
from bot.core.preferences import Preferences, When
from bot.core.question import Question, QuestionId
from bot.core.restoration import LONGEST_CATCHING_UP, Restoration, is_gap, is_over
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery.render import one_message_of, render
from bot.inbox.dispatcher import Conversation
from bot.inbox.receiver import Receiver
from bot.maintenance.catch_up import CatchUp
from bot.messages.digest import digest, how_many_fit
from bot.messages.message import LIMIT, visible, width
from bot.messages.phrases import phrases
from bot.standins.telegram.server import StandInTelegram
from bot.transport.http import AiohttpRequest
from storage import Store
from storage.sqlite.backup import back_up
from tests.support.databases import migrate
from tests.support.examples import NOW, WAITING, answered, comment
from tests.support.stores import ON_BOTH, SQLITE, copied, new_address, new_store
from tests.support.waiting import patience

HOUR = timedelta(hours=1)
PERSON, OTHER = Chat(1001, "private", "fr"), Chat(1002, "private", "en")
DIGUES, QUAIS = WAITING, replace(WAITING, id=QuestionId.of_legislature(17, 4322), subject="Entretien des quais")


@pytest.mark.parametrize(
    ("last", "first", "is_one"),
    [
        (None, 700, False),  # a database that never had an update
        (699, 700, False),
        (700, 700, False),  # delivered again
        (700, 690, False),
        (700, 702, True),
        (900_000_000, 5_000, False),  # numbered anew after a quiet week, lower
        (5_000, 900_000_000, True),  # or higher: harmless, the summary is true
    ],
)
def test_updates_are_missing_where_the_first_does_not_follow_the_last(
    last: int | None, first: int, is_one: bool
) -> None:
    assert is_gap(last, first) is is_one


@pytest.mark.parametrize(
    ("later", "over"),
    [
        (timedelta(), False),
        (LONGEST_CATCHING_UP - HOUR, False),
        (LONGEST_CATCHING_UP, True),
        (-timedelta(seconds=1), True),  # the clock went back
    ],
)
def test_catching_up_ends_after_some_hours_and_with_a_clock_that_goes_back(later: timedelta, over: bool) -> None:
    assert is_over(Restoration(NOW - HOUR, NOW), NOW + later) is over


@pytest.fixture(params=[SQLITE])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """That of a file, where a test says no more: only of a file is a backup made, and marked as one."""
    with new_address(request.param, tmp_path) as made:
        yield made


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    await opened.running.begin(NOW)
    for chat in (PERSON, OTHER):
        await opened.chats.greet(chat, NOW)
        for question in (DIGUES, QUAIS):
            await opened.follows.follow(chat.id, question.id, False, NOW)
    for question in (DIGUES, QUAIS):
        await happens(opened, question, NOW)
    await told(opened, PERSON, NOW)
    await told(opened, OTHER, NOW)
    await opened.updates.keep([(7, "{}")], NOW)
    yield opened
    await opened.close()


async def happens(store: Store, question: Question, now: datetime, source: Source = Source.NOSDEPUTES) -> None:
    await store.checks.record_reading(question, source, Validators(), 1, now, now + HOUR)


async def told(store: Store, chat: Chat, now: datetime) -> list[str]:
    """The messages that a chat gets now, each marked as sent."""
    texts = []
    while due := [one_message_of(each) for each in await store.outbox.due(now, (), 100) if each.chat_id == chat.id]:
        texts.append(visible(render(due[0], now).html).replace("\u00a0", " "))
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, now)
    return texts


async def restored(store: Store, tmp_path: Path, now: datetime) -> Store:
    """Start the program at `now` with a backup made just before."""
    await asyncio.to_thread(back_up, tmp_path / "guetteur.db", tmp_path / "copy.db")
    again = await Store.open(f"sqlite:///{tmp_path}/copy.db")
    assert await again.running.begin(now)
    return again


async def test_what_a_restored_copy_tells_anew_is_one_message_to_each_chat(store: Store, tmp_path: Path) -> None:
    later = datetime.now(tz=NOW.tzinfo) + HOUR
    copy = await restored(store, tmp_path, later)
    for number in (1, 2):
        await happens(copy, replace(DIGUES, comments=tuple(comment(each) for each in range(1, number + 1))), later)
    await happens(copy, answered(QUAIS), later)
    assert await told(copy, PERSON, later) == []
    await copy.outbox.end_restoration(later)
    (text,) = await told(copy, PERSON, later)
    assert text.startswith("🗄 Ma mémoire s’arrête au ")
    assert "💬 2 nouveaux commentaires" in text
    assert "✅ Réponse publiée" in text
    assert [each.startswith("🗄 My memory ends on ") for each in await told(copy, OTHER, later)] == [True]
    await happens(copy, answered(DIGUES), later)
    assert [each.startswith("✅ Réponse publiée") for each in await told(copy, PERSON, later)] == [True]
    await copy.close()


async def test_a_copy_is_caught_up_with_once_and_the_original_is_not_taken_for_one(
    store: Store, tmp_path: Path
) -> None:
    copy = await restored(store, tmp_path, NOW)
    await copy.outbox.end_restoration(NOW)
    assert copy.running.restoration is None
    for there, number in ((copy, 700), (store, 8)):
        assert not await there.running.begin(NOW)
        assert not await there.running.note_first([number], NOW)
    await copy.close()


async def test_what_waited_for_its_hour_in_the_copy_is_in_the_summary_and_what_waits_still_is_not(
    store: Store, tmp_path: Path
) -> None:
    await store.preferences.change(PERSON.id, NOW, lambda _: Preferences(when=When.DAILY))
    await store.preferences.change(OTHER.id, NOW, lambda _: Preferences(when=When.WEEKLY))
    night = NOW + 10 * HOUR  # after the weekly digest of that Tuesday
    await happens(store, answered(QUAIS), night)
    assert await told(store, PERSON, night) == await told(store, OTHER, night) == []
    copy = await restored(store, tmp_path, NOW + timedelta(days=2))
    await copy.outbox.due(NOW + timedelta(days=2), (), 10)
    await copy.outbox.end_restoration(NOW + timedelta(days=2))
    assert len(await told(copy, PERSON, NOW + timedelta(days=2))) == 1
    assert await told(copy, OTHER, NOW + timedelta(days=2)) == []
    assert len(await told(copy, OTHER, NOW + timedelta(days=8))) == 1
    await copy.close()


async def test_a_summary_heeds_a_pause_and_the_kinds_that_a_chat_does_not_want(store: Store, tmp_path: Path) -> None:
    copy = await restored(store, tmp_path, NOW)
    await copy.preferences.change(OTHER.id, NOW, lambda _: Preferences(paused_until=NOW + timedelta(days=1)))
    await copy.preferences.change(PERSON.id, NOW, lambda _: Preferences(off=frozenset({Kind.COMMENT})))
    await happens(copy, replace(DIGUES, comments=(comment(1),)), NOW)
    await copy.outbox.due(NOW, (), 10)
    await copy.outbox.end_restoration(NOW)
    assert await told(copy, PERSON, NOW) == await told(copy, OTHER, NOW) == []
    assert [each[0] for each in await told(copy, OTHER, NOW + timedelta(days=1))] == ["🗄"]
    await copy.close()


async def test_a_kill_while_it_catches_up_changes_nothing(store: Store, tmp_path: Path) -> None:
    copy = await restored(store, tmp_path, NOW)
    await happens(copy, replace(DIGUES, comments=(comment(1),)), NOW)
    assert await told(copy, PERSON, NOW) == []
    await copy.close()
    copy = await Store.open(f"sqlite:///{tmp_path}/copy.db")
    assert not await copy.running.begin(NOW + HOUR)
    await happens(copy, replace(DIGUES, comments=(comment(1), comment(2))), NOW + HOUR)
    await copy.outbox.end_restoration(NOW + HOUR)
    (text,) = await told(copy, PERSON, NOW + HOUR)
    assert "2 nouveaux commentaires" in text
    await copy.close()


async def test_it_catches_up_until_every_source_was_heard_or_for_six_hours(store: Store, tmp_path: Path) -> None:
    await store.archives.fail("archive-17", NOW)
    copy, behind, news = await restored(store, tmp_path, NOW), [True], list[int]()

    async def is_behind(since: datetime) -> bool:
        assert since == NOW
        return behind[0]

    now = [NOW]
    catch_up = CatchUp(copy, is_behind, lambda: now[0], lambda: news.append(1))

    async def is_still_behind() -> bool:
        for _ in range(2):
            await catch_up.check()
        return copy.running.restoration is not None

    assert await is_still_behind()
    await copy.archives.fail("archive-17", NOW)
    assert await is_still_behind()
    await copy.sources.save("feed", Health(succeeded_at=NOW))
    assert await is_still_behind()
    behind[0] = False
    await catch_up.check()
    assert copy.running.restoration is not None  # what was just told may lead to another look
    await catch_up.check()
    assert copy.running.restoration is None
    assert news == [1]
    await copy.close()


@pytest.mark.parametrize("later", [timedelta(seconds=30), timedelta(days=3)])
async def test_what_was_heard_between_the_start_and_the_first_update_need_not_be_heard_again(
    store: Store, later: timedelta
) -> None:
    soon = NOW + timedelta(seconds=1)
    await store.archives.fail("archive-17", soon)
    await store.sources.save("feed", Health(succeeded_at=soon))
    await happens(store, replace(DIGUES, comments=(comment(1),)), soon)
    assert not await store.running.note_first([8, 9], NOW + later)
    assert await store.running.note_first([9, 10], NOW + later)
    assert await store.running.has_caught_up()
    texts = await told(store, PERSON, NOW + later)
    assert len(texts) == (later > LONGEST_CATCHING_UP)

    async def is_behind(since: datetime) -> bool:
        return since > NOW

    catch_up = CatchUp(store, is_behind, lambda: NOW + later, lambda: None)
    for _ in range(2):
        await catch_up.check()
    assert [each[0] for each in texts + await told(store, PERSON, NOW + later)] == ["🗄"]


async def test_a_source_that_stays_silent_holds_nothing_back_for_good(store: Store, tmp_path: Path) -> None:
    copy = await restored(store, tmp_path, NOW)
    await happens(copy, replace(DIGUES, comments=(comment(1),)), NOW)

    async def is_behind(_since: datetime) -> bool:
        return True

    late = NOW + LONGEST_CATCHING_UP
    await CatchUp(copy, is_behind, lambda: late, lambda: None).check()
    assert len(await told(copy, PERSON, late)) == 1
    await copy.close()


async def test_the_archive_that_is_made_anew_daily_is_asked_for_at_once(store: Store, tmp_path: Path) -> None:
    await store.archives.fail("archive-17", NOW)
    with closing(sqlite3.connect(tmp_path / "guetteur.db")) as database:
        database.execute("UPDATE archives SET renewed_at = looked_at")
        database.commit()
    copy = await restored(store, tmp_path, NOW + HOUR)
    assert (await copy.archives.of("archive-17")).swept.looked_at is None
    assert (await store.archives.of("archive-17")).swept.looked_at == NOW
    assert not await copy.running.has_caught_up()
    await copy.close()


def test_a_backup_of_an_older_schema_is_made_as_ever(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/old.db", "0011")
    assert back_up(tmp_path / "old.db", tmp_path / "copy.db") > 0


def test_the_last_update_of_an_older_database_is_known(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/old.db", "0013")
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        rows = [(number, "", "", "2026-11-24 12:00:00") for number in (41, 40)]
        database.executemany("INSERT INTO updates (id, body, digest, received_at) VALUES (?, ?, ?, ?)", rows)
        database.commit()
    migrate(f"sqlite:///{tmp_path}/old.db", "head")
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        assert database.execute("SELECT id, days, update_id FROM running").fetchall() == [(1, 0, 41)]


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
@ON_BOTH
@pytest.mark.parametrize("is_restored", [False, True])
async def test_a_copy_without_a_mark_is_known_by_the_updates_that_others_took(address: str, is_restored: bool) -> None:
    async with StandInTelegram() as telegram:
        camille = telegram.person(1001, first_name="Camille")
        store = await new_store(address)
        telegram.say(camille, "/start")
        await receive(telegram, store)
        await store.close()
        with copied(address) as copy:
            store = await Store.open(address)
            telegram.say(camille, "/help")
            await receive(telegram, store)
            await store.close()
            store = await Store.open(copy if is_restored else address)
            telegram.say(camille, "/list")
            await receive(telegram, store)
            assert (store.running.restoration is not None) is is_restored
            assert [each.kind for each in await store.reports.waiting()] == (["restored"] if is_restored else [])
            await store.close()


async def receive(telegram: StandInTelegram, store: Store) -> None:
    """Run the receiver until it has confirmed all updates to Telegram."""

    async def nobody(_update: Any) -> None:
        raise AssertionError("nothing was to be apologised for")

    request = AiohttpRequest()
    builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
    application = builder.request(request).get_updates_request(AiohttpRequest()).build()
    await store.running.begin(NOW)
    async with application:
        conversation = Conversation(nobody, lambda _: None, lambda _: True, lambda _: None)
        receiver = Receiver(application, store, lambda: NOW, conversation)
        running = asyncio.create_task(receiver.run())
        await telegram.wait_until(lambda: not telegram.state.updates.waiting)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await receiver.stop()


@pytest.mark.parametrize("is_heard", [False, True])
async def test_alerts_wait_for_the_first_updates_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, is_heard: bool
) -> None:
    monkeypatch.setattr(leader, "FIRST_WORD_SECONDS", 3600.0 if is_heard else 0.01)
    heard, ran = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        ran.set()

    waiting = asyncio.create_task(leader._once_heard(heard, run))
    await asyncio.sleep(0)
    assert not ran.is_set()
    if is_heard:
        heard.set()
    async with patience("alerts are sent"):
        await waiting
    assert ran.is_set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_summary_of_many_questions_is_told_in_parts_that_fit_and_the_first_says_why(language: str) -> None:
    words, long = phrases(language), replace(DIGUES, subject="é" * 400)
    happened = (Happened("answered", "answered", {}),)
    entries = tuple(DigestEntry(QuestionId.of_legislature(17, each), long, happened, (each,)) for each in range(1, 200))
    first = 1
    while first <= len(entries):
        left = entries[first - 1 :]
        fitting = how_many_fit(words, left, NOW)
        text = visible(digest(words, left[:fitting], first, len(entries), NOW).html)
        assert width(text) <= LIMIT
        assert text.startswith("🗄") is (first == 1)
        first += fitting


def test_the_words_of_a_summary_fit_a_telephone() -> None:
    for language in ("fr", "en"):
        said = phrases(language).say("digest-restored", moment=phrases(language).moment(NOW))
        assert len(visible(said)) < 400
