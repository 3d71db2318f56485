"""Takes the leader of three copies away, again and again: killed, frozen, cut off from the database, or stopped."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.core.chat import Chat
from bot.core.leadership import session_name
from bot.core.question import QuestionId
from storage import Store
from tests.benchmarks.table import table, verdict
from tests.faults.alerts import Alert, AlertLedger
from tests.faults.cable import Cable
from tests.faults.house import House, eventually, opened
from tests.faults.kills import FOLLOWED_BY_MANY, WAITING_ROWS, alert_of, answer_to, comment_no, made_up
from tests.journeys.copies import Copies
from tests.support import postgresql

COPIES = 3
SETTINGS = {"WATCH_INTERVAL": "20", "COMMENTS_INTERVAL": "0.3", "TELEGRAM_PACE": "1"}
ASKED = 1_000
"""The first number of a question that people ask for during the test."""

UNHANDLED = "SELECT body FROM updates WHERE handled_at IS NULL"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
READ = "SELECT 1 FROM looks WHERE source = 'nosdeputes' AND read_at IS NOT NULL"

TAKE_OVER_SECONDS = 10.0
PATIENCE = 120.0
REST_EVERY = 5
"""Take-overs after which everything is told before the next one: a group takes twenty messages a minute."""


@dataclass(slots=True)
class CopyFigures:
    """The outcome. `repeated` and `in_flight` are by what was told: an alert, or (a `card`) the answer to a command.

    `unmarked` are all that were in flight, by the kind of trouble. `took` are the seconds from the trouble to the new epoch, `answered` those to the answer to a command that was given
    at the time of the trouble, both by the kind of trouble.
    """

    troubles: Counter[str] = field(default_factory=Counter)
    took: dict[str, list[float]] = field(default_factory=dict)
    answered: dict[str, list[float]] = field(default_factory=dict)
    repeated: Counter[str] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    got: int = 0
    lost: int = 0
    invented: int = 0
    refused: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or refused, and nothing repeated that was not in flight."""
        return not (self.lost or self.invented or self.refused) and self.repeated <= self.in_flight


class Succession:
    """Comments to all chats, commands of some, and one trouble of the leader's after the other."""

    def __init__(self, house: House, copies: Copies, cables: list[Cable], chance: random.Random) -> None:
        self._house = house
        self._copies = copies
        self._cables = cables
        self._chance = chance
        self._people, self._groups = range(1, 21), range(-5, 0)
        self._ledger = AlertLedger(house.telegram.state)
        self._limits = house.telegram.enforce_limits(1)
        self._before: Counter[Alert] = Counter()
        self._comments = self._asked = 0
        self.figures = CopyFigures()

    async def run(self, take_overs: int) -> CopyFigures:
        """Let the leader be replaced that many times, then let the last one work undisturbed, and count."""
        await self._begin()
        troubles = [self._kill, self._freeze, self._cut, self._hold, self._terminate, self._stop]
        for number in range(take_overs):
            self._comment()
            if self._chance.random() < 0.3:
                await self._nap()
            await asyncio.sleep(self._chance.uniform(0, 1))
            await self._replace(troubles[number % len(troubles)])
            if number % REST_EVERY == REST_EVERY - 1:
                await self._wait_for_all()
        await self._wait_for_all()
        self._count()
        return self.figures

    async def _begin(self) -> None:
        self._house.sites.put(made_up(FOLLOWED_BY_MANY))
        store = await Store.open(self._copies.database)
        now = datetime.now(UTC)
        for chat in (*self._people, *self._groups):
            if chat > 0:
                self._house.telegram.person(chat)
            else:
                self._house.telegram.group(chat, f"Groupe {-chat}", admins=[self._house.camille])
            await store.chats.greet(Chat(chat, "private" if chat > 0 else "group", "fr"), now)
            await store.follows.follow(chat, FOLLOWED_BY_MANY, False, now)
            self._owe(chat, "card", FOLLOWED_BY_MANY.number)
        await store.close()
        self._copies.start(*range(COPIES))
        await self._wait_for_all()
        await eventually(lambda: bool(postgresql.run(self._copies.database, READ)))

    async def _replace(self, trouble: Callable[[int], Awaitable[Callable[[], Awaitable[None]]]]) -> None:
        leader, (epoch, _) = await self._copies.leader(), self._copies.state()
        name, began = trouble.__name__.strip("_"), time.monotonic()
        asked = self._ask()
        mend = await trouble(leader)
        await eventually(lambda: self._copies.state()[0] > epoch)
        self.figures.took.setdefault(name, []).append(time.monotonic() - began)
        self._note_unmarked(name)
        with suppress(TimeoutError):
            await self._house.telegram.wait_until(lambda: self._ledger.read().told[asked] > 0, timeout=PATIENCE)
        self.figures.answered.setdefault(name, []).append(time.monotonic() - began)
        self.figures.troubles[name] += 1
        await asyncio.sleep(self._chance.uniform(0, 1))
        await mend()

    # Troubles of a leader: each method returns what mends it

    async def _kill(self, leader: int) -> Callable[[], Awaitable[None]]:
        self._copies.signal(leader, signal.SIGKILL)
        await self._copies.ended(leader)
        return lambda: self._start(leader)

    async def _stop(self, leader: int) -> Callable[[], Awaitable[None]]:
        self._copies.signal(leader, signal.SIGTERM)
        if await self._copies.ended(leader) != 0:
            raise AssertionError("a stop in order ends with exit code 0")
        return lambda: self._start(leader)

    async def _freeze(self, leader: int) -> Callable[[], Awaitable[None]]:
        self._copies.signal(leader, signal.SIGSTOP)

        async def wake() -> None:
            self._copies.signal(leader, signal.SIGCONT)

        return wake

    async def _cut(self, leader: int) -> Callable[[], Awaitable[None]]:
        self._cables[leader].cut()
        return lambda: self._mend(leader)

    async def _hold(self, leader: int) -> Callable[[], Awaitable[None]]:
        self._cables[leader].hold()
        return lambda: self._mend(leader)

    async def _terminate(self, leader: int) -> Callable[[], Awaitable[None]]:
        (epoch, _), sessions = self._copies.state(), session_name(self._copies.name_of(leader))
        async with asyncio.timeout(PATIENCE):
            while self._copies.state()[0] == epoch:  # one cut alone ends nothing, where no other copy is faster
                postgresql.run(self._copies.database, CUT, sessions)
                await asyncio.sleep(0.1)
        return lambda: asyncio.sleep(0)

    async def _nap(self) -> None:
        """Freeze the leader for less time than another one waits for."""
        leader = await self._copies.leader()
        self._copies.signal(leader, signal.SIGSTOP)
        await asyncio.sleep(self._chance.uniform(0.1, 4))
        self._copies.signal(leader, signal.SIGCONT)
        self.figures.troubles["nap"] += 1

    async def _start(self, number: int) -> None:
        self._copies.start(number)

    async def _mend(self, number: int) -> None:
        self._cables[number].mend()

    # What is due, and what arrived

    def _comment(self) -> None:
        self._comments += 1
        self._house.sites.comment(FOLLOWED_BY_MANY, comment_no(self._comments))
        for chat in (*self._people, *self._groups):
            self._owe(chat, "comment", self._comments)

    def _ask(self) -> Alert:
        """Somebody gives a command, which is to be answered once."""
        self._asked += 1
        id = QuestionId.of_legislature(17, ASKED + self._asked)
        self._house.sites.put(made_up(id))
        person = self._chance.choice(self._people)
        self._house.telegram.say(self._house.telegram.person(person), f"/follow {id}")
        return self._owe(person, "card", id.number)

    def _owe(self, chat: int, what: str, number: int) -> Alert:
        alert = Alert(chat, what, number)
        self._ledger.owe([alert])
        return alert

    def _note_unmarked(self, trouble: str) -> None:
        """Count what arrived since the last epoch began, and the database still holds for to come."""
        coming = {alert_of(*row) for row in postgresql.run(self._copies.database, WAITING_ROWS)}
        coming |= {answer_to(body) for (body,) in postgresql.run(self._copies.database, UNHANDLED)}
        told = self._ledger.read().told
        for alert, times in (told - self._before).items():
            if alert in coming:
                self.figures.in_flight[alert.what] += times
                self.figures.unmarked[trouble] += times
        self._before = Counter(told)

    async def _wait_for_all(self) -> None:
        with suppress(TimeoutError):
            await self._house.telegram.wait_until(lambda: not self._ledger.read().lost, timeout=PATIENCE)
            await self._copies.all_done()

    def _count(self) -> None:
        found, ledger = self.figures, self._ledger.read()
        found.expected, found.got = len(ledger.due), len(ledger.due.keys() & ledger.told.keys())
        found.lost, found.invented = len(ledger.lost), len(ledger.invented)
        found.refused = len(self._limits.refused)
        for alert, times in ledger.repeated.items():
            found.repeated[alert.what] += times


