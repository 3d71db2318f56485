"""What is said of texts that are nearly the same: who else asks a question, and where an answer stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.question import QuestionId, State


@dataclass(frozen=True, slots=True)
class Asker:
    """A question, its author, and what has become of it. `ref` is the Assemblée's reference of the author."""

    id: QuestionId
    ref: str | None
    author: str | None
    asked: date | None
    state: State


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """An earlier answer whose text is nearly the same: that to which question, of which day."""

    id: QuestionId
    published: date


@dataclass(frozen=True, slots=True)
class Alike:
    """How many questions of how many other deputies ask nearly the same, and an earlier answer that says it.

    `is_mixed` is whether members of several chambers ask it.
    """

    questions: int = 0
    deputies: int = 0
    answer: SameAnswer | None = None
    is_mixed: bool = False


NOTHING_ALIKE = Alike()


def others(own: Asker, alike: Sequence[Asker]) -> list[Asker]:
    """The questions of other deputies, the newest first. One without an author counts for nobody's."""
    mine = _who(own)
    found = [each for each in alike if each.id != own.id and _who(each) not in (None, mine)]
    return sorted(found, key=lambda each: (each.asked or date.min, each.id), reverse=True)


def count_deputies(askers: Sequence[Asker]) -> int:
    """How many deputies ask these questions."""
    return len({_who(each) for each in askers})


def are_mixed(own: QuestionId, askers: Sequence[Asker]) -> bool:
    """Whether members of several chambers ask a question and those that are nearly the same."""
    return len({own.chamber, *(each.id.chamber for each in askers)}) > 1


def earliest(own: date | None, answers: Sequence[SameAnswer]) -> SameAnswer | None:
    """The first of some answers, where it was published before the day of one's own; None where that is not known."""
    before = [each for each in answers if own is not None and each.published < own]
    return min(before, key=lambda each: (each.published, each.id), default=None)


def _who(asker: Asker) -> str | None:
    return asker.ref or asker.author
