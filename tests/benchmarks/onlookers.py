"""Chats that watch, in a simulated legislature: what they ask for, and a naive reading of which questions meet that.

The reading is its own: texts are folded and cut at everything that is no letter or figure, and words are compared one
by one. It knows no stems, which nobody needs who asks for words in quotes.
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.preferences import When
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question
from bot.core.watch import Wanted
from storage import Store
from tests.benchmarks.parliament import GROUPS, MINISTRIES

ALONE = range(26, 41)
"""Chats that only watch; the first of those that follow watch too."""

BOTH = range(1, 6)
MOST_OF_A_CHAT = 3
WATCHED = {wanted.kind for wanted in Wanted}
SHORTEST = 5
"""Letters of a word that somebody asks for."""


FAMILIES = {
    "Santé": {"Santé et accès aux soins", "Santé, familles, autonomie et personnes handicapées"},
    "Écologie": {
        "Transition écologique",
        "Transition écologique, biodiversité et négociations internationales sur le climat et la nature",
    },
    "Logement": {"Ville et Logement"},
}
"""Lasting names of ministries, with the ministries of both chambers that they mean, as docs/search.md lists them."""

EVERY, ORAL = "toutes", "orale"
CHAMBERS = {"assemblée": "an", "sénat": "senat"}
LITTLE = {"et", "la", "de", "du", "des", "sur", "le", "les", "aux", "d", "l"}


@dataclass(frozen=True, slots=True)
class Sought:
    """A query: any of these words and none of those, or one ministry, group or author.

    It asks for one chamber, or both; and for written questions, unless a `nature` says which.
    """

    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    ministry: str | None = None
    group: str | None = None
    author: str | None = None
    chamber: str | None = None
    nature: str | None = None

    @property
    def typed(self) -> str:
        """The query as people type it."""
        chamber, nature = self.chamber and f"chambre:{self.chamber}", self.nature and f"nature:{self.nature}"
        return " OU ".join(" ".join(filter(None, (chamber, nature, each))) for each in self._typed())

    def _typed(self) -> Iterator[str]:
        for name, value in (("ministère", self.ministry), ("groupe", self.group), ("auteur", self.author)):
            if value:
                yield f'{name}:"{value}"'
        for each in self.any_of:
            yield " ".join([f'"{each}"', *(f'-"{one}"' for one in self.without)])

    def is_met_by(self, question: Question) -> bool:
        """Whether a question meets it."""
        if self.chamber and CHAMBERS[self.chamber] != question.id.chamber.code:
            return False
        is_written = question.id.kind == "QE"
        if self.nature != EVERY and is_written is not (self.nature is None):
            return False
        if self.ministry:
            return _has(question.ministry, self.ministry) or question.ministry in FAMILIES.get(self.ministry, ())
        if self.group or self.author:
            return _has(question.group, self.group) if self.group else _has(question.author, self.author)
        said = words_of(question)
        return any(each in said for each in self.any_of) and not any(each in said for each in self.without)


def _has(name: str | None, sought: str | None) -> bool:
    """Whether a name has all words of what is sought that say something."""
    return (_words(sought) - LITTLE) <= _words(name)


@dataclass(frozen=True, slots=True)
class Kept:
    """A watch of a chat; `name` is that by which messages name it."""

    id: int
    name: str
    sought: Sought
    wants: frozenset[Wanted]
    is_paused: bool = False

    def tells(self, question: Question, kind: Kind) -> bool:
        """Whether it tells such an event of a question."""
        return not self.is_paused and kind in {each.kind for each in self.wants} and self.sought.is_met_by(question)


class Onlookers:
    """All watches, by chat."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.watches: dict[int, list[Kept]] = {}
        self.changes = 0

    def told_of(self, question: Question, kind: Kind) -> set[int]:
        """The chats whose watches tell such an event of a question."""
        return {chat for chat, kept in self.watches.items() if any(each.tells(question, kind) for each in kept)}

    def names_of(self, chat: int, question: Question) -> set[str]:
        """The watches of a chat that a question meets, by name."""
        return {each.name for each in self.watches.get(chat, ()) if each.sought.is_met_by(question)}

    async def begin(self, store: Store, questions: Sequence[Question], now: datetime) -> None:
        """Let every chat begin its watches."""
        for chat in (*BOTH, *ALONE):
            await store.chats.greet(Chat(chat, "private", "fr"), now)
            for _ in range(self._chance.randint(1, MOST_OF_A_CHAT)):
                await self._add(store, chat, questions, now)

    async def change(self, store: Store, chat: int, questions: Sequence[Question], now: datetime) -> None:
        """Let a chat begin, edit, pause, resume or stop a watch."""
        self.changes += 1
        kept = self.watches[chat]
        if len(kept) < MOST_OF_A_CHAT and self._chance.random() < 0.4:
            await self._add(store, chat, questions, now)
            return
        if not kept:
            return
        old = kept.pop(self._chance.randrange(len(kept)))
        watch = await store.watches.find(chat, old.id)
        if watch is None:
            raise LookupError(f"the watch {old.name} of {chat} is gone")
        match self._chance.choice(["edit", "pause", "stop"]):
            case "edit":
                sought = self._sought(questions)
                if any(each.sought == sought for each in kept):
                    kept.append(old)
                    return
                changed = await store.watches.change(watch, query=_query(sought), now=now)
                kept.append(replace(old, sought=sought, name=changed.name))
            case "pause":
                await store.watches.change(watch, is_paused=not old.is_paused, now=now)
                kept.append(replace(old, is_paused=not old.is_paused))
            case _:
                await store.watches.stop(chat, watch.id, now)

    async def _add(self, store: Store, chat: int, questions: Sequence[Question], now: datetime) -> None:
        kept = self.watches.setdefault(chat, [])
        sought = self._sought(questions)
        if any(each.sought == sought for each in kept):
            return
        wants = frozenset(self._chance.sample(list(Wanted), self._chance.randint(1, 3)))
        rhythm = self._chance.choice([None, None, When.AT_ONCE, When.DAILY, When.WEEKLY])
        made = await store.watches.add(chat, _query(sought), wants, rhythm, None, now, MOST_OF_A_CHAT)
        kept.append(Kept(made.id, made.name, sought, wants))

    def _sought(self, questions: Sequence[Question]) -> Sought:
        kind, chamber = self._chance.random(), self._chance.choice([None, None, *CHAMBERS])
        nature = self._chance.choice([None, None, EVERY, ORAL])
        if kind < 0.2:
            return Sought(ministry=self._chance.choice([*MINISTRIES, *FAMILIES]), chamber=chamber, nature=nature)
        if kind < 0.3:
            return Sought(group=self._chance.choice(GROUPS))
        if kind < 0.4:
            return Sought(nature=EVERY, author=(self._chance.choice(questions).author or "").split(" ", 1)[1])
        if kind < 0.45 and chamber:
            return Sought(ministry=self._chance.choice(MINISTRIES), chamber=chamber)
        words = [self._word(questions) for _ in range(self._chance.randint(1, 3))]
        any_of, without = tuple(sorted(set(words[:2]))), tuple(each for each in words[2:] if each not in words[:2])
        return Sought(any_of, without, chamber=chamber, nature=nature)

    def _word(self, questions: Sequence[Question]) -> str:
        """A word of some question's text."""
        while True:
            words = sorted(each for each in words_of(self._chance.choice(questions)) if len(each) >= SHORTEST)
            if words:
                return self._chance.choice(words)


def words_of(question: Question) -> set[str]:
    """All words of a question and its answer, without case and accents."""
    answer = question.answer.text if question.answer else None
    texts: Iterable[str | None] = (
        question.subject,
        question.rubric,
        question.ministry,
        question.author,
        question.text,
        answer,
    )
    return _words(" ".join(each for each in texts if each))


def _words(text: str | None) -> set[str]:
    plain = unicodedata.normalize("NFKD", (text or "").replace("œ", "oe").replace("Œ", "OE"))
    return set(re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)).lower()))


def _query(sought: Sought) -> Query:
    query = read_query(sought.typed)
    if not isinstance(query, Query):
        raise TypeError(f"{sought.typed} means nothing")
    return query
