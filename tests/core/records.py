"""Records of the archive, and the events between two of them: examples of the tests of the core."""

from dataclasses import replace
from datetime import date, datetime

from bot.core.change import NOTHING_TOLD, Kind, Told, compare
from bot.core.merge import Readings
from bot.core.question import Attribution, Question
from tests.support.examples import NOW, WAITING, comment


def commented(*numbers: int) -> Question:
    return replace(WAITING, comments=tuple(comment(number) for number in numbers))


RECORD = replace(
    WAITING,
    comments=None,
    author_ref="PA721764",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)),),
    signalled=(),
    renewals=(),
)
DAY = date(2026, 11, 24)
MOVED = replace(
    RECORD,
    ministry="Agriculture",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)), Attribution("Agriculture", DAY)),
)


def archive(question: Question, at: datetime = NOW) -> Readings:
    return Readings(archive=question, archive_at=at)


def kinds(before: Readings, after: Readings, told: Told = NOTHING_TOLD) -> list[Kind]:
    return [event.kind for event in compare(before, after, told)]
