"""An outbox that is filled by hand, row by row, for the tests of its history."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.core.delivery import DeliveryState
from storage import Store
from storage.database import Database
from storage.tables import chats, outbox, questions
from tests.support.examples import NOW

S, DAY, HOUR = DeliveryState, timedelta(days=1), timedelta(hours=1)
KEPT = 30
PERSON, OTHER, GROUP, SUPERGROUP = 7, 8, -500, -100700
KINDS = {PERSON: "private", OTHER: "private", GROUP: "group", SUPERGROUP: "supergroup"}
FINAL = (S.SENT, S.REFUSED, S.CANCELLED, S.SHOWN)


class FilledOutbox:
    """An outbox about one question, and the days on which its program ran."""

    def __init__(self, database: Database, store: Store) -> None:
        self.database = database
        self.store = store

    async def write(
        self, key: str, state: DeliveryState = S.SENT, chat: int = PERSON, at: datetime = NOW, **more: Any
    ) -> None:
        """A row; one that is settled was settled at once."""
        fits: dict[str, Any] = {"settled_at": at} if state in FINAL else {}
        fits |= {"scheduled_for": at + HOUR} if state is S.SCHEDULED else {}
        fits |= {"sweep": 17} if state is S.COLLECTING else {}
        given: dict[str, Any] = {"question_id": 1, "kind": "answered", "created_at": at, **fits, **more}
        async with self.database.writing() as connection:
            await connection.execute(insert(outbox).values(chat_id=chat, key=key, state=state, **given))

    async def run(self, days: int, begin: datetime = NOW) -> datetime:
        """The program runs so many days, and is counted the first time a day later. Returns what time it is then."""
        for day in range(1, days + 1):
            await self.store.running.seen(begin + day * DAY, DAY.total_seconds())
        return begin + days * DAY

    async def prune(self, now: datetime) -> int:
        """Prune what is older than `KEPT` days. Returns how many rows went."""
        return sum([batch async for batch in self.store.history.prune(now, KEPT)])

    async def keys(self) -> list[str]:
        """The keys of the rows, in their order."""
        async with self.database.reading() as connection:
            return list((await connection.execute(select(outbox.c.key).order_by(outbox.c.id))).scalars())


@asynccontextmanager
async def filled_outbox(address: str) -> AsyncIterator[FilledOutbox]:
    """An empty one with four chats, in a database in which nothing is yet."""
    database, store = await Database.open(address), await Store.open(address)
    async with database.writing() as connection:
        for chat, kind in KINDS.items():
            await connection.execute(insert(chats).values(id=chat, kind=kind, language="fr", created_at=NOW))
        await connection.execute(insert(questions).values(id=1, legislature=17, number=1))
    yield FilledOutbox(database, store)
    await store.close()
    await database.close()
