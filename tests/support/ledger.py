"""A ledger of facts that chats are to be told, beside the facts that they were told. It knows nothing of the program."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, Literal, TypeVar

Fact = TypeVar("Fact", bound=Hashable)

Error = Literal["false", "twice"]
"""What is wrong with telling a fact: it never happened, or it was told as often as it happened before."""


class Ledger(Generic[Fact]):
    """Counts facts. A fact holds whom it is for, so that each chat is counted by itself.

    `due` facts must be told as often as they are due; `allowed` ones may be told, or not.
    """

    def __init__(self) -> None:
        self.due: Counter[Fact] = Counter()
        self.allowed: Counter[Fact] = Counter()
        self.told: Counter[Fact] = Counter()

    def owe(self, facts: Iterable[Fact]) -> None:
        """These facts are to be told, once more where they were due before."""
        self.due.update(facts)

    def owe_only(self, facts: Iterable[Fact]) -> None:
        """From now on these facts alone are due, once each; the facts that were told stay counted."""
        self.due.clear()
        self.owe(facts)

    def allow(self, facts: Iterable[Fact]) -> None:
        """These facts may be told once more, or not: either is right."""
        self.allowed.update(facts)

    def tell(self, fact: Fact) -> Error | None:
        """A fact was told. Returns what is wrong with that, judged by what is due or allowed by now."""
        self.told[fact] += 1
        right = self.due[fact] + self.allowed[fact]
        if self.told[fact] <= right:
            return None
        return "twice" if right else "false"

    @property
    def lost(self) -> Counter[Fact]:
        """Facts that are due and not told yet, and how often."""
        return Counter({fact: left for fact, times in self.due.items() if (left := times - self.told[fact]) > 0})

    @property
    def repeated(self) -> Counter[Fact]:
        """Facts that were told too often, and how often too often. A false fact counts from its second time on."""
        return Counter(
            {fact: extra for fact, times in self.told.items() if (extra := times - max(1, self._right(fact))) > 0}
        )

    @property
    def invented(self) -> set[Fact]:
        """Facts that were told and neither due nor allowed."""
        return {fact for fact in self.told if not self._right(fact)}

    def _right(self, fact: Fact) -> int:
        return self.due[fact] + self.allowed[fact]
