"""The true lives of senators' questions, and the late or wrong ways in which the file shows them.

A question that nobody follows is told of to those who watch alone. What happened is entered into the ledger when the
file could have it, whether it is shown then or not.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot.core.change import Kind
from bot.core.deadline import today
from bot.core.question import QuestionId
from bot.standins.sites.senat_file import Row
from tests.benchmarks.lives import PROTECTED, World
from tests.benchmarks.onlookers import WATCHED
from tests.benchmarks.senate.questions import Moved, Reply, SenateQuestion, months_later
from tests.benchmarks.senate.shown import ShownFile

LABELS = ("Retirée", "Caduque", "Transformée en question orale sans débat")
IN_FILE = 12
"""Months for which a question is in the file."""

Changed = Callable[[SenateQuestion], Row | None]
"""How the file shows a question for a while, of the question as it is then; None where it does not have it."""


class SenateLives:
    """Senators' questions as they truly are, in `true`; those in `listed` are in a file without a fault."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world = world
        self._chance = chance
        self.shown = ShownFile(world.sites.senate)
        self.true: dict[QuestionId, SenateQuestion] = {}
        self.listed: dict[QuestionId, None] = {}  # in the order of their publication
        self.disturbed_until = world.clock()
        self._spoilt: dict[QuestionId, Changed] = {}
        self._before: dict[QuestionId, SenateQuestion] = {}
        self._terms: set[QuestionId] = set()
        self._reminders: dict[QuestionId, bool] = {}
        self._termed: date | None = None

    def begin(self, question: SenateQuestion, late: float = 0) -> None:
        """Publish a question; the file has it so many hours `late`."""
        id = question.id
        if id in self.true:
            raise ValueError(f"two questions are {id}")
        self.true[id] = question
        self.listed[id] = None
        self._pass_term(question)
        watchers = self._world.onlookers.told_of(question.known, Kind.ASKED)
        self._world.ledger.happened(id, Kind.ASKED, self._world.clock(), watchers=watchers)
        if late:
            self.spoil(id, lambda _: None, late)
        else:
            self.shown.put(question.row)
        if question.first:
            self._reminders[id] = bool(self._world.ledger.followers[question.first])
            self._world.ledger.happened(question.first, Kind.REMINDED, self._world.clock(), str(id))

    # True events

    def answer(self, id: QuestionId, reply: Reply) -> None:
        """Answer a question, also one that was thought to have ended."""
        self._happen(id, Kind.ANSWERED, reply=reply)

    def close(self, id: QuestionId, label: str) -> None:
        """End a question without an answer."""
        self._happen(id, Kind.CLOSED, closing=label)

    def transmit(self, id: QuestionId, ministry: str) -> None:
        """Hand a question on to another ministry."""
        self._happen(id, Kind.REATTRIBUTED, moved=Moved(ministry, today(self._world.clock())))

    def reopen(self, id: QuestionId) -> None:
        """Take an end back for good. Whether a term that passed meanwhile is told is left open."""
        self._happen(id, Kind.REOPENED, reply=None, closing=None)
        self._world.ledger.may_tell(id, Kind.OVERDUE)
        self._pass_term(self.true[id])

    def note_reminded(self, id: QuestionId) -> None:
        """Let a row say that its question was reminded of, which is no event of its own: the reminder's row tells it."""
        self._show(replace(self.true[id], is_reminded=True))

    def terms(self) -> None:
        """Enter the terms that passed by today without an answer."""
        day = today(self._world.clock())
        if day == self._termed:
            return
        self._termed = day
        for id in self.listed:
            if self._pass_term(self.true[id]):
                self._world.ledger.happened(id, Kind.OVERDUE, self._world.clock())

    def let_leave(self) -> None:
        """Let the questions leave the file that are a year old, which is no event."""
        day = today(self._world.clock())
        gone = [id for id in self.listed if day >= months_later(self.true[id].published, IN_FILE)]
        for id in gone:
            del self.listed[id]
        self.shown.remove(id.uid for id in gone)

    # What is shown

    def spoil(self, id: QuestionId, changed: Changed, hours: float) -> None:
        """Show a question otherwise for a while, or not at all, and then as it is."""
        if id in self._spoilt or id not in self.listed:
            return
        self._spoilt[id] = changed
        self._put(id)
        self.disturb(hours)
        self._world.agenda.at(self._world.clock() + timedelta(hours=hours), partial(self._mend, id))

    def before(self, id: QuestionId) -> SenateQuestion | None:
        """The question before what happened to it last."""
        return self._before.get(id)

    def disturb(self, hours: float) -> None:
        """Note that what the site serves is wrong for so long."""
        self.disturbed_until = max(self.disturbed_until, self._world.clock() + timedelta(hours=hours))

    # What is known of them

    @property
    def is_all_true(self) -> bool:
        """Whether no row is shown otherwise than it is."""
        return not self._spoilt

    def is_settled(self, id: QuestionId, days: float = 6.5) -> bool:
        """Whether nothing happened to the question for that long, and the file shows nothing false of it."""
        last = self._world.ledger.last.get(id)
        now: datetime = self._world.clock()
        return id in self.listed and id not in self._spoilt and (last is None or now - last > timedelta(days=days))

    def has_just_passed(self, id: QuestionId) -> bool:
        """Whether its term passed so short a time ago that the program may not have noticed yet."""
        due = self.true[id].due
        return due is not None and timedelta(0) <= today(self._world.clock()) - due <= PROTECTED

    def names_of(self, chat: int, id: QuestionId) -> set[str]:
        """The watches of a chat that the question meets, or that it met before what happened last."""
        variants = [self.true[id], *filter(None, [self.before(id)])]
        return {name for each in variants for name in self._world.onlookers.names_of(chat, each.known)}

    def waiting(self, among: Iterable[QuestionId]) -> list[QuestionId]:
        """Those that wait and to which something may happen now."""
        return [id for id in among if self.true[id].waits and self.is_settled(id) and not self.has_just_passed(id)]

    def _happen(self, id: QuestionId, kind: Kind, **changes: Any) -> None:
        was = self._before[id] = self.true[id]
        after = replace(was, **changes)
        sure: set[int] = set()
        if kind in WATCHED:
            # A file that does not tell the ministry that answers yet meets what the whole of it would not.
            told = [self._world.onlookers.told_of(each.known, kind) for each in self._as_read(after)]
            sure = set.intersection(*told)
            self._world.ledger.may_tell_watchers(id, kind, set.union(*told) - sure)
        self._world.ledger.happened(id, kind, self._world.clock(), watchers=sure)
        if not after.waits:
            self._end_reminder(after)
        self._show(after)

    def _end_reminder(self, question: SenateQuestion) -> None:
        """Tell what became of a reminder, once. Where nobody was told of it then, whether that is told is left open."""
        was_told = self._reminders.pop(question.id, None)
        if question.first and was_told is not None:
            ledger, which = self._world.ledger, str(question.id)
            if was_told:
                ledger.happened(question.first, Kind.REMINDER_ENDED, self._world.clock(), which)
            else:
                ledger.may_tell(question.first, Kind.REMINDER_ENDED, which)

    @staticmethod
    def _as_read(question: SenateQuestion) -> list[SenateQuestion]:
        if question.reply is None:
            return [question]
        return [question, replace(question, reply=Reply(None, None))]

    def _show(self, question: SenateQuestion) -> None:
        self.true[question.id] = question
        self._put(question.id)

    def _put(self, id: QuestionId) -> None:
        question = self.true[id]
        changed = self._spoilt.get(id)
        row = question.row if changed is None else changed(question)
        if id not in self.listed or row is None:
            self.shown.remove([id.uid])
        else:
            self.shown.put(row)

    def _mend(self, id: QuestionId) -> None:
        del self._spoilt[id]
        self._put(id)

    def _pass_term(self, question: SenateQuestion) -> bool:
        """Enter that the term of a question has passed. Returns whether that is new."""
        if not question.waits or question.id in self._terms:
            return False
        due = question.due
        has_passed = due is not None and today(self._world.clock()) > due
        if has_passed:
            self._terms.add(question.id)
        return has_passed
