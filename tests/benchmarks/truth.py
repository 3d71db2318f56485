"""Simulates a legislature in which everything happens and everything goes wrong, and counts true and false alerts.

An independent ledger knows the true events and who followed then. The same seed makes the same legislature.
"""

import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.chambers.senat import SENAT
from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.deadline import today
from bot.core.delivery import Delivery, DeliveryState
from bot.core.question import Question, QuestionId, State
from bot.core.reference import Bare, BareOf, Exact, read_references
from bot.core.resolution import Found as Resolved
from bot.parliament import opendata
from bot.standins.sites.server import StandInSites
from tests.benchmarks.agenda import Agenda
from tests.benchmarks.clock import Clock
from tests.benchmarks.deaths import Killed, dying_ahead, killing, killing_in_senate_sweep
from tests.benchmarks.folders import in_memory
from tests.benchmarks.ledger import LedgerFact, TimedLedger, Wrong
from tests.benchmarks.lives import Lives, World
from tests.benchmarks.misfortunes import Misfortunes
from tests.benchmarks.onlookers import WATCHED, Onlookers
from tests.benchmarks.parliament import DEPUTIES, Parliament, name_of, plain
from tests.benchmarks.program import Program
from tests.benchmarks.senate.sittings import Sittings
from tests.benchmarks.truth_figures import Compared, compared
from tests.benchmarks.truth_report import Found, told
from tests.support.stores import make_database

BEGIN = datetime(2026, 1, 5, 0, 10, tzinfo=UTC)
"""A Monday."""

STEP = timedelta(hours=3, minutes=1)
CHATS = range(1, 26)
CHANGING = 4
"""Chats that may change a watch in a week."""

NEWEST = 16
"""New questions that misfortunes can befall though nobody follows them."""

QUIET_WEEKS = 2
AT_LAST = timedelta(days=3)
"""The end of the simulation for which nothing is counted as missed: a term that passes then is told later."""

KINDS = {kind.value: kind for kind in Kind}
NO_EVENT = {"card", "card-of-bare"}
TOLD_APART = {Kind.COMMENT, Kind.REMINDED, Kind.REMINDER_ENDED}
"""Kinds of which one question can have several at a time, which their keys tell apart."""

CALM = timedelta(hours=30)
"""Time after the last fault of the Sénat's file by which all is told that it has."""


@dataclass(frozen=True, slots=True)
class TruthSize:
    """Length and size of a legislature; `weekly` are the senators' questions of a week."""

    weeks: int = 60
    questions: int = 1_500
    followed: int = 300
    weekly: int = 120


