"""A sweep that changes every record and an event that very many chats follow, while people give commands.

The bot is `python -m bot` against the stand-ins, with a witness inside (`tests.benchmarks.witness`) that notes who held
the writer of the database. Commands are given at a fixed pace, whether or not those before were answered, each by
another person: so a second in which nothing is answered counts for all who came in it.
"""

import asyncio
import math
import random
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path

from bot.core.addresses import archive_path
from bot.core.question import Question
from bot.demo.bot_process import BotProcess, environment
from bot.standins.sites.server import StandInSites
from bot.standins.sites.zip_writer import zipped
from bot.standins.telegram.chats import Person
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.server import StandInTelegram
from storage.outbox import event_log
from tests.benchmarks.following import follow
from tests.benchmarks.parliament import Parliament, records
from tests.benchmarks.program import CURRENT, Program
from tests.benchmarks.serving import name_of, served
from tests.benchmarks.table import table, verdict
from tests.benchmarks.witness import WITNESS, Held, notes

FIRST_DAY, SECOND_DAY = date(2026, 11, 23), date(2026, 11, 24)
WEEK = 7 * 86400.0
PEOPLE, PEOPLE_FROM = 200, 2_000_001

FOLLOWS_OF_A_CHAT = 10
COMMANDS = ("/follow", "/list", "/status")
ANSWERED_WITHIN, OVER_WITHIN = 120.0, 600.0
CROWD = """
    INSERT OR IGNORE INTO follows (chat_id, question_id, followed_at, bare, overdue)
    SELECT id, 1, ?, 0, ? FROM chats WHERE id <= ?
"""
GOAL = 0.2
"""Seconds within which 99 of a hundred commands are to be answered, whatever is written meanwhile."""


