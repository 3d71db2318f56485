"""Words, queries and texts that are nearly the same: what they cost of the processor, without a database.

New questions are matched against the queries of many chats; a catalogue's questions are compared for their likes. The
words are made up, with the frequencies of a language (Zipf): a few are everywhere, most of them hardly anywhere.
"""

import gc
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TypeVar

from bot.core.alike import Likes, signature
from bot.core.matching import Document, document_of
from bot.core.query import NoQuery, Query
from bot.core.query_index import QueryIndex
from bot.core.query_reader import LONGEST, read_query
from bot.core.question import Question, QuestionId
from tests.benchmarks.measuring import MIB, forget_peak, memory_of
from tests.benchmarks.table import table, verdict

CPU_OF_MATCHING, CPU_OF_LIKES, WORST_QUERY = 5.0, 2.0, 0.05
VOCABULARY, COMMON = 40_000, 200
WORDS_OF_A_TEXT = 150
POPULAR = 3_000
SLICE = 25_000
FORMULA = "M. {} attire l'attention de M. le ministre de la santé et de la prévention sur {}. Il lui demande {}."
Made = TypeVar("Made")
HEAD = ["queries and questions", "CPU s", "", "budget"]


@dataclass(frozen=True, slots=True)
class MatchingSize:
    """Queries of chats, new questions that are matched, questions among which the likes of each are looked for."""

    queries: int = 100_000
    new: int = 1_600
    compared: int = 20_000


