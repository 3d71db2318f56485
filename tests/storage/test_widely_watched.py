"""An event that very many chats watch is written in slices: nobody waits for its end, and each chat is told it once."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.core.chat import Chat
from bot.core.question import Question
from storage import Store
from storage.database import Database
from storage.intake import watched_news
from storage.intake.watched_news import WatchedNews
from storage.tables import events, matches, outbox, watches
from tests.storage.sweeps import A_DAY, OTHER, follow, numbered, packed, sweep
from tests.storage.watching import asks, brought, watch
from tests.support.examples import CLOSING, NOW, answered

CHATS = [Chat(number, "private", "fr") for number in range(2001, 2021)]
SLICE = 6
"""Rows of a slice, of which a watch is as dear as two."""


@pytest.fixture
async def crowd(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Chat]:
    """Twenty chats, which count as many here, with a watch each; one of them has two."""
    monkeypatch.setattr(watched_news, "AT_ONCE", SLICE)
    for chat in CHATS:
        await store.chats.greet(chat, NOW)
        await watch(store, "digues", chat)
    await watch(store, "entretien", CHATS[3])
    return CHATS


class Killed(BaseException):
    """The process ends."""


async def told(store: Store, chats: Iterable[Chat] = CHATS) -> list[list[tuple[str, int, list[str]]]]:
    return [await brought(store, chat) for chat in chats]


ASKED = ("asked", 7, ["digues"])


async def test_a_new_question_reaches_everybody_in_transactions_of_a_slice_each(
    store: Store, crowd: list[Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = list[int]()
    writing = Database.writing

    @asynccontextmanager
    async def counting(self: Database, bulk: bool = False) -> AsyncIterator[object]:
        async with writing(self, bulk=bulk) as connection:
            before = (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
            yield connection
            sizes.append((await connection.execute(select(func.count()).select_from(outbox))).scalar_one() - before)

    monkeypatch.setattr(Database, "writing", counting)
    await store.catalogue.take(17, [packed(numbered(7))], NOW, 1, None, 0)
    monkeypatch.undo()
    assert sum(sizes) == len(crowd)
    assert max(sizes) <= SLICE // watched_news.WATCH
    await store.catalogue.release()
    every = await told(store)
    assert every[3] == [("asked", 7, ["digues", "entretien"])]
    assert every[:3] + every[4:] == [[ASKED]] * (len(crowd) - 1)


@pytest.mark.parametrize("slices", [1, 6])
@pytest.mark.parametrize(
    "record",
    [numbered(7), answered(numbered(7)), replace(numbered(7), closing=CLOSING)],
    ids=["asked", "answered", "closed"],
)
async def test_a_kill_between_two_slices_loses_nothing_and_tells_nothing_twice(
    store: Store, crowd: list[Chat], monkeypatch: pytest.MonkeyPatch, slices: int, record: Question
) -> None:
    if record != numbered(7):
        await sweep(store, numbered(7), at=NOW)
    left, write = [slices], WatchedNews._write_ahead

    async def killed(self: WatchedNews, *arguments: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        await write(self, *arguments)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(WatchedNews, "_write_ahead", killed)
    with pytest.raises(Killed):
        await store.catalogue.take(17, [packed(record)], NOW + A_DAY, 1, None, 0)
    monkeypatch.setattr(WatchedNews, "_write_ahead", write)
    await store.catalogue.release()
    early = await told(store)
    assert 0 < sum(map(len, early)) < len(crowd)
    await follow(store, 7, chat=OTHER, at=NOW + A_DAY)  # the card shows it
    for days in (2, 3):
        await sweep(store, record, at=NOW + days * A_DAY, new_after=0)
    late = await told(store)
    assert [len(first) + len(second) for first, second in zip(early, late, strict=True)] == [1] * len(crowd)
    assert await brought(store, OTHER) == []


async def test_those_who_follow_are_told_by_their_follow_which_names_the_watch(store: Store, crowd: list[Chat]) -> None:
    await sweep(store, numbered(7), at=NOW, new_after=None)
    for chat in crowd[:9]:
        await follow(store, 7, chat=chat)
    await sweep(store, answered(numbered(7)), at=NOW + A_DAY, new_after=0)
    every = await told(store)
    assert every[3] == [("answered", 7, ["digues", "entretien"])]
    assert every[:3] + every[4:] == [[("answered", 7, ["digues"])]] * (len(crowd) - 1)
    async with store.watches._database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(events))).scalar_one() == 1
        assert (await connection.execute(select(func.count()).select_from(matches))).scalar_one() == len(crowd) + 1


async def test_who_follows_between_the_slices_and_the_records_is_told_once(
    store: Store, crowd: list[Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = WatchedNews.write_ahead

    async def ahead_then_follow(self: WatchedNews, *arguments: object) -> None:
        await ahead(self, *arguments)  # type: ignore[arg-type]  # as it is called
        await follow(store, 7, chat=crowd[0])

    monkeypatch.setattr(WatchedNews, "write_ahead", ahead_then_follow)
    await store.catalogue.take(17, [packed(numbered(7))], NOW, 1, None, 0)
    await store.catalogue.release()
    assert await told(store) == [[], *[[ASKED]] * 2, [("asked", 7, ["digues", "entretien"])], *[[ASKED]] * 16]
    monkeypatch.setattr(WatchedNews, "write_ahead", ahead)
    await sweep(store, answered(numbered(7)), at=NOW + A_DAY, new_after=0)
    assert [len(each) for each in await told(store)] == [1] * len(crowd)


async def test_a_watch_that_begins_or_ends_between_the_slices_and_the_records(
    store: Store, crowd: list[Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    late, ahead = Chat(3001, "private", "fr"), WatchedNews.write_ahead

    async def ahead_then_watch(self: WatchedNews, *arguments: object) -> None:
        await ahead(self, *arguments)  # type: ignore[arg-type]  # as it is called
        await store.chats.greet(late, NOW)
        await store.watches.add(late.id, asks("digues"), {*(await store.watches.of(2001))[0].wants}, None, None, NOW, 3)
        (ended,) = await store.watches.of(crowd[0].id)
        await store.watches.stop(crowd[0].id, ended.id, NOW)
        await store.chats.forget(crowd[1].id)

    monkeypatch.setattr(WatchedNews, "write_ahead", ahead_then_watch)
    await store.catalogue.take(17, [packed(numbered(7))], NOW, 1, None, 0)
    await store.catalogue.release()
    assert await brought(store, late) == [ASKED]
    assert await told(store, crowd[:3]) == [[], [], [ASKED]]
    async with store.watches._database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(watches))).scalar_one() == len(crowd)
