"""What a chat is owed: a model of the outbox in plain Python, to which the real one is compared at every step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.preferences import Preferences, When, end_of_quiet

Fact = tuple[int, str]
"""A question's number, and the key of what happened to it."""

USUAL = Preferences()


@dataclass(slots=True)
class Owed:
    """Something that a chat is to be told.

    `since` is the step at which it happened, `free` that from which it could be told (None while its sweep lasts).
    `unwanted` tells that the chat has not wanted to hear of it ever since; `doubtful` that it did not for a while, in
    which it may have been left out.
    """

    kind: str
    since: int
    free: int | None
    unwanted: bool
    doubtful: bool


@dataclass(slots=True)
class Account:
    """One chat: what it follows, wants, is owed and was told, and whether it watches.

    `plain` while it never wanted anything put together.
    """

    follows: dict[int, bool] = field(default_factory=dict)
    wanted: Preferences = USUAL
    owed: dict[Fact, Owed] = field(default_factory=dict)
    told: set[Fact] = field(default_factory=set)
    left: set[Fact] = field(default_factory=set)
    out_of_reach: bool = False
    held_until: datetime | None = None
    plain: bool = True
    chose: bool = False
    overtaken: bool = False
    watches: bool = False

    def owe(self, fact: Fact, kind: str, step: int, free: bool = True) -> None:
        """Something happened that the chat is to be told."""
        off = kind in self.wanted.off
        self.owed[fact] = Owed(kind, step, step if free else None, unwanted=off, doubtful=off)

    def want(self, wanted: Preferences, now: datetime) -> None:
        """The chat changes its mind."""
        self.wanted, self.chose = wanted, True
        self.plain = self.plain and wanted.when is When.AT_ONCE and not wanted.is_paused(now)
        self.overtaken = self.overtaken or wanted.answers_at_once
        for owed in self.owed.values():
            is_off = owed.kind in wanted.off
            owed.unwanted, owed.doubtful = owed.unwanted and is_off, owed.doubtful or is_off

    def unfollow(self, question: int) -> None:
        """What was not told yet of a question is not to be told any more."""
        self.follows.pop(question, None)
        for fact in [fact for fact in self.owed if fact[0] == question]:
            del self.owed[fact]
            self.left.add(fact)

    def stop_watching(self) -> None:
        """What was not told yet of new questions is not to be told any more."""
        self.watches = False
        for fact in [fact for fact in self.owed if fact[1] == "asked"]:
            del self.owed[fact]
            self.left.add(fact)

    def settle(self, facts: Iterable[Fact]) -> None:
        """The chat was told."""
        for fact in facts:
            self.owed.pop(fact, None)
            self.told.add(fact)

    def is_silent(self, now: datetime) -> bool:
        """Whether nothing at all may be told now."""
        held = self.held_until is not None and self.held_until > now
        return self.out_of_reach or held or self.wanted.is_paused(now)

    def may_be_told_at_once(self, now: datetime) -> bool:
        """Whether the chat never wanted but to be told everything at once, and can be."""
        return self.plain and not self.is_silent(now) and end_of_quiet(self.wanted, now) is None

    def first(self) -> Fact | None:
        """What is to be told first, of a chat that is told at once."""
        sure = [(owed.since, fact) for fact, owed in self.owed.items() if owed.free is not None and not owed.doubtful]
        return min(sure)[1] if sure else None

    def earlier(self, told: set[Fact], in_order: bool) -> list[Fact]:
        """What should have been told before these; of a chat whose order is its own, of the same question alone."""
        late = []
        for fact, owed in self.owed.items():
            if fact in told or owed.doubtful or owed.free is None:
                continue
            after = [each for each in told if in_order or (each[0] == fact[0] and not self.overtaken)]
            if any(owed.free < self.owed[each].since for each in after if each in self.owed):
                late.append(fact)
        return late


def merged(old: Account, new: Account) -> Account:
    """A group became a supergroup that was known already."""
    for question, muted in old.follows.items():
        new.follows.setdefault(question, muted)
    for fact, owed in old.owed.items():
        if fact not in new.owed and fact not in new.told:
            new.owed[fact] = owed
    new.told |= old.told
    for fact in old.told:
        new.owed.pop(fact, None)
    if old.chose and not new.chose:
        new.wanted, new.chose = old.wanted, True
    new.plain, new.overtaken = new.plain and old.plain, new.overtaken or old.overtaken
    new.out_of_reach, new.held_until = False, None
    new.watches = new.watches or old.watches
    for owed in new.owed.values():
        is_off = owed.kind in new.wanted.off
        owed.unwanted, owed.doubtful = owed.unwanted and is_off, owed.doubtful or is_off
    return new