class Language:
    """Made-up words, of which the first are the most frequent."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        syllables = [first + vowel for first in "bcdfglmnprstv" for vowel in ("a", "e", "é", "i", "o", "u", "ou", "an")]
        endings = ["", "s", "tion", "ment", "té", "eur", "ique", "al", "es"]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            parts = self.chance.choices(syllables, k=self.chance.choice((2, 2, 3, 3, 4)))
            words["".join(parts) + self.chance.choice(endings)] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(self, length: int) -> list[str]:
        """So many words of a text."""
        return self.chance.choices(self.words, cum_weights=self._weights, k=length)

    def telling(self) -> str:
        """A word that somebody asks for: none of the commonest."""
        word = COMMON
        while word <= COMMON:
            word = self.chance.choices(range(VOCABULARY), cum_weights=self._weights)[0]
        return self.words[word]

    def question(self, number: int, words: list[str]) -> Question:
        """A question with those words."""
        return Question(
            QuestionId.of_legislature(17, number),
            author=f"Mme {self.chance.choice(self.words)} {self.chance.choice(self.words)}".title(),
            subject=" ".join(words[:6]),
            rubric=self.words[number % 80],
            ministry=" et ".join(self.words[100 + number % 15 : 102 + number % 15]),
            group=f"groupe {number % 12}",
            text=FORMULA.format(self.telling(), " ".join(words), " ".join(words[:5])),
        )

    def query(self) -> str:
        """A query as people ask: mostly a word or two, sometimes all that there is."""
        kind = self.chance.random()
        words = [self.telling() for _ in range(self.chance.choice((1, 2, 2, 3)))]
        if kind < 0.1:
            return f'"{" ".join(words)}"'
        if kind < 0.2:
            return f"{words[0]} OU {' '.join(words[1:] or [self.telling()])}"
        if kind < 0.25:
            return f"{words[0][:7]}* {' '.join(words[1:])}"
        if kind < 0.35:
            return f"{' '.join(words)} -{self.telling()}"
        if kind < 0.45:
            return f"@{self.chance.choice(self.words)}"
        if kind < 0.5:
            return f"ministère:{self.words[100 + self.chance.randrange(15)]} {words[0]}"
        return " ".join(words)


def run(size: MatchingSize, seed: int) -> str:
    """Measure everything, and print a table for the queries, one for the likes and the worst query."""
    language = Language(seed)
    return "\n\n".join((_matched(language, size), _compared(language, size), _worst()))


def _matched(language: Language, size: MatchingSize) -> str:
    counts = Counter(
        stem
        for number in range(2_000)
        for stem in document_of(language.question(number, language.text(WORDS_OF_A_TEXT))).stems
    )
    typed = _typed(language, size.queries)
    questions = [language.question(number, language.text(WORDS_OF_A_TEXT)) for number in range(1, size.new + 1)]
    gc.collect()
    gc.freeze()  # as the program does once it has started
    forget_peak()
    before = memory_of("VmRSS")

    chats = defaultdict[str, list[int]](list)
    for chat, text in enumerate(typed):
        chats[text].append(chat)
    documents, splitting = _timed(lambda: [document_of(question) for question in questions])
    costs = _Costs()
    asked = list(chats.items())
    for start in range(0, len(asked), SLICE):
        costs.add(asked[start : start + SLICE], documents, counts)
    whole = splitting + costs.reading + costs.building + costs.matching
    memory = (memory_of("VmHWM") - before) / MIB
    rows = [
        [f"read the words of {size.new} new questions", f"{splitting:.2f}", "", ""],
        [f"read {len(chats)} different texts of {size.queries} queries", f"{costs.reading:.2f}", "", ""],
        [f"keep {costs.kept} different queries, {SLICE} at a time", f"{costs.building:.2f}", "", ""],
        ["find the queries that each meets", f"{costs.matching:.2f}", f"{costs.found} for {costs.chats} chats", ""],
        ["all of it", f"{whole:.2f}", f"{memory:.0f} MiB", verdict(whole <= CPU_OF_MATCHING)],
    ]
    return table(HEAD, rows)


@dataclass(slots=True)
class _Costs:
    """Seconds, and what was found, over all slices of the queries."""

    reading: float = 0.0
    building: float = 0.0
    matching: float = 0.0
    kept: int = 0
    found: int = 0
    chats: int = 0

    def add(self, asked: list[tuple[str, list[int]]], documents: list[Document], counts: Counter[str]) -> None:
        """Measure one slice: memory holds no more of the queries than these."""
        read, reading = _timed(lambda: [(read_query(text), chats) for text, chats in asked])
        index, building = _timed(lambda: _index(read, counts))
        sizes, matching = _timed(lambda: [len(owners) for one in documents for owners in index.matching(one)])
        self.reading += reading
        self.building += building
        self.matching += matching
        self.kept += len(index)
        self.found += len(sizes)
        self.chats += sum(sizes)


def _typed(language: Language, count: int) -> list[str]:
    """Half of the chats ask for one of a few thousand things that others ask for too, the others for what is theirs."""
    popular = [language.query() for _ in range(POPULAR)]
    return [language.query() if number % 2 else language.chance.choice(popular) for number in range(count)]


def _index(read: list[tuple[Query | NoQuery, list[int]]], counts: Counter[str]) -> QueryIndex[int]:
    index = QueryIndex[int](counts)
    for query, chats in read:
        if isinstance(query, Query):
            index.add(query, *chats)
    return index


def _compared(language: Language, size: MatchingSize) -> str:
    texts, groups = _texts(language, size.compared)
    gc.collect()
    before = memory_of("VmRSS")
    signatures, signing = _timed(lambda: [signature(text) for text in texts])
    likes, looking = _timed(lambda: _likes(signatures))
    memory = (memory_of("VmRSS") - before) / MIB
    expected = sum(group > 0 for group in groups) - len(set(groups) - {0})
    right = sum(bool(of) and all(groups[other] == groups[at] > 0 for other in of) for at, of in enumerate(likes))
    wrong = sum(any(groups[other] != groups[at] or groups[at] == 0 for other in of) for at, of in enumerate(likes))
    whole = signing + looking
    rows = [
        [
            f"sign {size.compared} questions",
            f"{signing:.2f}",
            f"{sum(map(len, texts)) / len(texts):.0f} characters",
            "",
        ],
        ["find the likes of each, and keep it", f"{looking:.2f}", f"{memory:.0f} MiB", ""],
        ["all of it", f"{whole:.2f}", "", verdict(whole <= CPU_OF_LIKES)],
        ["found to be like an earlier one", "", f"{right} of {expected}, {wrong} wrong", verdict(wrong == 0)],
    ]
    return table(["questions that are nearly the same", *HEAD[1:]], rows)


def _texts(language: Language, count: int) -> tuple[list[str], list[int]]:
    """Texts, and the group of each: 0 for one of its own; in a group one word in thirty is another one."""
    texts, groups, group = list[str](), list[int](), 0
    while len(texts) < count:
        words = language.text(WORDS_OF_A_TEXT)
        copies = language.chance.choices((1, 2, 14), weights=(96, 3, 1))[0]
        group += copies > 1
        for _ in range(copies):
            own = [language.telling() if language.chance.random() < 1 / 30 else word for word in words]
            texts.append(FORMULA.format(language.telling(), " ".join(own), " ".join(words[:5])))
            groups.append(group if copies > 1 else 0)
    return texts[:count], groups[:count]


def _likes(signatures: list[bytes]) -> list[list[int]]:
    likes, found = Likes[int](), list[list[int]]()
    for number, of in enumerate(signatures):
        found.append(likes.like(of))
        likes.add(number, of)
    return found


def _worst() -> str:
    units = ["'a ", "a,", "- ", '"', "* ", "l' ", "n° ", "état : ", "2 000 ", "le ", "@", "\ufdfa"]
    costs = {unit: _timed(partial(read_query, (unit * LONGEST)[:LONGEST]))[1] for unit in units}
    worst = max(costs, key=costs.__getitem__)
    reached = verdict(costs[worst] <= WORST_QUERY)
    return (
        f"The worst query of {LONGEST} characters, {worst!r} again and again: {1000 * costs[worst]:.0f} ms ({reached})."
    )


def _timed(work: Callable[[], Made]) -> tuple[Made, float]:
    began = time.process_time()
    made = work()
    return made, time.process_time() - began
