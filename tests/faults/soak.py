"""Months at speed in one process: each round is a day's work; memory, open files and tables are measured on the way."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.question import Answer, Comment, QuestionId
from tests.benchmarks.table import table, verdict
from tests.faults.alerts import Alert, AlertLedger
from tests.faults.house import House, opened
from tests.faults.kills import made_up

CHATS = range(1, 21)
SETTINGS = {"WATCH_INTERVAL": "20", "SWEEP_INTERVAL": "0.2", "COMMENTS_INTERVAL": "0.2", "LOG_LEVEL": "WARNING"}
MIB = 1 << 20
DAYS_EACH = 10
"""Days after which people comment on another question: one that grew for ever would take memory by itself."""

LOOKS = 8
"""How many times the process is measured."""

MOST_GROWTH = 1.15
"""Allowed growth of memory from the first quarter, when all code has run once, to the end."""

MOST_FILES_MORE = 8
"""Allowed growth of open files: connections to the database that were not needed before; the pool has nine."""

TABLES = ("events", "outbox", "updates", "questions", "catalogue")


@dataclass(frozen=True, slots=True)
class Seen:
    """Measurements of the process after so many rounds."""

    rounds: int
    memory: int
    files: int
    database: int
    rows: tuple[int, ...]


class Soak:
    """Plays the same kind of day again and again."""

    def __init__(self, house: House, rounds: int, seed: int) -> None:
        self._house = house
        self._rounds = rounds
        self._chance = random.Random(seed)
        self._ledger = AlertLedger(house.telegram.state)
        self._archived: Iterator[QuestionId] = (QuestionId.of_legislature(17, 5_000 + each) for each in range(rounds))

    async def run(self) -> list[Seen]:
        """Play all the rounds. Returns the measurements on the way."""
        for number in range(self._rounds):
            self._house.sites.record(made_up(QuestionId.of_legislature(17, 5_000 + number)))
        all_popular = [QuestionId.of_legislature(17, 1 + each) for each in range(1 + self._rounds // DAYS_EACH)]
        for id in all_popular:
            self._house.sites.put(made_up(id))
        await self._house.follow(CHATS, all_popular)
        await self._house.follow(
            CHATS[:1], [QuestionId.of_legislature(17, 5_000 + each) for each in range(self._rounds)]
        )
        self._ledger.owe(Alert(chat, "card", id.number) for chat in CHATS for id in all_popular)
        await self._house.start(**SETTINGS)
        await self._told()
        seen = []
        for number in range(1, 1 + self._rounds):
            await self._day(number)
            if number % max(1, self._rounds // LOOKS) == 0:
                seen.append(await self._look(number))
        return seen

    async def _day(self, number: int) -> None:
        """One day: an issue with an answer, a comment that every chat is told of, and commands of people."""
        answered = next(self._archived)
        self._house.sites.remake_archive(17)
        self._house.sites.answer(answered, Answer(datetime.now(UTC).date(), f"Réponse du jour {number}, sans suite."))
        posted = datetime(2026, 11, 1, 10, number % 60)
        popular = QuestionId.of_legislature(17, 1 + number // DAYS_EACH)
        self._house.sites.comment(popular, Comment(number, "riverain", posted, f"Commentaire no {number}."))
        for chat in self._chance.sample(CHATS, 5):
            words = self._chance.choice(["/list", "/help", "/status 17/1", "/follow 17/1", "?"])
            self._house.telegram.say(self._house.telegram.person(chat), words)
        comments = [Alert(chat, "comment", number) for chat in CHATS]
        self._ledger.owe_only([*comments, Alert(CHATS[0], "answered", answered.number)])
        await self._told()

    async def _told(self) -> None:
        await self._house.telegram.wait_until(lambda: not self._ledger.read().lost, timeout=120)

    async def _look(self, number: int) -> Seen:
        rows = [await self._house.number(f"SELECT count(*) FROM {name}") for name in TABLES]  # noqa: S608 - our own names
        size = self._house.file.stat().st_size
        return Seen(number, self._house.memory(), self._house.open_files(), size, tuple(rows))


async def report(folder: Path, rounds: int, seed: int) -> str:
    """The figures of one run."""
    async with opened(folder) as house:
        seen = await Soak(house, rounds, seed).run()
    head = ["after days", "memory MiB", "open files", "database MiB", *TABLES]
    rows = [
        [
            str(each.rounds),
            f"{each.memory / MIB:.0f}",
            str(each.files),
            f"{each.database / MIB:.1f}",
            *map(str, each.rows),
        ]
        for each in seen
    ]
    warm, last = seen[len(seen) // 4], seen[-1]
    flat = last.memory <= warm.memory * MOST_GROWTH and last.files <= warm.files + MOST_FILES_MORE
    return f"{table(head, rows)}\nrequirement, memory and open files flat: {verdict(flat)}"
