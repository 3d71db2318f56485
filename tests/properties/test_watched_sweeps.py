"""Watches over sweeps with misfortunes: every matching new question is told once per chat, none twice, none false.

Sweeps are killed between two batches, records vanish for a day and come back, another version of the reader reads
records that the one before could not, watches begin between two batches. The oracle is the life itself: which question
was published when, and since when each chat watches.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from bot.core.sweep import new_after
from bot.core.validators import Validators
from bot.core.watch import Wanted
from storage import Store
from storage.intake.catalogue import Brought
from storage.questions.rows import archive_name
from tests.benchmarks.folders import in_memory
from tests.storage.sweeps import RECORD, packed, unpack
from tests.support.examples import NOW
from tests.support.stores import new_store

DAY = timedelta(days=1)
CHATS = (1001, 1002)
HIDDEN = (2, 5)
"""Numbers of records that the first version of the reader cannot read; they were there from the beginning."""


@dataclass(frozen=True)
class Sweep:
    """One sweep: how many questions were published since the last, which old one is missing, after how many batches it
    is killed (None: it comes to its end), whether the reader was changed, and which chat begins to watch during it.
    """

    published: int
    missing: int | None
    killed_after: int | None
    is_new_reader: bool
    watching: int | None


sweeps = st.builds(
    Sweep,
    st.integers(0, 3),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(0, 3),
    st.booleans(),
    st.none() | st.sampled_from(CHATS),
)


class Life:
    """The archive as it is published, and the store that sweeps it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.last = 8
        self.reader = 1
        self.is_whole = False
        self.taken: set[int] = set()
        self.seen = 0
        self.watching: set[int] = set()
        self.owed: dict[int, set[int]] = {chat: set() for chat in CHATS}
        self.told: list[tuple[int, int]] = []

    def readable(self, missing: int | None) -> list[Question]:
        """The records that the reader reads in the file of today; only what was seen before can be missing."""
        known = [n for n in range(1, self.last + 1) if self.reader > 1 or n not in HIDDEN]
        return [_question(n) for n in known if n != missing or n > self.seen]

    async def sweep(self, each: Sweep) -> None:
        self.now += DAY
        self.last += each.published
        self.reader += each.is_new_reader
        known = await self.store.archives.of(archive_name(17))
        after = new_after(known.swept.succeeded_at is not None, known.reader == self.reader, known.highest)
        sums = await self.store.catalogue.checksums(17) if known.reader == self.reader else {}
        records = [packed(one) for one in self.readable(each.missing)]
        changed = [one for one in records if sums.get(one.number) != (one.crc, one.size)]
        number = int(self.now.timestamp())
        for at, start in enumerate(range(0, len(changed), 2)):
            if at == each.killed_after:
                break
            if at == 1 and each.watching is not None:
                await self.watch(each.watching)
            some = changed[start : start + 2]
            await self.store.catalogue.take(17, some, self.now, number, None if self.is_whole else self.reader, after)
            self.owe([one.number for one in some])
        else:
            brought = Brought(Validators(), "x", self.reader, len(records), None, (), True)
            await self.store.catalogue.finish(17, brought, self.now)
            self.is_whole, self.seen = True, self.last
        await self.store.catalogue.release()
        await self.deliver()

    def owe(self, taken: list[int]) -> None:
        """Owe what was taken in for the first time, and was published after the first whole sweep."""
        for number in taken:
            if number not in self.taken and self.is_whole and number not in HIDDEN:
                for chat in self.watching:
                    self.owed[chat].add(number)
            self.taken.add(number)

    async def watch(self, chat: int) -> None:
        query = read_query("digues")
        assert isinstance(query, Query)
        await self.store.watches.add(chat, query, {Wanted.ASKED}, None, None, self.now, 5)
        self.watching.add(chat)

    async def deliver(self) -> None:
        while due := await self.store.outbox.due(self.now, (), 10):
            for delivery in due:
                group = delivery.group
                named = [id.number for id, _ in group.listed] if group else [delivery.question.number]
                self.told += [(delivery.chat_id, number) for number in named]
                await self.store.outbox.settle(delivery.rows, DeliveryState.SENT, self.now)


def _question(number: int) -> Question:
    return replace(RECORD, id=QuestionId.of_legislature(17, number))


async def _live(folder: Path, first: int | None, lived: list[Sweep]) -> Life:
    store = await new_store(folder / "g.db", unpack)
    try:
        life = Life(store)
        for chat in CHATS:
            await store.chats.greet(Chat(chat, "private", "fr"), NOW)
        if first is not None:
            await life.watch(first)
        for each in lived:
            await life.sweep(each)
        await life.sweep(Sweep(0, None, None, is_new_reader=False, watching=None))
        return life
    finally:
        await store.close()


@settings(max_examples=max(1, settings().max_examples // 2))
@given(st.none() | st.sampled_from(CHATS), st.lists(sweeps, max_size=6))
def test_every_new_question_is_told_once_to_each_chat_that_watches_and_nothing_else_is(
    first: int | None, lived: list[Sweep]
) -> None:
    with in_memory() as folder:
        life = asyncio.run(_live(Path(folder), first, lived))
    assert sorted(life.told) == sorted((chat, number) for chat, owed in life.owed.items() for number in owed)
