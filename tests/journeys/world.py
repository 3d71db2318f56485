"""The world of a journey: both stand-ins, a database file, and the real bot process, started at will."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.chats import GroupChat, Person
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.server import StandInTelegram
from tests.journeys.processes import ROOT, RunningBot, anew, forked
from tests.support import databases
from tests.support.stores import address_of
from tests.support.waiting import patience, until

UNDONE = "SELECT id FROM outbox WHERE outcome IS NULL UNION SELECT id FROM updates WHERE handled_at IS NULL"


class JourneyWorld:
    """Camille, who speaks to the bot; Telegram, the sites, and the process between them."""

    command: tuple[str, ...] | None = None
    """The arguments with which Python is started; None starts the bot by `forked`."""

    root: Path = ROOT
    """The folder of the program that `command` starts."""

    def __init__(
        self, telegram: StandInTelegram, sites: StandInSites, folder: Path, address: str | None = None
    ) -> None:
        self.telegram = telegram
        self.sites = sites
        self.folder = folder
        self.address = address or address_of(self.file)
        self.camille = telegram.person(1001, first_name="Camille")
        self.log = folder / "bot.log"
        self._process: RunningBot | None = None

    @property
    def file(self) -> Path:
        """The path of the database, unless it is on a server."""
        return self.folder / "guetteur.db"

    async def start(self, **settings: str) -> None:
        """Start the bot, with these settings beside the usual ones."""
        environment = self.environment(**settings)
        self._process = (
            await anew(self.command, environment, self.log, self.root)
            if self.command
            else forked(environment, self.log)
        )

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of the bot in this world, with these settings beside the usual ones."""
        return {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")},
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "TELEGRAM_PACE": "1000",
            "DATABASE_URL": self.address,
            "ASSEMBLEE_URL": self.sites.url,
            "QUESTIONS_URL": self.sites.url,
            "NOSDEPUTES_URL": self.sites.url,
            "OPENDATA_URL": self.sites.url,
            "SENAT_DATA_URL": "off",
            "SENAT_URL": "off",
            "WATCH_INTERVAL": "0.3",
            "REQUESTS_PER_SECOND": "200",
            "COMMANDS_A_MINUTE": "1000",
            "LOG_FORMAT": "text",
            **settings,
        }

    async def followed(self, question: Question, **settings: str) -> None:
        """Start the bot, and let Camille follow the question, which both sites have."""
        self.sites.put(question)
        await self.start(**settings)
        await self.ask(f"/follow {question.id}")

    async def stop(self) -> int:
        """Stop the bot as a system does, and return its exit code. Raises TimeoutError."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        async with patience("the bot stops"):
            return await process.wait()

    async def kill(self) -> None:
        """Kill the bot at once."""
        process = self._running()
        process.kill()
        await process.wait()

    async def ended(self) -> int:
        """Wait until the bot ends by itself."""
        async with patience("the bot ends by itself"):
            return await self._running().wait()

    async def close(self) -> None:
        """Stop everything that still runs."""
        if self.runs:
            await self.kill()

    async def ask(self, text: str, person: Person | None = None, chat: GroupChat | None = None) -> SentMessage:
        """A person writes. Returns the next message in that chat."""
        place = (chat or person or self.camille).id
        number = self.telegram.say(person or self.camille, text, chat)
        return await self.telegram.wait_for(place, lambda _: True, after=number)

    async def alert(self, words: str, chat: int | None = None, after: int = 0) -> SentMessage:
        """The message of a chat, of Camille's unless said, that holds these words, as soon as it is there.

        Only messages with a number above `after` count, for earlier ones may hold the same words.
        """
        return await self.telegram.wait_for(chat or self.camille.id, lambda message: words in message.text, after=after)

    async def button(self, text: str, chat: int | None = None, on: SentMessage | None = None) -> SentMessage:
        """The message of a chat that carries a button of that text, as soon as there is one; with `on`, that message alone."""

        def carries(message: SentMessage) -> bool:
            is_meant = on is None or message.message_id == on.message_id
            return is_meant and any(button.text == text for row in message.buttons for button in row)

        return await self.telegram.wait_for(chat or self.camille.id, carries)

    async def forged(self, message: SentMessage, data: str, person: Person | None = None) -> str:
        """A client sends forged data of a button. Returns the notice that the person gets."""
        before = len(self.telegram.answers)
        self.telegram.forge(person or self.camille, message, data)
        await self.telegram.wait_until(lambda: len(self.telegram.answers) > before)
        return self.telegram.answers[-1].text or ""

    async def swept(self, legislature: int = 17, count: int = 2) -> None:
        """Wait for that many more requests for an archive; at the last one, the sweep before it is over."""
        path = self.sites.archive_path(legislature)
        before = len(self.sites.asked(path))
        await self.sites.wait_until(lambda: len(self.sites.asked(path)) >= before + count)

    async def swept_once(self, legislature: int = 17) -> None:
        """Wait until the bot has recorded the end of its first sweep."""
        query = "SELECT 1 FROM archives WHERE name = :name AND confirmed_at IS NOT NULL"
        await self.stored(query, 1, name=f"archive-{legislature}")

    async def stored(self, query: str, rows: int, **values: Any) -> None:
        """Wait until a query, whose parameters are written `:name`, finds that many rows. Raises TimeoutError."""
        await until(
            lambda: len(databases.rows(self.address, query, **values)) == rows, f"{query} {values} finds {rows} rows"
        )

    async def all_done(self) -> None:
        """Wait until no delivery is unsent and no update unhandled: a message that comes later is a new one."""
        await self.stored(UNDONE, 0)

    async def logged(self, words: str, log: Path | None = None) -> None:
        """Wait until the log of the bot, or of another process, holds these words. Raises TimeoutError."""
        file = log or self.log
        await until(lambda: file.exists() and words in file.read_text(), f"{file.name} holds {words!r}")

    async def checks(self, question: Question | QuestionId, source: Source, count: int = 1) -> None:
        """Wait for that many more checks of a page."""
        id = question if isinstance(question, QuestionId) else question.id
        path = self.sites.path_of(id, source)
        before = len(self.sites.asked(path))
        await self.sites.wait_until(lambda: len(self.sites.asked(path)) >= before + count)

    async def checks_of_both(self, question: Question | QuestionId, count: int = 1) -> None:
        """Wait for that many more checks of both pages."""
        await asyncio.gather(*(self.checks(question, source, count) for source in ASSEMBLEE.page_sources))

    def texts(self, chat: int | None = None) -> list[str]:
        """The texts of all messages in a chat, of Camille's unless said."""
        return [message.text for message in self.telegram.messages(chat or self.camille.id)]

    def count(self, words: str, chat: int | None = None) -> int:
        """The number of messages in a chat that hold these words."""
        return sum(words in text for text in self.texts(chat))

    @property
    def runs(self) -> bool:
        """Whether the bot was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running().pid

    def _running(self) -> RunningBot:
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process
