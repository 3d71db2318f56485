"""Questions, answers and comments that several tests need, made up."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.core.observation import Check, Observation, Outcome
from bot.core.question import Answer, Closing, Comment, Question, QuestionId
from tests.support.readings import observed

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

ID = QuestionId.of_legislature(17, 4321)

WAITING = Question(
    id=ID,
    author="Mme Odile Garance",
    group="Groupe des exemples",
    subject="Entretien des digues",
    rubric="eau et assainissement",
    asked_ministry="Transition écologique",
    ministry="Transition écologique",
    asked=date(2026, 9, 29),
    text="Mme Odile Garance interroge la ministre sur l'entretien des digues.",
    comments=(),
)

REMINDED = replace(WAITING, renewals=(date(2026, 11, 10),), signalled=(date(2026, 11, 17),))
"""Renewed by its author, then signalled by a group's president."""

ANSWER = Answer(date(2026, 11, 24), "Le Gouvernement entretient les digues.\n\nIl continuera.")
CLOSING = Closing("Fin de mandat", date(2026, 11, 24))


def comment(number: int, text: str = "Enfin une question sur les digues !") -> Comment:
    """A comment with that number."""
    return Comment(number, "riverain (habitant)", datetime(2026, 11, 1, 10, number % 60), text)


def answered(question: Question = WAITING) -> Question:
    """The same question with an answer."""
    return replace(question, answer=ANSWER)


def observation(question: Question) -> Observation:
    """A question that both sites confirmed just now."""
    check = Check(read_at=NOW, last=Outcome.READ)
    return observed(question.id, question, check, check)