@dataclass(frozen=True, slots=True)
class ContentionSize:
    """Questions, those of them that are followed and how often, answers of the issue, and the followers of one more.

    `pace` is how many commands are given a second, `quiet` how many while nothing else is written. For `settling`
    seconds after its start the bot does what it does then alone: it looks through all that waits, and tells of terms.
    """

    questions: int = 20_000
    followed: int = 5_000
    follows: int = 1_000_000
    answered: int = 100
    crowd: int = 100_000
    pace: float = 10.0
    quiet: int = 100
    settling: float = 65.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, the monotonic time at which it was given, and the seconds until its answer."""

    command: str
    at: float
    took: float


@dataclass(frozen=True, slots=True)
class _Given:
    """A command of a person: the number of its message, and the monotonic time at which it was given."""

    word: str
    person: int
    number: int
    at: float


def run(size: ContentionSize, seed: int) -> str:
    """Measure without a sweep, then with; return the tables."""
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(_run(Path(name), size, seed))


async def _run(folder: Path, size: ContentionSize, seed: int) -> str:
    first, second = _issues(size, seed)
    with served(folder) as server:
        _show(folder, zipped(records(first), FIRST_DAY))
        after = zipped(records(second), SECOND_DAY)
        await _sweep(folder, server.url)
        await asyncio.to_thread(_follow, folder, first, size)
        async with _bot(folder, server.url) as telegram:
            for chat in range(1, size.follows // FOLLOWS_OF_A_CHAT + 1):
                telegram.person(chat)
            people = People(telegram, size, seed)
            await asyncio.sleep(size.settling)
            await people.command(size.quiet // 4)  # pays for everything that happens once
            quiet = await people.command(size.quiet)
            began = time.time()
            _show(folder, after)
            swept = asyncio.create_task(_over(folder / "demo.db", began))
            busy = await people.command(until=swept)
            seconds = await swept
    return _told(size, quiet, busy, notes(folder / "witness"), began, seconds)


def _issues(size: ContentionSize, seed: int) -> tuple[list[Question], list[Question]]:
    """All questions, those that will be answered first; and the same a day later, when every record is another one."""
    parliament = Parliament(seed)
    first = parliament.questions(CURRENT, size.questions, FIRST_DAY)
    first[: size.answered] = [replace(each, answer=None) for each in first[: size.answered]]
    second = [replace(each, subject=f"{each.subject} (suite)") for each in first]
    second[: size.answered] = [replace(each, answer=parliament.answer(SECOND_DAY)) for each in second[: size.answered]]
    return first, second


def _show(folder: Path, archive: bytes) -> None:
    """Serve that archive from now on; at every other path there is nothing that could be read."""
    file = folder / name_of(archive_path(CURRENT) or "")
    file.with_suffix(".new").write_bytes(archive)
    file.with_suffix(".new").replace(file)


async def _sweep(folder: Path, url: str) -> None:
    program = await Program.open(folder / "demo.db", url, lambda: datetime.now(UTC))
    await program.sweeper.sweep(CURRENT)
    await program.close()


def _follow(folder: Path, first: Sequence[Question], size: ContentionSize) -> None:
    """Spread the follows over the first questions and the chats; the very first one is followed by the crowd."""
    now = datetime.now(UTC) - timedelta(days=1)
    follow(folder / "demo.db", first[: size.followed], size.follows, now, WEEK, FOLLOWS_OF_A_CHAT)
    with closing(sqlite3.connect(folder / "demo.db")) as database, database:
        passed = event_log.passed(first[0], now)  # else the crowd would be told of the term all the while
        database.execute(CROWD, (f"{now:%Y-%m-%d %H:%M:%S.%f}", passed, size.crowd))


@asynccontextmanager
async def _bot(folder: Path, archives: str) -> AsyncIterator[StandInTelegram]:
    async with StandInTelegram() as telegram, StandInSites() as sites:
        settings = {
            **environment(telegram, sites, str(folder)),
            "OPENDATA_URL": archives,
            "SENAT_DATA_URL": "off",
            "SENAT_URL": "off",
            "WATCH_INTERVAL": str(WEEK),
            "SWEEP_INTERVAL": "10",
            "COMMENTS_INTERVAL": "86400",
            "COMMANDS_A_MINUTE": "10000",
            WITNESS: str(folder / "witness"),
        }
        bot = BotProcess(settings, ("-m", "tests.benchmarks.witness"))
        await bot.start()
        try:
            yield telegram
        finally:
            await bot.stop()


class People:
    """People who give commands in turns, at a fixed pace. The stand-in notes when each was answered."""

    def __init__(self, telegram: StandInTelegram, size: ContentionSize, seed: int) -> None:
        self._telegram = telegram
        self._size = size
        self._chance = random.Random(seed)
        self._turns = cycle([telegram.person(PEOPLE_FROM + number) for number in range(PEOPLE)])
        self._words = cycle(COMMANDS)

    async def command(self, count: int | None = None, until: asyncio.Future[float] | None = None) -> list[Asked]:
        """Give `count` commands, or give them until that is done; return when all are answered."""
        given: list[_Given] = []
        began = time.monotonic()
        while len(given) < (count or 0) or (until is not None and not until.done()):
            await asyncio.sleep(max(0.0, began + len(given) / self._size.pace - time.monotonic()))
            given.append(self._give(next(self._turns), next(self._words)))
        async with asyncio.timeout(ANSWERED_WITHIN):
            await self._telegram.wait_until(lambda: len(self._answered(given)) == len(given), timeout=None)
        return self._answered(given)

    def _give(self, person: Person, word: str) -> "_Given":
        number = self._telegram.say(person, word if word == "/list" else f"{word} {self._question()}")
        return _Given(word, person.id, number, time.monotonic())

    def _answered(self, given: Sequence["_Given"]) -> list[Asked]:
        """Those that were answered: by the first message in their chat after them."""
        answers: dict[int, list[SentMessage]] = defaultdict(list)
        for message in self._telegram.state.messages.values():
            answers[message.chat_id].append(message)
        found = [(each, [of for of in answers[each.person] if of.message_id > each.number]) for each in given]
        return [Asked(each.word, each.at, after[0].at - each.at) for each, after in found if after]

    def _question(self) -> int:
        """The number of a question to which nothing happens."""
        return self._chance.randint(min(self._size.followed, self._size.questions - 1) + 1, self._size.questions)


async def _over(database: Path, since: float) -> float:
    """Wait until the archive is taken in and the outbox has all that it brought; return how long that was after
    `since`, a Unix time. Raises TimeoutError where that never happens.
    """
    async with asyncio.timeout(OVER_WITHIN):
        while not await asyncio.to_thread(_is_over, database, since):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.2)
    return time.time() - since


def _is_over(database: Path, since: float) -> bool:
    query = """
        SELECT (SELECT count(*) FROM catalogue WHERE changed_at < ?) = 0
           AND (SELECT count(*) FROM crowds) = 0
           AND NOT EXISTS (SELECT 1 FROM outbox WHERE settled_at IS NULL AND state = 'collecting')
           AND (SELECT renewed_at >= ? FROM archives WHERE name = ?)
    """
    moment = f"{datetime.fromtimestamp(since, UTC):%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        return bool(opened.execute(query, (moment, moment, f"archive-{CURRENT}")).fetchone()[0])


def _told(
    size: ContentionSize,
    quiet: Sequence[Asked],
    busy: Sequence[Asked],
    noted: Sequence[Held],
    began: float,
    seconds: float,
) -> str:
    during = [each for each in noted if began <= each.at <= began + seconds]
    most = _share([each.took for each in busy], 99)
    return "\n\n".join(
        [
            f"{size.questions} records changed, {size.answered} of them answered, {size.follows} follows and a crowd of"
            f" {size.crowd}: taken in and fanned out within {seconds:.1f} s",
            _of_commands({"nothing is written": quiet, "the archive is taken in": busy}),
            _of_writers(during, seconds),
            f"goal, 99 % of commands within {1000 * GOAL:.0f} ms: {verdict(most <= GOAL)}",
        ]
    )


def _of_commands(measured: Mapping[str, Sequence[Asked]]) -> str:
    head = ["milliseconds until the answer", "commands", "median", "95 %", "99 %", "worst"]
    rows = []
    for name, asked in measured.items():
        rows.append([name, *_figures([each.took for each in asked])])
        for word in COMMANDS:
            rows.append([f"- {word}", *_figures([each.took for each in asked if each.command == word])])
    return table(head, rows)


def _of_writers(noted: Sequence[Held], seconds: float) -> str:
    """Who held the writer, those first who held it longest in all."""
    by_name: dict[str, list[Held]] = defaultdict(list)
    for each in noted:
        by_name[each.by].append(each)
    head = [
        "held by",
        "times",
        "% of the time",
        "held: median ms",
        "99 %",
        "worst",
        "waited: median ms",
        "99 %",
        "worst",
    ]
    rows = []
    for name, all in sorted(by_name.items(), key=lambda pair: -sum(each.held for each in pair[1])):
        held, waited = [each.held for each in all], [each.waited for each in all]
        part = f"{100 * sum(held) / seconds:.1f}"
        rows.append([name, str(len(all)), part, *_figures(held, (50, 99, 100)), *_figures(waited, (50, 99, 100))])
    return table(head, [[row[0], row[1], row[2], *row[4:7], *row[8:]] for row in rows])


def _figures(seconds: Sequence[float], shares: Sequence[int] = (50, 95, 99, 100)) -> list[str]:
    """How many there are, and the milliseconds within which such shares of them (in per cent) are."""
    return [str(len(seconds)), *(f"{1000 * _share(seconds, share):.0f}" for share in shares)]


def _share(seconds: Sequence[float], share: int) -> float:
    ranked = sorted(seconds)
    return ranked[max(0, math.ceil(len(ranked) * share / 100) - 1)] if ranked else 0.0
