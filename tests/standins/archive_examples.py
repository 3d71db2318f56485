"""Questions for the tests of the stand-in archive."""

from dataclasses import replace
from datetime import date

from bot.core.question import Answer, Question, QuestionId

FORESTS = Question(
    QuestionId.of_legislature(17, 301),
    author="Mme Jeanne Exemple",
    author_ref="PA301",
    group="Les Arbres",
    subject="Bois et forêts",
    rubric="bois et forêts",
    asked_ministry="Agriculture",
    ministry="Transition écologique",
    asked=date(2025, 3, 25),
    text="Mme Jeanne Exemple interroge le ministre sur l'<eau> & «10 %».\n\nElle attend.",
)
RIVERS = replace(FORESTS, id=QuestionId.of_legislature(17, 302))
ANSWER = Answer(date(2025, 6, 3), "Un < deux.\n\nDeux < trois.")
