"""What is said of texts that are nearly the same: who else asks a question, and where an answer stood before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.chambers.chamber import Chamber
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
    """How many questions of how many other members ask nearly the same, and an earlier answer that says it.

    `chambers` are those whose members these are, with how many of each; empty where all are of the question's own.
    """

    questions: int = 0
    deputies: int = 0
    answer: SameAnswer | None = None
    chambers: tuple[tuple[Chamber, int], ...] = ()


NOTHING_ALIKE = Alike()


def others(own: Asker, alike: Sequence[Asker]) -> list[Asker]:
    """The questions of other deputies, the newest first. One without an author counts for nobody's."""
    mine = _who(own)
    found = [each for each in alike if each.id != own.id and _who(each) not in (None, mine)]
    return sorted(found, key=lambda each: (each.asked or date.min, each.id), reverse=True)


def count_members(askers: Sequence[Asker]) -> tuple[tuple[Chamber, int], ...]:
    """How many members of each chamber ask these questions."""
    members = {(each.id.chamber, _who(each)) for each in askers}
    return tuple(sorted(Counter(chamber for chamber, _ in members).items()))


def earliest(own: date | None, answers: Sequence[SameAnswer]) -> SameAnswer | None:
    """The first of some answers, where it was published before the day of one's own; None where that is not known."""
    before = [each for each in answers if own is not None and each.published < own]
    return min(before, key=lambda each: (each.published, each.id), default=None)


def _who(asker: Asker) -> str | None:
    return asker.ref or asker.author