@asynccontextmanager
async def succession(folder: Path, chance: random.Random) -> AsyncIterator[Succession]:
    """Three copies, each with a cable of its own to one new database."""
    database = postgresql.new_database()
    socket = f"unix://{postgresql.shared().folder}/.s.PGSQL.5432"
    async with opened(folder) as house, AsyncExitStack() as closing:
        closing.callback(postgresql.drop_database, database)
        cables = [await closing.enter_async_context(Cable(socket)) for _ in range(COPIES)]
        addresses = [
            f"postgresql://{postgresql.OWNER}@{cable.url.removeprefix('http://')}/{postgresql.name_of(database)}"
            "?sslmode=disable&gssencmode=disable"
            for cable in cables
        ]
        copies = Copies(house, database, addresses, **SETTINGS)
        closing.push_async_callback(copies.close)
        yield Succession(house, copies, cables, chance)


async def report(folder: Path, take_overs: int, chance: random.Random) -> str:
    """The figures of all take-overs."""
    async with succession(folder, chance) as there:
        figures = await there.run(take_overs)
    rows = [
        [
            name,
            *(str(each[name]) for each in (figures.troubles, figures.unmarked)),
            *_seconds(figures.took[name]),
            *_seconds(figures.answered[name]),
        ]
        for name in figures.took
    ]
    times = [each for took in figures.took.values() for each in took]
    return "\n".join(
        [
            table(["the leader", "times", "in flight", "epoch median", "longest", "answer median", "longest"], rows),
            f"and {figures.troubles['nap']} times frozen for up to four seconds, after which it went on to lead",
            f"expected {figures.expected}, got {figures.got}, lost {figures.lost}, invented {figures.invented},"
            f" refused by Telegram (429) {figures.refused}",
            f"alerts repeated {figures.repeated['comment']}, in flight {figures.in_flight['comment']};"
            f" commands answered twice {figures.repeated['card']}, in flight {figures.in_flight['card']}",
            f"requirement, nothing lost, refused, or repeated that was not in flight: {verdict(figures.is_good)}",
            f"requirement, a new epoch within ten seconds: {verdict(max(times) <= TAKE_OVER_SECONDS)}",
        ]
    )


def _seconds(times: list[float]) -> list[str]:
    return [f"{sorted(times)[len(times) // 2]:.1f} s", f"{max(times):.1f} s"]
