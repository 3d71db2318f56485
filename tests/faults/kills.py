"""Kills the process at random instructions, again and again, in the middle of each kind of work."""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.core.question import Answer, Comment, Question, QuestionId
from bot.core.source import Source
from tests.benchmarks.table import table, verdict
from tests.faults.alerts import Alert, AlertLedger
from tests.faults.house import House, opened
from tests.faults.migrating import kill_migrations
from tests.journeys.processes import ANEW
from tests.support.examples import WAITING

FOLLOWED_BY_MANY = QuestionId.of_legislature(17, 1)
"""The question that every chat follows and that gets all comments."""

FOLLOWED_LATER, ARCHIVED = 1_000, 5_000
"""The first numbers of questions that people follow during the test, and of questions that only the archive holds."""

SETTINGS = {"WATCH_INTERVAL": "20", "SWEEP_INTERVAL": "0.4", "COMMENTS_INTERVAL": "0.2", "LOG_LEVEL": "WARNING"}
ANSWERED_AT_ONCE = 3
SETTLING_SECONDS = 0.05
"""How long requests that the dead process had sent may still be on their way to Telegram."""

WAITING_ROWS = """
    SELECT outbox.chat_id, outbox.kind, outbox.key, questions.number
    FROM outbox JOIN questions ON questions.id = outbox.question_id WHERE outcome IS NULL
"""


@dataclass(frozen=True, slots=True)
class KillSize:
    """Numbers of kills at work and during a migration, number of chats, and seconds that the last chat may wait."""

    at_work: int
    migrating: int
    chats: int = 25
    patience: float = 90.0


@dataclass(slots=True)
class KillFigures:
    """The outcome. `in_flight` counts messages that a chat had when the process died and that the database did not have
    as sent; `most` is the largest number of them at one kill.
    """

    kills: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    got: int = 0
    lost: int = 0
    invented: int = 0
    repeated: int = 0
    in_flight: int = 0
    most: int = 0


def made_up(id: QuestionId) -> Question:
    """A question whose subject and text tell it apart, and whose term is far away."""
    mark = f"Sujet no {id.number}."
    return replace(WAITING, id=id, subject=mark, text=mark, asked=datetime.now(UTC).date())


