"""The Sénat's side of a simulated Parliament: its Thursdays, what happens on them, and a government's fall."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.change import Kind
from bot.core.question import QuestionId
from tests.benchmarks.deaths import SENATE_STEPS
from tests.benchmarks.lives import World
from tests.benchmarks.senate.lives import LABELS, SenateLives
from tests.benchmarks.senate.making import ASKED, Senators
from tests.benchmarks.senate.misfortunes import SenateMisfortunes
from tests.benchmarks.senate.questions import WRITTEN, SenateQuestion

Follow = Callable[[int, QuestionId], Awaitable[None]]

THURSDAY = timedelta(days=3)
EARLIEST, LATEST = timedelta(hours=5, minutes=5), timedelta(hours=9)
FOLLOWED = 0.5
"""Of the questions that are followed at first, the share that waits for an answer."""

FALLS_AT = 0.6
"""The share of the weeks after which a government falls."""

MOST_SINGLE = 5
"""Ends that are told one by one at most; more are one message."""

NEWEST = 30
"""New questions that misfortunes can befall though nobody follows them."""

WISHES = 6
"""Follows that begin in a week."""

DOOMED = 0.4
"""The share of the weeks in which the program dies while it takes in the file."""

ELSEWHERE = 3
"""Questions in a week to which something happens on another day than a Thursday."""


@dataclass
class Fall:
    """A government's fall: the questions that lapsed, and for each chat how many it was told of, in how many messages."""

    lapsed: frozenset[QuestionId]
    told: Counter[int] = field(default_factory=Counter)
    messages: Counter[int] = field(default_factory=Counter)

    def hear(self, chat: int, questions: Sequence[QuestionId], is_first: bool) -> None:
        """A chat was told of questions that ended; `is_first` is whether the message does not go on with another."""
        self.told[chat] += len(told := self.lapsed.intersection(questions))
        self.messages[chat] += is_first and bool(told)

    def shown(self, watching: Collection[int]) -> str:
        """A line of the report. Chats that watch are told by watches of their own rhythms too."""
        return (
            f"a government's fall: {len(self.lapsed)} questions lapsed; chats told of more than {MOST_SINGLE} of them by how"
            f" many messages: {self._counted(watching, False)}; of those that watch: {self._counted(watching, True)}"
        )

    def _counted(self, watching: Collection[int], watches: bool) -> str:
        many = [each for each, count in self.told.items() if count > MOST_SINGLE and (each in watching) is watches]
        counts = Counter(self.messages[chat] for chat in many)
        return ", ".join(f"{count} by {messages}" for messages, count in sorted(counts.items())) or "none"


