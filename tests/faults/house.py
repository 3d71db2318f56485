"""A world whose process can be starved and measured, and whose database can be read after a kill without mending it."""

import asyncio
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.core.chat import Chat
from bot.core.question import QuestionId
from bot.standins.pulse import PATIENCE_SECONDS
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.server import StandInTelegram
from storage import Store
from tests.journeys.world import JourneyWorld

LAUNCH = ("-m", "tests.faults.launch")
"""The command of a process that heeds the settings of `tests.faults.launch`."""


class House(JourneyWorld):
    """A world with access to the process and to its database file."""

    async def ready(self) -> None:
        """Wait until a process that was just started has called getMe and asks for updates."""
        before = len(self.telegram.called("getUpdates"))
        await self.telegram.wait_until(lambda: len(self.telegram.called("getUpdates")) > before)

    async def follow(self, chats: range, questions: list[QuestionId]) -> None:
        """Chats that have followed questions since before the process was started."""
        store = await Store.open(self.address)
        for chat in chats:
            self.telegram.person(chat)
            await store.chats.greet(Chat(chat, "private", "fr"), datetime.now(UTC))
            for question in questions:
                await store.follows.follow(chat, question, False, datetime.now(UTC))
        await store.close()

    def let_files_grow_to(self, size: int | None) -> None:
        """Let the process write no byte beyond that of any file, as on a full disk; None lifts the limit."""
        _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))

    def memory(self, name: str = "VmRSS") -> int:
        """Bytes of memory that the process has; with `VmHWM` the most that it ever had."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        raise LookupError(name)

    def open_files(self) -> int:
        """How many files and connections the process has open."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    @contextmanager
    def copy(self) -> Iterator[sqlite3.Connection]:
        """A copy of the database of a dead process: opening the file itself would mend the traces of the kill."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            for each in self.folder.glob("guetteur.db*"):
                if not each.name.endswith("-shm"):
                    shutil.copy(each, name)
            with closing(sqlite3.connect(Path(name) / self.file.name)) as database:
                yield database

    async def number(self, query: str) -> int:
        """The number that a query finds in the database of a living process."""
        return await asyncio.to_thread(self._number, query)

    def _number(self, query: str) -> int:
        with closing(sqlite3.connect(self.file, timeout=10)) as database:
            (found,) = database.execute(query).fetchone()
            return int(found)


async def eventually(check: Callable[[], bool], within: float = PATIENCE_SECONDS) -> None:
    """Return as soon as the condition is true. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while True:
            if check():
                return
            await asyncio.sleep(0.002)


@asynccontextmanager
async def opened(folder: Path, address: str | None = None) -> AsyncIterator[House]:
    """A house with its own Telegram and sites; its database is a file in the folder, where no other is named."""
    async with StandInTelegram() as telegram, StandInSites() as sites:
        there = House(telegram, sites, folder, address)
        try:
            yield there
        finally:
            await there.close()