class Turmoil:
    """Follows, sweeps, fan-outs and sends, with a kill in the middle of each."""

    def __init__(self, house: House, size: KillSize, chance: random.Random) -> None:
        self._house = house
        self._size = size
        self._chance = chance
        self._chats = range(1, 1 + size.chats)
        self._ledger = AlertLedger(house.telegram.state)
        self._archived = [
            QuestionId.of_legislature(17, ARCHIVED + each) for each in range(ANSWERED_AT_ONCE * (1 + size.at_work // 5))
        ]
        self._before: Counter[Alert] = Counter()
        self._comments = self._follows = self._answers = 0
        self.figures = KillFigures()

    async def run(self) -> KillFigures:
        """Do all the kills, then let a process run undisturbed, and count."""
        await self._begin()
        works = [self._follow, self._sweep, self._fan_out, self._send, self._start]
        for number in range(self._size.at_work):
            work = works[number % len(works)]
            if number and work != self._start:
                await self._house.ready()
            await self._kill(work)
            is_to_be_killed = works[(number + 1) % len(works)] == self._start
            self._house.command = ANEW if is_to_be_killed else None  # so that Python's own start is killed too
            await self._house.start(**SETTINGS)
        await self._house.ready()
        await self._wait_for_all()
        self._comment()  # shows that each follow was kept: every chat is told once more
        self._comment_on_follows()
        await self._wait_for_all()
        self._count()
        return self.figures

    async def _begin(self) -> None:
        for id in self._archived:
            self._house.sites.record(made_up(id))
        self._house.sites.put(made_up(FOLLOWED_BY_MANY))
        await self._house.follow(self._chats, [FOLLOWED_BY_MANY])
        few = range(1, 1 + max(2, self._size.chats // 5))
        await self._house.follow(few, self._archived)
        self._expect(self._chats, "card", FOLLOWED_BY_MANY.number)
        for id in self._archived:
            self._expect(few, "card", id.number)
        await self._house.start(**SETTINGS)
        await self._house.ready()
        await self._wait_for_all()
        await self._house.stored("SELECT 1 FROM looks WHERE source = 'nosdeputes' AND read_at IS NOT NULL", 1)

    async def _kill(self, work: Callable[[], Awaitable[float]]) -> None:
        longest = await work()
        await asyncio.sleep(self._chance.uniform(0, longest))
        await self._house.kill()
        await asyncio.sleep(SETTLING_SECONDS)
        self.figures.kills[work.__name__.strip("_").replace("_", "-")] += 1
        unmarked = self._unmarked()
        self.figures.in_flight += unmarked
        self.figures.most = max(self.figures.most, unmarked)

    # Work during which the process is killed: each method returns within how many seconds from now

    async def _start(self) -> float:
        """The start: imports, opening the database, work that the last kill left."""
        return 1.5

    async def _follow(self) -> float:
        for chat in self._chance.sample(self._chats, 3):
            id = QuestionId.of_legislature(17, FOLLOWED_LATER + self._follows)
            self._follows += 1
            self._house.sites.put(made_up(id))
            self._house.telegram.say(self._house.telegram.person(chat), f"/follow {id}")
            self._expect([chat], "card", id.number)
        return 0.4

    async def _sweep(self) -> float:
        path = self._house.sites.archive_path(17)
        for _ in range(ANSWERED_AT_ONCE):
            id = self._archived[self._answers]
            self._answers += 1
            self._house.sites.answer(
                id, Answer(datetime.now(UTC).date(), f"Réponse à la question {id.number}, et à nulle autre.")
            )
            self._expect(range(1, 1 + max(2, self._size.chats // 5)), "answered", id.number)
        asked = len(self._house.sites.asked(path))
        await self._house.sites.wait_until(lambda: len(self._house.sites.asked(path)) > asked)
        return 0.3

    async def _fan_out(self) -> float:
        page = self._house.sites.path_of(FOLLOWED_BY_MANY, Source.NOSDEPUTES)
        asked = len(self._house.sites.asked(page))
        self._comment()
        await self._house.sites.wait_until(lambda: len(self._house.sites.asked(page)) > asked)
        return 0.15

    async def _send(self) -> float:
        sent = len(self._house.telegram.called("sendMessage"))
        self._comment()
        await self._house.telegram.wait_until(lambda: len(self._house.telegram.called("sendMessage")) > sent)
        return 0.25

    # What is due, and what arrived

    def _comment(self) -> None:
        self._comments += 1
        self._house.sites.comment(FOLLOWED_BY_MANY, comment_no(self._comments))
        self._expect(self._chats, "comment", self._comments)

    def _comment_on_follows(self) -> None:
        for alert in [
            each for each in self._ledger.due if each.what == "card" and FOLLOWED_LATER <= each.number < ARCHIVED
        ]:
            self._comments += 1
            self._house.sites.comment(QuestionId.of_legislature(17, alert.number), comment_no(self._comments))
            self._expect([alert.chat], "comment", self._comments)

    def _expect(self, chats: range | list[int], what: str, number: int) -> None:
        self._ledger.owe({Alert(chat, what, number) for chat in chats} - self._ledger.due.keys())

    def _unmarked(self) -> int:
        """How many deliveries that arrived since the last kill are still unsent in the database."""
        with self._house.copy() as database:
            rows = database.execute(WAITING_ROWS).fetchall()
            updates = database.execute("SELECT body FROM updates WHERE handled_at IS NULL").fetchall()
        coming = {alert_of(*row) for row in rows} | {answer_to(body) for (body,) in updates}
        told = self._ledger.read().told
        arrived = told - self._before
        self._before = Counter(told)
        return sum(times for alert, times in arrived.items() if alert in coming)

    async def _wait_for_all(self) -> None:
        """Wait until everything is told or the time for it is over, then until no delivery is left."""
        with suppress(TimeoutError):
            await self._house.telegram.wait_until(lambda: not self._ledger.read().lost, timeout=self._size.patience)
            await self._house.all_done()

    def _count(self) -> None:
        found, ledger = self.figures, self._ledger.read()
        found.expected, found.got = len(ledger.due), len(ledger.due.keys() & ledger.told.keys())
        found.lost, found.invented = len(ledger.lost), len(ledger.invented)
        found.repeated = ledger.repeated.total()


def comment_no(number: int) -> Comment:
    """A comment whose text has its number."""
    return Comment(number, "riverain (habitant)", datetime(2026, 11, 1, 10, number % 60), f"Commentaire no {number}.")


def alert_of(chat: int, kind: str, key: str, question: int) -> Alert:
    """What a row of the outbox will tell."""
    if kind == "comment":
        return Alert(chat, kind, int(re.sub(r"\D", "", key)))
    return Alert(chat, "answered" if kind == "answered" else "card", question)


def answer_to(body: str) -> Alert:
    """The card with which an update will be answered, a command to follow a question."""
    message = json.loads(body)["message"]
    return Alert(message["chat"]["id"], "card", int(message["text"].rpartition("-")[2].rpartition("/")[2]))


async def work_and_kill(folder: Path, size: KillSize, chance: random.Random) -> KillFigures:
    """Kill a process at work that many times, and count."""
    async with opened(folder) as house:
        return await Turmoil(house, size, chance).run()


async def report(folder: Path, size: KillSize, chance: random.Random) -> str:
    """The figures of all kills."""
    figures = await work_and_kill(folder, size, chance)
    migrated = await kill_migrations(folder, size.migrating, chance)
    figures.kills["migration"] = migrated.kills
    head = ["killed during", "kills", "expected", "got", "lost", "invented", "repeated", "in flight"]
    rows = [[f"{name} ", str(count), *[""] * 6] for name, count in figures.kills.items() if name != "migration"]
    counts = (figures.expected, figures.got, figures.lost, figures.invented, figures.repeated, figures.in_flight)
    rows.append(["all work", str(figures.kills.total() - migrated.kills), *map(str, counts)])
    rows.append(
        [
            "migration",
            *map(str, (migrated.kills, migrated.expected, migrated.got, migrated.lost, 0)),
            str(migrated.repeated),
            str(migrated.in_flight),
        ]
    )
    kept = not (figures.lost or figures.invented or migrated.lost) and figures.repeated <= figures.in_flight
    return "\n".join(
        [
            table(head, rows),
            f"at most {figures.most} were in flight at one kill",
            f"of {migrated.kills} migrations that were killed {migrated.cut} had to begin anew,"
            f" {migrated.done} were over, {migrated.damaged} left a damaged or half-migrated database",
            f"requirement, nothing lost, and no more repeated than was in flight: {verdict(kept and not migrated.damaged)}",
        ]
    )
