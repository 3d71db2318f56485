"""The true lives of made-up questions, and the late or wrong ways in which the sites and the archive show them."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot.core.change import Kind
from bot.core.days import add_months
from bot.core.deadline import today
from bot.core.question import Answer, Attribution, Closing, Comment, Question, QuestionId, State
from bot.core.source import Source
from bot.standins.sites.server import StandInSites
from tests.benchmarks.agenda import Agenda
from tests.benchmarks.clock import Clock
from tests.benchmarks.ledger import TimedLedger
from tests.benchmarks.onlookers import WATCHED, Onlookers
from tests.benchmarks.parliament import MINISTRIES, Parliament

LABELS = ("Fin de mandat", "Retrait", "Question fusionnée avec une autre")
LONGEST_LAG_DAYS = 5
PRESENT = 17
"""The current legislature."""

PROTECTED = timedelta(days=6)
"""How long nothing happens to a question after its term has passed, so that there is time to notice that it has."""


@dataclass(slots=True)
class World:
    """Everything that the parts of a simulation share."""

    sites: StandInSites
    agenda: Agenda
    ledger: TimedLedger
    parliament: Parliament
    chance: random.Random
    clock: Clock
    onlookers: Onlookers

    def later(self, least: float, most: float) -> datetime:
        """A random time between so many hours from now and so many."""
        return self.clock.now + timedelta(hours=self.chance.uniform(least, most))


class Lives:
    """The questions as they truly are, in `true`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._spoilt: set[QuestionId] = set()
        self._terms: set[tuple[QuestionId, str]] = set()
        self._comments = 1000
        self.true: dict[QuestionId, Question] = {}

    def begin(self, question: Question) -> None:
        """Publish a question in the archive and, where the sites have its legislature, on pages."""
        self.true[question.id] = question
        self._world.sites.record(question)
        for source in self._sources(question.id):
            self._world.sites.put(question, source)
        self._note_terms(question.id)
        watchers = self._world.onlookers.told_of(question, Kind.ASKED)
        self._world.ledger.happened(question.id, Kind.ASKED, self._world.clock(), watchers=watchers)

    # True events

    def answer(self, id: QuestionId, answer: Answer) -> None:
        self._happen(id, Kind.ANSWERED, answer=answer)

    def correct(self, id: QuestionId) -> None:
        """Replace the answer's text, or add an erratum to it."""
        was = self.true[id].answer
        if was is None or was.text is None:
            return
        words, number = was.text.split(" "), self._world.chance.randint(1, 10**6)
        if self._world.chance.random() < 0.3:
            answer = replace(was, erratum=f"Au lieu de : {words[5]}, lire : {words[7]} {number}.")
        else:
            words[len(words) // 2] = f"rectifié{number}"
            answer = replace(was, text=" ".join(words))
        self._happen(id, Kind.CORRECTED, answer=answer)

    def close(self, id: QuestionId, label: str | None = None) -> None:
        closing = Closing(label or self._world.chance.choice(LABELS), self._date())
        self._happen(id, Kind.CLOSED, closing=closing)

    def reattribute(self, id: QuestionId) -> None:
        was = self.true[id]
        new = self._world.chance.choice([each for each in MINISTRIES if each != was.ministry])
        attributions = (*(was.attributions or ()), Attribution(new, self._date()))
        self._happen(id, Kind.REATTRIBUTED, ministry=new, attributions=attributions)

    def signal(self, id: QuestionId) -> None:
        self._happen(id, Kind.SIGNALLED, signalled=(self._date(),))

    def renew(self, id: QuestionId) -> None:
        self._happen(id, Kind.RENEWED, renewals=(*(self.true[id].renewals or ()), self._date()))

    def reopen(self, id: QuestionId) -> None:
        """Take an end back for good. Whether a term that passed meanwhile is told is left open."""
        self._happen(id, Kind.REOPENED, answer=None, closing=None)
        for kind in (Kind.OVERDUE, Kind.RENEWABLE):
            self._world.ledger.may_tell(id, kind)
        self._note_terms(id)

    def comment(self, id: QuestionId) -> None:
        """Add a comment on NosDéputés.fr."""
        self._comments += 1
        posted = self._world.clock().replace(tzinfo=None)
        author = f"riverain{self._world.chance.randint(1, 30)} (habitant)"
        self._world.sites.comment(id, Comment(self._comments, author, posted, "Enfin une question sur les digues !"))
        self._world.ledger.happened(id, Kind.COMMENT, self._world.clock(), str(self._comments))

    def terms(self) -> None:
        """Enter the terms that passed today without an answer."""
        for id in self.true:
            for kind in self._note_terms(id):
                self._world.ledger.happened(id, kind, self._world.clock())

    def is_settled(self, id: QuestionId, days: float) -> bool:
        """Whether nothing happened to the question for that long, and no site shows anything false of it."""
        last = self._world.ledger.last.get(id)
        return id not in self._spoilt and (last is None or self._world.clock() - last > timedelta(days=days))

    # What is shown

    def spoil(self, id: QuestionId, shown: Question | bytes, hours: float) -> None:
        """Show something false in the archive for a while, and then the truth again."""
        if id in self._spoilt:
            return
        self._spoilt.add(id)
        if isinstance(shown, bytes):
            self._world.sites.raw_record(id, shown)
        else:
            self._world.sites.record(shown)
        self._world.agenda.at(self._world.clock() + timedelta(hours=hours), lambda: self._mend(id))

    def lose(self, id: QuestionId, hours: float) -> None:
        """Remove the question from the archive for a while."""
        if id not in self._spoilt:
            self._spoilt.add(id)
            self._world.sites.unrecord(id)
            self._world.agenda.at(self._world.clock() + timedelta(hours=hours), lambda: self._mend(id))

    def rewrite(self, id: QuestionId, text: str) -> None:
        """Change the typography of an answer, which is no event."""
        answer = self.true[id].answer
        self._show(id, answer=answer and replace(answer, text=text))

    def _mend(self, id: QuestionId) -> None:
        self._spoilt.discard(id)
        self._world.sites.record(self.true[id])

    def _happen(self, id: QuestionId, kind: Kind, **changes: Any) -> None:
        after = replace(self.true[id], **changes)
        sure, unsure = self._watchers(after, kind) if kind in WATCHED else (set[int](), set[int]())
        self._world.ledger.happened(id, kind, self._world.clock(), watchers=sure)
        self._world.ledger.may_tell_watchers(id, kind, unsure)
        self._show(id, **changes)

    def _watchers(self, after: Question, kind: Kind) -> tuple[set[int], set[int]]:
        """The chats whose watches tell an event, and those of which nobody can say that.

        A record that hides the text of an answer meets what the whole of it would not, and the other way round.
        """
        told = [self._world.onlookers.told_of(each, kind) for each in self._as_read(after)]
        sure = set.intersection(*told)
        return sure, set.union(*told) - sure

    def names_of(self, chat: int, id: QuestionId) -> set[str]:
        """The watches of a chat that the question meets, or that its record meets as long as that hides a text."""
        return {name for each in self._as_read(self.true[id]) for name in self._world.onlookers.names_of(chat, each)}

    def _as_read(self, question: Question) -> list[Question]:
        """The question as it is, and as a record that hides the text of its answer may tell it."""
        if question.answer is None or question.id not in self._spoilt:
            return [question]
        return [question, replace(question, answer=replace(question.answer, text=None))]

    def _show(self, id: QuestionId, **changes: Any) -> None:
        """Show the truth in the archive at once, and on each page at once or some days later."""
        self.true[id] = replace(self.true[id], **changes)
        if id not in self._spoilt:
            self._world.sites.record(self.true[id])
        for source in self._sources(id):
            late = self._world.chance.random() < 0.3
            when = self._world.later(1, 24 * LONGEST_LAG_DAYS) if late else self._world.clock()
            self._world.agenda.at(when, partial(self._put, id, source, changes))

    def _put(self, id: QuestionId, source: Source, changes: dict[str, Any]) -> None:
        if id in self._world.sites.pages[source]:
            self._world.sites.change(id, source, **changes)

    def has_just_passed(self, id: QuestionId) -> bool:
        """Whether a term of the question passed so short a time ago that the program may not have noticed yet."""
        day = today(self._world.clock())
        return any(timedelta(0) <= day - term.last <= PROTECTED for term in _terms(self.true[id]))

    def _note_terms(self, id: QuestionId) -> list[Kind]:
        """Enter the terms that have passed by today. Returns the kinds of their events, if these are new."""
        day = today(self._world.clock())
        passed = [term for term in _terms(self.true[id]) if day > term.last and (id, term.name) not in self._terms]
        self._terms |= {(id, term.name) for term in passed}
        return [term.kind for term in passed]

    def _sources(self, id: QuestionId) -> list[Source]:
        return list(Source) if id.series == 16 else [Source.ASSEMBLEE]

    def _date(self) -> date:
        return self._world.clock().date()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a question: its name, the kind of event that tells that it passed, and its last day."""

    name: str
    kind: Kind
    last: date


def _terms(question: Question) -> list[Term]:
    """The terms of a waiting question. One of a finished legislature cannot be renewed."""
    if question.state is not State.WAITING or question.deadline is None:
        return []
    terms = [Term("signalled" if question.signalled_due else "usual", Kind.OVERDUE, question.deadline)]
    months = question.asked and add_months(question.asked, 3)
    within = question.signalled_due and months and question.signalled_due >= months
    if question.id.series == PRESENT and months and not question.renewals and not within:
        terms.append(Term("renewable", Kind.RENEWABLE, months))
    return terms
