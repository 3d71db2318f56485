"""Makes questions of realistic length, the same ones for the same seed.

Sizes are those of the archive: a question has some 1,500 characters and an answer some 2,500; seven in ten questions
are answered. Sentences are drawn from a stock. Their repetition does not shrink the archive, since each record is
packed alone.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.core.question import Answer, Attribution, Question, QuestionId
from bot.standins.sites.record import record_bytes
from bot.standins.sites.zip_writer import PackedFile, packed

ANSWERED = 0.7
QUESTION_CHARACTERS, ANSWER_CHARACTERS = 1500, 2500
SENTENCES = 3000
SYLLABLES = [
    "ac",
    "bé",
    "con",
    "dé",
    "é",
    "fi",
    "gou",
    "ha",
    "in",
    "ju",
    "la",
    "mé",
    "na",
    "ou",
    "po",
    "quê",
    "ré",
    "so",
    "ti",
    "u",
    "va",
    "xi",
    "ye",
    "zon",
    "cher",
    "bre",
    "tion",
    "ment",
    "ance",
    "eur",
    "ique",
    "al",
]
MINISTRIES = (
    "Transition écologique",
    "Agriculture et souveraineté alimentaire",
    "Santé et accès aux soins",
    "Économie, finances, souveraineté industrielle et numérique",
    "Intérieur",
    "Éducation nationale",
    "Justice",
    "Travail et emploi",
)
GROUPS = ("Groupe des exemples", "Groupe de démonstration", "Groupe des essais")
DEPUTIES = 577
OPENS, CLOSES = "⟦", "⟧"
"""A mark of italics, which only the archive's own text has; a question is plain text."""


class Parliament:
    """Makes questions and answers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = ["".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 4))) for _ in range(4000)]
        self._sentences = [self._sentence(words) for _ in range(SENTENCES)]

    def question(self, id: QuestionId, asked: date, ministry: str | None = None) -> Question:
        """A question without an answer."""
        held = ministry or self.chance.choice(MINISTRIES)
        deputy = 1 + self.chance.randrange(DEPUTIES)
        author = name_of(deputy)
        return Question(
            id=id,
            author=author,
            author_ref=f"PA{deputy}",
            group=GROUPS[deputy % len(GROUPS)],
            subject=self._some(60),
            rubric="environnement",
            asked_ministry=held,
            ministry=held,
            asked=asked,
            text=f"{author} interroge le ministre sur ce qui suit. {self._some(QUESTION_CHARACTERS)}",
            comments=(),
            attributions=(Attribution(held, asked),),
            signalled=(),
            renewals=(),
        )

    def answer(self, published: date | None) -> Answer:
        """A minister's answer."""
        return Answer(published, self._some(ANSWER_CHARACTERS))

    def words(self, characters: int) -> str:
        """Some words on one line, without any mark."""
        return self._some(characters)

    def questions(self, legislature: int, count: int, last: date) -> list[Question]:
        """Questions number 1 to `count`, asked over two years up to that day; seven in ten are answered."""
        return list(self.one_by_one(legislature, count, last))

    def one_by_one(self, legislature: int, count: int, last: date) -> Iterator[Question]:
        """The same questions, made one at a time."""
        for number in range(1, count + 1):
            asked = last - timedelta(days=round(730 * (1 - number / count)))
            question = self.question(QuestionId.of_legislature(legislature, number), asked)
            if self.chance.random() < ANSWERED:
                question = replace(question, answer=self.answer(min(last, asked + timedelta(days=110))))
            yield question

    def _sentence(self, words: list[str]) -> str:
        # The first words are the commonest, as in any language.
        ranks = (
            min(int(self.chance.paretovariate(0.6)) - 1, len(words) - 1) for _ in range(self.chance.randint(8, 24))
        )
        said = [words[rank] for rank in ranks]
        if self.chance.random() < 0.1:
            said[3] = f"{OPENS}{said[3]}{CLOSES}"
        return f"L'{' '.join(said)}\u00a0; n° {self.chance.randint(1, 9999)}."

    def _some(self, characters: int) -> str:
        """Random sentences of about so many characters in all, with a new paragraph here and there."""
        said, length = [], 0
        while length < characters:
            said.append(self.chance.choice(self._sentences))
            length += len(said[-1]) + 1
        middle = len(said) // 2
        if characters < QUESTION_CHARACTERS:
            return " ".join(said)[:characters].translate({ord(OPENS): None, ord(CLOSES): None})
        return f"{' '.join(said[:middle])}\n\n{' '.join(said[middle:])}"


def name_of(deputy: int) -> str:
    """The name of a made-up deputy."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(deputy))
    return f"Mme Odile Exemple{letters}"


def plain(question: Question) -> Question:
    """The question without the marks of italics, as its pages show it."""
    marks = {ord(OPENS): None, ord(CLOSES): None}
    answer = question.answer
    return replace(
        question,
        text=question.text and question.text.translate(marks),
        answer=answer and replace(answer, text=answer.text and answer.text.translate(marks)),
    )


def records(questions: Iterable[Question]) -> list[PackedFile]:
    """The questions as the archive holds them."""
    return [packed(f"json/{each.id.uid}.json", record(each)) for each in questions]


def record(question: Question) -> bytes:
    """The question's file in the archive."""
    return _marked(record_bytes(question))


def _marked(body: bytes) -> bytes:
    return body.replace(OPENS.encode(), b"<em>").replace(CLOSES.encode(), b"</em>")
