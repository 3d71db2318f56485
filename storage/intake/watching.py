"""Finds the watches that what a sweep changed in an archive meets.

All watches are indexed once a sweep, before its first transaction: a hundred thousand take seconds. A watch that is
begun or changed meanwhile is read anew in each transaction, and tried by itself, so that none misses a question.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event
from bot.core.matching import matches
from bot.core.query import NoQuery, Query
from bot.core.query_index import QueryIndex
from bot.core.query_reader import read_query
from bot.core.question import Question
from bot.core.searched import searched
from bot.core.summary import IndexedStems
from storage.database import Database
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

    async def met(self, news: News) -> list[int]:
        """The watches that an event meets, in the order of their numbers, but for those written since the indexing."""
        if self._index is None:
            return []
        return await asyncio.to_thread(_met, self._index, news, frozenset(self._touched_ids))

    async def met_by_touched(self, connection: AsyncConnection, news: Sequence[News]) -> list[list[int]]:
        """The watches that each event meets, among those that were written since all of them were indexed."""
        if not self._touched_ids or not news:
            return [[] for _ in news]
        query = select(watches.c.id, watches.c.query).where(watches.c.paused_at.is_(None))
        rows: list[Row[Any]] = list(await connection.execute(query.where(watches.c.id.in_(self._touched_ids))))
        return await asyncio.to_thread(_met_one_by_one, list(_queries(rows)), news)

    async def _page(self, last: int) -> list[Row[Any]]:
        query = select(watches.c.id, watches.c.query).where(watches.c.id > last, watches.c.paused_at.is_(None))
        async with self._database.reading() as connection:
            return list(await connection.execute(query.order_by(watches.c.id).limit(PAGE)))


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


def _met(index: QueryIndex[int], news: News, outdated: frozenset[int]) -> list[int]:
    """What the index says of the `outdated` ones does not count."""
    found = {id for owners in index.matching(searched(news.question)) for id in owners}
    return sorted(found - outdated)


def _met_one_by_one(asked: Sequence[tuple[int, Query]], news: Sequence[News]) -> list[list[int]]:
    documents = [searched(each.question) for each in news]
    return [[id for id, query in asked if matches(query, document)] for document in documents]
