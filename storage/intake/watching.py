"""Finds the watches that what a sweep changed in an archive meets, and writes what they are told.

All watches are indexed once a sweep, before its first transaction: a hundred thousand take seconds. A watch that is
begun or changed meanwhile is read anew in each transaction, and tried by itself, so that none misses a question.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event
from bot.core.matching import Document, matches
from bot.core.query import NoQuery, Query
from bot.core.query_index import QueryIndex
from bot.core.query_reader import read_query
from bot.core.question import Question
from bot.core.searched import searched
from bot.core.summary import IndexedStems
from storage.database import Database
from storage.intake.unfollowed import make_rows
from storage.outbox import event_log, watched
from storage.outbox.watched import Match
from storage.tables import watches

PAGE = 2_000
"""Watches that are read at a time."""


@dataclass(frozen=True, slots=True)
class News:
    """An event of a question, as the archive has that now."""

    question: Question
    event: Event


class Watching:
    """The watches, as a sweep knows them.

    `touched` are those that were written since all of them were last indexed, as `storage.chats.watches` notes them.
    """

    def __init__(self, database: Database, touched: set[int]) -> None:
        self._database = database
        self._touched_ids = touched
        self._index: QueryIndex[int] | None = None
        self._sweep: int | None = None

    @property
    def is_needed(self) -> bool:
        """Whether there is any watch to be told."""
        return bool(self._index) or bool(self._touched_ids)

    async def prepare(self, sweep: int, sample: Iterable[IndexedStems] = ()) -> None:
        """Index all watches, unless that was done for this sweep.

        The `sample` are some of the questions that it brings: what is rare in them tells the watches apart best.
        """
        if self._sweep == sweep:
            return
        self._touched_ids.clear()
        self._index, last = None, 0
        known: dict[str, list[int] | None] = {}
        while rows := await self._page(last):
            if self._index is None:
                self._index = QueryIndex(_counted(sample))
            await asyncio.to_thread(_add, self._index, rows, known)
            last = rows[-1].id
        self._sweep = sweep

    def forget(self) -> None:
        """Forget the index: the sweep is over."""
        self._index = self._sweep = None

    async def tell(self, connection: AsyncConnection, news: Sequence[News], now: datetime, sweep: int) -> None:
        """Write what the watches are told of these events, in the transaction that takes in what brought them."""
        if not news or not self.is_needed:
            return
        touched = await self._touched(connection)
        met = await asyncio.to_thread(_met, self._index, touched, frozenset(self._touched_ids), news)
        owners = await _owners(connection, {watch for some in met for watch in some})
        told = [
            (each, [owners[watch] for watch in some if watch in owners and each.event.kind in owners[watch].wants])
            for each, some in zip(news, met, strict=True)
        ]
        told = [(each, some) for each, some in told if some]
        if not told:
            return
        ids = await make_rows(connection, [each.question for each, _ in told], now)
        await event_log.note(connection, [(ids[each.question.id], each.event) for each, _ in told], now)
        found = [
            Match(owner.chat_id, ids[each.question.id], each.event.key, owner.id)
            for each, some in told
            for owner in some
        ]
        await watched.tell(connection, found, now, sweep)

    async def _page(self, last: int) -> list[Row[Any]]:
        query = select(watches.c.id, watches.c.query).where(watches.c.id > last, watches.c.paused_at.is_(None))
        async with self._database.reading() as connection:
            return list(await connection.execute(query.order_by(watches.c.id).limit(PAGE)))

    async def _touched(self, connection: AsyncConnection) -> list[tuple[int, Query]]:
        """The watches that were written since all of them were indexed."""
        query = select(watches.c.id, watches.c.query).where(watches.c.paused_at.is_(None))
        rows: list[Row[Any]] = list(await connection.execute(query.where(watches.c.id.in_(self._touched_ids))))
        return list(_queries(rows))


@dataclass(frozen=True, slots=True)
class _Owner:
    """A watch with its chat and the kinds of event that it tells."""

    id: int
    chat_id: int
    wants: frozenset[str]


async def _owners(connection: AsyncConnection, ids: set[int]) -> dict[int, _Owner]:
    """The watches of these numbers that are still there, and tell."""
    found: dict[int, _Owner] = {}
    every = sorted(ids)
    for start in range(0, len(every), PAGE):
        some = watches.c.id.in_(every[start : start + PAGE])
        query = select(watches.c.id, watches.c.chat_id, watches.c.wants).where(some, watches.c.paused_at.is_(None))
        for id, chat_id, wants in await connection.execute(query):
            found[id] = _Owner(id, chat_id, frozenset(wants.split()))
    return found


def _add(index: QueryIndex[int], rows: Sequence[Row[Any]], known: dict[str, list[int] | None]) -> None:
    """Index watches; `known` are the texts that were read already, for many chats ask for the same."""
    for row in rows:
        if row.query not in known:
            query = read_query(row.query)
            known[row.query] = None if isinstance(query, NoQuery) else index.add(query, row.id)
        elif (owners := known[row.query]) is not None:
            owners.append(row.id)


def _queries(rows: Iterable[Row[Any]]) -> Iterable[tuple[int, Query]]:
    """The queries of watches; those that mean nothing to this version are left out."""
    for row in rows:
        query = read_query(row.query)
        if not isinstance(query, NoQuery):
            yield row.id, query


def _counted(sample: Iterable[IndexedStems]) -> Counter[str]:
    """In how many of some questions each stem is found."""
    stems = (frozenset(f"{each.subject} {each.heading} {each.text}".split()) for each in sample)
    return Counter(chain.from_iterable(stems))


def _met(
    index: QueryIndex[int] | None, touched: Sequence[tuple[int, Query]], outdated: frozenset[int], news: Sequence[News]
) -> list[set[int]]:
    """The watches that each event meets. What the index says of the `outdated` ones does not count."""
    return [_met_by(index, touched, outdated, searched(each.question)) for each in news]


def _met_by(
    index: QueryIndex[int] | None, touched: Sequence[tuple[int, Query]], outdated: frozenset[int], document: Document
) -> set[int]:
    found = set[int]()
    for owners in () if index is None else index.matching(document):
        found.update(owners)
    return (found - outdated) | {id for id, query in touched if matches(query, document)}