class Sittings:
    """The Sénat, from the twelve months before the first week on."""

    def __init__(self, world: World, seed: int, weekly: int, weeks: int) -> None:
        self._world = world
        self.chance = self._chance = random.Random(f"the Sénat of {seed}")
        self._senators = Senators(world.parliament, self._chance, weekly)
        self._fall_in = int(weeks * FALLS_AT)
        self._week = 0
        self._new: list[QuestionId] = []
        self._wishes: list[QuestionId] = []
        self.followed: list[QuestionId] = []
        self.lives = SenateLives(world, self._chance)
        self.misfortunes = SenateMisfortunes(world, self.lives, self._chance)
        self.falls: list[Fall] = []

    def begin(self) -> None:
        """Publish the questions of the last twelve months."""
        day = self._world.clock().date()
        for question in self._senators.year(day - timedelta(days=(day.weekday() - 3) % 7)):
            self.lives.begin(question)
        self.lives.let_leave()

    def chosen(self, count: int) -> list[QuestionId]:
        """Questions to be followed from the first day on, half of which wait."""
        waiting = [id for id in self.lives.listed if self.lives.true[id].waits]
        ended = [id for id in self.lives.listed if not self.lives.true[id].waits]
        most = min(len(waiting), int(count * FOLLOWED))
        return [
            *self._chance.sample(waiting, most),
            *self._chance.sample(ended, min(len(ended), count - most)),
        ]

    def plan(self, monday: datetime, is_quiet: bool, is_last: bool) -> None:
        """Plan a week: its Thursday, and what goes wrong."""
        issue = monday.replace(hour=0, minute=0) + THURSDAY + EARLIEST + (LATEST - EARLIEST) * self._chance.random()
        self._week += 1
        falls = self._week == self._fall_in
        self._world.agenda.at(issue, lambda: self._issue(is_quiet, is_last, falls))
        if not is_quiet:
            self.misfortunes.of_a_week([*self.followed, *self._new[-NEWEST:]])
            for _ in range(WISHES):
                self._world.agenda.at(monday + timedelta(days=7 * self._chance.random()), self._wish)
            for _ in range(ELSEWHERE):
                self._world.agenda.at(monday + timedelta(days=6 * self._chance.random()), self._live_on_another_day)

    def wished(self) -> list[QuestionId]:
        """Questions that somebody wishes to follow now: new ones, or such to which nothing happened lately."""
        wishes, self._wishes = self._wishes, []
        return [id for id in wishes if self.lives.is_settled(id, 8)]

    def typed(self, id: QuestionId) -> str:
        """What somebody types who means a question."""
        number = id.chamber.numbered(id.number, id.kind)
        forms = [f"Sénat {number}", f"{number} Sénat", id.uid, self.lives.true[id].row["URL Question"]]
        if id.kind == WRITTEN:
            forms.append(f"S{number}")
        return self._chance.choice(forms)

    def doom(self) -> str | None:
        """The step of the next sweep at which the program dies, in some weeks."""
        return self._chance.choice(SENATE_STEPS) if self._chance.random() < DOOMED else None

    def heard(self, chat: int, questions: Sequence[QuestionId], kind: str, is_first: bool) -> None:
        """Note a message of which `is_first` is whether it does not go on with an earlier one."""
        for fall in self.falls if kind == Kind.CLOSED.value else ():
            fall.hear(chat, questions, is_first)

    def _issue(self, is_quiet: bool, is_last: bool, falls: bool) -> None:
        day = self._world.clock().date()
        older = list(self.lives.listed)
        self.lives.let_leave()
        if not is_quiet:
            for id in older:
                if self.lives.is_settled(id) and not self.lives.has_just_passed(id):
                    self._live(id)
        if falls:
            self._fall(older)
        for question in self._senators.issue(day) if not is_last else ():
            self.lives.begin(question, 0 if is_quiet else self.misfortunes.lateness())
            self._new.append(question.id)

    def _wish(self) -> None:
        newest, listed = self._new[-20:], list(self.lives.listed)
        self._wishes.append(self._chance.choice([*newest, *self._chance.sample(listed, min(8, len(listed)))]))

    def _fall(self, older: Sequence[QuestionId]) -> None:
        """Let all written questions lapse that wait."""
        lapsed = [id for id in self.lives.waiting(id for id in older if id in self.lives.listed) if id.kind == WRITTEN]
        for id in lapsed:
            self.lives.close(id, "Caduque")
        self.falls.append(Fall(frozenset(lapsed)))

    def _live_on_another_day(self) -> None:
        waiting = self.lives.waiting(id for id in self.followed if id in self.lives.listed)
        if waiting:
            id = self._chance.choice(waiting)
            acts: list[Callable[[], None]] = [lambda: self.lives.close(id, "Retirée"), lambda: self._transmit(id)]
            self._chance.choice(acts)()

    def _live(self, id: QuestionId) -> None:
        """Let something happen to a question by chance; less to one that nobody follows."""
        rarely = 1.0 if self._world.ledger.followers[id] else 0.3
        for likelihood, act in self._possible(self.lives.true[id]):
            if self._chance.random() < likelihood * rarely:
                act(id)
                return

    def _possible(self, question: SenateQuestion) -> Iterator[tuple[float, Callable[[QuestionId], None]]]:
        if question.reply is not None:
            yield 0.004, self.lives.reopen
        elif question.closing is not None:
            yield 0.02, self.lives.reopen
            yield 0.01, self._answer
        else:
            yield 0.05, self._answer
            yield 0.01, lambda id: self.lives.close(id, self._chance.choice(LABELS))
            if question.nature == WRITTEN:
                yield 0.1 if question.moved else 0.04, self._transmit
                yield 0.04, self._remind

    def _answer(self, id: QuestionId) -> None:
        has = self.lives.true[id].ministry
        ministry = self._other(has) if self._chance.random() < 0.1 else has
        self.lives.answer(id, self.misfortunes.of_an_answer(id, ministry))

    def _transmit(self, id: QuestionId) -> None:
        question = self.lives.true[id]
        goes_back = question.ministry != question.asked_ministry and self._chance.random() < 0.4
        self.lives.transmit(id, question.asked_ministry if goes_back else self._other(question.ministry))

    def _remind(self, id: QuestionId) -> None:
        reminder = self._senators.reminder(self.lives.true[id], self._world.clock().date())
        self.lives.begin(reminder, self.misfortunes.lateness())
        self._new.append(reminder.id)
        if self._chance.random() < 0.7:
            self.lives.note_reminded(id)

    def _other(self, ministry: str) -> str:
        return self._chance.choice([each for each in ASKED if each != ministry])
