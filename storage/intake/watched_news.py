"""Writes what the watches are told of the news of a sweep: nearly all of it ahead of the records that bring the news.

One event can meet the watches of very many chats, and nobody else can write while a transaction does. So what they are
told is written first, in slices, and then the transaction that takes in the records. Whatever a kill leaves undone, the
records are still to be taken in: the next sweep finds the same news, and a chat is told each event once.

Two kinds of watches are left to that transaction: those that were written meanwhile, and those of chats that follow the
question, since only there followers are told. Where the latter are very many, the rest comes after it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event
from bot.core.turns import fitting
from storage.database import Database
from storage.intake.unfollowed import make_rows
from storage.intake.watching import News, Watching
from storage.outbox import event_log, watched
from storage.outbox.watched import Brought, Match
from storage.slices import Slices
from storage.tables import watches

AT_ONCE = 2_000
"""Rows of the outbox, or what is as dear, that one transaction writes at most; fewer, where that takes too long."""

WATCH = 2
"""Rows of the outbox that take as long to write as what one watch is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """An event, and some of the watches that meet it; `begin` is the place in the queue of the first of them."""

    news: News
    watches: Sequence[int]
    begin: int = 0


class _Found:
    """An event of a question, given by the id of its row, with the (chat, watch) of those that it is told."""

    def __init__(self, part: Part, owners: Sequence[tuple[int, int]], row: int) -> None:
        event = part.news.event
        self.news = part.news
        self.recorded = (row, event)
        self.brought = Brought(event.kind, [Match(chat, row, event.key, watch) for chat, watch in owners], part.begin)


class WatchedNews:
    """What watches are told of a batch of records of one legislature.

    `made` are the numbers of the questions that got their row here: nobody had asked for them.
    """

    def __init__(self, database: Database, watching: Watching, now: datetime, sweep: int) -> None:
        self._watching = watching
        self._now = now
        self._sweep = sweep
        self._slices = Slices(database)
        self._left: list[Part] = []
        self._unrecorded: list[tuple[int, Event]] = []
        self.made: set[int] = set()

    async def write_ahead(self, news: Iterable[News]) -> None:
        """Write what the watches are told of these news, in slices, but for what `tell` and `write_rest` write."""
        async for parts in self._cut(news):
            async with self._slices.writing(AT_ONCE) as connection:
                await self._write_ahead(connection, parts)

    async def tell(self, connection: AsyncConnection, news: Sequence[News]) -> None:
        """Write what else the watches are told, in the transaction that takes in what brought these news."""
        met = await self._watching.met_by_touched(connection, news)
        touched = [Part(each, some) for each, some in zip(news, met, strict=True) if some]
        found = await self._found(connection, [*self._take_left(AT_ONCE // WATCH), *touched])
        await self._record(connection, [*self._unrecorded, *(each.recorded for each in found)])
        self._unrecorded.clear()
        await watched.tell(connection, [each.brought for each in found], self._now, self._sweep)

    async def write_rest(self) -> None:
        """Write the rest, after that transaction."""
        while parts := self._take_left(self._room):
            async with self._slices.writing(AT_ONCE) as connection:
                found = await self._found(connection, parts)
                await watched.tell(connection, [each.brought for each in found], self._now, self._sweep)

    @property
    def _room(self) -> int:
        """The watches of the next slice."""
        return max(1, self._slices.size(AT_ONCE) // WATCH)

    async def _cut(self, news: Iterable[News]) -> AsyncIterator[list[Part]]:
        """The watches that each event meets, in slices."""
        parts, room = list[Part](), self._room
        for each in news:
            met = await self._watching.met(each)
            start, is_whole = 0, len(met) <= room
            while start < len(met):
                some = met[start : start + room]
                place = 0 if is_whole else watched.place_of(start, len(met), each.question.id.number)
                parts.append(Part(each, some, place))
                start, room = start + len(some), room - len(some)
                if room == 0:
                    yield parts
                    parts, room = [], self._room
        if parts:
            yield parts

    async def _write_ahead(self, connection: AsyncConnection, parts: Sequence[Part]) -> None:
        found = await self._found(connection, parts)
        asked_for = [each for each in found if each.news.question.id.number not in self.made]
        followed = await watched.followed_of(
            connection, [match for each in asked_for for match in each.brought.matches]
        )
        for each in found:
            left = [match.watch_id for match in each.brought.matches if match.place in followed]
            self._left += [Part(each.news, left)] if left else []
        # Where a question had its row before, it may be followed: of an event that is recorded no follower is told.
        self._unrecorded += [each.recorded for each in asked_for]
        await self._record(connection, [each.recorded for each in found if each not in asked_for])
        await watched.tell(connection, [each.brought.without(followed) for each in found], self._now, self._sweep)

    async def _found(self, connection: AsyncConnection, parts: Sequence[Part]) -> list[_Found]:
        owned = [each for each in await _owned(connection, parts) if each[1]]
        rows = await make_rows(connection, [part.news.question for part, _ in owned], self._now)
        self.made |= {id.number for id in rows.made}
        return [_Found(part, owners, rows.ids[part.news.question.id]) for part, owners in owned]

    async def _record(self, connection: AsyncConnection, events: Sequence[tuple[int, Event]]) -> None:
        if events:
            await event_log.note(connection, events, self._now)

    def _take_left(self, most: int) -> list[Part]:
        """The next of what was left, of `most` watches together, or one part of it where that has more."""
        some = fitting([len(part.watches) for part in self._left], most) if self._left else 0
        taken, self._left = self._left[:some], self._left[some:]
        return taken


async def _owned(connection: AsyncConnection, parts: Sequence[Part]) -> list[tuple[Part, list[tuple[int, int]]]]:
    """Each part with the (chat, watch) of those of its watches that are still there and tell such an event."""
    ids = sorted({id for part in parts for id in part.watches})
    owners: dict[int, tuple[int, set[str]]] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = (watches.c.id.in_(ids[start : start + AT_ONCE]), watches.c.paused_at.is_(None))
        for row in await connection.execute(select(watches.c.id, watches.c.chat_id, watches.c.wants).where(*some)):
            owners[row.id] = (row.chat_id, set(row.wants.split()))
    return [(part, _telling(part, owners)) for part in parts]


def _telling(part: Part, owners: Mapping[int, tuple[int, set[str]]]) -> list[tuple[int, int]]:
    here = [(id, *owners[id]) for id in part.watches if id in owners]
    return [(chat, id) for id, chat, wants in here if part.news.event.kind in wants]
