"""Some people type inline all the time while others give commands: how long each waits, in the real process.

The bot is `python -m bot`, against the stand-in Telegram in this process; its catalogue is swept from an archive.
"""

import asyncio
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date
from itertools import chain, cycle, islice, repeat
from pathlib import Path
from statistics import median, quantiles

from bot.core.addresses import archive_path
from bot.demo.bot_process import BotProcess, environment
from bot.standins.sites.server import StandInSites
from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.benchmarks.parliament import Parliament, record
from tests.benchmarks.program import CURRENT
from tests.benchmarks.serving import name_of, served
from tests.benchmarks.table import table, verdict

LAST_DAY = date(2026, 11, 23)
SHORTEST = 2
"""Letters after which Telegram sends an inline query."""

BETWEEN_COMMANDS = 0.02
SWEPT_WITHIN, ANSWERED_WITHIN = 300.0, 120.0
MOST_TIMES_SLOWER = 3.0
AT_LEAST = 0.1
"""Seconds of waiting that nobody minds, however fast the machine is without typing."""


@dataclass(frozen=True, slots=True)
class TypingSize:
    """Known questions, people who type so many queries each, and commands given by others meanwhile."""

    questions: int = 20_000
    people: int = 10
    queries: int = 100
    commanding: int = 3
    commands: int = 200
    """While nobody types."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The outcome: queries that were typed and answered, and the seconds that each command took meanwhile."""

    name: str
    queries: int
    answered: int
    seconds: float
    commands: tuple[float, ...]

    @property
    def most(self) -> float:
        """Seconds within which 95 of a hundred commands were answered."""
        return quantiles(self.commands, n=20, method="inclusive")[-1]


async def run(size: TypingSize, seed: int) -> str:
    """Measure without typing, then with; return the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = _write(folder, size, seed)
        with served(folder) as server:
            async with _bot(folder, server.url, size.questions) as telegram:
                return _told(await _measured(telegram, size, words), size)


def _write(folder: Path, size: TypingSize, seed: int) -> list[str]:
    """Write an archive, and return some words of its subjects."""
    words = []
    with zipfile.ZipFile(folder / name_of(archive_path(CURRENT) or ""), "w", zipfile.ZIP_DEFLATED) as made:
        for question in Parliament(seed).one_by_one(CURRENT, size.questions, LAST_DAY):
            made.writestr(f"json/{question.id.uid}.json", record(question))
            words.append(max((question.subject or "?").split(), key=len))
    return words[:: max(1, len(words) // 200)]


@asynccontextmanager
async def _bot(folder: Path, archives: str, questions: int) -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        settings = {
            **environment(telegram, sites, str(folder)),
            "OPENDATA_URL": archives,
            "SENAT_DATA_URL": "off",
            "SENAT_URL": "off",
            "SWEEP_INTERVAL": "86400",
            "TELEGRAM_PACE": "1000",
            "COMMANDS_A_MINUTE": "10000",
        }
        bot = BotProcess(settings)
        await bot.start()
        try:
            await _swept(folder / "demo.db", questions, bot)
            yield telegram
        finally:
            await bot.stop()


async def _swept(database: Path, questions: int, bot: BotProcess) -> None:
    """Wait until all questions are known. Raises RuntimeError with the bot's last words if it never knows them."""
    ended = asyncio.create_task(bot.ended())
    try:
        async with asyncio.timeout(SWEPT_WITHIN):
            while _known(database) < questions and not ended.done():
                await asyncio.wait([ended], timeout=0.5)
    except TimeoutError:
        pass
    if _known(database) < questions:
        raise RuntimeError("\n".join(bot.last_words()) or "the archive was not taken in")
    ended.cancel()


def _known(database: Path) -> int:
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            return int(opened.execute("SELECT count(*) FROM catalogue").fetchone()[0])
    except sqlite3.OperationalError:  # the database is being made
        return 0


async def _measured(telegram: StandInTelegram, size: TypingSize, words: list[str]) -> list[Typed]:
    others = [telegram.person(1001 + number) for number in range(size.commanding)]
    people = [telegram.person(2001 + number) for number in range(size.people)]
    await _command(telegram, others, size.commands // 4)  # pays for everything that happens once
    quiet = Typed("nobody types", 0, 0, 0.0, tuple(await _command(telegram, others, size.commands)))
    ways: dict[str, Callable[[StandInTelegram, Person, list[str]], Awaitable[None]]] = {
        "each query when the last was answered": _one_by_one,
        "all queries of each at once": _at_once,
    }
    found = [quiet]
    for name, way in ways.items():
        before, began = len(telegram.inline_answers), time.perf_counter()
        typing = asyncio.gather(*(way(telegram, each, _letters(words, at, size)) for at, each in enumerate(people)))
        commands = await _command(telegram, others, until=typing)
        await typing
        seconds = time.perf_counter() - began
        answered = len(telegram.inline_answers) - before
        found.append(Typed(name, size.people * size.queries, answered, seconds, tuple(commands)))
    return found


def _letters(words: list[str], person: int, size: TypingSize) -> list[str]:
    """The queries of a person who types one word after the other, letter by letter."""
    own = chain.from_iterable(_growing(word) for word in cycle(words[person:] + words[:person]))
    return list(islice(own, size.queries))


def _growing(word: str) -> Iterator[str]:
    return (word[:end] for end in range(min(SHORTEST, len(word)), len(word) + 1))


async def _one_by_one(telegram: StandInTelegram, person: Person, queries: list[str]) -> None:
    for query in queries:
        await telegram.inline_answer(telegram.inline(person, query), timeout=ANSWERED_WITHIN)


async def _at_once(telegram: StandInTelegram, person: Person, queries: list[str]) -> None:
    """Type queries without waiting: of one person's, only the last is sure to be answered."""
    numbers = [telegram.inline(person, query) for query in queries]
    await telegram.inline_answer(numbers[-1], timeout=ANSWERED_WITHIN)


async def _command(
    telegram: StandInTelegram,
    people: list[Person],
    count: int | None = None,
    until: asyncio.Future[list[None]] | None = None,
) -> list[float]:
    """Seconds that each of `count` commands took, or each given before `until` is done; two at least."""
    times: list[float] = []
    for person in chain.from_iterable(repeat(people)):
        if len(times) > 1 and (until.done() if until else len(times) >= (count or 0)):
            break
        began = time.perf_counter()
        number = telegram.say(person, "/list")
        await telegram.wait_for(person.id, lambda _: True, timeout=ANSWERED_WITHIN, after=number)
        times.append(time.perf_counter() - began)
        await asyncio.sleep(BETWEEN_COMMANDS)
    return times


def _told(found: list[Typed], size: TypingSize) -> str:
    head = [
        f"{size.people} people type",
        "queries",
        "answered",
        "seconds",
        "commands",
        "median ms",
        "95 % ms",
        "worst ms",
    ]
    rows = [
        [
            each.name,
            str(each.queries),
            str(each.answered),
            f"{each.seconds:.1f}",
            str(len(each.commands)),
            f"{1000 * median(each.commands):.0f}",
            f"{1000 * each.most:.0f}",
            f"{1000 * max(each.commands):.0f}",
        ]
        for each in found
    ]
    quiet, *typed = found
    limit = max(AT_LEAST, MOST_TIMES_SLOWER * quiet.most)
    reached = verdict(all(each.most <= limit for each in typed))
    return f"{table(head, rows)}\ngoal, 95 % of commands within {1000 * limit:.0f} ms whoever types: {reached}"
