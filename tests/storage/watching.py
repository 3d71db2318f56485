"""Watches made by hand, and what they brought, for the tests of the store."""

from collections.abc import Collection

from bot.core.chat import Chat
from bot.core.preferences import When
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.watch import ALL_WANTED, Wanted, Watch
from storage import Store
from tests.storage.sweeps import PERSON, deliveries
from tests.support.examples import NOW

MOST = 50


def asks(text: str) -> Query:
    query = read_query(text)
    assert isinstance(query, Query)
    return query


async def watch(
    store: Store,
    text: str,
    chat: Chat = PERSON,
    wants: Collection[Wanted] = ALL_WANTED,
    rhythm: When | None = None,
    thread: int | None = None,
) -> Watch:
    return await store.watches.add(chat.id, asks(text), wants, rhythm, thread, NOW, MOST)


async def brought(store: Store, chat: Chat = PERSON) -> list[tuple[str, int, list[str]]]:
    """The messages to a chat: the kind, the question's number, the names of the watches."""
    return [
        (each.kind, each.question.number, [named.name for named in each.watches])
        for each in await deliveries(store, chat)
    ]
