"""The ledger of the simulations: the true events of followed questions, beside the deliveries, each with its time."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from bot.core.change import Kind
from bot.core.question import QuestionId
from tests.support.ledger import Ledger


class LedgerFact(NamedTuple):
    """An event of this kind, for one chat; `which` holds the number of a comment, to tell comments apart."""

    chat: int
    question: QuestionId
    kind: Kind
    which: str = ""


class Wrong(NamedTuple):
    """A fact that was missed, false or told twice, and when."""

    what: str
    fact: LedgerFact
    at: datetime


class TimedLedger(Ledger[LedgerFact]):
    """A ledger that knows the followers of each question, and when each fact happened and was told."""

    def __init__(self) -> None:
        super().__init__()
        self.followers: dict[QuestionId, set[int]] = defaultdict(set)
        self.happened_at: dict[LedgerFact, list[datetime]] = defaultdict(list)
        self.told_at: dict[LedgerFact, list[datetime]] = defaultdict(list)
        self.wrongs: list[Wrong] = []
        self.events: Counter[Kind] = Counter()
        self.last: dict[QuestionId, datetime] = {}

    def happened(
        self,
        question: QuestionId,
        kind: Kind,
        at: datetime,
        which: str = "",
        spared: frozenset[int] = frozenset(),
        watchers: Collection[int] = (),
    ) -> None:
        """An event happened: every chat that follows or watches is to be told, except those in `spared`."""
        if kind is not Kind.ASKED:
            self.last[question] = at
        told = (self.followers[question] | set(watchers)) - spared
        self.events[kind] += bool(told)
        for chat in told:
            fact = LedgerFact(chat, question, kind, which)
            self.owe([fact])
            self.happened_at[fact].append(at)

    def may_tell_watchers(self, question: QuestionId, kind: Kind, chats: set[int]) -> None:
        """Nobody can say whether these chats, which watch, are to be told of an event."""
        self.allow(LedgerFact(chat, question, kind) for chat in chats - self.followers[question])

    def forgive(self, chat: int, question: QuestionId, kinds: Collection[Kind]) -> None:
        """What the chat was not told yet of the question is shown by a card: it is not due any more."""
        for fact in [LedgerFact(chat, question, kind) for kind in kinds]:
            told = len(self.told_at[fact])
            if self.due[fact] > told:
                self.due[fact] = told
                del self.happened_at[fact][told:]

    def may_tell(self, question: QuestionId, kind: Kind, which: str = "") -> None:
        """Nobody can say whether the event should be told: every chat that follows may be told once, or not."""
        self.allow(LedgerFact(chat, question, kind, which) for chat in self.followers[question])

    def tell_at(self, fact: LedgerFact, at: datetime) -> None:
        """A chat was told a fact at that time."""
        self.told_at[fact].append(at)
        error = self.tell(fact)
        if error is not None:
            self.wrongs.append(Wrong(error, fact, at))

    def missed(self, until: datetime) -> list[Wrong]:
        """Facts that happened before that time and were never told."""
        found = []
        for fact, times in self.due.items():
            for at in self.happened_at[fact][len(self.told_at[fact]) :][:times]:
                found.append(Wrong("missed", fact, at))
        return [each for each in found if each.at < until]

    def waits(self, kinds: Collection[Kind]) -> list[float]:
        """Seconds from each event of these kinds to its delivery."""
        facts = [fact for fact in self.due if fact.kind in kinds]
        pairs = (zip(self.happened_at[fact], self.told_at[fact], strict=False) for fact in facts)
        return [(told - happened).total_seconds() for each in pairs for happened, told in each]
