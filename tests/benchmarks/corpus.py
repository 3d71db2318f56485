"""A catalogue of the size and the words of the real one: questions of several legislatures, with answers.

Words have the frequencies of a language (Zipf): a few are in every text, most in a handful. Half of what is written are
the small words of French, as in any text; the others are made up. Texts are put together of runs of a few words from
one long stream, so that words which stand side by side in one text do so in some others too.
"""

import csv
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from bot.core.deputy import Deputy
from bot.core.question import Answer, Attribution, Question, QuestionId
from bot.core.stems import STOP_WORDS
from bot.core.summary import found_by
from bot.core.sweep import answer_key
from bot.parliament.zip_reader import deflate
from bot.standins.sites.record import record_bytes
from storage.intake.packed import Packed

VOCABULARY, STREAM = 120_000, 2_000_000
QUESTION_CHARACTERS, ANSWER_CHARACTERS = 1500, 2500
ANSWERED = 0.7
SMALL_WORDS = 0.45
"""The part of a French text that stop words are."""

DEPUTIES, NEWCOMERS = 577, 350
RUBRICS, GROUPS, MINISTRIES_AT_A_TIME = 250, 10, 25
ENDS = {14: date(2017, 6, 13), 15: date(2022, 6, 14), 16: date(2024, 6, 4), 17: date(2026, 11, 24)}
FIRST_NAMES = [
    "Odile",
    "Paul",
    "Camille",
    "Jean",
    "Amina",
    "Luc",
    "Sophie",
    "Karim",
    "Élise",
    "Hugo",
    "Inès",
    "Marc",
    "Noémie",
    "Yves",
    "Claire",
    "Théo",
]
NAMES_OF_MINISTRIES = Path(__file__).parents[1] / "core" / "ministries.csv"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the questions of one legislature choose from."""

    authors: list[Deputy]
    groups: list[str]
    ministries: list[str]


class Corpus:
    """Makes questions, the same ones for the same seed.

    `words` are the made-up ones, the commonest first, and `deputies` and `groups` all that there were so far.
    """

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.words = self._vocabulary()
        self._stream = self._written(STREAM)
        self.rubrics = [" ".join(self.words[rank : rank + 1 + rank % 2]) for rank in range(30, 30 + RUBRICS)]
        with NAMES_OF_MINISTRIES.open(encoding="utf-8") as file:
            self.ministries = [row["abrege"] or row["developpe"] for row in csv.DictReader(file, delimiter=";")]
        self.deputies: list[Deputy] = []
        self.groups: list[str] = []
        self._authors = [self._deputy() for _ in range(DEPUTIES)]

    def questions(self, legislature: int, count: int) -> Iterator[Question]:
        """Questions number 1 to `count` of a legislature of five years."""
        shape = self._next_shape()
        for number in range(1, count + 1):
            asked = ENDS[legislature] - timedelta(days=round(1800 * (1 - number / count)))
            yield self._question(QuestionId.of_legislature(legislature, number), asked, shape)

    def _question(self, id: QuestionId, asked: date, shape: Shape) -> Question:
        chance = self._chance
        place = chance.randrange(len(shape.authors))
        author, ministry = shape.authors[place], chance.choice(shape.ministries)
        opening = f"{author.name} attire l'attention de M. le ministre, chargé de {ministry}, sur"
        answer = None
        if chance.random() < ANSWERED:
            answer = Answer(asked + timedelta(days=110), self._some(ANSWER_CHARACTERS))
        return Question(
            id,
            author=author.name,
            author_ref=author.reference,
            group=shape.groups[place % GROUPS],
            subject=self._some(60, "").removesuffix("."),
            rubric=self.rubrics[min(int(chance.paretovariate(0.4)), RUBRICS) - 1],
            asked_ministry=ministry,
            ministry=ministry,
            asked=asked,
            text=f"{opening} {self._some(QUESTION_CHARACTERS)}",
            answer=answer,
            attributions=(Attribution(ministry, asked),),
            signalled=(),
            renewals=(),
        )

    def _next_shape(self) -> Shape:
        """The next legislature's: some deputies go, others come, and everything is named anew."""
        newcomers = [self._deputy() for _ in range(NEWCOMERS)]
        self._authors = self._authors[NEWCOMERS:] + newcomers
        groups = [f"Groupe {' '.join(self.run(2))}" for _ in range(GROUPS)]
        self.groups += groups
        return Shape(self._authors, groups, self._chance.sample(self.ministries, MINISTRIES_AT_A_TIME))

    def _deputy(self) -> Deputy:
        civility, name = self._chance.choice(("M.", "Mme")), self._chance.choice(self.words[500:]).title()
        deputy = Deputy(f"PA{1 + len(self.deputies)}", f"{civility} {self._chance.choice(FIRST_NAMES)} {name}")
        self.deputies.append(deputy)
        return deputy

    def run(self, length: int) -> list[str]:
        """So many words that stand side by side somewhere."""
        at = self._chance.randrange(STREAM - length)
        return self._stream[at : at + length]

    def _some(self, characters: int, stop: str = ". ") -> str:
        said, length = [], 0
        while length < characters:
            sentence = " ".join(self.run(self._chance.randint(8, 24)))
            said.append(sentence.capitalize())
            length += len(sentence)
        return f"{stop or ' '}".join(said)[: characters if not stop else None] + "."

    def _written(self, length: int) -> list[str]:
        """A stream of words, small ones and others, some of these with an elision."""
        small, chance = sorted(STOP_WORDS), self._chance
        weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        others = chance.choices(self.words, cum_weights=weights, k=length)
        between = chance.choices(
            small, cum_weights=list(accumulate(1 / (rank + 3) for rank in range(len(small)))), k=length
        )
        return [
            small_word if (drawn := chance.random()) < SMALL_WORDS else f"l'{other}" if drawn > 0.95 else other
            for small_word, other in zip(between, others, strict=True)
        ]

    def _vocabulary(self) -> list[str]:
        chance = self._chance
        syllables = [first + vowel for first in "bcdfglmnprstv" for vowel in ("a", "e", "é", "i", "o", "u", "ou", "an")]
        endings = ["", "s", "tion", "ment", "té", "eur", "ique", "al", "es", "ère"]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            length = 2 if len(words) < 3_000 else chance.choice((2, 3, 3, 4))
            words["".join(chance.choices(syllables, k=length)) + chance.choice(endings)] = None
        return list(words)


def packed(question: Question) -> Packed:
    """The question as a sweep hands it over, packed as the archive packs it."""
    body = record_bytes(question)
    found = found_by(question)
    key = answer_key(question.answer)
    return Packed(question.id.number, zlib.crc32(body), len(body), deflate(body), question.author_ref, key, *found)