class Simulation:
    """One legislature, from beginning to end."""

    def __init__(self, size: TruthSize, seed: int, sites: StandInSites, clock: Clock, database: Path | str) -> None:
        self.clock = clock
        self.ledger = TimedLedger()
        self.chance = random.Random(seed)
        self.onlookers = Onlookers(random.Random(seed))
        self.world = World(sites, Agenda(), self.ledger, Parliament(seed), self.chance, self.clock, self.onlookers)
        self.lives = Lives(self.world)
        self.misfortunes = Misfortunes(self.world, self.lives)
        self.senate = Sittings(self.world, seed, size.weekly, size.weeks)
        self._doom: str | None = None
        self._doomed: Program | None = None
        self.restarts: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self._size = size
        self._sites = sites
        self._database = database
        self._followed: list[QuestionId] = []
        self._new: list[QuestionId] = []
        self._wishes: list[tuple[int, QuestionId]] = []
        self._is_last = False
        self.named = self.misnamed = self.resolved = self.unresolved = 0
        self.compared = Compared(0, ())

    async def run(self) -> None:
        """Play the whole legislature."""
        self._sites.deputies = {f"PA{each}": ("Mme", "Odile", name_of(each)[10:]) for each in range(1, DEPUTIES)}
        self._begin()
        self.senate.begin()
        self._program = await self._open()
        await self.onlookers.begin(self._program.store, self._all, self.clock())  # before anything was read
        await self._step()
        await self._follow_first()
        for week in range(self._size.weeks + QUIET_WEEKS):
            is_quiet = week >= self._size.weeks
            self._is_last = week == self._size.weeks + QUIET_WEEKS - 1
            if is_quiet:
                self._sites.heal()
            await self._change_watches()
            await self._week(is_quiet)
        self.compared = await compared(self._program.store, self._all)
        await self._program.close()

    async def _change_watches(self) -> None:
        """Let some chats change their watches, where all that happened is in the catalogue, and all of theirs is told."""
        if not await self._is_all_known() or self.clock() < self.senate.lives.disturbed_until + CALM:
            return
        questions = self._all
        waiting = {fact.chat for fact in self.ledger.lost}
        for chat in self.chance.sample(sorted(self.onlookers.watches), CHANGING):
            if chat not in waiting:
                await self.onlookers.change(self._program.store, chat, questions, self.clock())

    async def _is_all_known(self) -> bool:
        known = [await self._program.store.catalogue.checksums(legislature) for legislature in (17, 16)]
        of_senate = await self._program.store.shared_archives[SENAT.archive].records()
        return sum(map(len, known)) == len(self.lives.true) and len(of_senate) == len(self.senate.lives.true)

    @property
    def _all(self) -> list[Question]:
        return [*self.lives.true.values(), *(each.known for each in self.senate.lives.true.values())]

    def _begin(self) -> None:
        day = self.clock().date()
        sixteenth = self._size.questions // 5
        for legislature, count in ((17, self._size.questions - sixteenth), (16, sixteenth)):
            for question in self.world.parliament.questions(legislature, count, day - timedelta(days=7)):
                self.lives.begin(plain(question))

    async def _follow_first(self) -> None:
        for chat in CHATS:
            await self._program.store.chats.greet(Chat(chat, "private", "fr"), self.clock())
        ids = list(self.lives.true)
        # The last third of each archive is the youngest; of the 16th a third is followed, for the comments.
        self._followed = self.chance.sample(ids, self._size.followed * 2 // 3)
        self._followed += self.chance.sample(
            [id for id in ids if id.series == 16 and id not in self._followed], self._size.followed // 3
        )
        self.senate.followed = self.senate.chosen(self._size.followed)
        for id in [*self._followed, *self.senate.followed]:
            for chat in self.chance.sample(CHATS, self.chance.randint(1, 5)):
                await self._follow(chat, id)
        await self._program.watcher.check_due()  # seconds later, as a program does that is not asked every three hours

    async def _follow(self, chat: int, id: QuestionId) -> None:
        await self._program.watcher.observe(id)
        await self._program.store.follows.follow(chat, id, False, self.clock())
        self.ledger.followers[id].add(chat)
        self.ledger.forgive(chat, id, WATCHED)

    # The weeks

    async def _week(self, is_quiet: bool) -> None:
        monday = self.clock()
        tuesday = monday.replace(hour=0, minute=0) + timedelta(days=1)
        self.world.agenda.at(tuesday + timedelta(hours=5, minutes=40), lambda: self._issue(is_quiet))
        self.misfortunes.make_archives_anew()
        self.senate.plan(monday, is_quiet, self._is_last)
        if not is_quiet:
            self.misfortunes.of_a_week([*self._followed, *self._new[-NEWEST:]])
            for _ in range(self.chance.randint(2, 12)):
                self.world.agenda.at(self.world.later(1, 160), self._comment)
            for _ in range(4):
                self.world.agenda.at(self.world.later(1, 160), self._wish)
            self._doom = self._doom or self.senate.doom()
        for instant in _instants(monday, tuesday):
            await self._pass(instant)
            await self._step(restarts=not is_quiet)
            await self._grant()

    async def _pass(self, until: datetime) -> None:
        while found := self.world.agenda.next(until):
            time, action = found
            self.clock.set(max(time, self.clock.now))
            action()
        self.clock.set(until)
        self.lives.terms()
        self.senate.lives.terms()

    def _issue(self, is_quiet: bool) -> None:
        """A Tuesday's Journal officiel: new questions, answers, and everything else."""
        older = list(self.lives.true)
        for id in self._new_questions() if not self._is_last else ():
            self._new.append(id)
        if is_quiet:
            return
        for id in older:
            if self.lives.is_settled(id, 6.5) and not self.lives.has_just_passed(id):
                self._live(id)
        if self.chance.random() < 0.1:
            self._many_at_once()

    def _new_questions(self) -> Iterator[QuestionId]:
        last = max(id.number for id in self.lives.true if id.series == 17)
        for number in range(last + 1, last + 9):
            id = QuestionId.of_legislature(17, number)
            self.lives.begin(plain(self.world.parliament.question(id, self.clock().date())))
            yield id

    def _live(self, id: QuestionId) -> None:
        """Let something happen to a question by chance; a question that nobody follows can only be answered."""
        question = self.lives.true[id]
        if not self.ledger.followers[id]:
            if question.state is State.WAITING and self.chance.random() < 0.01:
                self.lives.answer(id, self.world.parliament.answer(self.clock().date()))
            return
        for likelihood, act in self._possible(question):
            if self.chance.random() < likelihood:
                act(id)
                return

    def _possible(self, question: Question) -> list[tuple[float, Callable[[QuestionId], None]]]:
        day = today(self.clock())
        if question.state is State.ANSWERED:
            return [(0.012, self.lives.correct), (0.004, self.lives.reopen)]
        if question.state is State.CLOSED:
            return [(0.02, self.lives.reopen), (0.01, self._answer)]
        found: list[tuple[float, Callable[[QuestionId], None]]] = [
            (0.02, self._answer),
            (0.006, self.lives.close),
            (0.015, self.lives.reattribute),
        ]
        if question.due and day > question.due + timedelta(days=7) and not question.signalled:
            found.append((0.03, self.lives.signal))
        if question.asked and day > question.asked + timedelta(days=90) and len(question.renewals or ()) < 3:
            found.append((0.03, self.lives.renew))
        return found

    def _answer(self, id: QuestionId) -> None:
        answer = plain(replace(self.lives.true[id], answer=self.world.parliament.answer(self.clock().date()))).answer
        if answer is not None:
            self.lives.answer(id, self.misfortunes.of_an_answer(id, answer))

    def _many_at_once(self) -> None:
        """Answer many questions with one text, or end many with a mandate."""
        waiting = [id for id in self._followed if self.lives.true[id].state is State.WAITING]
        free = [id for id in waiting if self.lives.is_settled(id, 6.5) and not self.lives.has_just_passed(id)]
        answer = (
            plain(replace(self.lives.true[free[0]], answer=self.world.parliament.answer(self.clock().date()))).answer
            if free
            else None
        )
        ends = self.chance.random() < 0.5
        for id in self.chance.sample(free, min(len(free), 20)):
            if ends:
                self.lives.close(id, "Fin de mandat")
            elif answer is not None:
                self.lives.answer(id, answer)
        self.misfortunes.counts["many at once"] = self.misfortunes.counts.get("many at once", 0) + 1

    def _comment(self) -> None:
        """Add one or several comments, on one question or more."""
        having = [id for id in self._followed if id.series == 16]
        if not having:
            return
        for _ in range(self.chance.choice([1, 1, 1, 2, 15])):
            self.lives.comment(self.chance.choice(having))

    def _wish(self) -> None:
        """Let a chat follow a question that is new, or to which nothing happened lately."""
        id = self.chance.choice([*self._new[-8:], *self.chance.sample(list(self.lives.true), 8)])
        if self.lives.is_settled(id, 8):
            self._wishes.append((self.chance.choice(CHATS), id))

    async def _grant(self) -> None:
        for chat, id in self._wishes:
            if chat not in self.ledger.followers[id]:
                await self._follow(chat, id)
                if id not in self._followed:
                    self._followed.append(id)
        self._wishes.clear()
        for id in self.senate.wished():
            chat = self.senate.chance.choice(CHATS)
            if chat not in self.ledger.followers[id]:
                await self._name(id)
                await self._follow(chat, id)
                if id not in self.senate.followed:
                    self.senate.followed.append(id)

    async def _name(self, id: QuestionId) -> None:
        """Let somebody type a senator's question, and see that it is found."""
        (reference,) = read_references(self.senate.typed(id), 17)
        found = await self._program.resolver.find(reference) if isinstance(reference, Bare | BareOf | Exact) else None
        others = found.alternatives if isinstance(found, Resolved) else ()
        meant = [found.observation.id, *(each.id for each in others)] if isinstance(found, Resolved) else []
        self.resolved += id in meant
        if id not in meant and id in await self._program.store.shared_archives[SENAT.archive].records():
            self.unresolved += 1

    # The program

    async def _step(self, restarts: bool = False) -> None:
        """Do all due work in any order; now and then stop the program, or kill it in the middle of a sweep."""
        if restarts and self.chance.random() < 0.02:
            await self._restart(
                self.chance.choice(["stopped", "take", "believe", "finish", "spread", "ahead", "reader"])
            )
        work: list[Callable[[], Awaitable[Any]]] = [
            self._program.sweeper.do_due,
            self._program.sweeper.take_in_finished,
            self._program.senat_sweeper.do_due,
            self._program.feed.ask,
            self._program.watcher.check_due,
        ]
        if self._doom and restarts and self._doomed is not self._program:
            self._doomed = self._program
            killing_in_senate_sweep(self._program.store, self._doom, self.senate.chance.randrange(4))
        self.chance.shuffle(work)
        for each in work:
            try:
                await each()
            except Killed:
                self.restarts[f"in the Sénat's {self._doom}"] += 1
                self._doom = None
                await self._start_anew()
                break
        await self._deliver()

    async def _restart(self, how: str) -> None:
        self.restarts[how] += 1
        if how == "reader":
            opendata.VERSION += int(await self._is_all_known())
        elif how == "ahead":
            await self._die_ahead()
        elif how != "stopped":
            catalogue = self._program.store.catalogue
            setattr(catalogue, how if how != "spread" else "take", killing(catalogue, how))
            self.clock.advance(timedelta(seconds=1))
            for legislature in (17, 16):
                try:
                    await self._program.sweeper.sweep(legislature)
                except Killed:
                    self.restarts["in the middle of a sweep"] += 1
                    break
        await self._start_anew()

    async def _start_anew(self) -> None:
        await self._program.close()
        self.clock.advance(timedelta(seconds=1))
        self._program = await self._open()

    async def _open(self) -> Program:
        program = await Program.open(self._database, self._sites.url, self.clock, with_texts=True)
        swept = program.senat_sweeper._swept
        program.senat_sweeper._swept = replace(swept, reader=swept.reader + self.restarts["reader"])
        return program

    async def _die_ahead(self) -> None:
        self.clock.advance(timedelta(seconds=1))
        try:
            with dying_ahead():
                await self._program.sweeper.sweep(17)
        except Killed:
            self.restarts["after what watches are told"] += 1

    async def _deliver(self) -> None:
        outbox = self._program.store.outbox
        while deliveries := await outbox.due(self.clock(), (), 100):
            for delivery in deliveries:
                self._read(delivery)
                await outbox.settle(delivery.rows, DeliveryState.SENT, self.clock())

    def _read(self, delivery: Delivery) -> None:
        if delivery.digest is not None:
            for entry in delivery.digest.entries:
                for each in entry.happened:
                    self._tell(delivery.chat_id, entry.id, KINDS[each.kind], each.key)
            return
        if delivery.kind in WATCHED and delivery.group is None:
            of = self.senate.lives if delivery.question.chamber is SENAT else self.lives
            met = of.names_of(delivery.chat_id, delivery.question)
            self.misnamed += sum(each.name not in met for each in delivery.watches)
            self.named += len(delivery.watches)
        ids = [id for id, _ in delivery.group.listed] if delivery.group else [delivery.question] * len(delivery.keys)
        kind = KINDS.get(delivery.kind)
        self.senate.heard(delivery.chat_id, ids, delivery.kind, delivery.group is None or delivery.group.first == 1)
        for id, key in zip(ids, delivery.keys, strict=True):
            if kind is None:
                self.others[delivery.kind] += 1
                if delivery.kind not in NO_EVENT:
                    self.ledger.wrongs.append(
                        Wrong(delivery.kind, LedgerFact(delivery.chat_id, id, Kind.CLOSED), self.clock())
                    )
                continue
            self._tell(delivery.chat_id, id, kind, key)

    def _tell(self, chat: int, id: QuestionId, kind: Kind, key: str) -> None:
        which = key.partition(":")[2] if kind in TOLD_APART else ""
        self.ledger.tell_at(LedgerFact(chat, id, kind, which), self.clock())


def _instants(monday: datetime, tuesday: datetime) -> Iterator[datetime]:
    """Instants of a week at which work may be due: every three hours, every ten minutes while an issue is awaited."""
    end = tuesday + timedelta(days=6, minutes=10)
    usual = [monday + STEP * number for number in range(1, 60)]
    issue = [tuesday + timedelta(hours=5, minutes=1 + 11 * number) for number in range(12)]
    thursday = [tuesday + timedelta(days=2, hours=5, minutes=31 * number) for number in range(1, 10)]
    yield from sorted(each for each in [*usual, *issue, *thursday] if monday < each < end)
    yield end


async def run(size: TruthSize, seed: int, on_server: bool = False) -> str:
    """Simulate a legislature, on a file or on a server of PostgreSQL, and return the counts."""
    logging.disable(logging.CRITICAL)
    random.seed(seed)  # the program spreads its checks by chance
    clock = Clock(BEGIN)
    with _database(on_server) as database:
        async with StandInSites(clock) as sites:
            simulation, reader = Simulation(size, seed, sites, clock, database), opendata.VERSION
            try:
                await simulation.run()
            finally:
                opendata.VERSION = reader
    logging.disable(logging.NOTSET)
    senate = simulation.senate
    found = Found(
        simulation.ledger,
        simulation.ledger.missed(simulation.clock() - AT_LAST),
        len(simulation.lives.true) + len(senate.lives.true),
        {**simulation.misfortunes.counts, **senate.misfortunes.counts},
        simulation.restarts,
        simulation.others,
        f"watches changed {simulation.onlookers.changes} times,"
        f" named {simulation.named}, wrongly {simulation.misnamed}",
        simulation.compared,
        [
            f"senators' questions typed: {simulation.resolved} found, {simulation.unresolved} not though the file had them",
            *(each.shown(simulation.onlookers.watches) for each in senate.falls),
        ],
    )
    return f"{size.weeks} weeks, seed {seed}{', on PostgreSQL' * on_server}\n{told(found)}"


@contextmanager
def _database(on_server: bool) -> Iterator[Path | str]:
    if not on_server:
        with in_memory() as name:
            yield Path(name) / "guetteur.db"
        return
    from tests.support import postgresql  # noqa: PLC0415 - a file needs no driver of it

    with postgresql.of_its_own() as server:
        address = server.address("truth")
        make_database(address)
        yield address
