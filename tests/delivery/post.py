"""A courier at work, with a real store and a stand-in Telegram."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.chat import Chat
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery.courier import Courier
from bot.standins.telegram.server import StandInTelegram
from bot.transport.rate_limiter import Limiter
from storage import Store
from tests.support.examples import ANSWER, ID, NOW, WAITING
from tests.support.waiting import until


@dataclass
class Post:
    """A courier at work, and its surroundings. Its clock stands still but for `later`."""

    telegram: StandInTelegram
    store: Store
    limiter: Limiter
    courier: Courier
    file: Path
    clock: list[datetime]

    def later(self, wait: timedelta) -> None:
        """Let so much time pass."""
        self.clock[0] += wait
        self.courier.wake()

    def told(self, words: str, chat: int) -> int:
        """How many messages with these words the chat has got."""
        return sum(words in each.text for each in self.telegram.messages(chat))

    async def follow(self, *chats: int) -> None:
        await self.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        for chat in chats:
            self.telegram.person(chat)
            await self.store.chats.greet(Chat(chat, "private", "fr"), NOW)
            await self.store.follows.follow(chat, ID, False, NOW)

    async def answer(self) -> None:
        answered = replace(WAITING, answer=ANSWER)
        await self.store.checks.record_reading(answered, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        self.courier.wake()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file, timeout=30)) as database, database:
            return database.execute(query).fetchall()

    async def until(self, is_so: Callable[[], bool]) -> None:
        await until(is_so, "what the test waits for")

    async def until_rows(self, query: str, *rows: tuple[object, ...]) -> None:
        await self.until(lambda: self.rows(query) == [*rows])

    async def until_asked(self, chat_id: int, times: int) -> None:
        await self.until(lambda: len(self.telegram.called("sendMessage", chat_id)) == times)
