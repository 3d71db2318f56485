"""Chasing a question up: whether its author can be asked to do something about it now, and what.

Règlement de l'Assemblée, article 135: the answer is due in two months; then a group's president may signal the
question, and the answer is due in ten days; after three months its author may renew it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.deadline import is_not_renewed, overdue, three_months
from bot.core.legislatures import SEVENTEENTH
from bot.core.plausible import plausible
from bot.core.question import Question, State


class Situation(StrEnum):
    """The situation of a question that can be chased up."""

    LATE = "late"
    """Its two months are over. It cannot be renewed yet, or was already: its author can have it signalled."""

    RENEWABLE = "renewable"
    """Its three months are over, and it was neither renewed nor signalled: its author can do both."""

    SIGNALLED = "signalled"
    """It was signalled, a short time or long ago: its author can insist, and renew it where it may be renewed."""


@dataclass(frozen=True, slots=True)
class Chase:
    """What there is to say to a question's author.

    - `question` is without the dates that cannot be.
    - `waited` is for how many days it has waited, None where its publication is unknown.
    - `months` is the last of the three months, after which it may be renewed; None where it was renewed already, or
      where that is not known.
    """

    situation: Situation
    question: Question
    day: date
    waited: int | None
    months: date | None

    @property
    def may_be_renewed(self) -> bool:
        """Whether it may be renewed today."""
        return self.months is not None and self.day > self.months


def may_be_chased(question: Question, current: int = SEVENTEENTH) -> bool:
    """Whether a written question still waits for an answer that can come, of a chamber for which there is a letter.

    With its session it lapses. `current` is the current legislature, or one that is over when that is not known.
    """
    is_open = question.state is State.WAITING and not question.id.is_over(current)
    return is_open and question.id.is_written and question.id.chamber.has_letter


def chase(question: Question, day: date, current: int = SEVENTEENTH) -> Chase | None:
    """What there is to say to a question's author on a day (in Paris); None before a term has passed, or in vain."""
    known = plausible(question)
    if not may_be_chased(known, current) or not (known.signalled or overdue(known, day)):
        return None
    months = three_months(known) if is_not_renewed(known) else None
    if known.signalled:
        situation = Situation.SIGNALLED
    else:
        situation = Situation.RENEWABLE if months and day > months else Situation.LATE
    waited = (day - known.asked).days if known.asked and day > known.asked else None
    return Chase(situation, known, day, waited, months)
