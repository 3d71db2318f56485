"""What truly happened, kept apart from the program, beside what it told: who should have been told what, and was."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.core.change import Kind
from bot.core.question import QuestionId


class LedgerFact(NamedTuple):
    """A chat is to be told that something of this kind happened; `which` tells comments apart, by their numbers."""

    chat: int
    question: QuestionId
    kind: Kind
    which: str = ""


class Wrong(NamedTuple):
    """Something that was told and should not have been, or the other way round, and when."""

    what: str
    fact: LedgerFact
    at: datetime


@dataclass(slots=True)
class Ledger:
    """Follows, true events, and what was told. `late` are seconds from the event to the delivery."""

    followers: dict[QuestionId, set[int]] = field(default_factory=lambda: defaultdict(set))
    due: Counter[LedgerFact] = field(default_factory=Counter)
    allowed: Counter[LedgerFact] = field(default_factory=Counter)
    happened_at: dict[LedgerFact, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    told_at: dict[LedgerFact, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    wrongs: list[Wrong] = field(default_factory=list)
    events: Counter[Kind] = field(default_factory=Counter)
    last: dict[QuestionId, datetime] = field(default_factory=dict)

    def happened(
        self, question: QuestionId, kind: Kind, at: datetime, which: str = "", spared: frozenset[int] = frozenset()
    ) -> None:
        """Every chat that follows is to be told, but for those in `spared`."""
        self.last[question] = at
        told = self.followers[question] - spared
        self.events[kind] += bool(told)
        for chat in told:
            fact = LedgerFact(chat, question, kind, which)
            self.due[fact] += 1
            self.happened_at[fact].append(at)

    def may_tell(self, question: QuestionId, kind: Kind, which: str = "") -> None:
        """Nobody can say whether it should be told: it is right either way, once."""
        for chat in self.followers[question]:
            self.allowed[LedgerFact(chat, question, kind, which)] += 1

    def told(self, fact: LedgerFact, at: datetime) -> None:
        """A chat was told."""
        self.told_at[fact].append(at)
        if len(self.told_at[fact]) > self.due[fact] + self.allowed[fact]:
            self.wrongs.append(Wrong("twice" if self.due[fact] + self.allowed[fact] else "false", fact, at))

    def missed(self, until: datetime) -> list[Wrong]:
        """What happened before that time and was never told."""
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
