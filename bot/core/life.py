"""A question's life: what happened to it and what is still to come, day by day, as far as the days are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.figures import Delays
from bot.core.question import Question, State

MOST_OF_A_KIND = 3
"""Days of one kind that are shown, the last ones: a question can be renewed every few months for years."""


class Step(StrEnum):
    """What happened on a day."""

    ASKED = "asked"
    MOVED = "moved"
    """It was given to another ministry."""

    RENEWED = "renewed"
    SIGNALLED = "signalled"
    DUE = "due"
    SIGNALLED_DUE = "signalled-due"
    ANSWERED = "answered"
    CLOSED = "closed"
    TODAY = "today"
    """It still waits."""


@dataclass(frozen=True, slots=True)
class LifeDay:
    """One day of a question's life; `ministry` is whom it was given to."""

    on: date
    step: Step
    ministry: str | None = None
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLife:
    """The days of a question in their order, and how long answers of its ministry take; None where nobody knows."""

    days: tuple[LifeDay, ...]
    usual: Delays | None


def life_of(question: Question, usual: Delays | None, today: date) -> QuestionLife | None:
    """The life of a question until today; None where the day of its publication is not known.

    A day that lies before the publication, or that is still to come and cannot be known yet, is a slip and left out.
    """
    asked = question.asked
    if asked is None or asked > today:
        return None
    days = [each for each in _days(question, today) if each.on >= asked and (each.on <= today or each.is_ahead)]
    if question.state is State.WAITING:
        days.append(LifeDay(today, Step.TODAY))
    else:
        days = _until_the_end(days)
    order = {step: number for number, step in enumerate(Step)}
    return QuestionLife(tuple(sorted(set(days), key=lambda each: (each.on, order[each.step]))), usual)


def _until_the_end(days: list[LifeDay]) -> list[LifeDay]:
    """The days without a term after the end, as what came before it no longer waits for that."""
    ends = [each.on for each in days if each.step in (Step.ANSWERED, Step.CLOSED)]
    terms = (Step.DUE, Step.SIGNALLED_DUE)
    return [each for each in days if each.step not in terms or not ends or each.on <= max(ends)]


def _days(question: Question, today: date) -> Iterator[LifeDay]:
    if question.asked is not None:
        yield LifeDay(question.asked, Step.ASKED)
    moves = [each for each in (question.attributions or ())[1:] if each.on is not None]
    for move in moves[-MOST_OF_A_KIND:]:
        if move.on is not None:
            yield LifeDay(move.on, Step.MOVED, move.ministry)
    for on in _latest(question.renewals):
        yield LifeDay(on, Step.RENEWED)
    for on in _latest(question.signalled):
        yield LifeDay(on, Step.SIGNALLED)
    for due, step in ((question.due, Step.DUE), (question.signalled_due, Step.SIGNALLED_DUE)):
        if due is not None:
            yield LifeDay(due, step, is_ahead=due > today)
    if question.answer is not None:
        if question.answer.published is not None:
            yield LifeDay(question.answer.published, Step.ANSWERED)
    elif question.closing is not None and question.closing.on is not None:
        yield LifeDay(question.closing.on, Step.CLOSED)


def _latest(days: tuple[date | None, ...] | None) -> list[date]:
    return sorted({day for day in days or () if day is not None})[-MOST_OF_A_KIND:]
