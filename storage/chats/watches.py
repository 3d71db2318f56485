"""Watches: what chats want to be told of."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preferences import When
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.watch import LONGEST_WATCH, NoRoomForWatches, NoSuchWatch, Wanted, Watch, WatchTooLong
from storage.database import Database
from storage.outbox import watched
from storage.tables import matches, outbox, watches


class Keep(Enum):
    """Says of a watch's rhythm that it stays: None is a rhythm of its own, that of the chat."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


class Watches:
    """The table of watches.

    `touched` are the watches that were written since a sweep last read all of them: it reads these anew.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.touched: set[int] = set()

    async def add(
        self,
        chat_id: int,
        query: Query,
        wants: Collection[Wanted],
        rhythm: When | None,
        thread: int | None,
        now: datetime,
        most: int,
    ) -> Watch:
        """Begin a watch. Where the chat has one of the same query, that one is changed, and tells again if paused.

        Raises NoRoomForWatches where the chat would have more than `most`, and WatchTooLong where the text of the query
        is longer than `LONGEST_WATCH`.
        """
        values = {"thread": thread, "wants": _words(wants), "rhythm": _word(rhythm), "paused_at": None}
        text = _text(query)
        async with self._database.writing() as connection:
            mine = await _of(connection, chat_id)
            same = next((each for each in mine if each.query.key == query.key), None)
            if same is not None:
                await self._write(connection, same.id, values)
                await watched.reconsider(connection, same.id, now)
                return await self._known(connection, chat_id, same.id)
            if len(mine) >= most:
                raise NoRoomForWatches
            made = {"chat_id": chat_id, "query": text, "created_at": now, **values}
            id = int((await connection.execute(insert(watches).values(made).returning(watches.c.id))).scalar_one())
            self.touched.add(id)
            return await self._known(connection, chat_id, id)

    async def of(self, chat_id: int) -> list[Watch]:
        """The watches of a chat, the oldest first."""
        async with self._database.reading() as connection:
            return await _of(connection, chat_id)

    async def find(self, chat_id: int, id: int) -> Watch | None:
        """A watch of a chat; None where the chat has none of that number."""
        async with self._database.reading() as connection:
            return await _find(connection, chat_id, id)

    async def change(
        self,
        watch: Watch,
        *,
        query: Query | None = None,
        wants: Collection[Wanted] | None = None,
        rhythm: When | Keep | None = KEEP,
        is_paused: bool | None = None,
        now: datetime,
    ) -> Watch:
        """Change what is given of a watch, the rest stays. Returns it as it is now.

        What waits for a watch that pauses is cancelled; what waits for its hour is decided on anew. Another watch of
        the chat with the new query is stopped: one of them is enough. Raises NoSuchWatch where the watch was stopped
        meanwhile, and WatchTooLong as `add` does.
        """
        values: dict[str, Any] = {} if query is None else {"query": _text(query)}
        if wants is not None:
            values["wants"] = _words(wants)
        if not isinstance(rhythm, Keep):
            values["rhythm"] = _word(rhythm)
        async with self._database.writing() as connection:
            known = await self._known(connection, watch.chat_id, watch.id)
            if is_paused is not None and is_paused != known.is_paused:
                values["paused_at"] = now if is_paused else None
            for other in await _of(connection, watch.chat_id) if query is not None else ():
                if query is not None and other.id != watch.id and other.query.key == query.key:
                    await self._stop(connection, other.id, now)
            await self._write(connection, watch.id, values)
            if is_paused:
                await watched.cancel(connection, watch.id, now)
            await watched.reconsider(connection, watch.id, now)
            return await self._known(connection, watch.chat_id, watch.id)

    async def stop(self, chat_id: int, id: int, now: datetime) -> bool:
        """End a watch; what waits for it alone is cancelled. Returns False where the chat has none of that number."""
        async with self._database.writing() as connection:
            if await _find(connection, chat_id, id) is None:
                return False
            await self._stop(connection, id, now)
            return True

    async def brought(self, chat_id: int, since: datetime) -> dict[int, int]:
        """How many deliveries each watch of a chat made since then, by its id; those that made none are left out."""
        here = (
            (outbox.c.chat_id == matches.c.chat_id)
            & (outbox.c.question_id == matches.c.question_id)
            & (outbox.c.key == matches.c.key)
        )
        query = (
            select(matches.c.watch_id, func.count())
            .select_from(outbox.join(matches, here))
            .where(matches.c.chat_id == chat_id, outbox.c.created_at >= since)
            .group_by(matches.c.watch_id)
        )
        async with self._database.reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(query)}

    async def _known(self, connection: AsyncConnection, chat_id: int, id: int) -> Watch:
        found = await _find(connection, chat_id, id)
        if found is None:
            raise NoSuchWatch(f"chat {chat_id} has no watch {id}")
        return found

    async def _write(self, connection: AsyncConnection, id: int, values: dict[str, Any]) -> None:
        self.touched.add(id)
        if values:
            await connection.execute(update(watches).where(watches.c.id == id).values(**values))

    async def _stop(self, connection: AsyncConnection, id: int, now: datetime) -> None:
        await watched.cancel(connection, id, now)
        await connection.execute(delete(watches).where(watches.c.id == id))


def read(rows: Iterable[Row[Any]]) -> list[Watch]:
    """The watches of rows; those whose text means nothing to this version are left out."""
    return [watch for watch in map(_watch, rows) if watch is not None]


def _watch(row: Row[Any]) -> Watch | None:
    query = read_query(row.query)
    if isinstance(query, NoQuery):
        return None
    wants = frozenset(Wanted(word) for word in row.wants.split() if word in set(Wanted))
    rhythm = When(row.rhythm) if row.rhythm in set(When) else None
    return Watch(row.id, row.chat_id, row.thread, query, wants, rhythm, row.created_at, row.paused_at is not None)


async def _of(connection: AsyncConnection, chat_id: int) -> list[Watch]:
    query = select(watches).where(watches.c.chat_id == chat_id).order_by(watches.c.created_at, watches.c.id)
    return read(await connection.execute(query))


async def _find(connection: AsyncConnection, chat_id: int, id: int) -> Watch | None:
    query = select(watches).where(watches.c.chat_id == chat_id, watches.c.id == id)
    found: Sequence[Watch] = read(await connection.execute(query))
    return found[0] if found else None


def _text(query: Query) -> str:
    text = text_of(query)
    if len(text) > LONGEST_WATCH:
        raise WatchTooLong(f"{len(text)} characters")
    return text


def _words(wants: Collection[Wanted]) -> str:
    return " ".join(each for each in Wanted if each in wants)


def _word(rhythm: When | None) -> str | None:
    return None if rhythm is None else rhythm.value
